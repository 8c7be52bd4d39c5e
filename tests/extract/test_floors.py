"""The rules against what a person read in the five documents: neither recall nor precision may fall below what was measured."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.curated import read_claims_file
from kg.extract import propose
from kg.gate import Gate
from kg.model import Claim
from kg.sources import Reading, read_all
from kg.vocab import Ontology
from tests.extract.conftest import SEEDS
from tests.extract.scoring import KEYS, score

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
CLAIMS = sorted((SEEDS / "claims").glob("*.toml"))
pytestmark = pytest.mark.skipif(not (SEEDS / "register.toml").exists() or not CLAIMS, reason="the documents and their claims are not here")


@pytest.fixture(scope="module")
def readings() -> Mapping[str, Reading]:
    return {reading.source.slug: reading for reading in read_all(SEEDS)}


@pytest.fixture(scope="module")
def read() -> list[Claim]:
    return [claim for path in CLAIMS for claim in read_claims_file(path)]


@pytest.fixture(scope="module")
def proposed_all(readings: Mapping[str, Reading], ontology: Ontology) -> list[Claim]:
    return [claim for reading in readings.values() for claim in propose(reading, ontology)]


@pytest.mark.parametrize("kind", sorted(KEYS))
def test_no_family_falls_below_its_floor(kind: str, read: list[Claim], proposed_all: list[Claim], readings: Mapping[str, Reading]) -> None:
    if not any(claim.type == kind for claim in read):
        pytest.skip(f"nobody has read a {kind} yet")
    found = score(kind, read, proposed_all, readings)
    floor = FLOORS[kind]
    measured = {"recall": found.recall, "precision": found.precision, "complete": found.completeness}
    assert {name: value for name, value in measured.items() if value < floor[name]} == {}, f"{measured} of {found}"
    assert found.contradicted <= floor["contradicted"]


def test_the_floors_name_the_families() -> None:
    assert set(FLOORS) == set(KEYS)


def test_every_type_that_is_proposed_is_scored_or_named_here(proposed_all: list[Claim]) -> None:
    assert {claim.type for claim in proposed_all} - set(KEYS) == {"PriceTrend"}  # a trend is a phrase, which two readers word differently


def test_the_gate_accepts_what_the_rules_propose(proposed_all: list[Claim], readings: Mapping[str, Reading], ontology: Ontology) -> None:
    gate = Gate(ontology)
    refused = [ruling for claim in proposed_all if not (ruling := gate.rule(claim, readings[claim.source])).is_accepted]
    assert len(refused) <= 0.02 * len(proposed_all), [(str(r.claim.place), r.reasons) for r in refused]


def test_no_two_proposals_are_one_fact(proposed_all: list[Claim], ontology: Ontology) -> None:
    minted = [Gate(ontology).mint(claim) for claim in proposed_all]
    assert len(minted) - len(set(minted)) <= 0.02 * len(minted)


def test_nothing_is_proposed_from_contents_and_questionnaires(proposed_all: list[Claim], readings: Mapping[str, Reading]) -> None:
    for claim in proposed_all:
        document = readings[claim.source].document
        idle = [passage.text.text for passage in document.passages if not passage.factual]
        assert not any(claim.quotes[0].words in words and not claim.quotes[0].prefix for words in idle)
