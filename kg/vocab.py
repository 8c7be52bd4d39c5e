"""The closed vocabulary, read from ``ontology/``: classes, properties, individuals and their names.

Whatever is not declared there does not exist: asking for an unknown term raises. Everything is read with pyoxigraph, because
rdflib's import alone costs more than this whole module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kg import iri, resources
from kg.errors import OntologyError, UnknownName

_T = TypeVar("_T")
_RDF_TYPE = iri.PREFIXES["rdf"] + "type"
_SUBCLASS = iri.PREFIXES["rdfs"] + "subClassOf"
_RANGE = iri.PREFIXES["rdfs"] + "range"
_SKOS = iri.PREFIXES["skos"]
_OWL = iri.PREFIXES["owl"]
_NAME_PROPERTIES = (_SKOS + "prefLabel", _SKOS + "altLabel", _SKOS + "hiddenLabel", iri.term("demonym"), _SKOS + "notation")


@dataclass(frozen=True, slots=True)
class Slot:
    """A property by which facts and entities are described."""

    name: str
    is_object: bool
    range: str
    is_reading: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """A class; ``template``, ``subjects`` and ``objects`` are set on classes of facts and inherited by their subclasses."""

    name: str
    ancestors: frozenset[str]
    template: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Individual:
    """A named thing or concept: ``ref`` is ``kind/slug``; ``names`` holds every label, demonym and spelling, preferred English first."""

    ref: str
    iri: str
    label: str
    names: tuple[str, ...]
    classes: frozenset[str]


class Ontology:
    """All of ``ontology/`` as one closed vocabulary."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.triples = tuple(triples)
        self._index: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
        for t in self.triples:
            if isinstance(t.subject, ox.NamedNode) and not isinstance(t.object, ox.Triple):
                self._index[t.subject.value][t.predicate.value].append(t.object)

    def values(self, subject: str, predicate: str) -> list[str]:
        """The values of a property as plain strings, in file order."""
        return [o.value for o in self._index.get(subject, {}).get(predicate, ())]

    def _typed(self, *types: str) -> list[str]:
        wanted = {_OWL + t for t in types}
        return sorted(s for s, po in self._index.items() if wanted & {o.value for o in po.get(_RDF_TYPE, ())} and s.startswith(iri.TERM))

    @cached_property
    def slots(self) -> Mapping[str, Slot]:
        """Object and datatype properties of ours, by local name."""
        found = {}
        for subject in self._typed("ObjectProperty", "DatatypeProperty"):
            types = self.values(subject, _RDF_TYPE)
            name = iri.local_name(subject)
            reading = "true" in self.values(subject, iri.term("isReading"))
            found[name] = Slot(name, _OWL + "ObjectProperty" in types, next(iter(self.values(subject, _RANGE)), ""), reading)
        return found

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """Classes of ours, by local name."""
        return {name: self._kind(name) for name in map(iri.local_name, self._typed("Class"))}

    def _kind(self, name: str) -> Kind:
        chain = self.ancestors(iri.term(name))
        def first(annotation: str) -> str:
            return next((v for c in chain for v in self.values(c, iri.term(annotation))), "")
        return Kind(name, frozenset(iri.local_name(c) for c in chain if c.startswith(iri.TERM)), first("labelTemplate"),
                    tuple(first("subjectSlots").split()), tuple(first("objectSlots").split()))

    def ancestors(self, class_iri: str) -> list[str]:
        """The class and all its superclasses, nearest first."""
        seen, queue = [], [class_iri]
        while queue:
            current = queue.pop(0)
            if current not in seen:
                seen.append(current)
                queue.extend(self.values(current, _SUBCLASS))
        return seen

    @cached_property
    def individuals(self) -> Mapping[str, Individual]:
        """Named things and concepts, by ``kind/slug``."""
        return {ref: self._individual(ref) for ref in sorted(s[len(iri.ID):] for s in self._index if s.startswith(iri.ID))}

    def _individual(self, ref: str) -> Individual:
        subject = iri.individual(ref)
        names = [o.value for p in _NAME_PROPERTIES for o in sorted(self._index[subject].get(p, ()), key=_english_first)]
        classes = frozenset(iri.local_name(a) for t in self.values(subject, _RDF_TYPE) for a in self.ancestors(t))
        return Individual(ref, subject, names[0] if names else ref, tuple(dict.fromkeys(names)), classes)

    def kind(self, name: str) -> Kind:
        """The class of this name, or UnknownName with the nearest."""
        return _known("class", name, self.kinds)

    def slot(self, name: str) -> Slot:
        """The property of this name, or UnknownName with the nearest."""
        return _known("slot", name, self.slots)

    def entity(self, ref: str) -> Individual:
        """The individual ``kind/slug``, or UnknownName with the nearest."""
        return _known("individual", ref, self.individuals)

    def is_fact(self, name: str) -> bool:
        """Whether the class of this name is a class of facts."""
        return name in self.kinds and "Fact" in self.kinds[name].ancestors and name != "Fact"

    def cues(self, scheme: str) -> dict[str, tuple[str, ...]]:
        """The cue words of each concept of a vocabulary, by concept reference."""
        found = {ref: tuple(self.values(iri.individual(ref), iri.term("cue"))) for ref in self.individuals if ref.startswith(scheme + "/")}
        return {ref: cues for ref, cues in found.items() if cues}


def _english_first(literal: ox.NamedNode | ox.BlankNode | ox.Literal) -> tuple[bool, str, str]:
    language = literal.language or "" if isinstance(literal, ox.Literal) else ""
    return language != "en", language, literal.value


def _known(kind: str, name: str, among: Mapping[str, _T]) -> _T:
    if name in among:
        return among[name]
    raise UnknownName(kind, name, nearest(name, among))


def nearest(name: str, among: Iterable[str], limit: int = 3) -> list[str]:
    """The names that come closest to ``name``, best first; for error messages only."""
    from rapidfuzz import fuzz, process
    found = process.extract(name, list(among), scorer=fuzz.WRatio, limit=limit, score_cutoff=50)
    return [str(match[0]) for match in found]


def read_ontology(folder: Path | None = None) -> Ontology:
    """Read every Turtle file of ``ontology/``. Raises OntologyError with file and line where one does not parse."""
    files = sorted((folder or resources.folder("ontology")).rglob("*.ttl"))
    if not files:
        raise OntologyError("There is no ontology file.", where=folder, remedy="Check the folder's name.")
    return Ontology(triple for file in files for triple in parse_file(file))


def parse_file(file: Path) -> list[ox.Triple]:
    """The triples of one Turtle file. Raises OntologyError with file and line."""
    try:
        quads = ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)
        return [q.triple for q in quads]
    except SyntaxError as error:
        raise OntologyError(f"This file does not parse: {error.msg}.", where=file, line=error.lineno, remedy="Mend the Turtle.") from error
    except OSError as error:
        raise OntologyError(f"This file cannot be read: {error}.", where=file) from error
