"""Texts that no rule was written for: what is found, what is honestly missed, and that nothing is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract import propose
from kg.gate import Gate
from kg.model import Claim
from kg.vocab import Ontology
from tests.extract.conftest import reading_of

UNSEEN = Path(__file__).parent / "unseen"


def claims_of(name: str, ontology: Ontology) -> list[Claim]:
    return list(propose(reading_of((UNSEEN / f"{name}.txt").read_text(encoding="utf-8")), ontology))


def row(claim: Claim, *slots: str) -> tuple[object, ...]:
    values = (claim.slots.get(slot, ()) for slot in slots)
    return tuple(found[0] if len(found) == 1 else found or None for found in values)


@pytest.mark.parametrize("name", sorted(path.stem for path in UNSEEN.glob("*.txt")))
def test_the_gate_accepts_every_proposal(name: str, ontology: Ontology) -> None:
    reading, gate = reading_of((UNSEEN / f"{name}.txt").read_text(encoding="utf-8")), Gate(ontology)
    rulings = [gate.rule(claim, reading) for claim in propose(reading, ontology)]
    assert rulings
    assert [(r.claim.quotes[0].words, r.reasons) for r in rulings if not r.is_accepted] == []


def test_prices_of_the_news(ontology: Ontology) -> None:
    found = [row(c, "startsFrom", "leadsTo", "minAmount", "maxAmount", "hasCurrency", "hasChargeUnit") for c in claims_of("prices-news", ontology) if c.type == "PriceObservation"]
    person, group, unsaid = "charge-unit/person", "charge-unit/group", "charge-unit/unspecified"
    assert found == [
        ("country/turkiye", "country/germany", 7000, 9000, "currency/EUR", person),
        (None, None, 2500, 2500, "currency/EUR", person),  # missed: the ontology knows neither Izmir nor Athens
        ("country/greece", "country/austria", None, 4500, "currency/EUR", unsaid),
        ("place/presevo", "place/belgrade", 150, 200, "currency/EUR", person),
        (None, None, 6000, 6000, "currency/USD", group),
        ("country/turkiye", "country/bulgaria", 1500, 2000, "currency/EUR", unsaid),
        ("country/bulgaria", "country/serbia", 800, 800, "currency/EUR", unsaid),
        ("country/serbia", "country/hungary", 1200, None, "currency/EUR", unsaid),
        ("country/hungary", "country/germany", 900, None, "currency/EUR", unsaid),
        # missed: the hotel in Edirne, which the list words without a way or a verb
    ]


def test_what_is_no_price_in_the_news_is_left_alone(ontology: Ontology) -> None:
    amounts = {value for c in claims_of("prices-news", ontology) for slot in ("minAmount", "maxAmount") for value in c.slots.get(slot, ())}
    assert not amounts & {500, 40000, 3000, 1_200_000, 350, 20, 15}


def test_the_trend_of_the_news(ontology: Ontology) -> None:
    found = [row(c, "description") for c in claims_of("prices-news", ontology) if c.type == "PriceTrend"]
    assert found == []  # missed: "Fees for the whole trip have doubled" says nothing of smuggling in its own sentence


def test_grounds_of_the_statute(ontology: Ontology) -> None:
    found = [row(c, "inCountry", "hasAct", "article", "paragraph", "hasGround", "hasRecognition", "grantsPermit") for c in claims_of("statute", ontology) if c.type == "ResidenceGround"]
    montenegro = ("country/montenegro", "act/me-law-on-foreigners", "71")
    assert found == [
        (*montenegro, "1", "residence-ground/cooperation-with-authorities", "recognition/explicit", "permit/humanitarian-residence"),
        (*montenegro, "2", "residence-ground/unaccompanied-minor", "recognition/explicit", "permit/temporary-residence"),
        # missed: the law of Croatia, which the ontology does not know, so that nothing is said of it
        ("country/serbia", "act/rs-law-on-foreigners", None, None, "residence-ground/unaccompanied-minor", "recognition/not-recognised", "permit/humanitarian-residence"),
    ]


def test_the_rest_of_the_statute(ontology: Ontology) -> None:
    claims = claims_of("statute", ontology)
    assert [row(c, "inCountry", "grantsRight") for c in claims if c.type == "ResidenceRight"] == [
        ("country/montenegro", f"right/{right}") for right in ("accommodation", "education", "free-legal-aid")]
    assert [row(c, "hasAct", "hasProvision", "article", "paragraph") for c in claims if c.type == "LegalReference"] == [("act/al-law-on-foreigners", None, "9", "4")]
    assert [c for c in claims if c.type == "PriceObservation"] == []  # the fee of a permit is no price of smuggling


def test_ways_of_the_field_notes(ontology: Ontology) -> None:
    claims = claims_of("route-report", ontology)
    assert [row(c, "startsFrom", "passesThrough", "leadsTo") for c in claims if c.type == "RouteLeg"] == [
        ("country/greece", "country/north-macedonia", "country/serbia"),
        ("country/serbia", None, "country/hungary"),
        ("country/serbia", None, "country/croatia"),
        ("place/istanbul", None, "place/belgrade"),
        ("country/albania", None, "country/montenegro"),
        # left alone: officers sent, goods that move, drones that may be sold, and whom the team did not see
    ]
    assert [row(c, "inCountry", "fromCountry", "hasPlace") for c in claims if c.type == "EntryPoint"] == [
        ("country/montenegro", "country/albania", None),  # missed: near Tuzi
        ("country/bosnia-and-herzegovina", "country/serbia", "place/zvornik"),
        ("country/bosnia-and-herzegovina", "country/serbia", "place/bijeljina"),
    ]
    assert [row(c, "inCountry", "toCountry", "hasPlace") for c in claims if c.type == "ExitPoint"] == [
        ("country/montenegro", "country/bosnia-and-herzegovina", "place/niksic"),
        ("country/montenegro", "country/bosnia-and-herzegovina", "place/pljevlja"),
    ]
    assert [row(c, "hasPlace", "hasHubRole") for c in claims if c.type == "Hub"] == [("place/sarajevo", "hub-role/transit")]


def test_nothing_else_is_proposed(ontology: Ontology) -> None:
    assert {c.type for c in claims_of("route-report", ontology)} == {"RouteLeg", "EntryPoint", "ExitPoint", "Hub"}
    assert {c.type for c in claims_of("statute", ontology)} == {"ResidenceGround", "ResidenceRight", "LegalReference"}
