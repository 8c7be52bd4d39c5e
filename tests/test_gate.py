"""The gate lets through what the words carry, and says why not otherwise."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.gate import Gate, Ruling
from kg.model import Claim, Place, Quote, Raw, Source
from kg.sources import Reading
from kg.text import read_document
from kg.vocab import Ontology, read_ontology

TEXT = """# Serbia

The main exit points are on the borders with Hungary and Croatia. Some migrants try to enter Romania from Serbia.

Prices are around EUR 2 500 per person in March 2019, and EUR 12,216 was asked once. Bihać is not a hub, and irregular migrants avoid it.

They said it twice. They said it twice.

The Serbian police found 39 Afghans near the Serbian-Hungarian border in 2018, according to Frontex.
"""


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return read_ontology()


@pytest.fixture(scope="module")
def reading() -> Reading:
    return Reading(Source("doc", "doc.txt", "Doc", (), "2020", "en", "note", ("marking/none",), ""), read_document(TEXT))


@pytest.fixture(scope="module")
def gate(ontology: Ontology) -> Gate:
    return Gate(ontology)


def claim(kind: str, quote: str, carried: dict[str, str] | None = None, **slots: Raw | tuple[Raw, ...]) -> Claim:
    values = {name: value if isinstance(value, tuple) else (value,) for name, value in slots.items()}
    return Claim("doc", kind, values, (Quote(quote),), {k: Quote(v) for k, v in (carried or {}).items()}, "basis/read-by-person", Place("f.toml", 1))


def rule(gate: Gate, reading: Reading, one: Claim) -> Ruling:
    return gate.rule(one, reading)


EXIT = claim("ExitPoint", "The main exit points are on the borders with Hungary and Croatia", {"inCountry": "Serbia The main"}, inCountry="country/serbia", toCountry="country/hungary")
PRICE = claim("PriceObservation", "Prices are around EUR 2 500 per person in March 2019", minAmount=2500, maxAmount=2500, periodStart="2019-03-01", periodEnd="2019-03-31",
              periodText="in March 2019", hedge="around", hasCurrency="currency/EUR", hasChargeUnit="charge-unit/person", hasApproximation="approximation/approximate")


def test_a_good_claim_passes_and_knows_its_words(gate: Gate, reading: Reading) -> None:
    ruling = rule(gate, reading, PRICE)
    assert ruling.reasons == ()
    (span,) = ruling.evidence[0].spans
    assert TEXT[span.start:span.end] == "Prices are around EUR 2 500 per person in March 2019"


def test_a_slot_not_named_in_the_quote_must_be_carried(gate: Gate, reading: Reading) -> None:
    bare = replace(EXIT, carried={})
    assert any("inCountry country/serbia is not named in the quote" in r for r in rule(gate, reading, bare).reasons)
    carried = replace(EXIT, carried={"inCountry": Quote("from Serbia")})
    assert rule(gate, reading, carried).reasons == ()


@pytest.mark.parametrize(("quote", "says"), [
    ("Prices are around EUR 2 500 a person", "is not in the source"),
    ("Prices are around EUR 2 501 per person in March 2019", "is not in the source"),
    ("Bihać is a hub", "is not in the source"),
    ("regular migrants avoid it", "is not in the source"),
    ("around EUR 2", "is not in the source"),
    ("They said it twice", "stands 2 times"),
])
def test_a_quote_that_is_not_there_once_word_for_word_is_refused(gate: Gate, reading: Reading, quote: str, says: str) -> None:
    reasons = rule(gate, reading, claim("Hub", quote, hasPlace="place/bihac", hasHubRole="hub-role/transit")).reasons
    assert any(says in r for r in reasons), reasons


def test_a_refused_quote_names_the_nearest_passage(gate: Gate, reading: Reading) -> None:
    (reason,) = rule(gate, reading, replace(PRICE, quotes=(Quote("Prices are about EUR 2 500 per person in March 2019"),))).reasons
    assert "Nearest passage: 'Prices are around EUR 2 500 per person" in reason


def test_a_prefix_tells_doubles_apart(gate: Gate, reading: Reading) -> None:
    second = replace(claim("Conclusion", "They said it twice", description="said twice"), quotes=(Quote("They said it twice", "twice."),))
    assert rule(gate, reading, second).reasons == ()


@pytest.mark.parametrize(("changes", "says"), [
    ({"minAmount": (2501,)}, "minAmount 2501 is not a number of the quote"),
    ({"minAmount": (500,)}, "minAmount 500 is not a number"),
    ({"minAmount": ("2500",)}, "minAmount takes a decimal"),
    ({"periodStart": ("2018-03-01",)}, "periodStart 2018-03-01 cannot be read"),
    ({"periodEnd": ("2019-04-30",)}, "periodEnd 2019-04-30 cannot be read"),
    ({"hedge": ("about",)}, "hedge 'about' is not in the quote"),
    ({"attribution": ("Europol",)}, "attribution 'europol' is not in the source"),
    ({"serviceText": ("ride for 3 people",)}, "serviceText holds the number 3"),
    ({"hasCurrency": ("currency/XYZ",)}, "There is no individual for hasCurrency 'currency/XYZ'"),
    ({"hasCurrency": ("charge-unit/person",)}, "hasCurrency takes a Currency, and charge-unit/person is none"),
    ({"hasCurency": ("currency/EUR",)}, "There is no slot 'hasCurency'. Nearest: hasCurrency"),
])
def test_each_wrong_slot_is_named(gate: Gate, reading: Reading, changes: dict[str, tuple[Raw, ...]], says: str) -> None:
    reasons = rule(gate, reading, replace(PRICE, slots={**PRICE.slots, **changes})).reasons
    assert any(says in r for r in reasons), reasons


def test_an_unknown_class_names_the_nearest(gate: Gate, reading: Reading) -> None:
    (reason, *_) = rule(gate, reading, replace(PRICE, type="PriceObservaton")).reasons
    assert reason.startswith("There is no class of facts 'PriceObservaton'. Nearest: PriceObservation")


def test_a_negation_must_be_decided_on(gate: Gate, reading: Reading) -> None:
    hub = claim("Hub", "Bihać is not a hub", hasPlace="place/bihac", hasHubRole="hub-role/transit")
    assert any("says 'not' and the claim does not decide" in r for r in rule(gate, reading, hub).reasons)
    denied = replace(hub, slots={**hub.slots, "hasPolarity": ("polarity/denied",)})
    assert rule(gate, reading, denied).reasons == ()


def test_a_denial_without_a_negation_is_refused(gate: Gate, reading: Reading) -> None:
    odd = replace(PRICE, slots={**PRICE.slots, "hasPolarity": ("polarity/denied",)})
    assert any("denied, and its quote holds no negation" in r for r in rule(gate, reading, odd).reasons)


def test_an_attempt_must_be_decided_on(gate: Gate, reading: Reading) -> None:
    leg = claim("RouteLeg", "Some migrants try to enter Romania from Serbia", startsFrom="country/serbia", leadsTo="country/romania")
    assert any("says 'try to'" in r for r in rule(gate, reading, leg).reasons)
    assert rule(gate, reading, replace(leg, slots={**leg.slots, "hasModality": ("modality/intended",)})).reasons == ()


def test_a_border_is_named_by_its_two_sides_in_any_form(gate: Gate, reading: Reading) -> None:
    one = claim("CrossingStatement", "near the Serbian-Hungarian border", atBorderSection="border/hungary-serbia", description="police found migrants")
    assert rule(gate, reading, one).reasons == ()


def test_the_identity_does_not_depend_on_doubt_or_order(gate: Gate) -> None:
    hedged = replace(PRICE, slots=dict(reversed({**PRICE.slots, "note": ("n",)}.items())))
    assert gate.mint(PRICE) == gate.mint(hedged)
    assert gate.mint(PRICE) != gate.mint(replace(PRICE, quotes=(Quote("Prices are around EUR 2 500 per person"),)))


@pytest.mark.parametrize(("words", "date", "stands"), [
    ("in March 2019", "2019-03-31", True), ("in March 2019", "2019-04-01", False), ("in 2019", "2019-12-31", True), ("in 2018", "2019-12-31", False),
    ("in the first eight months of 2019", "2019-08-31", True), ("in the first eight months of 2019", "2019-09-30", False),
    ("in the first quarter of 2024", "2024-03-31", True), ("on 24.04.2023", "2023-04-24", True), ("in the first half of 2019", "2019-06-30", True),
])
def test_dates_are_read_in_the_words(words: str, date: str, stands: bool) -> None:
    from kg.gate.figures import _date_stands
    assert _date_stands(date, words) is stands


def test_a_spelling_is_no_doorway_for_another_word(gate: Gate, reading: Reading) -> None:
    """'Bar' is a town; it is not named by the letters in 'Barely' or 'bar'."""
    one = claim("Hub", "Prices are around EUR 2 500", hasPlace="place/bar", hasHubRole="hub-role/transit")
    assert any("place/bar is not named" in r for r in rule(gate, reading, one).reasons)


def test_shipped_claims_all_pass() -> None:
    from kg.ledger import read_ledger
    ledger = read_ledger(Path(__file__).parents[1] / "seeds")
    assert [f"{r.claim.place}: {reason}" for r in ledger.rulings for reason in r.reasons] == []
