"""The facts that come nearest to a question: by the questions that they answer, and by their own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kg.asking.hearing import Heard
from kg.asking.index import FactText, Index
from kg.asking.words import telling

_ASKED, _TOLD = 80, 60
"""So many facts are looked at by the questions that they answer, and by their own words."""
_OWN_WORDS = 0.15
"""What a fact's own words count beside the question it answers."""
_OTHER_SIGN = 0.5
"""Factor where one asks for what is and the other for what is not."""
_LIKELY = 2_000
"""Of the questions that facts answer, those with most of the asked words are compared in full."""


@dataclass(frozen=True, slots=True)
class Near:
    """A fact with its ``score``; ``alike``: how alike the nearest question that it answers is (0 to 1); ``covered``: the share of the
    asked words' weight that this question has; ``told``: how near its own words come (1: nearest of all); ``same_sign``: whether both
    ask for what is, or both for what is not."""

    fact: FactText
    score: float
    alike: float
    covered: float
    told: float
    same_sign: bool


@dataclass(frozen=True, slots=True)
class Nearest:
    """Facts, best first, and the words that they were found by, each as its keys with its weight."""

    facts: tuple[Near, ...]
    words: tuple[tuple[frozenset[str], float], ...]


def nearest_facts(index: Index, heard: Heard) -> Nearest:
    """The facts whose score is highest."""
    words, having = _weighed(index, heard)
    asked = _by_question(index, heard, words, having)
    own = index.facts(heard.searched, _TOLD)
    most = max((score for _, score in own), default=1.0)
    told = {fact.id: score / most for fact, score in own}
    facts = {fact.id: fact for fact, _ in own} | index.numbered(asked)
    found = [Near(facts[number], alike + _OWN_WORDS * told.get(number, 0.0), alike, covered, told.get(number, 0.0), same_sign)
             for number, (alike, covered, same_sign) in {**dict.fromkeys(told, (0.0, 0.0, not heard.negated)), **asked}.items()]
    return Nearest(tuple(sorted(found, key=lambda n: (-n.score, n.fact.id))), words)


def _weighed(index: Index, heard: Heard) -> tuple[tuple[tuple[frozenset[str], float], ...], Mapping[str, Collection[int]]]:
    """The words that are no function words, each with its weight, and which questions of facts have each key."""
    words = [word.keys for word in heard.words if word.keys]
    having = index.asked(key for keys in words for key in keys)
    counts, size = {key: len(askings) for key, askings in having.items()}, index.size_asked
    return tuple((keys, telling(keys, counts, size)) for keys in words), having


def _by_question(index: Index, heard: Heard, words: Sequence[tuple[frozenset[str], float]], having: Mapping[str, Collection[int]]) -> dict[int, tuple[float, float, bool]]:
    """Number of a fact -> how alike its nearest question is (Dice's coefficient over the words' weights), the share of the asked words in it, and whether its sign is the same."""
    total = sum(weight for _, weight in words) or 1.0
    shared: dict[int, float] = defaultdict(float)
    for keys, weight in words:
        for asking in {asking for key in keys for asking in having.get(key, ())}:
            shared[asking] += weight
    likely = sorted(shared, key=lambda asking: -shared[asking])[:_LIKELY]
    best: dict[int, tuple[float, float, bool]] = {}
    for asking, (fact, weight, negated) in index.askings(likely).items():
        sign = 1.0 if negated == heard.negated else _OTHER_SIGN
        best[fact] = max(best.get(fact, (0.0, 0.0, False)), (sign * 2 * shared[asking] / (total + weight), sign * shared[asking] / total, negated == heard.negated))
    return dict(sorted(best.items(), key=lambda item: -item[1][0])[:_ASKED])


def shares(found: Nearest, most: int = 20) -> dict[str, float]:
    """The share that each class has in the nearest facts, the nearer the more (squares of the score)."""
    told: dict[str, float] = defaultdict(float)
    for near in found.facts[:most]:
        told[near.fact.kind] += near.score ** 2
    whole = sum(told.values()) or 1.0
    return {kind: share / whole for kind, share in told.items()}
