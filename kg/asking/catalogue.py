"""The stored questions as a question in words is held against them: the words of each way to ask, and what can be filled in."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.asking.words import Speech, every_key, read_speech
from kg.lexicon import Lexicon
from kg.questions import Parameter, Question

_MOSTLY = 0.6
"""A question asks for what is not where more than this share of the ways to ask it do."""
_CLASS = re.compile(r"\bkg:([A-Z]\w+)")
Phrase = tuple[frozenset[str], ...]
"""The keys of each word of one way to ask."""


@dataclass(frozen=True, slots=True)
class Form:
    """One stored question as it is recognised."""

    name: str
    title: str
    phrases: tuple[Phrase, ...]
    context: frozenset[str]
    negated: bool
    parameters: tuple[Parameter, ...]
    classes: frozenset[str]

    @property
    def bag(self) -> frozenset[str]:
        """The keys of all its words."""
        return frozenset(key for phrase in self.phrases for word in phrase for key in word) | self.context


def forms_of(questions: Iterable[Question], lexicon: Lexicon) -> list[tuple[str, str, str]]:
    """Name, title and form (JSON) of each question, for the index."""
    speech = read_speech()
    return [_form_of(question, lexicon, speech) for question in questions]


def _form_of(question: Question, lexicon: Lexicon, known: Speech) -> tuple[str, str, str]:
    """Names of things in the ways to ask are left out: they stand for any."""
    phrases = [_phrase(known, lexicon, text) for text in (question.title, *question.asked)]
    context = every_key(known.words(" ".join([question.summary, question.name.replace("-", " "), *(f"{c} {says}" for c, says in question.columns)])))
    form = {"phrases": [[sorted(word) for word in phrase] for phrase in phrases], "context": sorted(context), "negated": sum(map(known.negates, question.asked)) > _MOSTLY * len(question.asked),
            "classes": sorted(set(_CLASS.findall(question.text))),
            "parameters": [{"name": p.name, "type": p.type, "default": p.default, "explanation": p.explanation, "examples": p.examples, "choices": p.choices} for p in question.parameters]}
    return question.name, question.title, json.dumps(form, ensure_ascii=False)


def _phrase(speech: Speech, lexicon: Lexicon, text: str) -> list[frozenset[str]]:
    named = [(m.start, m.end) for m in lexicon.find(text)]
    every = speech.words(text)
    words = [w.keys for w in every if w.keys and not any(start <= w.start < end for start, end in named)]
    before = [max((w for w in every if w.end <= start), key=lambda w: w.end, default=None) for start, _ in named]
    parts = [speech.part(word.text) for word in before if word]
    return [*words, *filter(None, parts), *(frozenset([key]) for key in speech.said_otherwise(text))]


@dataclass(frozen=True)
class Catalogue:
    """All forms, with how telling each key is."""

    forms: tuple[Form, ...]

    @cached_property
    def _spread(self) -> Counter[str]:
        return Counter(key for form in self.forms for key in frozenset(k for phrase in form.phrases for word in phrase for k in word))

    def weight(self, keys: Iterable[str]) -> float:
        """How telling a word is: the logarithm of the share of questions that do without it (inverse document frequency)."""
        spread = max((self._spread[key] for key in keys), default=0)
        return math.log(1 + len(self.forms) / (1 + spread))


def read_catalogue(rows: Sequence[tuple[str, str, str]]) -> Catalogue:
    """The forms as the index keeps them."""
    return Catalogue(tuple(_read(*row) for row in rows))


def _read(name: str, title: str, text: str) -> Form:
    data = json.loads(text)
    parameters = tuple(Parameter(p["name"], p["type"], p["default"], p["explanation"], tuple(p["examples"]), tuple(p["choices"])) for p in data["parameters"])
    return Form(name, title, tuple(tuple(frozenset(word) for word in phrase) for phrase in data["phrases"]), frozenset(data["context"]), bool(data["negated"]), parameters, frozenset(data["classes"]))
