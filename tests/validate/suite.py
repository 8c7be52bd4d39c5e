"""Reads tests in the form of the W3C's SHACL suite: data, shapes and expected report, found through their manifest."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import iri
from kg.validate import ShapeFinding

SH, RDF, SHT = iri.PREFIXES["sh"], iri.PREFIXES["rdf"], "http://www.w3.org/ns/shacl-test#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
Graph = dict[object, dict[str, list[object]]]
# focus, path, value, component, severity, shape; any blank node is "_:"
Key = tuple[str, str, str, str, str, str]
_SIGNS = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


@dataclass(frozen=True, slots=True)
class Case:
    """One test; ``expected`` is None where the validator must refuse the shapes."""

    file: Path
    label: str
    data: Path
    shapes: Path
    conforms: bool
    expected: frozenset[Key] | None

    def triples(self) -> list[ox.Triple]:
        return triples(self.data)


def triples(file: Path) -> list[ox.Triple]:
    """No store: it would rewrite literals, and some tests are about how they are written."""
    return [q.triple for q in ox.parse(path=str(file), base_iri=file.as_uri(), rename_blank_nodes=True)]


def cases(file: Path) -> Iterator[Case]:
    """The tests in one file."""
    graph: Graph = {}
    for t in triples(file):
        graph.setdefault(t.subject, {}).setdefault(t.predicate.value, []).append(t.object)
    for node, said in graph.items():
        if ox.NamedNode(SHT + "Validate") in said.get(RDF + "type", []):
            yield _case(file, graph, node)


def _case(file: Path, graph: Graph, node: object) -> Case:
    action, result = value(graph, node, MF + "action"), value(graph, node, MF + "result")
    refuse = result == ox.NamedNode(SHT + "Failure")
    conforms = value(graph, result, SH + "conforms")
    return Case(
        file=file,
        label=getattr(value(graph, node, iri.PREFIXES["rdfs"] + "label"), "value", ""),
        data=_file(file, value(graph, action, SHT + "dataGraph")),
        shapes=_file(file, value(graph, action, SHT + "shapesGraph")),
        conforms=isinstance(conforms, ox.Literal) and conforms.value in ("true", "1"),
        expected=None if refuse else frozenset(_expected(graph, r) for r in graph.get(result, {}).get(SH + "result", [])),
    )


def value(graph: Graph, node: object, predicate: str) -> object:
    return next(iter(graph.get(node, {}).get(predicate, [])), None)


def _file(file: Path, term: object) -> Path:
    if not isinstance(term, ox.NamedNode) or term.value == file.as_uri():
        return file
    return Path(os.path.normpath(term.value.removeprefix("file://")))


def _expected(graph: Graph, result: object) -> Key:
    focus, held, shape = (value(graph, result, SH + name) for name in ("focusNode", "value", "sourceShape"))
    component, severity = (value(graph, result, SH + name) for name in ("sourceConstraintComponent", "resultSeverity"))
    assert isinstance(component, ox.NamedNode)
    assert isinstance(severity, ox.NamedNode)
    path = value(graph, result, SH + "resultPath")
    shown = "" if path is None else path_text(graph, path)
    return _blank(focus), shown, "" if held is None else _blank(held), component.value, severity.value, _blank(shape).strip("<>")


def path_text(graph: Graph, node: object) -> str:
    """A property path in the SPARQL syntax in which findings give it."""
    if isinstance(node, ox.NamedNode):
        return str(node)
    said = {predicate.removeprefix(SH): values[0] for predicate, values in graph[node].items()}
    if RDF + "first" in said:
        return "(" + "/".join(path_text(graph, one) for one in _members(graph, node)) + ")"
    if "inversePath" in said:
        return "^" + path_text(graph, said["inversePath"])
    if "alternativePath" in said:
        return "(" + "|".join(path_text(graph, one) for one in _members(graph, said["alternativePath"])) + ")"
    ((kind, inner),) = said.items()
    return f"({path_text(graph, inner)}){_SIGNS[kind]}"


def _members(graph: Graph, node: object) -> Iterator[object]:
    while node != ox.NamedNode(RDF + "nil"):
        yield graph[node][RDF + "first"][0]
        node = graph[node][RDF + "rest"][0]


def _blank(term: object) -> str:
    return "_:" if term is None or isinstance(term, ox.BlankNode) or str(term).startswith("_:") else str(term)


def key(finding: object) -> Key:
    """A finding as the suite would expect it."""
    assert isinstance(finding, ShapeFinding)
    focus = finding.focus if finding.focus.startswith(('"', "_:")) else f"<{finding.focus}>"
    value = _blank(finding.value) if finding.value else ""
    return _blank(focus), finding.path, value, finding.component, finding.severity_iri, finding.shape or "_:"
