"""The view of one audience: all that this audience may see, and nothing that rests on anything else.

Default graph: ontology, vocabularies, the facts the view holds and the things they are about. One named graph per source with the
facts it states; one for the catalogue. A thing enters a view only through a fact of the view, or as reference data (countries).
"""

from __future__ import annotations

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
class View:
    """One audience's quads, before the closure."""

    audience: str
    readings: tuple[Reading, ...]
    graphs: Mapping[str, tuple[ox.Triple, ...]]
    shared: tuple[ox.Triple, ...]

    @property
    def facts(self) -> set[str]:
        """The IRIs of the facts that the view holds."""
        stated = iri.term("statedIn")
        return {t.subject.value for triples in self.graphs.values() for t in triples if t.predicate.value == stated and isinstance(t.subject, ox.NamedNode)}

    def quads(self) -> Iterator[ox.Quad]:
        """Everything asserted, each triple of a source in the default graph and in the source's own graph."""
        yield from (ox.Quad(*t) for t in self.shared)
        for name, triples in self.graphs.items():
            for t in triples:
                yield ox.Quad(*t)
                yield ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name))


def may_see(ontology: Ontology, source: Source, audience: str) -> bool:
    """Whether every marking of the source is releasable to the audience."""
    target = iri.individual(audience)
    return bool(source.markings) and all(target in ontology.values(iri.individual(m), iri.term("isReleasableTo")) for m in source.markings)


def audiences(ontology: Ontology) -> list[str]:
    """The audiences of the ontology, as ``audience/slug``."""
    return [ref for ref, one in ontology.individuals.items() if "Audience" in one.classes]


def make_view(ontology: Ontology, audience: str, readings: Sequence[Reading], rulings: Iterable[Ruling]) -> View:
    """The view of one audience over all accepted rulings."""
    seen = {r.source.slug: r for r in readings if may_see(ontology, r.source, audience)}
    graphs: dict[str, list[ox.Triple]] = {iri.source(slug): list(source_triples(r.source)) for slug, r in seen.items()}
    for ruling in rulings:
        if ruling.claim.source in seen and ruling.is_accepted:
            graphs[iri.source(ruling.claim.source)].extend(fact_triples(ontology, ruling, seen[ruling.claim.source]))
    about = _reachable(ontology, (t for triples in graphs.values() for t in triples))
    shared = _shared(ontology, about, tuple(seen.values()), sees_all=len(seen) == len(readings))
    return View(audience, tuple(seen.values()), {name: tuple(triples) for name, triples in graphs.items()}, tuple(shared))


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
