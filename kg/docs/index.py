"""Triples of several files, looked up by subject and predicate, with languages and lists kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg import iri
from kg.vocab import parse_file

Node = ox.NamedNode | ox.BlankNode | ox.Literal
_P = iri.PREFIXES


def full(name: str) -> str:
    """``skos:prefLabel`` -> the full IRI."""
    prefix, _, local = name.partition(":")
    return _P[prefix] + local


class Index:
    """Subject -> predicate -> objects, in file order. Subjects are IRIs, or ``_:`` and the label of a blank node."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._by_subject: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for t in triples:
            if not isinstance(t.subject, ox.Triple) and not isinstance(t.object, ox.Triple):
                objects = self._by_subject[key(t.subject)][t.predicate.value]
                if t.object not in objects:
                    objects.append(t.object)

    def subjects(self) -> list[str]:
        """Every subject, in file order."""
        return list(self._by_subject)

    def predicates(self, subject: str) -> list[str]:
        """The predicates that a subject has, in file order."""
        return list(self._by_subject.get(subject, ()))

    def nodes(self, subject: str, predicate: str) -> list[Node]:
        """The objects of a predicate given as ``prefix:name``, in file order."""
        return self._by_subject.get(subject, {}).get(full(predicate), [])

    def links(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Those objects that are IRIs."""
        return tuple(n.value for n in self.nodes(subject, predicate) if isinstance(n, ox.NamedNode))

    def texts(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Those objects that are literals, as plain strings."""
        return tuple(n.value for n in self.nodes(subject, predicate) if isinstance(n, ox.Literal))

    def text(self, subject: str, *predicates: str) -> str:
        """The first text of the first predicate that has one, English before others."""
        for predicate in predicates:
            found = sorted((n for n in self.nodes(subject, predicate) if isinstance(n, ox.Literal)), key=lambda n: n.language not in ("en", None))
            if found:
                return found[0].value
        return ""

    def by_language(self, subject: str, predicate: str) -> dict[str, tuple[str, ...]]:
        """Language -> the literals in it; no language counts as English."""
        found: dict[str, list[str]] = defaultdict(list)
        for node in self.nodes(subject, predicate):
            if isinstance(node, ox.Literal):
                found[node.language or "en"].append(node.value)
        return {language: tuple(values) for language, values in found.items()}

    def within(self, node: Node) -> list[Node]:
        """All named nodes and literals under a node, through blank nodes: the members of a list, the parts of a path."""
        if not isinstance(node, ox.BlankNode):
            return [] if node.value == full("rdf:nil") else [node]
        return [leaf for p, objects in self._by_subject.get(key(node), {}).items() for o in objects for leaf in self.within(o)]

    def has_type(self, subject: str, *types: str) -> bool:
        """Whether the subject is declared to be of one of these types."""
        return bool({full(t) for t in types} & set(self.links(subject, "rdf:type")))


def key(node: ox.NamedNode | ox.BlankNode | Node) -> str:
    """How a node is named in the index."""
    return f"_:{node.value}" if isinstance(node, ox.BlankNode) else node.value


def read(files: Iterable[Path]) -> Index:
    """The triples of several Turtle files. Raises OntologyError with file and line where one does not parse."""
    return Index(triple for file in files for triple in parse_file(file))
