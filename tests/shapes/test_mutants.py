"""Every constraint matters: without it, some case of its shape gives another report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri
from kg.validate import ShapeFinding, read_profiles, validate
from tests.validate.suite import RDF, SH, Case, cases, key, triples

SHAPE = iri.BASE + "shape/"
FOLDER = Path(__file__).parent / "cases"
CONSTRAINTS = {
    "and", "class", "closed", "datatype", "disjoint", "equals", "hasValue", "in", "languageIn", "lessThan", "lessThanOrEquals", "maxCount",
    "maxExclusive", "maxInclusive", "maxLength", "minCount", "minExclusive", "minInclusive", "minLength", "node", "nodeKind", "not", "or",
    "pattern", "qualifiedMaxCount", "qualifiedMinCount", "qualifiedValueShape", "uniqueLang", "xone",
}  # fmt: skip
# What is no constraint: how a shape is found, shown and put together.
OTHER = {"alternativePath", "description", "group", "ignoredProperties", "inversePath", "message", "name", "order", "path", "property", "severity",
         "targetClass", "targetObjectsOf", "targetSubjectsOf"}  # fmt: skip
Triples = list[ox.Triple]


def read() -> dict[str, Triples]:
    """By shape with a target: its own statements, those of its property shapes and of what is written inside them."""
    found = {}
    for file in sorted({file for profile in read_profiles() for file in profile.files}):
        by_subject: dict[object, Triples] = {}
        for t in triples(file):
            by_subject.setdefault(t.subject, []).append(t)
        for node, said in by_subject.items():
            if isinstance(node, ox.NamedNode) and any(t.predicate.value.startswith(SH + "target") for t in said):
                found[node.value.removeprefix(SHAPE)] = list(below(node, by_subject))
    return found


def below(node: object, by_subject: dict[object, Triples]) -> Iterator[ox.Triple]:
    for t in by_subject.get(node, ()):
        yield t
        if isinstance(t.object, ox.BlankNode) or t.predicate.value == SH + "property":
            yield from below(t.object, by_subject)


SHAPES = read()


def is_constraint(t: ox.Triple) -> bool:
    return t.predicate.value.removeprefix(SH) in CONSTRAINTS


def report(shape: Triples, case: bytes, file: Path) -> frozenset[object]:
    ox.serialize(shape, str(file), format=ox.RdfFormat.TURTLE)
    found = validate(case, [file])
    return frozenset((key(f), f.severity) for f in found if isinstance(f, ShapeFinding))


def data(case: Case) -> bytes:
    return ox.serialize(case.triples(), format=ox.RdfFormat.N_TRIPLES) or b""


def survivors(name: str, folder: Path) -> list[str]:
    """The constraints of the shape that no case misses."""
    inputs = [data(case) for file in sorted((FOLDER / name).glob("*.ttl")) for case in cases(file)]
    whole = [report(SHAPES[name], one, folder / f"{name}.ttl") for one in inputs]
    alive = []
    for number, lost in enumerate(SHAPES[name]):
        if is_constraint(lost):
            rest = [t for t in SHAPES[name] if t is not lost]
            file = folder / f"{name}-{number}.ttl"
            if all(report(rest, one, file) == meant for one, meant in zip(inputs, whole, strict=True)):
                alive.append(f"{lost.subject.value.removeprefix(SHAPE)}: {lost.predicate.value.removeprefix(SH)} {lost.object}")
    return alive


@pytest.mark.parametrize("name", SHAPES)
def test_a_case_misses_each_constraint(name: str, tmp_path: Path) -> None:
    assert survivors(name, tmp_path) == []


def test_no_part_of_a_shape_is_overlooked() -> None:
    """Each property of SHACL in use is either taken away here, or known to be no constraint."""
    used = {t.predicate.value.removeprefix(SH) for shape in SHAPES.values() for t in shape if t.predicate.value.startswith(SH)}
    assert used <= CONSTRAINTS | OTHER
    assert {t.predicate.value for shape in SHAPES.values() for t in shape if not t.predicate.value.startswith(SH)} <= {RDF + n for n in ("type", "first", "rest")}


def test_there_are_constraints_to_lose() -> None:
    assert sum(is_constraint(t) for shape in SHAPES.values() for t in shape) > 700
