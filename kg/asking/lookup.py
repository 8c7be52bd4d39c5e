"""Facts that no stored question asks for: those whose words and things fit a question best."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.asking.hearing import Heard
from kg.asking.index import FactText, Index
from kg.asking.words import Speech, Word, every_key

_CANDIDATES = 60
_NEAR = 0.85
"""Facts that fit at least this well as the best are shown with it."""
_MOST = 12
_FEW = 25
"""A thing that fewer facts name is named by few."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """The facts that fit, best first, and how well the best fits: the share of the question's weight that its words cover (0 to 1).

    ``is_singular``: whether the question names something that few facts name, so that there is little to take it for.
    """

    facts: tuple[FactText, ...]
    fit: float
    is_singular: bool


Nearest = Sequence[tuple[FactText, float]]
"""The facts whose words come nearest to a question, with their BM25."""


def nearest_facts(index: Index, heard: Heard) -> Nearest:
    """The facts that are looked at."""
    return index.facts(heard.searched, _CANDIDATES)


def shares(found: Nearest) -> dict[str, float]:
    """The share that each class has in the facts that were found, the nearer the more (squares of BM25)."""
    whole = sum(score ** 2 for _, score in found)
    told: dict[str, float] = defaultdict(float)
    for fact, score in found:
        told[fact.kind] += score ** 2 / whole
    return dict(told)


def look_up(index: Index, speech: Speech, heard: Heard, found: Nearest) -> Lookup:
    """Those of the facts found that name what the question names and have most of its words; none where it asks for what is not."""
    if heard.negated:
        return Lookup((), 0.0, is_singular=False)
    named = [index.facts_naming(part for thing in m.things for part in index.parts(thing.iri)) for m in heard.mentions if m.is_entity and not m.is_general]
    candidates = [fact for fact, _ in found if all(fact.fact in some for some in named)]
    weights = {w.text: _weight(index, w) for w in heard.content}
    texts = index.texts([c.fact for c in candidates])
    scored = [(_fit(speech, texts[c.fact], heard.content, weights), c) for c in candidates]
    best = max((fit for fit, _ in scored), default=0.0)
    chosen = [c for fit, c in sorted(scored, key=lambda s: -s[0]) if fit >= _NEAR * best][:_MOST]
    return Lookup(tuple(chosen), best, any(len(some) < _FEW for some in named))


def _weight(index: Index, word: Word) -> float:
    return math.log(1 + 1 / (index.frequency(word.text) + 0.0005))


def _fit(speech: Speech, text: str, content: Sequence[Word], weights: dict[str, float]) -> float:
    keys = every_key(speech.words(text))
    total = sum(weights[w.text] for w in content)
    return sum(weights[w.text] for w in content if w.keys & keys) / total if total else 0.0
