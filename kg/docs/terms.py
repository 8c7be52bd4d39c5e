"""Modules and their terms, vocabularies and their concepts, as the files declare them.

Things (countries, places, bodies) are not read: they are data, and which of them an audience may see depends on the facts it may see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import iri
from kg.docs.index import Index, full, read

MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
_SORTS = {"owl:Class": "class", "owl:ObjectProperty": "object property", "owl:DatatypeProperty": "datatype property", "owl:AnnotationProperty": "annotation"}
_TRAITS = {"owl:TransitiveProperty": "transitive", "owl:SymmetricProperty": "symmetric", "owl:FunctionalProperty": "functional",
           "owl:InverseFunctionalProperty": "inverse functional", "owl:AsymmetricProperty": "asymmetric", "owl:IrreflexiveProperty": "irreflexive"}
_NOTES = ("skos:scopeNote", "skos:historyNote", "skos:changeNote", "kg:exceptionReason")

Labels = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """What terms and concepts have in common. ``matches`` are pairs of a relation and an IRI elsewhere."""

    iri: str
    labels: Labels
    alternatives: Labels
    definition: str
    examples: tuple[str, ...]
    notes: tuple[str, ...]
    matches: tuple[tuple[str, str], ...]
    is_deprecated: bool
    replaced_by: tuple[str, ...]

    @property
    def label(self) -> str:
        """The English label, or the last part of the IRI."""
        return next(iter(self.labels.get("en", ())), iri.local_name(self.iri))


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property. ``supers`` and ``slots`` are IRIs; ``slots`` are those that a class of facts names in its label and listing."""

    entry: Entry
    module: str
    sort: str
    supers: tuple[str, ...]
    disjoint: tuple[str, ...]
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    traits: tuple[str, ...]
    slots: tuple[str, ...]

    @property
    def name(self) -> str:
        """The local name, which is also its anchor."""
        return iri.local_name(self.entry.iri)

    @property
    def is_class(self) -> bool:
        """Whether it is a class."""
        return self.sort == "class"


@dataclass(frozen=True, slots=True)
class Module:
    """One file of terms."""

    slug: str
    iri: str
    title: str
    description: str
    version: str
    version_iri: str
    license: str
    imports: tuple[str, ...]
    terms: tuple[Term, ...]
    axioms: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """One term of a vocabulary."""

    entry: Entry
    scheme: str
    classes: tuple[str, ...]
    notations: tuple[str, ...]
    broader: tuple[str, ...]
    related: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Its anchor on the page of its vocabulary."""
        return iri.local_name(self.entry.iri).rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Scheme:
    """One vocabulary."""

    slug: str
    entry: Entry
    description: str
    version: str
    concepts: tuple[Concept, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which at least one concept has a label."""
        return tuple(sorted({language for c in self.concepts for language in c.entry.labels}, key=lambda code: (code != "en", code)))


def read_modules(folder: Path) -> list[Module]:
    """The modules of the folder, each after those that it imports. Raises OntologyError."""
    files = sorted(folder.glob("*.ttl"))
    whole = read(files)
    modules = {m.iri: m for file in files for m in _modules(file.stem, read([file]), whole)}
    ordered: dict[str, Module] = {}

    def place(module: Module) -> None:
        if module.iri not in ordered:
            for wanted in module.imports:
                if wanted in modules and wanted != module.iri:
                    place(modules[wanted])
            ordered[module.iri] = module

    for module in sorted(modules.values(), key=lambda m: (len(m.imports), m.slug)):
        place(module)
    return list(ordered.values())


def _modules(stem: str, own: Index, whole: Index) -> Iterator[Module]:
    for subject in own.subjects():
        if own.has_type(subject, "owl:Ontology"):
            terms = tuple(_term(s, stem, whole) for s in own.subjects() if s.startswith(iri.TERM) and own.has_type(s, *_SORTS))
            axioms = () if terms else tuple(_axioms(own))
            yield Module(stem, subject, own.text(subject, "dct:title") or stem, own.text(subject, "dct:description"), own.text(subject, "owl:versionInfo"),
                         next(iter(own.links(subject, "owl:versionIRI")), ""), next(iter(own.links(subject, "dct:license")), ""),
                         own.links(subject, "owl:imports"), terms, axioms)
            return


def _axioms(own: Index) -> Iterator[tuple[str, str, str]]:
    """What a module without terms of its own says of the terms of others."""
    for subject in own.subjects():
        if subject.startswith(iri.TERM):
            yield from ((subject, iri.compact(p), o) for p in own.predicates(subject) for o in own.links(subject, iri.compact(p)))


