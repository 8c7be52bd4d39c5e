"""The shapes as one graph, read once and compiled once as long as the files stay the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import shacl

from kg import iri
from kg.errors import OntologyError

_SH = iri.PREFIXES["sh"]
_TYPE = ox.NamedNode(iri.PREFIXES["rdf"] + "type")
_SHAPE_TYPES = (ox.NamedNode(_SH + "NodeShape"), ox.NamedNode(_SH + "PropertyShape"))
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_SIGNS = tuple(ox.NamedNode(_SH + name) for name in (*_TARGETS, "property", "path"))  # a shape need not say that it is one
_CLASSES = (ox.NamedNode(iri.PREFIXES["rdfs"] + "Class"), ox.NamedNode(iri.PREFIXES["owl"] + "Class"))


@dataclass(frozen=True, slots=True)
class ShapeGraph:
    """A shapes graph: as N-Triples, compiled, the ``sh:name`` of each shape, and its targets by kind."""

    ntriples: bytes
    compiled: shacl.Shapes
    names: Mapping[str, str]
    targets: Mapping[str, frozenset[str]]


def read_shapes(paths: Iterable[Path]) -> ShapeGraph:
    """Reads Turtle files, and all ``*.ttl`` of folders, as one shapes graph.

    Raises:
        OntologyError: a file is missing or is not Turtle, or they hold no shape and so would approve of anything.
    """
    files = [file for path in paths for file in (sorted(path.rglob("*.ttl")) if path.is_dir() else [path])]
    return _read(tuple((file, *_stamp(file)) for file in files))


def _stamp(file: Path) -> tuple[int, int]:
    try:
        stat = file.stat()
    except OSError as error:
        raise OntologyError("The shapes file cannot be read.", where=file, remedy="Name an existing file of shapes.") from error
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=8)
def _read(stamped: tuple[tuple[Path, int, int], ...]) -> ShapeGraph:
    triples = [triple for file, _, _ in stamped for triple in _parse(file)]
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    if not any(t.predicate in _SIGNS or (t.predicate == _TYPE and t.object in _SHAPE_TYPES) for t in triples):
        where = stamped[0][0] if stamped else None
        remedy = "Name a file that holds a sh:NodeShape."
        raise OntologyError("There is no shape to validate against.", where=where, remedy=remedy)
    ntriples = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return ShapeGraph(ntriples, _compile(ntriples, [file for file, _, _ in stamped]), _names(store), _targets(store))


def _parse(file: Path) -> list[ox.Triple]:
    """Blank nodes are renamed, so that two files with the same labels do not run into each other."""
    try:
        quads = ox.parse(path=file, format=ox.RdfFormat.TURTLE, base_iri=iri.BASE, rename_blank_nodes=True)
        return [quad.triple for quad in quads]
    except (SyntaxError, OSError) as error:
        line = getattr(error, "lineno", None)
        raise OntologyError(f"The shapes file is not Turtle: {error}.", where=file, line=line, remedy="Correct the syntax.") from error


def _compile(ntriples: bytes, files: Sequence[Path]) -> shacl.Shapes:
    try:
        return shacl.Shapes.from_text(ntriples.decode(), format="ntriples")
    except ValueError as error:
        where = ", ".join(map(str, files))
        raise OntologyError(f"The shapes cannot be compiled: {error}.", where=where, remedy="Correct the shape that is named.") from error


def _names(store: ox.Store) -> dict[str, str]:
    found = store.quads_for_pattern(None, ox.NamedNode(_SH + "name"), None, None)
    return {q.subject.value: q.object.value for q in found if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.Literal)}


def _targets(store: ox.Store) -> dict[str, frozenset[str]]:
    def values(kind: str) -> frozenset[str]:
        quads = store.quads_for_pattern(None, ox.NamedNode(_SH + kind), None, None)
        return frozenset(str(q.object) for q in quads)

    targets = {kind: values(kind) for kind in _TARGETS}
    implicit = (q.subject for kind in _CLASSES for q in store.quads_for_pattern(None, _TYPE, kind, None))
    return {**targets, "targetClass": targets["targetClass"] | {str(node) for node in implicit}}
