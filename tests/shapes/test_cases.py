"""Each shape has cases in the form of the W3C's suite: data that passes, data that fails, and the report that says so."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri, resources
from kg.validate import profile_files, read_profiles, validate
from tests.validate.suite import MF, SH, Case, Key, cases, key, triples

FOLDER = Path(__file__).parent / "cases"
SHAPE, EXAMPLE = iri.BASE + "shape/", "https://example.org/"
MODULES = sorted({file for profile in read_profiles() for file in profile.files})
CASES: dict[str, list[Case]] = {
    folder.name: [case for file in sorted(folder.glob("*.ttl")) for case in cases(file)] for folder in sorted(FOLDER.iterdir()) if folder.is_dir()
}


def test_the_manifest_lists_every_case() -> None:
    (manifest,) = {t.subject for t in triples(FOLDER / "manifest.ttl") if t.predicate.value == MF + "include"}
    listed = {t.object.value for t in triples(FOLDER / "manifest.ttl") if t.subject == manifest and t.predicate.value == MF + "include"}
    assert listed == {case.file.as_uri() for group in CASES.values() for case in group}


def shapes_with_targets() -> set[str]:
    found = (t for file in MODULES for t in triples(file) if t.predicate.value.startswith(SH + "target"))
    return {t.subject.value.removeprefix(SHAPE) for t in found if isinstance(t.subject, ox.NamedNode)}


def test_every_shape_has_cases_and_no_case_is_of_another() -> None:
    assert set(CASES) == shapes_with_targets()


@pytest.mark.parametrize("shape", CASES)
def test_a_shape_has_a_case_that_passes_and_one_that_fails(shape: str) -> None:
    verdicts = {any(of(shape, k) for k in case.expected or ()) for case in CASES[shape]}
    assert verdicts == {True, False}


def of(shape: str, k: Key) -> bool:
    """Whether the shape itself or one of its property shapes gave the result."""
    return k[5].removeprefix(SHAPE).split("-")[0] == shape


@pytest.mark.parametrize("shape", CASES)
def test_the_report_is_the_expected_one(shape: str) -> None:
    for case in CASES[shape]:
        found = {key(f) for f in validate(case.triples(), [case.shapes])}
        assert found == case.expected, case.file.name
        assert case.conforms is not bool(found), case.file.name


def moved(text: str, number: int) -> str:
    return text.replace(EXAMPLE, f"{EXAMPLE}{number}/")


def all_at_once(group: Iterable[tuple[int, Case]]) -> tuple[bytes, set[Key]]:
    data, expected = [], set()
    for number, case in group:
        data.append(moved((ox.serialize(case.triples(), format=ox.RdfFormat.N_TRIPLES) or b"").decode(), number))
        expected |= {(moved(k[0], number), k[1], moved(k[2], number), *k[3:]) for k in case.expected or ()}
    return "".join(data).encode(), expected


def is_about_one_thing_of_ours(case: Case) -> bool:
    """Cases about the same IRI cannot share a graph."""
    return any(isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(iri.ID) for t in case.triples())


@pytest.mark.parametrize("module", MODULES, ids=[file.stem for file in MODULES])
def test_the_reference_engine_gives_the_same_reports(module: Path) -> None:
    """All cases of a file of shapes in one graph, each in a namespace of its own: pyshacl takes long to start."""
    numbered = [(n, case) for n, case in enumerate(c for group in CASES.values() for c in group) if case.shapes == module]
    alone = [[one] for one in numbered if is_about_one_thing_of_ours(one[1])]
    together = [one for one in numbered if not is_about_one_thing_of_ours(one[1])]
    for group in [*alone, *([together] if together else [])]:
        data, expected = all_at_once(group)
        assert {key(f) for f in validate(data, [module], "pyshacl")} == expected


KINDS = {"periodStart": "Fact", "periodEnd": "Fact", "minAmount": "PriceObservation", "maxAmount": "PriceObservation", "isoAlpha2": "Country"}


def as_ours(case: Case) -> list[ox.Triple]:
    """The data with the class that a thing of ours with these slots has, and with the ontology."""
    kinds = [(t.subject, KINDS.get(t.predicate.value.removeprefix(iri.TERM))) for t in case.triples()]
    typed = [ox.Triple(node, ox.NamedNode(iri.PREFIXES["rdf"] + "type"), ox.NamedNode(iri.TERM + kind)) for node, kind in kinds if kind]
    return [*case.triples(), *typed, *(t for file in resources.folder("ontology").glob("*.ttl") for t in triples(file))]


def test_what_exchange_asks_is_asked_of_ours_too() -> None:
    """Each fault that the profile for others finds, the one for us finds at the same node, in the same slot, value or way."""
    ours = profile_files("publishable")
    for case in (c for shape, group in CASES.items() if shape.startswith("Exchange") for c in group):
        found = {key(f) for f in validate(as_ours(case), ours)}
        for focus, path, value, component, *_ in case.expected or ():
            same = {k for k in found if k[0] == focus and (k[1] == path or (value and k[2] == value) or k[3] == component)}
            assert same, (case.file.name, focus, path)
