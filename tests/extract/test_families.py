"""What each family proposes for a sentence or two, and what it must leave alone."""

from __future__ import annotations

import pytest

from kg.model import Claim, Raw
from tests.extract.conftest import Proposer

Slots = dict[str, Raw | tuple[Raw, ...]]


def of_type(claims: list[Claim], kind: str) -> list[Claim]:
    return [claim for claim in claims if claim.type == kind]


def holds(claim: Claim, slots: Slots) -> bool:
    """Whether the claim has exactly these values in these slots; an empty tuple stands for a slot left out."""
    return all(claim.slots.get(name, ()) == (value if isinstance(value, tuple) else (value,)) for name, value in slots.items())


PRICES: list[tuple[str, Slots]] = [
    ("From Greece to Serbia, smugglers charge around EUR 700 per person.",
     {"startsFrom": "country/greece", "leadsTo": "country/serbia", "minAmount": 700, "maxAmount": 700, "hasApproximation": "approximation/approximate",
      "hasCurrency": "currency/EUR", "hasChargeUnit": "charge-unit/person", "hedge": "around"}),
    ("From Serbia to Hungary by boat the price is EUR 1 000 per group.", {"hasTransport": "transport/boat", "hasChargeUnit": "charge-unit/group"}),
    ("Full packages can cost up to EUR 10 000.", {"minAmount": (), "maxAmount": 10000, "hasApproximation": "approximation/up-to", "hasModality": "modality/possible"}),
    ("In Albania, smugglers charge from €100 to €800 per adult.", {"inCountry": "country/albania", "minAmount": 100, "maxAmount": 800, "hasChargeUnit": "charge-unit/person"}),
    ("Rooms cost 15 euros per night.", {"hasChargeUnit": "charge-unit/day", "startsFrom": (), "inCountry": ()}),
    ("They paid 900 euros per suitcase.", {"hasChargeUnit": ()}),
    ("They paid 900 euros.", {"hasChargeUnit": "charge-unit/unspecified"}),
    ("Transporting migrants in a van carrying 15 to 18 people costs €900.", {"minPersons": 15, "maxPersons": 18, "hasTransport": "transport/van"}),
    ("A journey from Serbia to Slovenia costs 2,000 euros for unaccompanied children.", {"hasPersonGroup": "person-group/unaccompanied-minors"}),
    ("In 2021, migrants paid at least 500 euros to reach Croatia.", {"periodStart": "2021-01-01", "periodEnd": "2021-12-31", "leadsTo": "country/croatia", "hasApproximation": "approximation/at-least"}),
    ("Crossing from Serbia into Croatia is cheaper with a guide (EUR 800–1,200 p.p.).", {"minAmount": 800, "maxAmount": 1200, "hasChargeUnit": "charge-unit/person", "leadsTo": "country/croatia"}),
    ("Smugglers charge another 200-300 euros for onward travel to France or Germany.", {"leadsTo": ("country/france", "country/germany")}),
    ("People paid on average US$ 4,300.", {"hasCurrency": "currency/USD", "hasApproximation": "approximation/approximate", "hedge": "on average"}),
    ("For the ride from the Turkish border to Sofia they pay 300 euros.", {"startsFrom": (), "leadsTo": "place/sofia"}),
    ("They did not pay 500 euros for the crossing.", {"hasPolarity": "polarity/denied"}),
    ("The crossing costs no more than 500 euros.", {"hasPolarity": "polarity/worded-negatively", "maxAmount": 500, "minAmount": ()}),
    ("Led by a guide who is not part of the group, they paid a fee of 500 euros.", {"hasPolarity": "polarity/elsewhere"}),
]


@pytest.mark.parametrize(("text", "slots"), PRICES, ids=[p[0][:50] for p in PRICES])
def test_a_price_is_proposed(text: str, slots: Slots, proposed: Proposer) -> None:
    (claim,) = of_type(proposed(text), "PriceObservation")
    assert holds(claim, slots), claim.slots


@pytest.mark.parametrize("text", [
    "The partnership was launched with the support of a regional project worth EUR 36 million.",
    "Someone is waiting for them in a mosque with 200 euros.",
    "Police seized 40,000 euros in cash.",
    "A court fined two drivers 3,000 euros.",
    "They were smuggling 352 irregular migrants, including 141 Pakistanis, 79 Afghanis and 30 Iraqis.",
    "Smugglers travel with two boats capable of carrying 10 to 20 people each.",
    "Prices rose from 500 to 800 euros in the spring.",
    "Afghans are charged 500 euros more than Syrians.",
    "The fee for the residence permit is 30 euros.",
    "The charity funded the shelter with 2,000 euros.",
    "The price is two thousand euros.",
    "The group paid 3-5,000 euros.",
])
def test_what_is_no_price_is_not_proposed(text: str, proposed: Proposer) -> None:
    assert of_type(proposed(text), "PriceObservation") == []


