"""The stored questions as a question in words is held against them: the words of each way to ask, and what can be filled in."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.asking.sureness import read_sureness
from kg.asking.words import Speech, every_key, read_speech, telling
from kg.lexicon import Lexicon
from kg.questions import Parameter, Question

_MOSTLY = 0.6
"""A question asks for what is not where more than this share of the ways to ask it do."""
_CLASS = re.compile(r"\bkg:([A-Z]\w+)")
_Words = list[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to ask: the keys of its words, their weight, and their weight without the words that stand before names."""

    keys: frozenset[str]
    weight: float
    plain: float


@dataclass(frozen=True, slots=True)
class Form:
    """One stored question as it is recognised; ``bag`` holds the keys of all its words, those that explain it too."""

    name: str
    title: str
    phrases: tuple[Phrase, ...]
    bag: frozenset[str]
    negated: bool
    parameters: tuple[Parameter, ...]
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the index keeps of the catalogue: (name, title, form as JSON) of each question, in how many questions each key stands, and the language."""

    forms: tuple[tuple[str, str, str], ...]
    spread: str
    speech: str
    sureness: str


def record(questions: Iterable[Question], lexicon: Lexicon) -> Recorded:
    """The catalogue as the index keeps it: all that can be worked out before a question comes."""
    speech, every = read_speech(), list(questions)
    phrases = {q.name: [_phrase(speech, lexicon, text) for text in (q.title, *q.asked)] for q in every}
    spread = Counter(key for words in phrases.values() for key in {k for phrase in words for word in phrase for k in word})
    catalogue = Catalogue((), spread, len(every))
    forms = tuple((q.name, q.title, json.dumps(_form(q, phrases[q.name], speech, catalogue), ensure_ascii=False)) for q in every)
    return Recorded(forms, json.dumps(spread, ensure_ascii=False), speech.as_json(), read_sureness())


def _form(question: Question, phrases: list[_Words], known: Speech, catalogue: Catalogue) -> dict[str, object]:
    context = known.words(" ".join([question.summary, question.name.replace("-", " "), *(f"{c} {says}" for c, says in question.columns)]))
    bag = every_key(context) | {key for phrase in phrases for word in phrase for key in word}
    return {"phrases": [_weighed(phrase, catalogue) for phrase in phrases], "bag": " ".join(sorted(bag)),
            "negated": sum(known.negates(known.words(text)) for text in question.asked) > _MOSTLY * len(question.asked), "classes": sorted(set(_CLASS.findall(question.text))),
            "parameters": [{"name": p.name, "type": p.type, "default": p.default, "explanation": p.explanation, "examples": p.examples, "choices": p.choices} for p in question.parameters]}


def _weighed(phrase: _Words, catalogue: Catalogue) -> tuple[str, float, float]:
    plain = sum(catalogue.weight(word) for word in phrase if not is_part(word))
    return " ".join(sorted({key for word in phrase for key in word})), round(sum(map(catalogue.weight, phrase)), 4), round(plain, 4)


def is_part(keys: frozenset[str]) -> bool:
    """Whether a word's key tells the part of a name, such as *from*."""
    return any(key.startswith("@") for key in keys)


def _phrase(speech: Speech, lexicon: Lexicon, text: str) -> _Words:
    """The keys of the words. Names of things in the ways to ask are left out: they stand for any."""
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
    spread: Mapping[str, int]
    size: int

    def weight(self, keys: Iterable[str]) -> float:
        """How telling a word is: the logarithm of the share of questions that do without it (inverse document frequency)."""
        return telling(keys, self.spread, self.size)


def read_catalogue(rows: Sequence[tuple[str, str, str]], spread: str) -> Catalogue:
    """The forms as the index keeps them."""
    return Catalogue(tuple(_read(*row) for row in rows), json.loads(spread), len(rows))


def _read(name: str, title: str, text: str) -> Form:
    data = json.loads(text)
    parameters = tuple(Parameter(p["name"], p["type"], p["default"], p["explanation"], tuple(p["examples"]), tuple(p["choices"])) for p in data["parameters"])
    phrases = tuple(Phrase(frozenset(keys.split()), weight, plain) for keys, weight, plain in data["phrases"])
    return Form(name, title, phrases, frozenset(data["bag"].split()), bool(data["negated"]), parameters, frozenset(data["classes"]))
