"""How a document is laid out, told from the statistics of its lines, and its lines grouped into units.

Three layouts: "spaced" (a blank line behind each short line of a column; what stands without blank lines are notes),
"wrapped" (paragraphs broken into lines of about one width) and "flat" (one line, one paragraph).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

BULLET = re.compile(r"\s*(?:[-*•●▪■◦]|\d{1,2}\.)\s+(?=\S)")
# "(1)", "1)" and "a)" head items too; they are kept, for they name what they head
LETTERED = re.compile(r"\s*(?:\([a-z0-9]{1,3}\)|[a-z]\)|\d{1,2}\))\s+(?=\S)")
_PAGE_NUMBER = re.compile(r"\s*\d{1,3}\s*")
_TRAILING_MARK = re.compile(
    r"(?:\s*(?:\$?<sup>[^<]*</sup>[^$\s]{0,9}\$?|\$\^?[^$]{1,12}\$|[⁰¹²³⁴-⁹]+)|(?<=[.!?;:,)”’\"])\s?\d{1,3})+\s*$"
)
_INSIDE = re.compile(
    r"(?:^|\s)(?:a|an|the|of|to|in|on|at|by|for|from|with|and|or|but|as|than|that|which|who|whose|via|into|onto|between|among"
    r"|through|over|under|towards?|against|during|about|is|are|was|were|be|been|has|have|had|will|would|can|could|may|might"
    r"|must|shall|should|not|their|its|his|her|this|these|those|such|other)$"
)
_CLOSED = re.compile(r"[.!?:;…][\"'”’»)\]*]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: ``raw[start:end]`` is its text; ``blanks`` counts the blank lines before it."""

    start: int
    end: int
    text: str
    blanks: int

    @property
    def words(self) -> str:
        """The text without white space around it."""
        return self.text.strip()


def read_lines(raw: str) -> list[Line]:
    """Every line that is not blank, in order."""
    lines: list[Line] = []
    at = blanks = 0
    for text in raw.split("\n"):
        if text.strip():
            lines.append(Line(at, at + len(text), text, blanks))
            blanks = 0
        else:
            blanks += 1
        at += len(text) + 1
    return lines


def find_page_numbers(lines: Sequence[Line]) -> frozenset[int]:
    """Where the lines start that hold a page's number: numbers alone on a line, rising, no two of them together."""
    found: list[tuple[int, int]] = []
    bare = [_PAGE_NUMBER.fullmatch(line.text) is not None for line in lines]
    for at, line in enumerate(lines):
        if not bare[at] or any(bare[max(0, at - 1) : at]) or any(bare[at + 1 : at + 2]):
            continue
        if not found or int(line.words) > found[-1][1]:
            found.append((line.start, int(line.words)))
    return frozenset(start for start, _ in found)


def is_open(text: str) -> bool:
    """Whether the text stops without an end: no full stop, colon or the like before any footnote mark at its end."""
    return _CLOSED.search(_TRAILING_MARK.sub("", text.rstrip()[-200:]).rstrip()) is None


def ends_inside(text: str) -> bool:
    """Whether the last word is one that no sentence ends with: an article, a preposition, an auxiliary."""
    return _INSIDE.search(text.rstrip()[-40:]) is not None


def starts_lower(text: str) -> bool:
    """Whether the first letter or digit of the text is a small letter (and not the letter of a list, ``a)``)."""
    bare = re.sub(r"<[^<>]*>|[*“\"'(‘]", "", text[:80]).lstrip()
    return bare[:1].islower() and not re.match(r"[a-z]\)", bare)


def find_layout(lines: list[Line]) -> str:
    """Which of "spaced", "wrapped" and "flat" the lines show."""
    if _is_spaced(lines):
        return "spaced"
    return "wrapped" if _is_wrapped(lines) else "flat"


def column_width(lines: Sequence[Line]) -> int:
    """The width of a column: nine in ten of the lines that stand alone are no longer."""
    sizes = sorted(len(line.words) for line in _alone(lines))
    return sizes[int(len(sizes) * 0.9)] if sizes else 0


def _alone(lines: Sequence[Line]) -> Iterator[Line]:
    for line, behind in zip_longest(lines, lines[1:]):
        if line.blanks and (behind is None or behind.blanks):
            yield line


def _is_spaced(lines: list[Line]) -> bool:
    short = [line for line in _alone(lines) if len(line.words) <= 70]
    lower = sum(1 for line in short if line.words[0].islower())
    return len(short) >= 20 and len(short) >= 0.5 * len(lines) and lower >= 0.4 * len(short)


def _is_wrapped(lines: list[Line]) -> bool:
    inner = [line for line, behind in pairwise(lines) if not behind.blanks and "\t" not in line.text]
    if len(inner) < 10 or len(inner) < 0.3 * len(lines):
        return False
    sizes = sorted(len(line.words) for line in inner)
    middle = sizes[len(sizes) // 2]
    near = sum(1 for size in sizes if 0.75 * middle <= size <= 1.25 * middle)
    return 40 <= middle <= 130 and near >= 0.7 * len(sizes)
