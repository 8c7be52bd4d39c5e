"""A question in words, taken apart: its words, the things it names, its numbers and dates, and whether it asks for what is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.asking.index import Index
from kg.asking.names import Mention, find_mentions
from kg.asking.words import Speech, Word
from kg.errors import UsageError

LONGEST = 1_000
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_BETWEEN = re.compile(r"\b(?:and|or|but)\b|[?;:,.]\s|\s[-–—]\s", re.IGNORECASE)
_PART = 2
"""So many telling words make a part of a question."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Heard:
    """A question taken apart. ``words`` holds every word; a mention names some of them."""

    text: str
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    otherwise: frozenset[str]
    negated: bool

    @property
    def content(self) -> list[Word]:
        """The words that carry the question: no function words, and none that name a thing of its own."""
        named = {at for m in self.mentions if m.is_entity for at in range(m.first, m.last)}
        return [w for at, w in enumerate(self.words) if w.keys and at not in named]

    @property
    def named(self) -> int:
        """How many things it names that it can be about."""
        return sum(mention.stands_alone for mention in self.mentions)

    @property
    def searched(self) -> list[str]:
        """Its words, but for function words, as full text search takes them."""
        return surfaces([w for w in self.words if w.keys])

    @property
    def years(self) -> list[Word]:
        """The years that it gives, but for those in the name of a document."""
        return [w for w in self.content if _YEAR.fullmatch(w.text)]

    @property
    def dates(self) -> list[str]:
        """Days, or the last days of years, that the question gives."""
        return [*_DATE.findall(self.text), *(f"{w.text}-12-31" for w in self.words if _YEAR.fullmatch(w.text))]

    @property
    def parts(self) -> list[tuple[Word, ...]]:
        """What is asked one after the other (*who pays, and how much?*): the words of each part, with the names that the others give. None where it is one question."""
        cuts = [(m.start(), m.end()) for m in _BETWEEN.finditer(self.text)]
        groups: list[list[int]] = [[]]
        for at, word in enumerate(self.words):
            if groups[-1] and any(self.words[groups[-1][-1]].end <= end and start <= word.start for start, end in cuts):
                groups.append([])
            if not any(start <= word.start < end for start, end in cuts):
                groups[-1].append(at)
        named = {at for m in self.mentions if m.is_entity and not m.is_general for at in range(m.first, m.last)}
        telling = [group for group in groups if sum(bool(self.words[at].keys) for at in group) >= _PART]
        return [tuple(self.words[at] for at in sorted({*group, *named})) for group in telling] if len(groups) > 1 else []

    def bounds(self, speech: Speech) -> list[str]:
        """Numbers that the question sets as a bound: *more than 20*, *10 percent*, *up to 500*."""
        flat = [w.text.replace(",", "") for w in self.words]
        return [n for at, n in enumerate(flat) if _NUMBER.fullmatch(n) and not _YEAR.fullmatch(n)
                and (any(" ".join(flat[max(0, at - 3):at]).endswith(cue) for cue in speech.bounds) or flat[at + 1:at + 2] in (["percent"], ["per"])
                     or self.text[self.words[at].end:].lstrip().startswith("%"))]

    def before(self, mention: Mention, speech: Speech) -> str:
        """The part that the words right before a mention give it, such as *from* or *to*; empty where they give none."""
        flat = [w.text for w in self.words[max(0, mention.first - 3):mention.first] if w.text not in ("the", "a", "an")]
        for part, cues in speech.before.items():
            if any(" ".join(flat).endswith(cue) for cue in cues):
                return part
        return ""


def hear(index: Index, speech: Speech, text: str) -> Heard:
    """Take a question apart. Raises UsageError where there is none, or where it is longer than a question is."""
    if len(text) > LONGEST:
        raise UsageError(f"A question has at most {LONGEST} characters.", remedy="Ask one thing at a time.")
    words = tuple(speech.words(text))
    if not any(word.keys for word in words):
        raise UsageError("There is no word in this question to go by.", remedy="Ask a whole question; kg questions lists what can be asked.")
    mentions = tuple(find_mentions(index, text, words))
    parts = [speech.part(words[m.first - 1].text) for m in mentions if m.is_entity and m.first and not m.things[0].is_source]
    return Heard(text, words, mentions, frozenset().union(speech.said_otherwise(text), *parts), speech.negates(words))


def surfaces(words: Sequence[Word]) -> list[str]:
    """The words as full text search takes them."""
    return list(dict.fromkeys(word.text for word in words))
