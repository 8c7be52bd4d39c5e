"""Which stored questions come nearest to a question in words, with their parameters filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.asking.catalogue import Catalogue, Form, Phrase
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
    """A stored question with its score (0 to 1), its filled parameters, the words of the question that it does not know, and all that carry it;
    ``alike``: how alike the nearest way to ask is (0 to 1)."""

    form: Form
    score: float
    filling: Filling
    unknown: tuple[Word, ...]
    content: tuple[Word, ...]
    same_sign: bool
    alike: float


def rank(heard: Heard, catalogue: Catalogue, speech: Speech, told: Mapping[str, float], is_common: Callable[[Thing], bool]) -> list[Match]:
    """All stored questions, nearest first. ``told``: the share that each class has in the facts that have the words."""
    matches = [_match(heard, form, catalogue, speech, told, is_common) for form in catalogue.forms]
    return sorted(matches, key=lambda m: (-m.score, m.form.name))


def _match(heard: Heard, form: Form, catalogue: Catalogue, speech: Speech, told: Mapping[str, float], is_common: Callable[[Thing], bool]) -> Match:
    asked = [*(w.keys for w in heard.content), *(frozenset([key]) for key in heard.otherwise)]
    total = sum(map(catalogue.weight, asked)) or 1.0
    bag = form.bag
    covered = sum(catalogue.weight(keys) for keys in asked if keys & bag) / total
    alike = max((_alike(asked, phrase, catalogue, total) for phrase in form.phrases), default=0.0)
    filling = fill(heard, form.parameters, speech, is_common)
    named = sum(m.is_entity and not m.is_general and not m.things[0].is_source for m in heard.mentions)
    homeless = filling.left_entities
    backed = sum(told.get(kind, 0.0) for kind in form.classes) if len(form.classes) <= _BROAD else 0.0
    score = _LIKE * alike + _COVERED * covered + _TOLD * backed - _HOMELESS * homeless + _FILLED * min(1, named - homeless)
    same_sign = heard.negated == form.negated
    unknown = tuple(w for w in heard.content if not w.keys & bag)
    return Match(form, max(0.0, score * (1.0 if same_sign else _OTHER_SIGN)), filling, unknown, tuple(heard.content), same_sign, alike)


def _alike(asked: Sequence[frozenset[str]], phrase: Phrase, catalogue: Catalogue, total: float) -> float:
    """Twice the weight of the words that both have, over the weight of all (Dice's coefficient).

    Where names are put side by side without a word between them, it does not count that the way to ask says *from* and *to*.
    """
    if not any(_is_part(keys) for keys in asked):
        phrase = tuple(word for word in phrase if not _is_part(word))
    every = frozenset(key for word in phrase for key in word)
    shared = sum(catalogue.weight(keys) for keys in asked if keys & every)
    whole = sum(catalogue.weight(word) for word in phrase)
    return 2 * shared / (total + whole) if whole else 0.0


def _is_part(keys: frozenset[str]) -> bool:
    return any(key.startswith("@") for key in keys)
