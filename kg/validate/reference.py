"""pyshacl, the reference engine: the same results as the fast one, read out of its report graph."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TypedDict

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import RDF, SH
from rdflib.collection import Collection
from rdflib.term import BNode, Node, URIRef

from kg.errors import FaultError, OntologyError

_STARRED = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


class Result(TypedDict):
    """One validation result; terms in N-Triples syntax, ``shape``, ``component`` and ``severity`` bare."""

    focus: str
    path: str
    value: str
    shape: str
    component: str
    severity: str
    messages: list[str]


def results(data: bytes, shapes: bytes) -> Iterator[Result]:
    """Validates N-Triples against N-Triples and yields each result.

    Raises:
        FaultError: the data is not N-Triples.
        OntologyError: pyshacl refuses the shapes.
    """
    shape_graph = rdflib.Graph().parse(data=shapes, format="nt")
    try:
        data_graph = rdflib.Graph().parse(data=data, format="nt")
    except Exception as error:  # rdflib's parsers raise a dozen unrelated types
        raise FaultError(f"The data cannot be read as N-Triples: {error}.", remedy="Give well-formed N-Triples in UTF-8.") from error
    quiet = logging.getLogger(__name__)
    quiet.setLevel(logging.CRITICAL + 1)
    try:
        _, report, _ = pyshacl.validate(data_graph, shacl_graph=shape_graph, inference="none", advanced=False, logger=quiet)
    except Exception as error:  # besides its own errors pyshacl raises bare ones for SPARQL that it does not know
        raise OntologyError(f"pyshacl refuses the shapes: {str(error).rstrip('.')}.", remedy="Correct the shape that is named.") from error
    if not isinstance(report, rdflib.Graph):
        raise OntologyError(f"pyshacl could not validate: {report}.", remedy="Correct the shape that is named.")
    for whole in report.subjects(RDF.type, SH.ValidationReport):
        for node in report.objects(whole, SH.result):  # results inside sh:detail are not results of their own
            yield _result(report, node, shape_graph)


def _result(report: rdflib.Graph, node: Node, shapes: rdflib.Graph) -> Result:
    focus, value = report.value(node, SH.focusNode), report.value(node, SH.value)
    path, shape = report.value(node, SH.resultPath), report.value(node, SH.sourceShape)
    return Result(
        focus=_n3(focus),
        path=_path(report, path) if path is not None else "",
        value=_n3(value),
        shape=_root(shapes, shape),
        component=str(report.value(node, SH.sourceConstraintComponent)),
        severity=str(report.value(node, SH.resultSeverity)),
        messages=[str(m) for m in report.objects(node, SH.resultMessage)],
    )


def _n3(term: Node | None) -> str:
    """N-Triples as pyoxigraph writes it; rdflib's own spelling of long texts and of numbers differs."""
    if isinstance(term, rdflib.Literal):
        if term.language:
            return str(ox.Literal(str(term), language=term.language))
        return str(ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None))
    return term.n3() if isinstance(term, URIRef | BNode) else ""


def _root(shapes: rdflib.Graph, shape: Node | None) -> str:
    """The nearest shape with an IRI, upwards over ``sh:property``."""
    seen: set[Node] = set()
    while isinstance(shape, BNode) and shape not in seen:
        seen.add(shape)
        shape = shapes.value(predicate=SH.property, object=shape) or shape
    return str(shape) if isinstance(shape, URIRef) else ""


def _path(graph: rdflib.Graph, node: Node) -> str:
    """A property path in the SPARQL syntax that the other engine writes."""
    if isinstance(node, URIRef):
        return f"<{node}>"
    if (graph.value(node, RDF.first)) is not None:
        return "(" + "/".join(_path(graph, step) for step in Collection(graph, node)) + ")"
    if (inverse := graph.value(node, SH.inversePath)) is not None:
        return "^" + _path(graph, inverse)
    if (choices := graph.value(node, SH.alternativePath)) is not None:
        return "(" + "|".join(_path(graph, choice) for choice in Collection(graph, choices)) + ")"
    for predicate, sign in _STARRED.items():
        if (inner := graph.value(node, predicate)) is not None:
            return f"({_path(graph, inner)}){sign}"
    return ""
