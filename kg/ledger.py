"""All claims of a seeds folder with what the gate decided on each: the steward's list, before any audience's view is cut from it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.curated import read_claims
from kg.errors import ClaimError
from kg.gate import Gate, Ruling
from kg.graph.comparisons import Comparison, read_comparisons
from kg.graph.labels import show
from kg.model import Claim, Finding
from kg.sources import Reading, read_all
from kg.vocab import Ontology, read_ontology


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that was read, and the decision on it."""

    ontology: Ontology
    readings: tuple[Reading, ...]
    rulings: tuple[Ruling, ...]
    comparisons: tuple[Comparison, ...] = ()

    @property
    def accepted(self) -> list[Ruling]:
        """The rulings that become facts."""
        return [r for r in self.rulings if r.is_accepted]

    def findings(self) -> list[Finding]:
        """One error per reason for which a hand-read claim was refused."""
        return [Finding("gate", "error", reason, str(r.claim.place), r.iri) for r in self.rulings for reason in r.reasons]


def read_ledger(seeds: Path, *, tell: Callable[[str], None] = lambda _: None) -> Ledger:
    """Read ontology, sources and claims, and put every claim through the gate. ``tell`` hears what is being done."""
    tell("ontology")
    ontology = read_ontology()
    tell("documents")
    readings = read_all(seeds)
    tell("claims")
    rulings = tuple(rule_all(ontology, readings, read_claims(seeds / "claims")))
    return Ledger(ontology, tuple(readings), rulings, tuple(read_comparisons(seeds / "comparisons.toml", rulings)))


def rule_all(ontology: Ontology, readings: Sequence[Reading], claims: Iterable[Claim]) -> Iterator[Ruling]:
    """The gate's ruling on each claim; a second claim with the identity of an earlier one is refused."""
    gate, by_slug = Gate(ontology), {r.source.slug: r for r in readings}
    first: dict[str, Ruling] = {}
    for claim in claims:
        if claim.source not in by_slug:
            raise ClaimError(f"There is no source {claim.source!r} in the register.", where=claim.place.file, line=claim.place.line,
                             remedy="Name the file after a source, up to its first dot.")
        ruling = gate.rule(claim, by_slug[claim.source])
        if ruling.iri in first:
            double = f"The claim says the same of the same words as the one at {first[ruling.iri].claim.place}; take one out, or quote other words."
            ruling = replace(ruling, reasons=(*ruling.reasons, double))
        first.setdefault(ruling.iri, ruling)
        yield ruling


def sample(rulings: Sequence[Ruling], size: int, seed: int) -> list[Ruling]:
    """``size`` rulings for judging by eye: of each type in proportion, at least one; the same for the same claims and seed.

    Each ruling's place in the draw is a digest of its IRI and the seed, so that adding a claim moves no other.
    """
    def draw(ruling: Ruling) -> str:
        return hashlib.sha256(f"{seed}{ruling.iri}".encode()).hexdigest()

    by_type: dict[str, list[Ruling]] = defaultdict(list)
    for ruling in sorted(rulings, key=draw):
        by_type[ruling.claim.type].append(ruling)
    share = {kind: max(1, round(size * len(group) / len(rulings))) for kind, group in by_type.items()}
    chosen = [ruling for kind, group in by_type.items() for ruling in group[:share[kind]]]
    rest = [r for r in sorted(rulings, key=draw) if r not in chosen]
    ordered = sorted(chosen, key=draw) if len(chosen) <= size else sorted(chosen, key=lambda r: (by_type[r.claim.type].index(r) > 0, draw(r)))
    return [*ordered, *rest][:size]


def as_record(ledger: Ledger, ruling: Ruling) -> dict[str, Any]:
    """A ruling as the flat record that ``kg claims`` prints: one subject, one object, the other slots as qualifiers."""
    claim, ontology = ruling.claim, ledger.ontology
    source = next(r.source for r in ledger.readings if r.source.slug == claim.source)
    kind = ontology.kinds.get(claim.type)
    subject = next((s for s in (kind.subjects if kind else ()) if s in claim.slots), "")
    target = next((s for s in (kind.objects if kind else ()) if s in claim.slots and s != subject), "")
    rest = {name: _shown(ontology, name, values) for name, values in claim.slots.items() if name not in (subject, target)}
    return {
        "id": ruling.iri, "document": source.file, "spans": [[s.start, s.end] for e in ruling.evidence for s in e.spans if not e.slot],
        "quote": " … ".join(q.words for q in claim.quotes), "type": claim.type,
        "subject": _shown(ontology, subject, claim.slots[subject]) if subject else {"iri": ruling.iri, "label": claim.type},
        "predicate": target, "object": _shown(ontology, target, claim.slots[target]) if target else None, "qualifiers": rest,
        "basis": claim.basis, "confidence": claim.confidence, "status": "accepted" if ruling.is_accepted else "rejected",
        "marking": list(source.markings), "reasons": list(ruling.reasons), "place": str(claim.place),
    }


def _shown(ontology: Ontology, slot: str, values: tuple[object, ...]) -> Any:
    """One value as it is; several as the first, with the others under ``also`` and all labels joined."""
    shown = [_one(ontology, slot, value) for value in values]
    return shown[0] if len(shown) == 1 else {**shown[0], "label": ", ".join(str(s["label"]) for s in shown), "also": shown[1:]}


def _one(ontology: Ontology, slot: str, value: object) -> dict[str, Any]:
    one = ontology.individuals.get(str(value)) if slot in ontology.slots and ontology.slots[slot].is_object else None
    return {"iri": one.iri, "label": one.label} if one else {"value": value, "label": show(ontology, slot, value)}
