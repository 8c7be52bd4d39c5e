"""The traps that these documents set to a reader, each with what a faithful claim keeps of it.

Each case was read in the document; the claims are found by words of their quotes, so that a reworded label does no harm.
"""

from pathlib import Path

import pytest

from kg.ledger import Ledger, read_ledger
from kg.model import Claim, Raw


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return read_ledger(Path(__file__).parents[1] / "seeds")


def find(ledger: Ledger, words: str, kind: str = "", **slots: Raw) -> list[Claim]:
    """The claims whose quote holds the words, of this type and with these values."""
    return [r.claim for r in ledger.rulings if any(words in q.words for q in r.claim.quotes) and (not kind or r.claim.type == kind)
            and all(value in r.claim.slots.get(name, ()) for name, value in slots.items())]


def one(ledger: Ledger, words: str, kind: str, **slots: Raw) -> Claim:
    (claim,) = find(ledger, words, kind, **slots)
    return claim


def test_there_are_37_prices_and_no_project_budget_or_food_money_among_them(ledger: Ledger) -> None:
    prices = [r.claim for r in ledger.rulings if r.claim.type == "PriceObservation"]
    assert len(prices) == 37
    assert not [p for p in prices for q in p.quotes if "EUR 36 million" in q.words or "mosque" in q.words]


@pytest.mark.parametrize(("words", "slots"), [
    ("From Serbia to Hungary by boat: around EUR 1 000", {"hasChargeUnit": "charge-unit/group", "hasApproximation": "approximation/approximate", "minAmount": 1000}),
    ("Afghans pay EUR 3 000 -3 500", {"isAskedOf": "country/afghanistan", "hasChargeUnit": "charge-unit/unspecified", "minAmount": 3000, "maxAmount": 3500}),
    ("can reach up to EUR 10 000", {"hasApproximation": "approximation/up-to", "maxAmount": 10000, "hasService": "service/full-package"}),
    ("but can be up to 10,000 EUR", {"maxAmount": 10000, "hasModality": "modality/reported", "attribution": "Some of the prices reported during monitoring visits and interviews; according to some testimonies"}),
    ("15 euros per day", {"hasChargeUnit": "charge-unit/day", "minAmount": 15}),
    ("costs between 1,000 and 2,000 euros for unaccompanied children", {"hasPersonGroup": "person-group/unaccompanied-minors"}),
])
def test_a_price_keeps_its_unit_its_limit_and_whom_it_is_asked_of(ledger: Ledger, words: str, slots: dict[str, Raw]) -> None:
    assert find(ledger, words, "PriceObservation", **slots)


def test_an_upper_limit_has_no_lower_bound(ledger: Ledger) -> None:
    assert "minAmount" not in one(ledger, "can reach up to EUR 10 000", "PriceObservation").slots


def test_two_places_of_departure_are_no_chain(ledger: Ledger) -> None:
    price = one(ledger, "From Croatia and Slovenia to Italy", "PriceObservation")
    assert set(price.slots["startsFrom"]) == {"country/croatia", "country/slovenia"}
    assert not find(ledger, "From Croatia and Slovenia to Italy", startsFrom="country/croatia", leadsTo="country/slovenia")


def test_capacity_numbers_are_no_prices_and_no_statistics(ledger: Ledger) -> None:
    assert {c.type for c in find(ledger, "10 to 20 people each")} == {"VehicleUse"}


def test_exceptions_stay(ledger: Ledger) -> None:
    assert all(c.slots["isExceptFor"] == ("country/montenegro",) for c in find(ledger, "except in Montenegro", "Risk"))
    assert one(ledger, "while rare in Kosovo*", "DebtSettlement", inCountry="country/kosovo").slots["hasFrequency"] == ("frequency/rare",)
    assert one(ledger, "while rare in Kosovo*", "DebtSettlement", inCountry="country/serbia").slots["hasFrequency"] == ("frequency/common",)


def test_a_part_knows_its_whole(ledger: Ledger) -> None:
    part = one(ledger, "of which 106 were Serbian nationals", "NationalityShare")
    assert (part.slots["value"], part.slots["partOfText"]) == ((106,), ("a further 131 migrant smugglers",))


def test_a_baseline_is_no_value_of_the_period_itself(ledger: Ledger) -> None:
    now, before = (one(ledger, "up from 61", "SmugglerStatistic", value=value) for value in (143, 61))
    assert (now.slots["baselineValue"], now.slots["periodStart"]) == ((61,), ("2018-07-01",))
    assert (before.slots["periodStart"], before.slots["periodEnd"]) == (("2017-07-01",), ("2018-06-30",))


def test_the_numbers_that_look_like_footnote_marks_are_numbers(ledger: Ledger) -> None:
    values = {v for c in find(ledger, "141 Pakistanis, 79 Afghanis, 30 Iraqis", "NationalityShare") for v in c.slots["value"]}
    assert {141, 79, 30, 10} <= values


def test_thousands_in_three_styles_and_an_empty_cell(ledger: Ledger) -> None:
    assert one(ledger, "7.436", "Statistic", inCountry="country/kosovo").slots["value"] == (7436,)
    assert find(ledger, "27 429", "Statistic", inCountry="country/bosnia-and-herzegovina", value=27429)
    assert "value" not in one(ledger, "7.436", "Statistic", inCountry="country/serbia").slots


