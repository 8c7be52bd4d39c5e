"""The vocabulary of a view: its classes, properties and things, and what the shapes say of who may bear which property.

It is read from the view, so that it holds nothing that the audience may not see. House style keeps ``rdfs:domain`` out of the
ontology: where a property belongs is told by the shapes of classes (``shapes/style.ttl``), and so it is read from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import pyoxigraph as ox

from kg import iri, resources
from kg.engines import Graph
from kg.vocab import Ontology

_READ = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?subject ?predicate ?object WHERE {
  VALUES ?predicate { rdf:type rdfs:subClassOf rdfs:domain rdfs:range skos:definition }
  ?subject ?predicate ?object .
  FILTER(STRSTARTS(STR(?subject), "%s") || STRSTARTS(STR(?subject), "%s"))
}""" % (iri.TERM, iri.ID)  # noqa: UP031 (braces)
_SHAPES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?class ?path ?most WHERE {
  ?shape sh:targetClass ?class ; sh:property ?property .
  ?property sh:path/((sh:alternativePath/rdf:rest*/rdf:first)?) ?path . FILTER(ISIRI(?path))
  OPTIONAL { ?property sh:maxCount ?most }
}"""
_RDFS = iri.PREFIXES["rdfs"]
_HEAD = """Write one SPARQL 1.1 SELECT or ASK query over these classes and properties, without FROM, SERVICE or LOAD.
Things are found by skos:prefLabel (in English: "..."@en). A fact is a node with one source (kg:statedIn) and its words (kg:quote):
select the facts too, as ?fact, so that each row can be held against its words."""


@dataclass(frozen=True, slots=True)
class Borne:
    """Which classes bear which properties: (class, property) pairs that a shape forbids, and the classes whose shapes list a property."""

    forbidden: frozenset[tuple[str, str]]
    listed: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Vocabulary:
    """Classes by local name, properties and other things by IRI."""

    graph: Graph
    ontology: Ontology
    borne: Borne

    @cached_property
    def terms(self) -> frozenset[str]:
        """The IRIs of all classes and properties."""
        return frozenset(t.subject.value for t in self.ontology.triples if isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(iri.TERM))

    @cached_property
    def _below(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for kind in self.ontology.kinds.values():
            for ancestor in kind.ancestors:
                found[ancestor].add(kind.name)
        return {name: frozenset(below) for name, below in found.items()}

    def is_below(self, name: str, above: str) -> bool:
        """Whether a class is another, or a subclass of it."""
        return name in self._below.get(above, ())

    def agree(self, one: str, other: str) -> bool:
        """Whether a thing can be of both classes: one lies below the other, or a third below both."""
        return bool(self._below.get(one, frozenset()) & self._below.get(other, frozenset()))

    def tops(self, name: str) -> frozenset[str]:
        """The highest classes above a class: fact, entity, evidence, source and so on, of which a node has one."""
        return frozenset(a for a in self.ontology.kind(name).ancestors if len(self.ontology.kinds[a].ancestors) == 1)

    def domain(self, name: str) -> tuple[str, ...]:
        """The classes that a property belongs to, by the ontology or by the shapes; none where neither tells."""
        told = [iri.local_name(c) for c in self.ontology.values(iri.term(name), _RDFS + "domain")]
        return tuple(told or sorted(self.borne.listed.get(iri.term(name), ())))

    def holds(self, pattern: str) -> bool:
        """Whether the view holds the pattern of triples."""
        return self.graph.select(f"ASK {{ {pattern} }}").rows[0][0] == ox.Literal(True)

    def described(self) -> str:
        """Classes with their definitions, properties with their domain and range, as text: what a model is told, and no fact in it."""
        return "\n".join([_HEAD, "", *(f"PREFIX {name}: <{iri.PREFIXES[name]}>" for name in ("kg", "id", "rdf", "rdfs", "skos", "xsd")), "", *self._classes(), "", *self._properties()])

    def _classes(self) -> Iterator[str]:
        for name in self.ontology.kinds:
            above = " and ".join(iri.compact(c) for c in self.ontology.values(iri.term(name), _RDFS + "subClassOf") if c.startswith(iri.TERM))
            yield f"class kg:{name}{f' (a {above})' if above else ''}: {self._definition(name)}"

    def _properties(self) -> Iterator[str]:
        for name, slot in self.ontology.slots.items():
            of = ", ".join(f"kg:{c}" for c in self.domain(name)) or "anything"
            yield f"property kg:{name} (of {of}; gives {iri.compact(slot.range) or 'anything'}): {self._definition(name)}"

    def _definition(self, name: str) -> str:
        return " ".join(self.ontology.values(iri.term(name), iri.PREFIXES["skos"] + "definition"))


def read_vocabulary(graph: Graph) -> Vocabulary:
    """The vocabulary of a view, with the shipped shapes."""
    found = graph.select(_READ).maps()
    triples = (ox.Triple(r["subject"], r["predicate"], r["object"]) for r in found if isinstance(r["subject"], ox.NamedNode) and isinstance(r["predicate"], ox.NamedNode))
    return Vocabulary(graph, Ontology(triples), _borne())


@cache
def _borne() -> Borne:
    forbidden: set[tuple[str, str]] = set()
    listed: dict[str, set[str]] = defaultdict(set)
    for file in sorted(resources.folder("shapes").glob("*.ttl")):
        for kind, path, most in _listings(file.read_bytes()):
            if most == "0":
                forbidden.add((kind, path))
            else:
                listed[path].add(kind)
    return Borne(frozenset(forbidden), {path: frozenset(kinds) for path, kinds in listed.items()})


def _listings(turtle: bytes) -> Iterator[tuple[str, str, str]]:
    """Class, property and sh:maxCount ("" where there is none) of what the shapes of a file say of classes of ours."""
    store = ox.Store()
    store.load(turtle, format=ox.RdfFormat.TURTLE, base_iri=iri.BASE)
    found = store.query(_SHAPES)
    for row in found if isinstance(found, ox.QuerySolutions) else ():
        if row["class"].value.startswith(iri.TERM):
            yield iri.local_name(row["class"].value), row["path"].value, row["most"].value if row["most"] else ""
