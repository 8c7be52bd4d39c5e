"""Holds what the rules propose against what a person read, family by family."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.model import Claim
from kg.sources import Reading
from kg.text import find_quote

# What makes two claims of a type one statement, and what a complete one must agree on beside that.
KEYS: Mapping[str, tuple[str, ...]] = {
    "PriceObservation": ("minAmount", "maxAmount"),
    "RouteLeg": ("startsFrom", "leadsTo"),
    "EntryPoint": ("inCountry", "hasPlace", "fromCountry"),
    "ExitPoint": ("inCountry", "hasPlace", "toCountry"),
    "Hub": ("hasPlace", "hasHubRole"),
    "Payment": ("hasPaymentMethod",),
    "ResidenceGround": ("inCountry", "hasGround"),
    "ResidenceRight": ("inCountry", "grantsRight"),
    "LegalReference": ("hasAct", "article"),
}
CORE: Mapping[str, tuple[str, ...]] = {
    "PriceObservation": ("startsFrom", "passesThrough", "leadsTo", "inCountry", "hasCurrency", "hasChargeUnit", "hasApproximation", "isAskedOf",
                         "hasPersonGroup", "hasTransport", "minPersons", "maxPersons", "hasPaymentMethod"),
    "RouteLeg": ("passesThrough",),
    "ResidenceGround": ("hasAct", "hasProvision", "article", "paragraph", "point", "hasRecognition", "hasDiscretion", "grantsPermit"),
    "LegalReference": ("hasProvision", "paragraph", "point"),
}


@dataclass(frozen=True, slots=True)
class Score:
    """How many a person read, how many the rules proposed, how many of each met, and how many of those agree in full or contradict."""

    read: int
    proposed: int
    found: int
    right: int
    complete: int
    contradicted: int

    @property
    def recall(self) -> float:
        """The share of what was read that was also proposed."""
        return self.found / self.read if self.read else 1.0

    @property
    def precision(self) -> float:
        """The share of what was proposed that a person read too."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def completeness(self) -> float:
        """The share of what was read that was proposed with every slot of the core."""
        return self.complete / self.read if self.read else 1.0


def score(kind: str, read: Iterable[Claim], proposed: Iterable[Claim], readings: Mapping[str, Reading]) -> Score:
    """The score of one type of claim."""
    gold, mine = [c for c in read if c.type == kind], [c for c in proposed if c.type == kind]
    at_gold, at_mine = [_places(c, readings) for c in gold], [_places(c, readings) for c in mine]
    pairs = [(g, m) for g, claim in enumerate(gold) for m, other in enumerate(mine)
             if claim.source == other.source and at_gold[g] & at_mine[m] and _same(claim, other, KEYS[kind])]
    complete = {g for g, m in pairs if all(set(gold[g].slots.get(s, ())) == set(mine[m].slots.get(s, ())) for s in CORE.get(kind, ()))}
    contradicted = {g for g, m in pairs if any(_clash(gold[g], mine[m], s) for s in CORE.get(kind, ()))} - complete
    return Score(len(gold), len(mine), len({g for g, _ in pairs}), len({m for _, m in pairs}), len(complete), len(contradicted))


def _places(claim: Claim, readings: Mapping[str, Reading]) -> frozenset[int]:
    """The passages that a claim's quotes stand in."""
    document = readings[claim.source].document
    return frozenset(match.passage for quote in claim.quotes for match in find_quote(document, quote.words, quote.prefix)[:1])


def _same(one: Claim, other: Claim, keys: tuple[str, ...]) -> bool:
    """Whether two claims agree on the keys; where both give several values, one in common is enough."""
    values = [(set(one.slots.get(key, ())), set(other.slots.get(key, ()))) for key in keys]
    return any(a and b for a, b in values) and all(a & b if a and b else a == b for a, b in values)


def _clash(one: Claim, other: Claim, slot: str) -> bool:
    """Whether both give a slot and share no value."""
    a, b = set(one.slots.get(slot, ())), set(other.slots.get(slot, ()))
    return bool(a and b and not a & b)
