"""The facts that come nearest to a question: by the questions that they answer, and by their own words."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.asking.hearing import Heard, surfaces
from kg.asking.index import AskedBefore, Index, NumberedFact
from kg.asking.words import Speech, telling

_ASKED, _TOLD = 80, 60
"""So many facts are looked at by the questions that they answer, and by their own words."""
_OWN_WORDS = 0.15
"""What a fact's own words count beside the question it answers."""
_OTHER_SIGN = 0.5
"""Factor where one asks for what is and the other for what is not."""
_UNKNOWN, _UNKNOWN_SHARE = 0.5, 0.3
"""How open a question is where no question for facts shares a word with it, as in a graph that has none, and the share left open."""
_VOTES = 12
"""Among so many nearest questions it is seen how many are left open."""
_LIKELY, _LIKELY_OF_PART = 2_000, 400
"""Of the questions for facts, so many with most of the asked words, or of a part's words, are compared in full."""


@dataclass(frozen=True, slots=True)
class Near:
    """A fact with its ``score``; ``alike``: how alike the nearest question that it answers is (0 to 1); ``covered``: the share of the
    asked words' weight that this question has; ``told``: how near its own words come (1: nearest of all); ``same_sign``: whether both
    ask for what is, or both for what is not; ``together``: how many facts answer that question together."""

    fact: NumberedFact
    score: float
    alike: float
    covered: float
    told: float
    same_sign: bool
    together: int


@dataclass(frozen=True, slots=True)
class Nearest:
    """Facts, best first, and those of each part of the question; the words that they were found by, each as its keys with its weight; and how
    alike the nearest question is that facts seem to answer and do not, and the share of such among the nearest."""

    facts: tuple[Near, ...]
    parts: tuple[tuple[Near, ...], ...]
    words: tuple[tuple[frozenset[str], float], ...]
    left_open: float
    share_open: float


def nearest_facts(index: Index, speech: Speech, heard: Heard) -> Nearest:
    """The facts whose score is highest, for the question and for each of its parts."""
    keys = speech.matter(heard.words)
    having = index.asked(key for some in keys for key in some)
    with_word = {some: set().union(*(having.get(key, ()) for key in some)) for some in keys}
    weights = {some: telling(some, {key: len(askings) for key, askings in having.items()}, max(1, index.size_asked)) for some in keys}
    wholes = [heard.words, *heard.parts]
    likely = [_likely(speech.matter(words), with_word, weights, _LIKELY if words is heard.words else _LIKELY_OF_PART) for words in wholes]
    askings = index.askings({asking for shared in likely for asking in shared})
    found = [(_by_question(heard.negated, sum(weights[some] for some in speech.matter(words)), shared, askings), index.facts(surfaces([w for w in words if w.keys]), _TOLD))
             for words, shared in zip(wholes, likely, strict=True)]
    facts = {fact.id: fact for _, own in found for fact, _ in own} | index.numbered({fact for asked, _ in found for fact in asked.answered})
    whole, *parts = [_in_order(asked, own, facts, heard.negated) for asked, own in found]
    left_open, share_open = (found[0][0].left_open, found[0][0].share_open) if askings else (_UNKNOWN, _UNKNOWN_SHARE)
    return Nearest(whole, tuple(parts), tuple(weights.items()), left_open, share_open)


def _likely(keys: Iterable[frozenset[str]], with_word: Mapping[frozenset[str], Collection[int]], weights: Mapping[frozenset[str], float], most: int) -> dict[int, float]:
    """The questions with most of some words, each with the words' weight."""
    shared: dict[int, float] = defaultdict(float)
    for some in dict.fromkeys(keys):
        weight = weights[some]
        for asking in with_word[some]:
            shared[asking] += weight
    return dict(heapq.nlargest(most, shared.items(), key=lambda item: (item[1], -item[0])))


def _in_order(asked: _Found, own: Sequence[tuple[NumberedFact, float]], facts: Mapping[int, NumberedFact], negated: bool) -> tuple[Near, ...]:
    """Facts found by the questions that they answer and by their own words, best first."""
    most = max((score for _, score in own), default=1.0)
    told = {fact.id: score / most for fact, score in own}
    none = _Asked(0.0, 0.0, not negated, 0)
    found = []
    for number in {**told, **asked.answered}:
        one, own_words = asked.answered.get(number, none), told.get(number, 0.0)
        found.append(Near(facts[number], one.alike + _OWN_WORDS * own_words, one.alike, one.covered, own_words, one.same_sign, one.together))
    return tuple(sorted(found, key=lambda n: (-n.score, n.fact.id)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The nearest question that a fact answers: how alike it is (Dice's coefficient over the words' weights), the share of the asked words
    in it, whether its sign is the same, and how many facts answer it together."""

    alike: float
    covered: float
    same_sign: bool
    together: int


@dataclass(frozen=True, slots=True)
class _Found:
    """Number of a fact -> the nearest question that it answers; how alike the nearest question is that is left open; and the share of such
    among the nearest, the nearer the more."""

    answered: Mapping[int, _Asked]
    left_open: float
    share_open: float


def _by_question(negated: bool, total: float, shared: Mapping[int, float], askings: Mapping[int, AskedBefore]) -> _Found:
    """The facts whose questions come nearest to some words of that weight in total."""
    best: dict[int, _Asked] = {}
    every: list[tuple[float, bool]] = []
    for number, weight in shared.items():
        one = askings[number]
        sign = 1.0 if one.negated == negated else _OTHER_SIGN
        alike = sign * 2 * weight / (total + one.weight)
        every.append((alike, one.is_open))
        for fact in () if one.is_open else one.facts:
            if fact not in best or alike > best[fact].alike:
                best[fact] = _Asked(alike, sign * weight / (total or 1.0), one.negated == negated, len(one.facts))
    nearest = heapq.nlargest(_VOTES, every)
    share = sum(alike ** 2 for alike, is_open in nearest if is_open) / (sum(alike ** 2 for alike, _ in nearest) or 1.0)
    return _Found(dict(heapq.nlargest(_ASKED, best.items(), key=lambda item: (item[1].alike, -item[0]))), max((alike for alike, is_open in every if is_open), default=0.0), share)


def shares(found: Nearest, most: int = 20) -> dict[str, float]:
    """The share that each class has in the nearest facts, the nearer the more (squares of the score)."""
    told: dict[str, float] = defaultdict(float)
    for near in found.facts[:most]:
        told[near.fact.kind] += near.score ** 2
    whole = sum(told.values()) or 1.0
    return {kind: share / whole for kind, share in told.items()}
