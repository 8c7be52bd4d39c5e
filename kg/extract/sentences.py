"""Sentences and clauses of a passage, and quotes cut from it that stand in the document once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Quote
from kg.text import Document, Passage, find_quote

_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]*[A-Z0-9Ā-žЀ-Я])")
_SHORT = re.compile(r"(?:^|[\s(])(?:[A-Z]|e\.g|i\.e|etc|incl|approx|ca|cf|vs|art|arts|par|para|no|nos|pp?|vol|ed|eds|st|mr|mrs|ms|dr|prof|gen|col|fig|maced)\.$", re.IGNORECASE)
_TAIL = re.compile(r"\([^()]{3,80}\)[.;]?\s*$")
_CLAUSE = re.compile(r";\s+|,?\s+(?=(?:while|whereas|whilst)\s)|,\s+(?=(?:but|although|though)\s)|\s+(?=\(but\s)")
_FURTHEST = 12
_FEWEST = 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part ``[start, end)`` of a passage's clean text."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.passage.text.text[self.start:self.end]

    @property
    def head(self) -> str:
        """The words of the passage before it."""
        return self.passage.text.text[:self.start]


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Bounds of the sentences of a text; a tail in brackets of its own belongs to the sentence before it."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _SHORT.search(text[max(0, match.start() - 12):match.start() + 1]):
            continue
        bounds.append((start, match.end()))
        start = match.end()
    bounds.append((start, len(text)))
    glued: list[tuple[int, int]] = []
    for left, right in bounds:
        if glued and _TAIL.fullmatch(text[left:right]):
            glued[-1] = (glued[-1][0], right)
        elif text[left:right].strip():
            glued.append((left, right))
    return [_trimmed(text, left, right) for left, right in glued]


def _trimmed(text: str, left: int, right: int) -> tuple[int, int]:
    piece = text[left:right]
    return left + len(piece) - len(piece.lstrip()), left + len(piece.rstrip())


def sentences(passage: Passage) -> Iterator[Stretch]:
    """The sentences of a passage in order."""
    for left, right in split_sentences(passage.text.text):
        yield Stretch(passage, left, right)


def clause_of(sentence: Stretch, at: int) -> Stretch:
    """The clause of a sentence around a position of the passage: parts joined by a semicolon, "while", "whereas", "but"."""
    left, right = sentence.start, sentence.end
    for match in _CLAUSE.finditer(sentence.text):
        if sentence.start + match.end() <= at:
            left = sentence.start + match.end()
        elif sentence.start + match.start() >= at:
            right = sentence.start + match.start()
            break
    return Stretch(sentence.passage, left, right)


def without_stop(stretch: Stretch) -> Stretch:
    """The stretch without the punctuation that closes it."""
    words = stretch.text.rstrip().rstrip(".;:,").rstrip()
    return Stretch(stretch.passage, stretch.start, stretch.start + len(words))


def quote_of(document: Document, stretch: Stretch) -> Quote | None:
    """The stretch as a quote that stands once in the document, if need be told apart by the words before it; None if there is none."""
    words = stretch.text.strip()
    if not words or not find_quote(document, words):
        return None
    if len(find_quote(document, words)) == 1:
        return Quote(words)
    before = stretch.head.split()
    for size in range(1, min(_FURTHEST, len(before)) + 1):
        prefix = " ".join(before[-size:])
        if len(find_quote(document, words, prefix)) == 1:
            return Quote(words, prefix)
    return None


def widened(document: Document, sentence: Stretch, start: int, end: int) -> Quote | None:
    """The fewest words around ``[start, end)`` inside a sentence that stand once in the document; first to the right, then to the left."""
    text = sentence.passage.text.text
    rights = [end, *(end + m.start() for m in re.finditer(r"(?<=\S)(?=\s)|$", text[end:sentence.end]) if m.start() > 3)][:_FURTHEST]
    lefts = [start, *reversed([sentence.start + m.start() for m in re.finditer(r"(?<!\S)\S", text[sentence.start:start])])][:_FURTHEST]
    for left, right in [(start, r) for r in rights] + [(left, rights[-1]) for left in lefts]:
        quote = Stretch(sentence.passage, left, right)
        if len(quote.text.split()) >= _FEWEST and len(find_quote(document, quote.text)) == 1:
            return Quote(quote.text)
    return quote_of(document, sentence)
