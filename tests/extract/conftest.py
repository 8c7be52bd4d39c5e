"""One ontology for all tests of the extractors, and readings made of plain text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.extract import propose
from kg.lexicon import Lexicon
from kg.model import Claim, Source
from kg.sources import Reading
from kg.text import read_document
from kg.vocab import Ontology, read_ontology

Proposer = Callable[[str], list[Claim]]
SEEDS = Path(__file__).parents[2] / "seeds"


def reading_of(text: str) -> Reading:
    """A reading of a text that no register knows."""
    return Reading(Source("unseen", "unseen.txt", "Unseen", (), "", "en", "report", ("marking/none",), ""), read_document(text))


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return read_ontology()


@pytest.fixture(scope="session")
def lexicon(ontology: Ontology) -> Lexicon:
    return Lexicon(ontology)


@pytest.fixture(scope="session")
def proposed(ontology: Ontology) -> Proposer:
    """Everything that the rules propose for a text."""
    return lambda text: list(propose(reading_of(text), ontology))
