"""Findings as a SHACL validation report, for other RDF tools."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg import iri
from kg.model import Finding
from kg.validate.findings import ShapeFinding

_SH, _RDF = iri.PREFIXES["sh"], iri.PREFIXES["rdf"]
_SEVERITY = {"error": "Violation", "warning": "Warning", "info": "Info"}
_SIGNS = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Node = ox.NamedNode | ox.BlankNode


def report_turtle(findings: Iterable[Finding]) -> str:
    """A ``sh:ValidationReport`` in Turtle; the same findings give the same text."""
    results = list(findings)
    report = ox.BlankNode("report")
    nodes = [ox.BlankNode(f"result{number}") for number in range(1, len(results) + 1)]
    triples = [
        _say(report, _RDF + "type", ox.NamedNode(_SH + "ValidationReport")),
        _say(report, _SH + "conforms", ox.Literal(not results)),
    ]
    triples += [_say(report, _SH + "result", node) for node in nodes]
    for node, result in zip(nodes, results, strict=True):
        triples += _result(node, result)
    turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes={"sh": _SH, "kg": iri.TERM})
    return (turtle or b"").decode()


def _say(subject: _Node, predicate: str, value: _Term) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)


def _result(node: ox.BlankNode, result: Finding) -> Iterator[ox.Triple]:
    yield _say(node, _RDF + "type", ox.NamedNode(_SH + "ValidationResult"))
    severity = result.severity_iri if isinstance(result, ShapeFinding) else _SH + _SEVERITY[result.severity]
    yield _say(node, _SH + "resultSeverity", ox.NamedNode(severity))
    if result.focus:
        yield _say(node, _SH + "focusNode", _term(result.focus))
    yield _say(node, _SH + "resultMessage", ox.Literal(result.remedy or result.message))
    if not isinstance(result, ShapeFinding):
        return
    yield _say(node, _SH + "sourceConstraintComponent", ox.NamedNode(result.component))
    if result.shape:
        yield _say(node, _SH + "sourceShape", _term(result.shape))
    if result.value:
        yield _say(node, _SH + "value", _term(result.value))
    if result.path:
        path, around = _Path(result.path, node.value).read()
        yield _say(node, _SH + "resultPath", path)
        yield from around


def _term(text: str) -> _Term:
    """A term in N-Triples syntax, or a bare IRI."""
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    if not text.startswith('"'):
        return ox.NamedNode(text.strip("<>"))
    parsed: _Term = next(iter(ox.parse(f"<x:s> <x:p> {text} .", format=ox.RdfFormat.N_TRIPLES))).object
    return parsed


class _Path:
    """Reads a property path in SPARQL syntax back into SHACL's nodes."""

    def __init__(self, text: str, prefix: str) -> None:
        self._tokens = re.findall(r"<[^>]*>|[()/|^*+?]", text)[::-1]
        self._prefix = prefix
        self._made = 0
        self._triples: list[ox.Triple] = []

    def read(self) -> tuple[_Node, list[ox.Triple]]:
        return self._choice(), self._triples

    def _choice(self) -> _Node:
        branches = [self._sequence()]
        while self._takes("|"):
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else self._wrap("alternativePath", self._list(branches))

    def _sequence(self) -> _Node:
        steps = [self._step()]
        while self._takes("/"):
            steps.append(self._step())
        return steps[0] if len(steps) == 1 else self._list(steps)

    def _step(self) -> _Node:
        if self._takes("^"):
            return self._wrap("inversePath", self._step())
        token = self._tokens.pop()
        step: _Node = ox.NamedNode(token[1:-1]) if token != "(" else self._choice()
        if token == "(":
            self._takes(")")
        while self._tokens and self._tokens[-1] in _SIGNS:
            step = self._wrap(_SIGNS[self._tokens.pop()], step)
        return step

    def _takes(self, sign: str) -> bool:
        if self._tokens and self._tokens[-1] == sign:
            self._tokens.pop()
            return True
        return False

    def _fresh(self) -> ox.BlankNode:
        self._made += 1
        return ox.BlankNode(f"{self._prefix}path{self._made}")

    def _wrap(self, predicate: str, inner: _Node) -> _Node:
        node = self._fresh()
        self._triples.append(_say(node, _SH + predicate, inner))
        return node

    def _list(self, items: list[_Node]) -> _Node:
        rest: _Node = ox.NamedNode(_RDF + "nil")
        for item in reversed(items):
            node = self._fresh()
            self._triples += [_say(node, _RDF + "first", item), _say(node, _RDF + "rest", rest)]
            rest = node
        return rest