@pytest.mark.parametrize(("words", "kind", "says"), [("almost nine in ten", "WithdrawalRate", "almost nine in ten"), ("one in five", "AsylumStatistic", "one in five")])
def test_a_share_in_words_is_not_made_a_number(ledger: Ledger, words: str, kind: str, says: str) -> None:
    claim = one(ledger, words, kind, valueText=says)
    assert "value" not in claim.slots


def test_a_relative_period_is_resolved_to_the_reported_one(ledger: Ledger) -> None:
    claims = [c for c in find(ledger, "During the same period, Slovenian law enforcement authorities saw a 47% increase") if c.type in ("Trend", "SmugglerStatistic")]
    assert claims
    assert {(c.slots["periodStart"], c.slots["periodEnd"]) for c in claims} == {(("2019-01-01",), ("2019-08-31",))}


def test_a_planned_signature_is_none(ledger: Ledger) -> None:
    states = {s for c in find(ledger, "expected to be signed in the first quarter of 2024", "AgreementStatus") for s in c.slots["hasAgreementState"]}
    assert states == {"agreement-state/expected-to-be-signed"}


def test_two_statements_that_contradict_one_another_both_stand_and_are_linked(ledger: Ledger) -> None:
    begun = {r.iri for r in ledger.rulings if r.claim.type == "AgreementStatus" and any("have not yet begun" in q.words for q in r.claim.quotes)}
    stalled = {r.iri for r in ledger.rulings if r.claim.type == "AgreementStatus" and any("stalled negotiations" in q.words for q in r.claim.quotes)}
    assert begun
    assert stalled
    assert any({c.first, c.second} & begun and {c.first, c.second} & stalled and c.relation == "relation/conflicts-with" for c in ledger.comparisons)


def test_negotiated_is_not_signed_and_names_no_state(ledger: Ledger) -> None:
    claim = one(ledger, "have been negotiated with five countries", "AgreementStatus")
    assert claim.slots["hasAgreementState"] == ("agreement-state/negotiated",)
    assert not [v for v in claim.slots.get("hasParty", ()) if str(v).startswith("country/")]


def test_law_is_graded_and_no_article_is_invented(ledger: Ledger) -> None:
    grounds = [r.claim for r in ledger.rulings if r.claim.type == "ResidenceGround" and "residence-ground/cooperation-with-authorities" in r.claim.slots["hasGround"]
               and "permit/humanitarian-residence" in r.claim.slots["grantsPermit"]]
    graded = {(c.slots["inCountry"][0], c.slots["hasRecognition"][0], c.slots.get("article", ("",))[0]) for c in grounds}
    assert graded == {("country/albania", "recognition/explicit", "52"), ("country/bosnia-and-herzegovina", "recognition/explicit", ""),
                      ("country/kosovo", "recognition/explicit", "41"), ("country/serbia", "recognition/explicit", "61"),
                      ("country/montenegro", "recognition/not-recognised", ""), ("country/north-macedonia", "recognition/not-recognised", "")}


def test_a_law_is_not_its_practice(ledger: Ledger) -> None:
    practice = find(ledger, "there is no evidence of issuing humanitarian residence")
    assert {c.type for c in practice} == {"LegalPractice"}


def test_a_lost_page_is_not_guessed(ledger: Ledger) -> None:
    claims = find(ledger, "eastern part of the country")
    assert claims
    assert all("page is missing" in str(c.slots["note"]) or "missing" in str(c.slots["note"]) for c in claims)


def test_a_year_that_the_sentence_lacks_is_noted(ledger: Ledger) -> None:
    claim = one(ledger, "on 7 October, the Agreement with Montenegro was signed", "AgreementStatus", hasAgreementState="agreement-state/signed")
    assert claim.slots["periodStart"] == ("2019-10-07",)
    assert "no year" in str(claim.slots["note"])


def test_a_source_that_cannot_support_its_sentence_is_noted(ledger: Ledger) -> None:
    (claim,) = list(find(ledger, "Karnitschnig", "SourceCitation"))
    assert "annot support" in str(claim.slots["note"])


def test_a_slip_of_the_original_stays_in_the_quote(ledger: Ledger) -> None:
    assert find(ledger, "In, most cases, apprehended migrant smugglers are citizens of Western Balkan countries")


def test_the_action_day_has_no_year(ledger: Ledger) -> None:
    dated = [r.claim for r in ledger.rulings if r.claim.source == "sirocco-2-press-item" and r.claim.type == "OperationFact" and "periodStart" in r.claim.slots]
    assert dated == []


def test_a_border_police_of_one_state_is_not_that_of_another(ledger: Ledger) -> None:
    listed = {c.slots["hasInstitution"][0] for r in ledger.rulings for c in [r.claim] if c.type == "InstitutionListing" and any("Border Police" in q.words for q in c.quotes)}
    sides = {ledger.ontology.values(ledger.ontology.entity(str(ref)).iri, "https://w3id.org/smuggling-kg/ontology#actsForCountry")[0] for ref in listed
             if "order" in ledger.ontology.entity(str(ref)).label}
    assert len(sides) >= 3


def test_persons_stand_only_in_their_public_function(ledger: Ledger) -> None:
    """As officials, interviewees, editors and authors of what is cited; never as smuggler or migrant."""
    named = {c.type for r in ledger.rulings for c in [r.claim] if "hasPerson" in c.slots}
    assert named == {"PersonFunction", "SourceMetadata", "SourceCitation", "DataSource", "Methodology"}