def _term(subject: str, module: str, index: Index) -> Term:
    sort = next(sort for kind, sort in _SORTS.items() if index.has_type(subject, kind))
    supers = [s for p in ("rdfs:subClassOf", "rdfs:subPropertyOf", "owl:equivalentClass", "owl:equivalentProperty") for s in index.links(subject, p)]
    traits = tuple(word for kind, word in _TRAITS.items() if index.has_type(subject, kind)) + (("reading",) if "true" in index.texts(subject, "kg:isReading") else ())
    return Term(_entry(subject, index), module, sort, tuple(supers), index.links(subject, "owl:disjointWith"), index.links(subject, "rdfs:domain"),
                index.links(subject, "rdfs:range"), traits, _slots(subject, index))


def _slots(subject: str, index: Index) -> tuple[str, ...]:
    """The slots that a class of facts names in its label template and its flat listing, in that order."""
    import re
    named = [n for text in index.texts(subject, "kg:labelTemplate") for part in re.findall(r"\{([^}]*)\}", text) for n in re.split(r"[|.]+", part)]
    named += [n for p in ("kg:subjectSlots", "kg:objectSlots") for text in index.texts(subject, p) for n in text.split()]
    return tuple(dict.fromkeys(map(iri.term, named)))


def _entry(subject: str, index: Index) -> Entry:
    matches = tuple((relation, target) for relation in MATCHES for target in index.links(subject, f"skos:{relation}"))
    notes = tuple(text for p in _NOTES for text in index.texts(subject, p))
    return Entry(subject, index.by_language(subject, "skos:prefLabel"), index.by_language(subject, "skos:altLabel"), index.text(subject, "skos:definition"),
                 index.texts(subject, "skos:example"), notes, matches, "true" in index.texts(subject, "owl:deprecated"), index.links(subject, "dct:isReplacedBy"))


def read_schemes(folder: Path) -> list[Scheme]:
    """The vocabularies of the folder, by title. Raises OntologyError."""
    files = sorted((folder / "vocabularies").rglob("*.ttl"))
    index = read(files)
    concepts = [_concept(s, index) for s in index.subjects() if index.links(s, "skos:inScheme")]
    schemes = [_scheme(s, index, concepts) for s in index.subjects() if index.has_type(s, "skos:ConceptScheme")]
    return sorted(schemes, key=lambda s: s.entry.label)


def _scheme(subject: str, index: Index, concepts: Iterable[Concept]) -> Scheme:
    return Scheme(iri.local_name(subject).rsplit("/", 1)[-1], _entry(subject, index), index.text(subject, "dct:description", "skos:definition"),
                  index.text(subject, "owl:versionInfo"), tuple(c for c in concepts if c.scheme == subject))


def _concept(subject: str, index: Index) -> Concept:
    sources = index.links(subject, "dct:source") + index.texts(subject, "dct:source")
    notations = tuple(n for n in index.texts(subject, "skos:notation") if n != iri.local_name(subject))  # what only repeats the IRI is not shown twice
    return Concept(_entry(subject, index), index.links(subject, "skos:inScheme")[0], tuple(c for c in index.links(subject, "rdf:type") if c != full("skos:Concept")), notations,
                   index.links(subject, "skos:broader"), index.links(subject, "skos:related"), sources)


def naming_notes(folder: Path) -> dict[str, str]:
    """Labels that end in an asterisk -> what the asterisk stands for, which every page that shows the label must say."""
    index = read(sorted((folder / "entities").rglob("*.ttl")))
    found: dict[str, str] = {}
    for subject in index.subjects():
        notes = index.texts(subject, "skos:editorialNote")
        marked = [label for labels in index.by_language(subject, "skos:prefLabel").values() for label in labels if label.endswith("*")]
        found |= {label: notes[0] for label in marked if notes}
    return found


def tree(concepts: Sequence[Concept]) -> list[tuple[Concept, int]]:
    """Each concept once, under the first of its broader concepts, with its depth; a circle is cut where it closes."""
    known = {c.entry.iri: c for c in concepts}
    children: dict[str, list[Concept]] = {}
    for concept in concepts:
        parent = next((b for b in concept.broader if b in known), "")
        children.setdefault(parent, []).append(concept)
    found: list[tuple[Concept, int]] = []
    seen: set[str] = set()

    def walk(concept: Concept, depth: int) -> None:
        if concept.entry.iri not in seen:
            seen.add(concept.entry.iri)
            found.append((concept, depth))
            for child in children.get(concept.entry.iri, ()):
                walk(child, depth + 1)

    for concept in (*children.get("", ()), *concepts):
        walk(concept, 0)
    return found
