"""The W3C's SHACL test suite on the engine that builds rely on, through our own reading of its results."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri
from kg.errors import KgError
from kg.validate import ShapeFinding, validate

SUITE = Path(__file__).parents[2].parent / "shared" / "w3c" / "shacl"
SH, SHT = iri.PREFIXES["sh"], "http://www.w3.org/ns/shacl-test#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
COUNTS = {"core": 98, "sparql": 23}
KNOWN_FAILURES = {
    "sparql/pre-binding/unsupported-sparql-004.ttl": "the engine runs a query that rebinds a pre-bound variable, which the suite wants refused",
}

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason=f"the W3C SHACL suite is not at {SUITE}")

Key = tuple[str, str, str, str, str]


def blank(term: object) -> str:
    return "_:" if isinstance(term, ox.BlankNode) or str(term).startswith("_:") else str(term)


def values(graph: list[ox.Triple], node: object, predicate: str) -> list[object]:
    """No store: it would rewrite literals, and some tests are about how they are written."""
    return [t.object for t in graph if t.subject == node and t.predicate.value == predicate]


def value(graph: list[ox.Triple], node: object, predicate: str) -> object:
    return next(iter(values(graph, node, predicate)), None)


def cases() -> Iterator[tuple[str, Path, list[ox.Triple], object]]:
    for file in sorted(SUITE.rglob("*.ttl")):
        graph = [q.triple for q in ox.parse(path=str(file), base_iri=file.as_uri())]
        for t in graph:
            if t.predicate.value == iri.PREFIXES["rdf"] + "type" and t.object == ox.NamedNode(SHT + "Validate"):
                yield file.relative_to(SUITE).as_posix(), file, graph, t.subject


def graph_file(file: Path, term: object) -> Path:
    if not isinstance(term, ox.NamedNode) or term.value == file.as_uri():
        return file
    return Path(os.path.normpath(term.value.removeprefix("file://")))


def expected(graph: list[ox.Triple], report: object) -> set[Key]:
    found = set()
    for r in values(graph, report, SH + "result"):
        focus, shown, held, component, severity = (
            value(graph, r, SH + name) for name in ("focusNode", "resultPath", "value", "sourceConstraintComponent", "resultSeverity")
        )
        assert isinstance(component, ox.NamedNode)
        assert isinstance(severity, ox.NamedNode)
        found.add((blank(focus), path(shown), "" if held is None else blank(held), component.value, severity.value))
    return found


def path(term: object) -> str:
    return "" if term is None else str(term) if isinstance(term, ox.NamedNode) else "complex"


def key(finding: object) -> Key:
    assert isinstance(finding, ShapeFinding)
    focus = finding.focus if finding.focus.startswith(('"', "_:")) else f"<{finding.focus}>"
    simple = finding.path.startswith("<") and finding.path.count("<") == 1
    shown = finding.path if simple or not finding.path else "complex"
    return blank(focus), shown, blank(finding.value), finding.component, finding.severity_iri


def run(file: Path, graph: list[ox.Triple], test: object, copy: Path) -> bool:
    action, result = value(graph, test, MF + "action"), value(graph, test, MF + "result")
    data = graph_file(file, value(graph, action, SHT + "dataGraph"))
    shapes = graph_file(file, value(graph, action, SHT + "shapesGraph"))
    absolute = (q.triple for q in ox.parse(path=str(shapes), base_iri=shapes.as_uri()))
    ox.serialize(absolute, str(copy), format=ox.RdfFormat.N_TRIPLES)
    must_fail = result == ox.NamedNode(SHT + "Failure")
    try:
        found = validate(ox.parse(path=str(data), base_iri=data.as_uri()), [copy])
    except KgError:
        return must_fail
    return not must_fail and {key(f) for f in found} == expected(graph, result)


def test_the_suite_passes_but_for_what_is_known(tmp_path: Path) -> None:
    failed, counts = set(), dict.fromkeys(COUNTS, 0)
    for number, (name, file, graph, test) in enumerate(cases()):
        counts[name.split("/")[0]] += 1
        if not run(file, graph, test, tmp_path / f"{number}.ttl"):
            failed.add(name)
    assert counts == COUNTS
    assert failed == set(KNOWN_FAILURES)