def test_what_is_compared_with_belongs_to_its_own_sum(proposed: Proposer) -> None:
    claims = of_type(proposed("Crossing from Serbia into Croatia on foot is cheaper (EUR 800 per person) than by lorry (EUR 2,500)."), "PriceObservation")
    assert [(c.slots["minAmount"], c.slots["hasTransport"]) for c in claims] == [((800,), ("transport/on-foot",)), ((2500,), ("transport/truck",))]


def test_two_payers_in_one_sentence_are_two_prices(proposed: Proposer) -> None:
    claims = of_type(proposed("For the whole way, Afghans pay EUR 3 000 -3 500 while Iranians pay EUR 4 500 -6 000."), "PriceObservation")
    assert [(c.slots["isAskedOf"], c.slots["minAmount"], c.slots["maxAmount"]) for c in claims] == [(("country/afghanistan",), (3000,), (3500,)), (("country/iran",), (4500,), (6000,))]


def test_the_country_is_carried_from_the_sentence_before(proposed: Proposer) -> None:
    (claim,) = of_type(proposed("In Montenegro, guides meet the groups at night. Transport in trucks costs 600 euros per person."), "PriceObservation")
    assert claim.slots["inCountry"] == ("country/montenegro",)
    assert claim.carried["inCountry"].words.startswith("In Montenegro")


def test_a_country_that_two_sentences_dispute_is_not_carried(proposed: Proposer) -> None:
    (claim,) = of_type(proposed("Groups cross between Montenegro and Albania. Transport in trucks costs 600 euros per person."), "PriceObservation")
    assert "inCountry" not in claim.slots


LEGS: list[tuple[str, list[tuple[str | None, str]]]] = [
    ("Migrants travel from Greece to Serbia and onwards to Hungary or Croatia.",
     [("country/greece", "country/serbia"), ("country/serbia", "country/hungary"), ("country/serbia", "country/croatia")]),
    ("Groups walk from Tetovo through Gostivar to Kumanovo.", [("place/tetovo", "place/gostivar"), ("place/gostivar", "place/kumanovo")]),
    ("From Montenegro, migrants mostly travel to Bosnia and Herzegovina.", [("country/montenegro", "country/bosnia-and-herzegovina")]),
    ("Once inside, they are often transported to cities like Sarajevo or Mostar.", [(None, "place/sarajevo"), (None, "place/mostar")]),
    ("The main hub is Sarajevo. From there, migrants continue towards Bihać.", [("place/sarajevo", "place/bihac")]),
    ("Aid was sent from Germany to Serbia.", []),
    ("The motorway from Belgrade to Zagreb was closed.", []),
    ("Officers from Slovenia were deployed to Greece.", []),
    ("Arms are smuggled from Serbia to Hungary, and goods from Italy to Albania.", []),
    ("Migrants from Afghanistan wait in Serbia.", []),
    ("They want to go to Western Europe.", []),
]


@pytest.mark.parametrize(("text", "pairs"), LEGS, ids=[leg[0][:50] for leg in LEGS])
def test_legs(text: str, pairs: list[tuple[str | None, str]], proposed: Proposer) -> None:
    found = of_type(proposed(text), "RouteLeg")
    assert [(c.slots.get("startsFrom", (None,))[0], c.slots["leadsTo"][0]) for c in found] == pairs


def test_what_happens_behind_a_comma_is_no_transport_of_the_leg(proposed: Proposer) -> None:
    (claim,) = of_type(proposed("They fly from Istanbul to Belgrade and continue on foot."), "RouteLeg")
    assert "hasTransport" not in claim.slots


POINTS: list[tuple[str, str, list[tuple[str, str | None, str | None]]]] = [
    ("EntryPoint", "The main entry points to Serbia are the border areas with North Macedonia (Preševo municipality) and Bulgaria.",
     [("country/serbia", "country/north-macedonia", "place/presevo-municipality"), ("country/serbia", "country/bulgaria", None)]),
    ("ExitPoint", "Serbia: Groups come at night. The main exit points are on the borders with Hungary and Croatia (near Šid).",
     [("country/serbia", "country/hungary", None), ("country/serbia", "country/croatia", "place/sid")]),
    ("EntryPoint", "In Bosnia and Herzegovina, crossings are seen in Zvornik and Bijeljina when entering from Serbia.",
     [("country/bosnia-and-herzegovina", "country/serbia", "place/zvornik"), ("country/bosnia-and-herzegovina", "country/serbia", "place/bijeljina")]),
    ("EntryPoint", "Migrants entering Kosovo* from Serbia were few.", [("country/kosovo", "country/serbia", None)]),
    ("EntryPoint", "Entry points are hard to watch.", []),
    ("ExitPoint", "The exit points are near Šid.", []),
    ("EntryPoint", "They entered the room from the garden.", []),
]


@pytest.mark.parametrize(("kind", "text", "points"), POINTS, ids=[p[1][:50] for p in POINTS])
def test_entry_and_exit_points(kind: str, text: str, points: list[tuple[str, str | None, str | None]], proposed: Proposer) -> None:
    far = "fromCountry" if kind == "EntryPoint" else "toCountry"
    found = of_type(proposed(text), kind)
    assert [(c.slots["inCountry"][0], c.slots.get(far, (None,))[0], c.slots.get("hasPlace", (None,))[0]) for c in found] == points


