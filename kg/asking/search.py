"""Passages of the documents by their words (BM25 over folded letters and Porter stems)."""

from __future__ import annotations

from kg.asking.hearing import LONGEST, surfaces
from kg.asking.index import Found, Index
from kg.asking.words import Speech
from kg.errors import UsageError


def search(index: Index, text: str, limit: int) -> list[Found]:
    """The passages that have the words, nearest first. Function words count only where there are no others. Raises UsageError."""
    if len(text) > LONGEST:
        raise UsageError(f"A search has at most {LONGEST} characters.", remedy="Search for fewer words.")
    words = Speech.of_json(index.kept("speech")).words(text)
    if not words:
        raise UsageError("There is no word to search for.", remedy="Give a word: kg search hawala")
    return index.passages(surfaces([w for w in words if w.keys] or words), limit)
