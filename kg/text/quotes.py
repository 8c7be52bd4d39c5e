"""Quotes found again in a document, word for word after one stated normalisation. Nothing here is fuzzy but a hint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Span
from kg.text.passages import Document, Passage

_STRAIGHT = str.maketrans("“”„‟«»‘’‚‛", '""""""\'\'\'\'')
_NEGATING = re.compile(r"(?:\b|^)(?:non|anti|ex|un|counter|pseudo|semi)-$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Match:
    """A quote's place: passage number, half-open positions in its clean text, half-open spans of the original."""

    passage: int
    start: int
    end: int
    spans: tuple[Span, ...]


def fold_quote(text: str) -> str:
    """White space runs to one space, typographic quotation marks to straight ones, no white space at the ends.

    Nothing else: case, digits, dashes, punctuation and words stay."""
    return _fold(" ".join(text.split()))


def find_quote(document: Document, words: str, prefix: str = "") -> list[Match]:
    """Every place where the words stand inside one passage, whole words and whole numbers at both ends.

    ``prefix``: words that must stand immediately before them and are no part of the match; a footnote's number stands before its
    first word. Empty words stand nowhere.
    """
    wanted, before = fold_quote(words), fold_quote(prefix)
    found: list[Match] = []
    if not wanted:
        return found
    for passage in document.passages:
        text = _fold(passage.text.text)
        start = text.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            edges = {edge for cell in passage.cells for edge in cell}
            if (start in edges or _starts_whole(text, start)) and (end in edges or _ends_whole(text, end)) and _has_before(text, start, before, passage.label or ""):
                found.append(Match(passage.number, start, end, passage.text.raw_spans(start, end)))
            start = text.find(wanted, start + 1)
    return found


def nearest_passage(document: Document, words: str) -> tuple[Passage, float] | None:
    """The passage most like the words and how like it is (0 to 100), to suggest a repair; never to accept a quote."""
    from rapidfuzz import fuzz, process

    wanted = fold_quote(words)
    texts = {passage.number: _fold(passage.text.text) for passage in document.passages}
    best = process.extractOne(wanted, texts, scorer=fuzz.partial_ratio) if wanted else None
    return (document.passages[best[2]], float(best[1])) if best else None


@lru_cache(maxsize=16384)
def _fold(text: str) -> str:
    return text.translate(_STRAIGHT)


def _has_before(text: str, start: int, before: str, label: str) -> bool:
    if not before:
        return True
    head = f"{label} {text[:start]}".strip()
    return head.endswith(before) and _starts_whole(text, len(head) - len(before))


def _is_whole(text: str, start: int, end: int) -> bool:
    return _starts_whole(text, start) and _ends_whole(text, end)


def _starts_whole(text: str, start: int) -> bool:
    """Whether no word and no number ("2 500", "2,500", "2.5") is cut at the start."""
    head = text[max(0, start - 12) : start]
    if not head or not text[start].isalnum():
        return True
    if head[-1].isalnum() or _NEGATING.search(head):
        return False
    if not text[start].isdigit():
        return True
    if re.search(r"\d[.,]$", head):
        return False
    return not (re.search(r"(?<![\d.,])\d{1,3}(?: \d{3})* $", head) and re.match(r"\d{3}(?!\d)", text[start:]))


def _ends_whole(text: str, end: int) -> bool:
    """Whether no word and no number is cut at the end."""
    tail = text[end : end + 8]
    if not tail or not text[end - 1].isalnum():
        return True
    if tail[0].isalnum() or re.match(r"'t\b", tail):
        return False
    if not text[end - 1].isdigit():
        return True
    if re.match(r"[.,]\d", tail):
        return False
    return not (
        re.search(r"(?<![\d.,])\d{1,3}(?: \d{3})*$", text[max(0, end - 15) : end]) and re.match(r" \d{3}(?!\d)", tail)
    )
