"""What the public view of a build shows of each term: how often it is used, and a fact with its words.

Nothing but the public view is ever asked, whoever makes the pages: they are meant to be put on the web.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg import iri
from kg.engines import Graph, Rows, Term

_HEAD = """PREFIX kg: <https://w3id.org/smuggling-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
"""
_FACTS = _HEAD + """SELECT ?fact ?class ?label ?quote ?title ?issued WHERE {
  ?class rdfs:subClassOf kg:Fact .
  ?fact a ?class ; rdfs:label ?label ; kg:quote ?quote ; kg:statedIn ?document .
  ?document dct:title ?title .
  OPTIONAL { ?document dct:issued ?issued }
}"""
_SLOTS = _HEAD + """SELECT ?subject ?slot ?value WHERE {
  ?subject kg:statedIn ?document ; ?slot ?value . FILTER(STRSTARTS(STR(?slot), "https://w3id.org/smuggling-kg/ontology#"))
}"""
_LABELS = _HEAD + """SELECT ?subject ?label WHERE { ?subject skos:prefLabel ?label FILTER(LANG(?label) = "en") }"""
_THINGS = _HEAD + """SELECT ?class ?subject WHERE { ?class rdfs:subClassOf kg:Entity . ?subject a ?class }"""
_DESCRIBED = _HEAD + """SELECT ?subject ?slot ?value WHERE {
  ?subject a kg:Entity ; ?slot ?value . FILTER(STRSTARTS(STR(?slot), "https://w3id.org/smuggling-kg/ontology#"))
}"""
_QUOTE = (60, 260)
"""Examples whose quotes are of this length in characters are taken first: long enough to be understood, short enough to be read."""
_EVERYWHERE = 0.9
"""A slot that this share of all facts fills belongs to every fact and is told once, not with each class."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the public view; ``slots`` are triples of slot IRI, value as read, and the value's IRI or nothing."""

    iri: str
    label: str
    classes: tuple[str, ...]
    quote: str
    title: str
    issued: str
    slots: tuple[tuple[str, str, str], ...]

    def uses(self, slot: str) -> bool:
        """Whether the fact fills the slot."""
        return any(name == slot for name, _, _ in self.slots)


@dataclass(frozen=True, slots=True)
class Use:
    """How the public view uses the terms. ``things`` gives for each class the labels of its things, ``described`` for each slot of things one case."""

    version: str
    facts: tuple[Fact, ...]
    things: dict[str, tuple[str, ...]]
    described: dict[str, tuple[str, str]]
    by_class: dict[str, tuple[Fact, ...]]
    by_slot: dict[str, tuple[Fact, ...]]
    by_value: dict[str, tuple[Fact, ...]]

    def share(self, slot: str, of: str) -> int:
        """How many facts of a class fill a slot."""
        return sum(fact.uses(slot) for fact in self.by_class.get(of, ()))

    def slots_of(self, of: str) -> list[str]:
        """The slots that facts of a class fill, most used first."""
        counted = Counter(slot for fact in self.by_class.get(of, ()) for slot in dict.fromkeys(s for s, _, _ in fact.slots))
        return [slot for slot, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]

    def of_every_fact(self) -> frozenset[str]:
        """The slots that nearly every fact fills."""
        return frozenset(slot for slot, facts in self.by_slot.items() if len(facts) > _EVERYWHERE * len(self.facts))


def read_use(graph: Graph, version: str) -> Use:
    """Ask the public view once for all that the pages show. The rows are sorted here, which is ten times faster than there."""
    labels = {row["subject"].value: row["label"].value for row in graph.select(_LABELS).maps()}
    facts = _facts(graph.select(_FACTS), graph.select(_SLOTS), labels)
    things: dict[str, set[str]] = defaultdict(set)
    for row in graph.select(_THINGS).maps():
        things[row["class"].value].add(labels.get(row["subject"].value, ""))
    described: dict[str, tuple[str, str]] = {}
    for subject, slot, value, _ in sorted(_said(graph.select(_DESCRIBED), labels), key=lambda said: (labels.get(said[0], "~"), said)):
        described.setdefault(slot, (labels.get(subject, iri.compact(subject)), value))
    return Use(version, facts, {c: tuple(sorted(found)) for c, found in things.items()}, described, _group(facts, lambda f: f.classes),
               _group(facts, lambda f: [s for s, _, _ in f.slots]), _group(facts, lambda f: [v for _, _, v in f.slots if v]))


def _said(rows: Rows, labels: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Subject, slot, value as read, and the value's IRI where it is a thing or a vocabulary's term."""
    for row in rows.maps():
        value = row["value"].value
        yield row["subject"].value, row["slot"].value, labels.get(value, value), value if value.startswith(iri.ID) else ""


def _facts(heads: Rows, slots: Rows, labels: Mapping[str, str]) -> tuple[Fact, ...]:
    filled: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for subject, slot, value, one in sorted(_said(slots, labels)):
        filled[subject].append((slot, value, one))
    by_fact: dict[str, list[dict[str, Term]]] = defaultdict(list)
    for row in heads.maps():
        by_fact[row["fact"].value].append(row)
    return tuple(_fact(fact, sorted(by_fact[fact], key=lambda row: (row["class"].value, row["quote"].value)), filled[fact]) for fact in sorted(by_fact))


def _fact(fact: str, rows: list[dict[str, Term]], slots: list[tuple[str, str, str]]) -> Fact:
    first = rows[0]
    issued = first["issued"].value if "issued" in first else ""
    return Fact(fact, first["label"].value, tuple(dict.fromkeys(r["class"].value for r in rows)), first["quote"].value, first["title"].value, issued, tuple(slots))


def _group(facts: Iterable[Fact], keys: Callable[[Fact], Iterable[str]]) -> dict[str, tuple[Fact, ...]]:
    """The facts under each key, those that make the best examples first."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=_merit):
        for one in dict.fromkeys(keys(fact)):
            found[one].append(fact)
    return {one: tuple(group) for one, group in found.items()}


def _merit(fact: Fact) -> tuple[bool, int, str]:
    shortest, longest = _QUOTE
    return not shortest <= len(fact.quote) <= longest, -len({slot for slot, _, _ in fact.slots}) if len(fact.quote) <= longest else len(fact.quote), fact.iri


def pick(facts: Iterable[Fact], number: int) -> list[Fact]:
    """The best examples, no quote twice, from different sources as far as there are any."""
    queue = list({fact.quote: fact for fact in reversed(list(facts))}.values())[::-1]
    chosen: list[Fact] = []
    while queue and len(chosen) < number:
        told = {fact.title for fact in chosen}
        best = next((fact for fact in queue if fact.title not in told), queue[0])
        chosen.append(best)
        queue.remove(best)
    return chosen
