"""All that the pages are made from, and where on them a term is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg import iri
from kg.docs.constraints import Constraint, read_constraints
from kg.docs.examples import Use
from kg.docs.markup import Html, el
from kg.docs.terms import Concept, Entry, Module, Scheme, Term, naming_notes, read_modules, read_schemes
from kg.mappings import Mapping, read_mappings

_WIDESPREAD = 12
"""A property that more classes than this declare is in the tables, not in the drawings."""


@dataclass(frozen=True)
class Book:
    """Modules, vocabularies, constraints, and how the public view uses them where there is a build."""

    modules: tuple[Module, ...]
    schemes: tuple[Scheme, ...]
    constraints: tuple[Constraint, ...]
    notes: dict[str, str]
    languages: dict[str, str]
    alignments: dict[str, tuple[Mapping, ...]]
    use: Use | None = None

    @cached_property
    def terms(self) -> dict[str, Term]:
        """Every class and property, by IRI."""
        return {t.entry.iri: t for m in self.modules for t in m.terms}

    @cached_property
    def concepts(self) -> dict[str, Concept]:
        """Every concept, by IRI."""
        return {c.entry.iri: c for s in self.schemes for c in s.concepts}

    @cached_property
    def _schemes(self) -> dict[str, Scheme]:
        return {s.entry.iri: s for s in self.schemes}

    @cached_property
    def schemes_of(self) -> dict[str, tuple[Scheme, ...]]:
        """The vocabularies that hold concepts of a class, by the class's IRI."""
        pairs = dict.fromkeys((c, s.entry.iri) for s in self.schemes for concept in s.concepts for c in concept.classes)
        return {one: tuple(self._schemes[s] for c, s in pairs if c == one) for one, _ in pairs}

    @cached_property
    def asked_of(self) -> dict[str, tuple[Constraint, ...]]:
        """What shapes ask of a class that they target, or of a property that they follow or mention, by IRI."""
        found: dict[str, list[Constraint]] = {}
        for constraint in self.constraints:
            for one in sorted({*constraint.targets, *constraint.about}):
                term = self.terms.get(one)
                if term and (one in constraint.targets or not term.is_class):
                    found.setdefault(one, []).append(constraint)
        return {one: tuple(constraints) for one, constraints in found.items()}

    def is_kind_of(self, one: str, other: str) -> bool:
        """Whether a class is the other, or stands under it."""
        seen, queue = set[str](), [one]
        while queue:
            current = queue.pop()
            if current not in seen:
                seen.add(current)
                queue.extend(self.terms[current].supers if current in self.terms else ())
        return other in seen

    def page_of(self, one: str) -> str:
        """The page and anchor that tell of an IRI, or nothing."""
        if one in self.terms:
            return f"{module_page(self.terms[one].module)}#{self.terms[one].name}"
        if one in self.concepts:
            concept = self.concepts[one]
            return f"{scheme_page(self._schemes[concept.scheme].slug)}#{concept.anchor}" if concept.scheme in self._schemes else ""
        return scheme_page(self._schemes[one].slug) if one in self._schemes else ""

    def entry_of(self, one: str) -> Entry | None:
        """What is known of an IRI of ours."""
        found = self.terms.get(one) or self.concepts.get(one) or self._schemes.get(one)
        return found.entry if found else None

    @cached_property
    def widespread(self) -> frozenset[str]:
        """The properties that so many classes declare that a drawing of one module says nothing by showing them."""
        counted = Counter(slot for one, term in self.terms.items() if term.is_class for slot in self.declared_slots(one))
        return frozenset(slot for slot, number in counted.items() if number > _WIDESPREAD)

    def declared_slots(self, of: str) -> list[str]:
        """The properties that the files name for a class: by its shapes, its label and its flat listing."""
        term = self.terms[of]
        asked = [c.path for c in self.asked_of.get(of, ()) if c.path in self.terms and of in c.targets and c.count != "none"]
        return list(dict.fromkeys([*(s for s in term.slots if s in self.terms), *asked]))


def module_page(slug: str) -> str:
    """The page of a module."""
    return f"module-{slug}.html"


def scheme_page(slug: str) -> str:
    """The page of a vocabulary."""
    return f"vocabulary-{slug}.html"


def read_book(ontology: Path, shapes: Iterable[Path], languages: dict[str, str], use: Use | None = None) -> Book:
    """Read everything. Raises OntologyError."""
    return Book(tuple(read_modules(ontology)), tuple(read_schemes(ontology)), tuple(read_constraints(shapes)), naming_notes(ontology), languages,
                read_alignments(ontology), use)


def read_alignments(folder: Path) -> dict[str, tuple[Mapping, ...]]:
    """The rows of the SSSOM tables by the IRI of the term. Raises OntologyError."""
    found: dict[str, list[Mapping]] = {}
    for table in read_mappings(folder / "mappings"):
        for row in table.mappings:
            found.setdefault(row.subject, []).append(row)
    return {one: tuple(rows) for one, rows in found.items()}


def label(book: Book, one: str) -> Html:
    """The label of an IRI, which the language switch can change."""
    entry = book.entry_of(one)
    return el("span", entry.label, data_t=iri.compact(one), lang="en") if entry else Html(el("code", iri.compact(one)))


def link(book: Book, one: str) -> Html:
    """A link to where an IRI is told: on these pages, or in the standard that owns it."""
    page = book.page_of(one)
    if page:
        return el("a", label(book, one), href=page)
    known = one.startswith(("http://", "https://")) and not one.startswith(iri.BASE)
    return el("a", el("code", iri.compact(one)), href=one, rel="external") if known else el("code", iri.compact(one))


def links(book: Book, several: Iterable[str]) -> list[Html | str]:
    """Links with commas between them."""
    found: list[Html | str] = []
    for one in dict.fromkeys(several):
        found += [", ", link(book, one)] if found else [link(book, one)]
    return found
