"""The catalogue graph: what the data set is, of which parts it is made, and from which inputs it was built (DCAT 3, VoID, PROV-O).

It holds no time of day: the same inputs give the same bytes. The version is a digest of the inputs that the view may see.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pyoxigraph as ox

from kg import iri
from kg.graph.views import View
from kg.version import __version__

_DCAT, _DCT, _VOID, _PROV = (iri.PREFIXES[p] for p in ("dcat", "dct", "void", "prov"))
_TYPE = ox.NamedNode(iri.PREFIXES["rdf"] + "type")
_INTEGER = ox.NamedNode(iri.PREFIXES["xsd"] + "integer")


def catalogue(view: View) -> Iterator[ox.Quad]:
    """The catalogue of one view, in its own named graph."""
    graph = ox.NamedNode(iri.catalogue())
    dataset = ox.NamedNode(f"{iri.BASE}dataset/{view.audience.split('/')[-1]}")

    def say(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(subject, ox.NamedNode(predicate), value, graph)

    yield say(dataset, _TYPE.value, ox.NamedNode(_DCAT + "Dataset"))
    yield say(dataset, _TYPE.value, ox.NamedNode(_VOID + "Dataset"))
    yield say(dataset, _DCT + "title", ox.Literal("Facts on the smuggling of migrants, and the words they rest on", language="en"))
    yield say(dataset, iri.term("isReleasableTo"), ox.NamedNode(iri.individual(view.audience)))
    yield say(dataset, _DCAT + "version", ox.Literal(version(view)))
    yield say(dataset, _PROV + "wasGeneratedBy", ox.NamedNode(f"{iri.BASE}build/{__version__}"))
    for statement in view.statements:
        part = ox.NamedNode(statement.name)
        yield say(dataset, _VOID + "subset", part)
        yield say(dataset, _PROV + "wasDerivedFrom", part)
        yield say(part, _VOID + "triples", ox.Literal(str(len(statement.triples)), datatype=_INTEGER))


def version(view: View) -> str:
    """A digest of the asserted triples of the view, independent of their order."""
    digest = hashlib.sha256()
    for line in sorted(map(str, view.shared)):
        digest.update(line.encode("utf-8"))
    for statement in sorted(view.statements, key=lambda s: s.name):
        digest.update(b"\n".join(sorted(statement.data.splitlines())))
    return digest.hexdigest()[:16]
