"""The facts behind some rows as an rdflib graph: these facts, their evidence, and the names of what they name; nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import iri
from kg.answers import bind
from kg.api.values import portions
from kg.engines import Graph, Term
from kg.extras import need

if TYPE_CHECKING:
    import rdflib

_FACT, _EVIDENCE = f"{iri.BASE}fact/", f"{iri.BASE}evidence/"
_ALL = "SELECT ?node ?property ?value WHERE { ?node ?property ?value }"
_NAMING = [ox.NamedNode(iri.PREFIXES[prefix] + name) for prefix, name in (
    ("rdf", "type"), ("skos", "prefLabel"), ("skos", "editorialNote"), ("skos", "scopeNote"), ("dct", "title"), ("dct", "issued"), ("kg", "fileName"), ("kg", "hasMarking"),
    ("kg", "latitude"), ("kg", "longitude"))]
_Statement = tuple[str, Term, Term]


def statements(graph: Graph, facts: Iterable[str]) -> rdflib.Graph:
    """What the graph says of the facts, with their evidence, and by which names the things and sources go that they name."""
    rdf = need("rdflib", "reference")
    wanted = set(facts)
    told = [s for s in _evidenced(graph, sorted(wanted)) if s[2].value in wanted or not s[2].value.startswith(_FACT)]
    things = sorted({t.value for s in told for t in s[1:] if isinstance(t, ox.NamedNode) and t.value.startswith(iri.BASE) and not t.value.startswith((_FACT, _EVIDENCE))})
    named = [s for part in portions(things) for s in _describe(graph, part, _NAMING)]
    result: rdflib.Graph = rdf.Graph()
    for prefix, base in iri.PREFIXES.items():
        result.bind(prefix, base)
    for node, name, value in (*told, *named):
        result.add((rdf.URIRef(node), rdf.URIRef(name.value), _object(value)))
    return result


def _evidenced(graph: Graph, nodes: list[str]) -> Iterator[_Statement]:
    """The statements on the nodes, then on their evidence, then on its selectors."""
    seen = set(nodes)
    while nodes:
        found = [s for part in portions(nodes) for s in _describe(graph, part, ())]
        yield from found
        nodes = sorted({s[2].value for s in found if isinstance(s[2], ox.NamedNode) and s[2].value.startswith(_EVIDENCE)} - seen)
        seen |= set(nodes)


def _describe(graph: Graph, nodes: Iterable[str], properties: Iterable[ox.NamedNode]) -> Iterator[_Statement]:
    terms: dict[str, list[Term]] = {"node": [ox.NamedNode(node) for node in nodes], "property": list(properties)}
    for row in graph.select(bind(_ALL, {name: several for name, several in terms.items() if several})).maps():
        yield row["node"].value, row["property"], row["value"]


def _object(term: Term) -> rdflib.term.Node:
    import rdflib
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    plain = term.datatype.value == iri.PREFIXES["xsd"] + "string"
    return rdflib.Literal(term.value, lang=term.language) if term.language or plain else rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
