"""Names -> individuals: every label, demonym and spelling of ``ontology/``, found in text by longest match on folded letters."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.vocab import Individual, Ontology

_LONE = str.maketrans({"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "’": "'", "‘": "'", "–": "-", "—": "-", "\u00a0": " "})
_CASED = 4
"""Names up to this many letters must match in case: Bar, Una, Tuzi, BiH, EU are words or parts of words otherwise."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An individual named in a text at ``[start, end)``, by ``name``; several share a name where they are homonyms."""

    start: int
    end: int
    name: str
    refs: tuple[str, ...]


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Letters without diacritics, dashes and quote marks made one, same length as the text."""
    plain = text.translate(_LONE)
    return plain if plain.isascii() else "".join(_plain(c) for c in plain)


def _plain(character: str) -> str:
    if character.isascii():
        return character
    base = "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))
    return base if len(base) == 1 else character


def names(text: str, name: str) -> bool:
    """Whether the text names ``name``: whole words, folded, a plural or possessive ending allowed, case minded in short names."""
    return _pattern(fold(name)).search(fold(text)) is not None


@lru_cache(maxsize=16384)
def _pattern(name: str) -> re.Pattern[str]:
    body = re.sub(r"\\? |\s+", r"\\s+", re.escape(name))
    flags = 0 if len(name) <= _CASED else re.IGNORECASE
    return re.compile(rf"(?<!\w){body}(?:'?s|s')?(?!\w)" if name[-1:].isalnum() else rf"(?<!\w){body}", flags)


class Lexicon:
    """The names of the individuals of some classes, ready to be looked for in text."""

    def __init__(self, ontology: Ontology, classes: Iterable[str] = ("Entity",)) -> None:
        import ahocorasick
        wanted = set(classes)
        self._refs: dict[str, list[str]] = defaultdict(list)
        self._exact: dict[str, set[str]] = defaultdict(set)
        for one in ontology.individuals.values():
            if one.classes & wanted:
                self._add(one)
        self._automaton = ahocorasick.Automaton()
        for key in self._refs:
            self._automaton.add_word(key, key)
        self._automaton.make_automaton()

    def _add(self, one: Individual) -> None:
        for name in one.names:
            key = fold(name).lower()
            if len(key) > 1 and one.ref not in self._refs[key]:
                self._refs[key].append(one.ref)
            self._exact[key].add(fold(name))

    def find(self, text: str) -> Iterator[Mention]:
        """Mentions in order, longest first at each place, none inside another."""
        folded = fold(text)
        hits = [(end - len(key) + 1, end + 1, key) for end, key in self._automaton.iter(folded.lower())] if self._refs else []
        taken = 0
        for start, end, key in sorted(hits, key=lambda h: (h[0], -h[1])):
            if start >= taken and self._stands_alone(folded, start, end, key):
                taken = end
                yield Mention(start, end, text[start:end], tuple(self._refs[key]))

    def _stands_alone(self, folded: str, start: int, end: int, key: str) -> bool:
        before, after = folded[start - 1:start], folded[end:end + 1]
        if before.isalnum() or (after.isalnum() and key[-1].isalnum()):
            return False
        written = folded[start:end]
        return (written in self._exact[key]) if len(key) <= _CASED else not written[0].islower() or written in self._exact[key]