GROUNDS: list[tuple[str, list[Slots]]] = [
    ("The Law on Foreigners of Albania provides that a residence permit on humanitarian grounds may be granted to an alien who cooperates with the court (Article 52, paragraph 2).",
     [{"inCountry": "country/albania", "hasGround": "residence-ground/cooperation-with-authorities", "hasRecognition": "recognition/explicit", "article": "52", "paragraph": "2",
       "hasProvision": "provision/al-law-on-foreigners-52-2", "hasDiscretion": "discretion/may-be-granted", "hasModality": "modality/permitted", "beneficiary": "an alien"}]),
    ("The Law on Foreigners of Serbia does not explicitly recognise victims of trafficking as holders of humanitarian residence.",
     [{"inCountry": "country/serbia", "hasGround": "residence-ground/victim-of-trafficking", "hasRecognition": "recognition/not-recognised", "hasDiscretion": (), "article": (),
       "hasPolarity": "polarity/worded-negatively"}]),
    ("To have humanitarian residence they must be victims of human trafficking (Article 52, paragraph 1, point 1 of the Law on Foreigners of Montenegro) or "
     "unaccompanied minors (Article 52, paragraph 1, point 2 of the Law on Foreigners of Montenegro).",
     [{"hasGround": "residence-ground/victim-of-trafficking", "point": "1"}, {"hasGround": "residence-ground/unaccompanied-minor", "point": "2"}]),
    ("The Law on Foreigners of Albania provides that a residence permit on humanitarian grounds shall not be granted to unaccompanied minors.", []),
    ("North Macedonia does not provide for temporary residence for unaccompanied minors.", [{"inCountry": "country/north-macedonia", "hasRecognition": "recognition/not-recognised", "hasAct": ()}]),
    ("Unaccompanied minors live in Albania without a residence permit on humanitarian grounds.", []),
    ("The law of the sea provides that victims of trafficking are brought ashore.", []),
]


@pytest.mark.parametrize(("text", "grounds"), GROUNDS, ids=[g[0][:60] for g in GROUNDS])
def test_residence_grounds(text: str, grounds: list[Slots], proposed: Proposer) -> None:
    found = of_type(proposed(text), "ResidenceGround")
    assert len(found) == len(grounds)
    assert all(holds(claim, slots) for claim, slots in zip(found, grounds, strict=True)), [c.slots for c in found]


def test_rights_are_listed_one_by_one(proposed: Proposer) -> None:
    found = of_type(proposed("In Montenegro, a foreigner with temporary residence is entitled to accommodation, healthcare and education."), "ResidenceRight")
    assert [(c.slots["inCountry"][0], c.slots["grantsRight"][0]) for c in found] == [
        ("country/montenegro", "right/accommodation"), ("country/montenegro", "right/healthcare"), ("country/montenegro", "right/education")]


@pytest.mark.parametrize(("text", "methods"), [
    ("Payments to smugglers are made in cash, through Western Union or via the Hawala system.", ["payment-method/cash", "payment-method/western-union", "payment-method/hawala"]),
    ("Police found cash in the car.", []),
])
def test_ways_of_paying(text: str, methods: list[str], proposed: Proposer) -> None:
    assert [c.slots["hasPaymentMethod"][0] for c in of_type(proposed(text), "Payment")] == methods


@pytest.mark.parametrize(("text", "trend"), [
    ("Smuggling prices have risen since the fence was built.", "Smuggling prices have risen"),
    ("It is expected that the prices for smuggling will continue to rise.", "the prices for smuggling will continue to rise"),
    ("Bread prices have risen.", None),
    ("Rates of detection fell near the camp.", None),
])
def test_movements_of_prices(text: str, trend: str | None, proposed: Proposer) -> None:
    assert [c.slots["description"][0] for c in of_type(proposed(text), "PriceTrend")] == ([trend] if trend else [])


@pytest.mark.parametrize(("text", "place"), [("Sarajevo remains a transit hub for migrants.", "place/sarajevo"), ("Sarajevo remains a city of trade.", None), ("It has become a hub.", None)])
def test_hubs(text: str, place: str | None, proposed: Proposer) -> None:
    assert [c.slots["hasPlace"][0] for c in of_type(proposed(text), "Hub")] == ([place] if place else [])


def test_every_proposal_says_that_a_rule_made_it(proposed: Proposer) -> None:
    claims = proposed("From Greece to Serbia, smugglers charge EUR 700 per person.")
    assert claims
    assert {c.basis for c in claims} == {"basis/rule"}
    assert all(0 < c.confidence < 1 and str(c.place) == "unseen.txt:1" and c.source == "unseen" for c in claims)


def test_nothing_is_proposed_from_a_questionnaire(proposed: Proposer) -> None:
    questions = "\n".join(f"- How much do migrants pay for the way from Serbia to {place} (for example 500 euros)?" for place in ("Hungary", "Croatia", "Romania", "Austria", "Italy"))
    assert of_type(proposed(f"# Annex: questions for interviews\n\n{questions}\n"), "PriceObservation") == []
