"""Somebody else's RDF file: read with care, then checked against the shapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg import iri
from kg.errors import FaultError, RefusedError
from kg.model import Finding
from kg.validate.intake import read_text, refuse_unsafe, syntax_of
from kg.validate.run import validate
from kg.validate.shapes import ShapeGraph, read_shapes

DEFAULT_LIMIT = 50 * 1024 * 1024
_TYPE = ox.NamedNode(iri.PREFIXES["rdf"] + "type")
_SUBCLASS = ox.NamedNode(iri.PREFIXES["rdfs"] + "subClassOf")


def validate_file(
    path: Path,
    shapes: Sequence[Path],
    engine: str = "shacl",
    *,
    limit: int = DEFAULT_LIMIT,
    context: Sequence[Path] = (),
) -> list[Finding]:
    """What the shapes find wrong with an RDF file; each finding's ``where`` is the file.

    Args:
        path: Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD, told by its extension. Statements of all graphs
            are checked as one.
        shapes: Turtle files, or folders of them.
        engine: ``shacl`` or ``pyshacl``.
        limit: the largest size in bytes that is read.
        context: Turtle files, or folders of them, that the file may lean on, such as the ontology; not judged.

    Returns:
        The findings, the gravest first; a warning where the file holds nothing that any shape speaks of, lest silence
        pass for approval.

    Raises:
        RefusedError: too large, nested too deep, a document type in RDF/XML, a remote context in JSON-LD, triple terms.
        FaultError: missing, empty, not UTF-8, or not well-formed (with the line where the parser tells it).
        UsageError: an extension that stands for no RDF format, or an unknown engine.
    """
    triples = read_triples(path, limit)
    around = [t for file in _expand(context) for t in read_triples(file, DEFAULT_LIMIT)]
    found = validate([*triples, *around], shapes, engine)
    about = {_text(t.subject) for t in triples}
    elsewhere = {_text(t.subject) for t in around}
    found = [replace(f, where=str(path)) for f in found if f.focus in about or f.focus not in elsewhere]
    return found or _silence(path, triples, around, read_shapes(shapes))


def read_triples(path: Path, limit: int = DEFAULT_LIMIT) -> list[ox.Triple]:
    """The statements of an RDF file, each once, blank nodes renamed; raises as ``validate_file`` does."""
    syntax = syntax_of(path)
    text = read_text(path, limit)
    refuse_unsafe(path, syntax, text)
    try:
        quads = ox.parse(text, format=syntax, base_iri=path.resolve().as_uri(), rename_blank_nodes=True)
        triples = list(dict.fromkeys(quad.triple for quad in quads))
    except SyntaxError as error:
        reason = str(error.msg or error).rstrip(".")
        raise FaultError(f"This is not {syntax.name}: {reason}.", where=path, line=error.lineno, remedy="Correct the syntax.") from error
    if not triples:
        raise FaultError("The file holds no statement.", where=path, remedy="Name a file with RDF statements in it.")
    if any(isinstance(t.object, ox.Triple) for t in triples):
        raise RefusedError("The file holds triple terms of RDF 1.2.", where=path, remedy="Write it in RDF 1.1.")
    return triples


def _expand(paths: Iterable[Path]) -> list[Path]:
    return [file for path in paths for file in (sorted(path.rglob("*.ttl")) if path.is_dir() else [path])]


def _text(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _silence(path: Path, triples: Sequence[ox.Triple], around: Sequence[ox.Triple], shapes: ShapeGraph) -> list[Finding]:
    if _is_targeted(triples, around, shapes):
        return []
    what = "No shape speaks of anything in this file, so nothing was checked."
    remedy = "Use the classes and properties of the ontology, or check that this is the file you meant."
    return [Finding(rule="nothing-to-validate", severity="warning", message=what, where=str(path), remedy=remedy)]


def _is_targeted(triples: Sequence[ox.Triple], around: Sequence[ox.Triple], shapes: ShapeGraph) -> bool:
    """Whether some shape has a target in the file."""
    by_property = shapes.targets["targetSubjectsOf"] | shapes.targets["targetObjectsOf"]
    if any(str(t.predicate) in by_property or str(t.subject) in shapes.targets["targetNode"] for t in triples):
        return True
    above: dict[str, set[str]] = {}
    for t in (*triples, *around):
        if t.predicate == _SUBCLASS:
            above.setdefault(str(t.subject), set()).add(str(t.object))
    seen: set[str] = set()
    todo = [str(t.object) for t in triples if t.predicate == _TYPE]
    while todo:
        kind = todo.pop()
        if kind not in seen:
            seen.add(kind)
            todo.extend(above.get(kind, ()))
    return bool(seen & shapes.targets["targetClass"])
