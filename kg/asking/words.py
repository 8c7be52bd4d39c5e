"""Words of a question -> stems, with function words, ways to say the same and negations told apart by ``queries/words.yaml``."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import QuestionError
from kg.kept import parsed
from kg.lexicon import fold

_WORD = re.compile(r"[^\W_]+(?:[.,](?=\d)\d+)*(?:'(?=[^\W\d_])[^\W_]+)?")
_DENIED = 3
"""So many telling words after a *no* are what it denies."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text at ``[start, end)``: folded and in small letters, and the keys by which it is matched (none: a function word)."""

    start: int
    end: int
    text: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Speech:
    """What ``queries/words.yaml`` knows of the language."""

    function_words: frozenset[str]
    negations: frozenset[str]
    same: Mapping[str, frozenset[str]]
    phrases: Mapping[str, str]
    asks_for: Mapping[str, str]
    before: Mapping[str, tuple[str, ...]]
    by_demonym: frozenset[str]
    bounds: tuple[str, ...]
    prepositions: frozenset[str]
    _known: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def as_json(self) -> str:
        """All of it, for the index: the stems of a language take longer to make than a question to answer."""
        return json.dumps({name: _plain(getattr(self, name)) for name in (f.name for f in fields(self) if f.init)}, ensure_ascii=False)

    @classmethod
    def of_json(cls, text: str) -> Speech:
        """What ``as_json`` wrote."""
        data = json.loads(text)
        return cls(frozenset(data["function_words"]), frozenset(data["negations"]), {k: frozenset(v) for k, v in data["same"].items()}, data["phrases"], data["asks_for"],
                   {k: tuple(v) for k, v in data["before"].items()}, frozenset(data["by_demonym"]), tuple(data["bounds"]), frozenset(data["prepositions"]))

    def words(self, text: str) -> list[Word]:
        """The words of a text in order."""
        return [Word(start, end, word, self.keys(word)) for start, end, word in spelled(text)]

    def keys(self, word: str) -> frozenset[str]:
        """The stem of a word and the groups of words that mean the same; none for a function word."""
        if word not in self._known:
            root = stem(word)
            self._known[word] = frozenset() if word in self.function_words else self.same.get(root, frozenset()) | {root}
        return self._known[word]

    def said_otherwise(self, text: str) -> frozenset[str]:
        """Keys of phrases such as *how much*, which single words do not give away."""
        flat = " ".join(word for _, _, word in spelled(text))
        return frozenset(key for phrase, word in self.phrases.items() if re.search(rf"\b{phrase}\b", flat) for key in self.keys(word))

    def matter(self, words: Sequence[Word]) -> list[frozenset[str]]:
        """The keys of the words by which a question is told from others: all but function words, and the kinds of answer that it wants."""
        said = [word.text for word in words]
        kinds: dict[str, None] = {}
        for at, word in enumerate(said):
            kind = self.asks_for.get(" ".join(said[at:at + 2])) or self.asks_for.get(word)
            if kind:
                kinds[f"?{kind}"] = None
        return [*(word.keys for word in words if word.keys), *(frozenset([kind]) for kind in kinds)]

    def part(self, before: str) -> frozenset[str]:
        """The key of a name's part in a question, told by the word before the name; none where it tells nothing."""
        return frozenset([f"@{before}"]) if before in self.prepositions else frozenset()

    def negates(self, words: Iterable[Word]) -> bool:
        """Whether the words ask for what is not."""
        return any(map(self._is_no, words))

    def denied(self, words: Sequence[Word]) -> frozenset[str]:
        """The keys of the words that are negated: the first few telling words after each *no*."""
        after = [[word.keys for word in words[at + 1:] if word.keys][:_DENIED] for at, word in enumerate(words) if self._is_no(word)]
        return frozenset(key for some in after for keys in some for key in keys)

    def _is_no(self, word: Word) -> bool:
        return word.text in self.negations or word.text.endswith("n't")


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return sorted(value) if isinstance(value, frozenset) else value


def spelled(text: str) -> list[tuple[int, int, str]]:
    """Start, end and folded small letters of each word; a possessive ending is left out."""
    folded = fold(text).lower()
    return [(m.start(), m.end(), m[0].removesuffix("'s")) for m in _WORD.finditer(folded)]


def key_of(name: str) -> str:
    """A name as it is looked up: its words, folded, in small letters, joined by blanks."""
    return " ".join(word for _, _, word in spelled(name))


@cache
def _stemmer() -> Any:
    import snowballstemmer
    return snowballstemmer.stemmer("english")


@cache
def stem(word: str) -> str:
    """The English stem by Porter's second algorithm (snowballstem.org)."""
    return str(_stemmer().stemWord(word))


@cache
def read_speech(file: Path | None = None) -> Speech:
    """Read ``queries/words.yaml``. Raises QuestionError where it does not parse."""
    path = file or resources.folder("queries") / "words.yaml"
    try:
        data = parsed(path.read_text(encoding="utf-8"), path.name)
        same: dict[str, set[str]] = {}
        for number, group in enumerate(data["same"]):
            for word in str(group).split():
                same.setdefault(stem(fold(word).lower()), set()).add(f"={number}")
        return Speech(_set(data["function_words"]), _set(data["negations"]), {k: frozenset(v) for k, v in same.items()},
                      dict(data["phrases"]), {str(words): kind for kind, some in data["asks_for"].items() for words in some}, {k: tuple(map(str, v)) for k, v in data["before"].items()}, _set(data["by_demonym"]), tuple(data["bounds"]), _set(data["prepositions"]))
    except (OSError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise QuestionError(f"The words cannot be read: {' '.join(str(error).split())}.", where=path, remedy="Mend the YAML.") from error


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def every_key(words: Iterable[Word]) -> frozenset[str]:
    """All keys of some words."""
    return frozenset(key for word in words for key in word.keys)


def telling(keys: Iterable[str], counts: Mapping[str, int], size: int) -> float:
    """How telling a word is among ``size`` texts of which ``counts`` have each key: inverse document frequency, by its commonest key."""
    return math.log(1 + size / (1 + max((counts.get(key, 0) for key in keys), default=0)))
