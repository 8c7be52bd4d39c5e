"""One audience's graph in one of the formats."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg import iri, resources
from kg.errors import BuildError
from kg.export.jsonld import to_jsonld

_TRIPLES = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML}
_QUADS = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
FORMATS = (*_TRIPLES, *_QUADS, "jsonld")
"""Triple formats hold the default graph (ontology, facts and what follows from them); quad formats also the graph of each source."""


def export(store: ox.Store, form: str) -> bytes:
    """The store in the format, sorted."""
    makers: dict[str, Callable[[ox.Store], bytes]] = {name: _triples(kind) for name, kind in _TRIPLES.items()}
    makers |= {name: _quads(kind) for name, kind in _QUADS.items()}
    makers["jsonld"] = _jsonld
    return makers[form](store)


def _triples(kind: ox.RdfFormat) -> Callable[[ox.Store], bytes]:
    return lambda store: ox.serialize(_default(store), format=kind, prefixes=_prefixes(kind)) or b""


def _quads(kind: ox.RdfFormat) -> Callable[[ox.Store], bytes]:
    return lambda store: ox.serialize(sorted(store, key=_quad_key), format=kind, prefixes=_prefixes(kind)) or b""


def _prefixes(kind: ox.RdfFormat) -> dict[str, str] | None:
    return None if kind in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS) else dict(iri.PREFIXES)


def _default(store: ox.Store) -> list[ox.Triple]:
    quads = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return [q.triple for q in sorted(quads, key=_quad_key)]


def _quad_key(quad: ox.Quad) -> tuple[str, str, str, str]:
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)


def _jsonld(store: ox.Store) -> bytes:
    path = resources.folder("ontology") / "context.jsonld"
    context = json.loads(path.read_text(encoding="utf-8"))
    return to_jsonld(_default(store), context).encode("utf-8")


def write(data: bytes, path: Path) -> None:
    """Write a file whole or not at all."""
    making = path.with_name(f".{path.name}.making")
    try:
        making.write_bytes(data)
        making.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            making.unlink(missing_ok=True)
        raise BuildError(f"This file cannot be written: {error.strerror}.", where=path, remedy="Name another with -o.") from error
