"""Runs a graph through the shapes with one of two engines, which find the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.errors import FaultError, UnknownName
from kg.model import Finding
from kg.validate.findings import ShapeFinding, finding, in_order
from kg.validate.shapes import ShapeGraph, read_shapes

ENGINES = ("shacl", "pyshacl")

# A store (its default graph), statements (of whatever graph), or N-Triples.
Data = ox.Store | Iterable[ox.Quad | ox.Triple] | bytes


def validate(data: Data, shapes: Sequence[Path], engine: str = "shacl") -> list[Finding]:
    """What the shapes find wrong with a graph, the gravest first.

    Args:
        data: a store, of which the default graph is checked; or quads or triples, all checked as one graph; or
            N-Triples. Classes are followed upwards where the data holds ``rdfs:subClassOf``: give the ontology with it.
        shapes: Turtle files, or folders of them.
        engine: ``shacl`` (Rust, fast) or ``pyshacl`` (the reference, hundreds of times slower).

    Returns:
        ``kg.model.Finding``, each a ``ShapeFinding`` with path, value, shape and component.

    Raises:
        UnknownName: there is no such engine.
        OntologyError: the shapes cannot be read, or there are none.
        FaultError: the data is not N-Triples, or holds what the engine cannot take.
    """
    if engine not in ENGINES:
        raise UnknownName("validation engine", engine, ENGINES)
    graph = read_shapes(shapes)
    ntriples = as_ntriples(data)
    found = _by_shacl(ntriples, graph) if engine == "shacl" else _by_pyshacl(ntriples, graph)
    return in_order(found)


def as_ntriples(data: Data) -> bytes:
    """The graph as N-Triples, each statement once if it comes as quads."""
    if isinstance(data, bytes):
        return data
    if isinstance(data, ox.Store):
        return data.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
    triples = dict.fromkeys(d.triple if isinstance(d, ox.Quad) else d for d in data)
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _by_shacl(ntriples: bytes, shapes: ShapeGraph) -> Iterable[ShapeFinding]:
    try:
        report = shapes.compiled.validate_text(ntriples.decode(), format="ntriples")
    except ValueError as error:
        raise FaultError(f"The data cannot be read as N-Triples: {error}.", remedy="Give well-formed N-Triples in UTF-8.") from error
    for result in report.results:
        shape = (result.root_shape or result.source_shape or "").strip("<>")
        own = (result.source_shape or "").strip("<>")
        yield finding(
            focus=result.focus_node,
            path=result.path or "",
            value=result.value or "",
            shape=shape,
            component=result.component_iri,
            severity=result.severity_iri,
            messages=result.messages,
            name=shapes.names.get(own, shapes.names.get(shape, "")),
        )


def _by_pyshacl(ntriples: bytes, shapes: ShapeGraph) -> Iterable[ShapeFinding]:
    from kg.validate.reference import results  # rdflib and pyshacl cost 300 ms to import: only for who asks for them

    for result in results(ntriples, shapes.ntriples):
        yield finding(**result, name=shapes.names.get(result["shape"], ""))
