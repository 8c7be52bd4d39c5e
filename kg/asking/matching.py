"""Which stored questions come nearest to a question in words, with their parameters filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.asking.catalogue import Catalogue, Form, Phrase, is_part
from kg.asking.filling import Filling, fill
from kg.asking.hearing import Heard
from kg.asking.names import Thing
from kg.asking.words import Speech, Word

_LIKE, _COVERED, _TOLD = 0.35, 0.36, 0.29
"""Shares of the score: how alike the nearest way to ask is, how much of the words the question as a whole knows, and how many of
the facts that have the words are facts that the question asks for."""
_BROAD = 5
"""A question over more classes than this asks for anything, so that the facts found say nothing for it."""
_HOMELESS, _FILLED = 0.08, 0.03
"""What a named thing takes from the score when no parameter takes it, and gives when one does."""
_OTHER_SIGN = 0.5
"""Factor where one asks for what is and the other for what is not."""


@dataclass(frozen=True, slots=True)
class Match:
    """A stored question with its score (0 to 1) and what that is made of, its filled parameters, the words of the question that it does
    not know, and all that carry it."""

    form: Form
    score: float
    alike: float
    covered: float
    backed: float
    filling: Filling
    unknown: tuple[Word, ...]
    content: tuple[Word, ...]
    same_sign: bool


def rank(heard: Heard, catalogue: Catalogue, speech: Speech, told: Mapping[str, float], is_common: Callable[[Thing], bool]) -> list[Match]:
    """All stored questions, nearest first. ``told``: the share that each class has in the facts that have the words."""
    asked = _Asked.of(heard, catalogue)
    matches = [_match(heard, asked, form, speech, told, is_common) for form in catalogue.forms]
    return sorted(matches, key=lambda m: (-m.score, m.form.name))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The words of a question, each with its weight; ``total``: the weight of all, ``plain``: of those that do not tell the part of a name."""

    words: tuple[tuple[frozenset[str], float], ...]
    total: float
    plain: float

    @classmethod
    def of(cls, heard: Heard, catalogue: Catalogue) -> _Asked:
        keys = [*(w.keys for w in heard.content), *(frozenset([key]) for key in heard.otherwise)]
        words = tuple((one, catalogue.weight(one)) for one in keys)
        return cls(words, sum(weight for _, weight in words) or 1.0, sum(weight for key, weight in words if not is_part(key)))

    def shared(self, keys: frozenset[str]) -> float:
        """The weight of the words that are among the keys."""
        return sum(weight for word, weight in self.words if not word.isdisjoint(keys))

    def alike(self, phrase: Phrase) -> float:
        """Twice the weight of the words that both have, over the weight of all (Dice's coefficient).

        Words such as *from* and *in* before a name count only where both have some: one may name things side by side, or none.
        """
        both = self.plain < self.total and phrase.plain < phrase.weight
        whole = self.total + phrase.weight if both else self.plain + phrase.plain
        return 2 * self.shared(phrase.keys) / whole if whole else 0.0


def _match(heard: Heard, asked: _Asked, form: Form, speech: Speech, told: Mapping[str, float], is_common: Callable[[Thing], bool]) -> Match:
    covered = asked.shared(form.bag) / asked.total
    alike = max(map(asked.alike, form.phrases), default=0.0)
    filling = fill(heard, form.parameters, speech, is_common)
    homeless = filling.left_entities
    backed = sum(told.get(kind, 0.0) for kind in form.classes) if len(form.classes) <= _BROAD else 0.0
    score = _LIKE * alike + _COVERED * covered + _TOLD * backed - _HOMELESS * homeless + _FILLED * min(1, heard.named - homeless)
    same_sign = heard.negated == form.negated
    unknown = tuple(w for w in heard.content if w.keys.isdisjoint(form.bag))
    return Match(form, max(0.0, score * (1.0 if same_sign else _OTHER_SIGN)), alike, covered, backed, filling, unknown, tuple(heard.content), same_sign)
