"""What the gate decides: a claim's words found in its source, and the reasons against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Claim, Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a source that a claim rests on: clean words, raw spans, and the slot they support where they carry one."""

    words: str
    passage: int
    spans: tuple[Span, ...]
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the gate decided on a claim. No reasons: accepted."""

    claim: Claim
    iri: str
    evidence: tuple[Evidence, ...]
    reasons: tuple[str, ...]

    @property
    def is_accepted(self) -> bool:
        """Whether nothing speaks against the claim."""
        return not self.reasons


def supporting_words(evidence: Iterable[Evidence], slot: str = "") -> str:
    """The words that may support a slot: the quotes, and what is carried for it. Parts are kept apart by a bar, which is in no name."""
    return " | ".join(e.words for e in evidence if not e.slot or e.slot == slot)
