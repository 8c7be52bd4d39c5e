"""Every example shows what it says: its words stand in a fact that everybody may see, of that class or with that slot."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from kg import iri
from kg.engines import LocalGraph
from kg.vocab import read_ontology

ONTOLOGY = read_ontology()
EXAMPLE = iri.PREFIXES["skos"] + "example"
HEAD = f"PREFIX kg: <{iri.TERM}> PREFIX skos: <{iri.PREFIXES['skos']}> PREFIX rdfs: <{iri.PREFIXES['rdfs']}>\n"
OF_THE_SYSTEM = {"hasEvidence", "hasCarriedEvidence", "statedIn", "Evidence", "Fact", "conflictsWith", "quote"}
"""Terms whose examples tell about a fact, its evidence or its source, where the quoted words are those of any fact."""

FACTS = sorted(name for name in ONTOLOGY.kinds if ONTOLOGY.is_fact(name))
THINGS = sorted(name for name in ONTOLOGY.kinds if name not in FACTS and {"Entity", "Term"} & ONTOLOGY.kinds[name].ancestors)


def examples(name: str) -> list[str]:
    return ONTOLOGY.values(iri.term(name), EXAMPLE)


def quoted(name: str) -> list[str]:
    return [words for text in examples(name) for words in re.findall("“([^“]+)”(?!\\w)", text)]


@pytest.fixture(scope="module")
def rows(public: LocalGraph) -> Callable[[str], list[str]]:
    return lambda query: [row[0].value for row in public.store.query(HEAD + query)]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", FACTS)
def test_the_example_of_a_class_of_facts_is_the_words_of_such_a_fact(name: str, rows: Callable[[str], list[str]]) -> None:
    quotes = rows(f"SELECT ?quote {{ ?fact a kg:{name} ; kg:quote ?quote }}")
    if not quotes:
        assert all(text.startswith("Made up: ") for text in examples(name))
    else:
        assert quoted(name)
        assert [words for words in quoted(name) if not any(words in quote for quote in quotes)] == []


@pytest.mark.parametrize("name", sorted(n for n in ONTOLOGY.slots if quoted(n)))
def test_the_example_of_a_slot_quotes_a_fact_that_has_it(name: str, rows: Callable[[str], list[str]]) -> None:
    slot = "" if name in OF_THE_SYSTEM else f"kg:{name} ?value ;"
    quotes = rows(f"SELECT ?quote {{ ?fact {slot} kg:quote ?quote }}")
    assert [words for words in quoted(name) if not any(words in quote for quote in quotes)] == []


@pytest.mark.parametrize("name", THINGS)
def test_the_example_of_a_class_of_things_names_things_of_that_class(name: str, rows: Callable[[str], list[str]]) -> None:
    """A thing that comes with words about it, and a made-up one, are told apart by a quote and by the word."""
    (text,) = examples(name)
    if quoted(name) or text.startswith("Made up: ") or ", whom " in text:
        return
    labels = rows(f"SELECT DISTINCT ?label {{ ?thing a kg:{name} ; skos:prefLabel ?label FILTER(LANG(?label) = 'en') }}")
    named = [part.removeprefix("the ") for part in text.removesuffix(".").split("; ")]
    assert [part for part in named if part not in labels] == []


def test_what_is_made_up_says_so_and_is_rare() -> None:
    made = [name for name in (*ONTOLOGY.kinds, *ONTOLOGY.slots) if any(t.startswith("Made up: ") for t in examples(name))]
    assert len(made) <= 12
