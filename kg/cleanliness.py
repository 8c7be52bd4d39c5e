"""Are the entities clean: one node for one thing, and no node without a use?

Duplication and noise are measured as the smuggling graphs CORE-KG and LINK-KG measure them (arXiv 2506.21607, 2510.26486): candidate pairs by
RapidFuzz ``partial_ratio`` of at least 75 between labels of one type, then judged by a person; noise is the share of nodes that no evidenced
statement is about. The judgements are data, in ``ontology/judged-pairs.tsv``: two references, ``same`` or ``apart``, and the reason.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from kg import iri, resources
from kg.errors import OntologyError
from kg.lexicon import fold
from kg.model import Finding
from kg.vocab import Individual, Ontology

SCREEN = 75
_SIDES = ("actsForCountry", "withinCountry", "hasJurisdiction")


@dataclass(frozen=True, slots=True)
class Cleanliness:
    """Counts over the entities that facts name, and what is still to be judged."""

    entities: int
    screened: int
    duplicates: tuple[tuple[str, str], ...]
    unjudged: tuple[tuple[str, str], ...]
    noise: tuple[str, ...]

    def findings(self) -> Iterator[Finding]:
        """A line with the measures, and one for each thing to be done."""
        rates = f"{len(self.duplicates) / max(1, self.entities):.2%} duplicated, {len(self.noise) / max(1, self.entities + len(self.noise)):.2%} noise"
        yield Finding("entity-cleanliness", "info", f"{self.entities} entities, {self.screened} pairs over the screen, {rates}.", "ontology/entities")
        for first, second in self.duplicates:
            yield Finding("entity-duplicated", "error", f"{first} and {second} are one thing.", "ontology/entities", remedy="Make them one node.")
        for first, second in self.unjudged:
            yield Finding("entity-pair-unjudged", "warning", f"{first} and {second} have labels much alike.", "ontology/judged-pairs.tsv", remedy="Judge them same or apart.")
        for ref in self.noise:
            yield Finding("entity-without-fact", "warning", f"No fact is about {ref}.", "ontology/entities", remedy="Take it out, or claim what is said of it.")


def measure(ontology: Ontology, named: Iterable[str], judged: Path | None = None) -> Cleanliness:
    """Measure the entities, given the references that accepted claims name."""
    used = _with_links(ontology, set(named))
    entities = [one for one in ontology.individuals.values() if "Entity" in one.classes and not _is_reference(ontology, one)]
    in_use = [one for one in entities if one.ref in used]
    pairs = sorted(screen(ontology, in_use))
    verdicts = read_judgements(judged)
    duplicates = tuple(p for p in pairs if verdicts.get(p) == "same")
    unjudged = tuple(p for p in pairs if p not in verdicts)
    return Cleanliness(len(in_use), len(pairs), duplicates, unjudged, tuple(one.ref for one in entities if one.ref not in used))


def screen(ontology: Ontology, entities: Iterable[Individual]) -> Iterator[tuple[str, str]]:
    """Pairs of one type whose preferred labels are alike, but for bodies and places that lie on different sides of a border."""
    from rapidfuzz import fuzz
    by_kind: dict[str, list[Individual]] = defaultdict(list)
    for one in entities:
        by_kind[one.ref.split("/")[0]].append(one)
    for group in by_kind.values():
        folded = {one.ref: fold(one.label).lower() for one in group}
        for first, second in combinations(sorted(group, key=lambda one: one.ref), 2):
            if fuzz.partial_ratio(folded[first.ref], folded[second.ref]) >= SCREEN and not _stand_apart(ontology, first, second):
                yield first.ref, second.ref


def _stand_apart(ontology: Ontology, first: Individual, second: Individual) -> bool:
    """Whether both belong to a country, and not to the same."""
    sides = [{c for p in _SIDES for c in ontology.values(one.iri, iri.term(p))} for one in (first, second)]
    return bool(sides[0] and sides[1] and not sides[0] & sides[1])


def _is_reference(ontology: Ontology, one: Individual) -> bool:
    return any("true" in ontology.values(iri.term(c), iri.term("isReferenceData")) for c in one.classes)


def _with_links(ontology: Ontology, refs: set[str]) -> set[str]:
    """The references and what their descriptions link to: a provision's act, a body's parent."""
    found, queue = set(refs), set(refs)
    while queue:
        links = {_ref(t.object) for t in ontology.triples if _ref(t.subject) in queue} - {""}
        queue = links - found
        found |= queue
    return found


def _ref(node: object) -> str:
    value = getattr(node, "value", "")
    return value.removeprefix(iri.ID) if isinstance(value, str) and value.startswith(iri.ID) else ""


def read_judgements(path: Path | None = None) -> dict[tuple[str, str], str]:
    """The judged pairs: (reference, reference) in order -> same or apart."""
    path = path or resources.folder("ontology") / "judged-pairs.tsv"
    if not path.is_file():
        return {}
    verdicts: dict[tuple[str, str], str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t"), 2):
            if row.get("verdict") not in ("same", "apart") or not row.get("reason"):
                raise OntologyError("A judgement is same or apart, with a reason.", where=path, line=number)
            first, second = sorted((row["first"], row["second"]))
            verdicts[first, second] = row["verdict"]
    return verdicts
