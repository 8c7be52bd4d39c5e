"""A small graph with one thing of every kind passes all shapes at once, and a fault in it is found through the classes above."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri
from kg.validate import profile_files, validate
from tests.validate.suite import key

ENTRY = ox.NamedNode(iri.BASE + "fact/paper/entry")


@pytest.mark.parametrize("profile", ["publishable", "exchange"])
def test_the_good_graph_has_no_fault(profile: str, good: list[ox.Quad]) -> None:
    assert validate(good, profile_files(profile)) == []


@pytest.mark.parametrize("slot", ["quote", "hasMarking", "statedIn"])
def test_a_fact_is_asked_for_all_that_its_upper_classes_ask(slot: str, good: list[ox.Quad], shapes: list[Path]) -> None:
    """``FactShape`` looks at a ``kg:EntryPoint``."""
    without = [q for q in good if (q.subject, q.predicate.value) != (ENTRY, iri.TERM + slot)]
    assert (f"FactShape-{slot}:MinCount", ENTRY.value) in {(f.rule, f.focus) for f in validate(without, shapes)}


def test_both_engines_find_the_same_in_a_graph_full_of_faults(good: list[ox.Quad], shapes: list[Path]) -> None:
    """Every third statement is gone, and so is what it stood for."""
    faulty = [q for n, q in enumerate(sorted(good, key=str)) if n % 3 or q.predicate.value.endswith("subClassOf")]
    fast, reference = validate(faulty, shapes), validate(faulty, shapes, "pyshacl")
    assert {key(f) for f in fast} == {key(f) for f in reference}
    assert len(fast) > 100
