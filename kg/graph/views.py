"""The view of one audience: all that this audience may see, and nothing that rests on anything else.

Default graph: ontology, vocabularies, the facts the view holds and the things they are about. One named graph per source with the
facts it states; one for the catalogue. A thing enters a view only through a fact of the view, or as reference data (countries).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg import iri
from kg.gate import Ruling
from kg.graph.facts import fact_triples, source_triples
from kg.lexicon import names
from kg.model import Source
from kg.sources import Reading
from kg.vocab import Ontology

_SKOS = iri.PREFIXES["skos"]
_SPELLINGS = {_SKOS + "hiddenLabel"}
_REMARKS = {_SKOS + "editorialNote", _SKOS + "scopeNote"}


@dataclass(frozen=True, slots=True)
class Statement:
    """All that one source states, as triples and, for loading into stores, as N-Triples."""

    name: str
    triples: tuple[ox.Triple, ...]
    data: bytes
    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class View:
    """What one audience sees, before the closure."""

    audience: str
    readings: tuple[Reading, ...]
    statements: tuple[Statement, ...]
    shared: tuple[ox.Triple, ...]

    @property
    def facts(self) -> set[str]:
        """The IRIs of the facts that the view holds."""
        return {fact for statement in self.statements for fact in statement.facts}

    def fill(self, store: ox.Store) -> None:
        """Load everything asserted: each triple of a source into the default graph and into the source's own graph."""
        store.bulk_extend(ox.Quad(*t) for t in self.shared)
        for statement in self.statements:
            store.bulk_load(statement.data, format=ox.RdfFormat.N_TRIPLES)
            store.bulk_load(statement.data, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(statement.name))


def may_see(ontology: Ontology, source: Source, audience: str) -> bool:
    """Whether every marking of the source is releasable to the audience."""
    target = iri.individual(audience)
    return bool(source.markings) and all(target in ontology.values(iri.individual(m), iri.term("isReleasableTo")) for m in source.markings)


def audiences(ontology: Ontology) -> list[str]:
    """The audiences of the ontology, as ``audience/slug``."""
    return [ref for ref, one in ontology.individuals.items() if "Audience" in one.classes]


def state(ontology: Ontology, readings: Iterable[Reading], rulings: Iterable[Ruling]) -> dict[str, Statement]:
    """What each source states, over its accepted rulings, by the source's slug."""
    by_source: dict[str, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        if ruling.is_accepted:
            by_source[ruling.claim.source].append(ruling)
    return {r.source.slug: _statement(ontology, r, by_source[r.source.slug]) for r in readings}


def _statement(ontology: Ontology, reading: Reading, rulings: Iterable[Ruling]) -> Statement:
    own = list(rulings)
    triples = tuple(dict.fromkeys([*source_triples(reading.source), *(t for ruling in own for t in fact_triples(ontology, ruling, reading))]))
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return Statement(iri.source(reading.source.slug), triples, data, frozenset(r.iri for r in own))


def make_view(ontology: Ontology, audience: str, readings: Sequence[Reading], statements: Mapping[str, Statement]) -> View:
    """The view of one audience over what the sources state."""
    seen = tuple(r for r in readings if may_see(ontology, r.source, audience))
    visible = tuple(statements[r.source.slug] for r in seen)
    about = _reachable(ontology, (t for statement in visible for t in statement.triples))
    shared = _shared(ontology, about, seen, sees_all=len(seen) == len(readings))
    return View(audience, seen, visible, tuple(shared))


def _is_reference(ontology: Ontology, subject: str) -> bool:
    """Reference data is shown whether or not a fact speaks of it: terms of vocabularies, and classes that say so."""
    one = ontology.individuals.get(subject.removeprefix(iri.ID))
    if one is None:
        return True
    return "Entity" not in one.classes or any("true" in ontology.values(iri.term(c), iri.term("isReferenceData")) for c in one.classes)


def _reachable(ontology: Ontology, triples: Iterable[ox.Triple]) -> set[str]:
    """The individuals that facts name, and those that their descriptions name in turn."""
    links: dict[str, set[str]] = {}
    for t in ontology.triples:
        if isinstance(t.subject, ox.NamedNode) and isinstance(t.object, ox.NamedNode) and t.object.value.startswith(iri.ID):
            links.setdefault(t.subject.value, set()).add(t.object.value)
    queue = {t.object.value for t in triples if isinstance(t.object, ox.NamedNode)}
    found: set[str] = set()
    while queue:
        found |= queue
        queue = {target for subject in queue for target in links.get(subject, ())} - found
    return found


def _shared(ontology: Ontology, about: set[str], readings: Sequence[Reading], *, sees_all: bool) -> Iterator[ox.Triple]:
    text = "\n".join(p.text.text for r in readings for p in r.document.passages)
    for t in ontology.triples:
        subject = t.subject.value if isinstance(t.subject, ox.NamedNode) else ""
        reference = _is_reference(ontology, subject)
        if not reference and subject not in about:
            continue
        if not sees_all and t.predicate.value in _SPELLINGS and isinstance(t.object, ox.Literal) and not names(text, t.object.value):
            continue
        if sees_all or reference or t.predicate.value not in _REMARKS:
            yield t
