"""The lines of a document gathered into units: the lines of one heading, paragraph, item, table row or note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from kg.text.layout import BULLET, Line, column_width, find_page_numbers, is_open, starts_lower
from kg.text.marks import advance, find_label

_CAPTION = re.compile(r"\s*(?:Image|Figure|Fig\.|Table|Map|Photo|Chart|Graph|Box)s?\s+\d+(?:\s+and\s+\d+)?\s*[.:–-]")
_SHORT_LINE = 45  # characters: lines of an address or of a name set in capitals, one under the other
_ROUND_BULLET = re.compile(r"\s*[•●▪■◦]\s+(?=\S)")

Unit = tuple[str, list[Line]]  # its kind: text, item, row, note, caption, heading or furniture; its lines


def gather_units(lines: Sequence[Line], layout: str) -> Iterator[Unit]:
    """The units of a document in order, by its layout; a page's number is a unit of the kind furniture."""
    pages = find_page_numbers(lines)
    return _column_units(lines, pages) if layout == "spaced" else _paragraph_units(lines, pages, layout)


def _paragraph_units(lines: Sequence[Line], pages: frozenset[int], layout: str) -> Iterator[Unit]:
    """Units of flat and wrapped text: a new one at a blank line, a bullet, a table row, or where nothing runs on."""
    unit: list[Line] = []
    kind = ""
    for line in lines:
        new = "furniture" if line.start in pages else _kind_of(line.text)
        if unit and new == "text" and not line.blanks and kind in ("text", "item") and _runs_on(unit[-1], line, layout):
            unit.append(line)
            continue
        if unit:
            yield kind, unit
        unit, kind = [line], new
    if unit:
        yield kind, unit


def _runs_on(line: Line, behind: Line, layout: str) -> bool:
    if layout == "wrapped" or re.match(r"[ \t]{2,}\S", behind.text):
        return True
    if not is_open(line.text):
        return False
    return starts_lower(behind.text) or max(len(line.words), len(behind.words)) <= _SHORT_LINE


def _kind_of(text: str) -> str:
    if "\t" in text.strip("\n\r "):
        return "row"
    if re.match(r"\s{0,3}#{1,6}\s", text):
        return "heading"
    if _CAPTION.match(text):
        return "caption"
    return "item" if BULLET.match(text) else "text"


def _column_units(lines: Sequence[Line], pages: frozenset[int]) -> Iterator[Unit]:
    """Units of spaced text. Lines with blank lines around them are the column; runs without are notes or headings."""
    width = column_width(lines)
    unit: list[Line] = []
    kind, last = "", 0
    for line, behind in zip_longest(lines, lines[1:]):
        if line.start in pages:
            new = "furniture"
        else:
            new, last = _column_kind(line, behind, unit, kind, width, last)
        if new:
            if unit:
                yield kind, unit
            unit, kind = [line], new
        else:
            unit.append(line)
    if unit:
        yield kind, unit


def _column_kind(
    line: Line, behind: Line | None, unit: list[Line], kind: str, width: int, last: int
) -> tuple[str, int]:
    """What a line of a column begins ("" if it goes on with the unit before it), and the last note's number."""
    label = find_label(line.text, last)
    inside = kind in ("text", "item") and line.blanks == 1 and line.words == line.text.rstrip() and is_open(unit[-1].text)
    if label and not (label.bare and inside):
        return "note", advance(last, label)
    if kind == "note" and _note_runs_on(unit[-1], line, width):
        return "", last
    if _ROUND_BULLET.match(line.text):
        return "item", last
    if _is_column_heading(line, behind, unit, kind, width, last):
        return "" if kind == "heading" and not line.blanks else "heading", last
    if kind == "item" and line.blanks < 2 and not line.text[:1].isspace():
        return "", last
    if kind in ("text", "item") and not _paragraph_ends(unit[-1], line, width):
        return "", last
    return "text", last


def _note_runs_on(line: Line, behind: Line, width: int) -> bool:
    """A note goes on while its lines are full or open, unless the next line is one of the column or of a new page."""
    if behind.text[:1].isspace() or behind.blanks > 1:
        return False
    full = len(line.words) >= 1.6 * width
    if behind.blanks:
        return (full or is_open(line.text)) and (len(behind.words) > 1.3 * width or behind.words[0].isdigit())
    return full or is_open(line.text)


def _paragraph_ends(line: Line, behind: Line, width: int) -> bool:
    """A sentence ends with the line although the next word would have fitted on it."""
    if is_open(line.text) or starts_lower(behind.text):
        return False
    return len(line.words) + 1 + len(behind.words.split()[0]) <= width


def _is_column_heading(
    line: Line, behind: Line | None, unit: list[Line], kind: str, width: int, last: int
) -> bool:
    words = line.words
    if len(words) > 0.75 * width or not is_open(words) or words.endswith((",", "-")) or behind is None:
        return False
    if kind == "heading" and not line.blanks:
        return True
    if starts_lower(words) or not words[0].isalpha():
        return False
    if not behind.blanks:
        return find_label(behind.text, last) is not None or len(behind.words) <= 0.75 * width
    after_text = kind in ("text", "item") and line.blanks < 2
    if after_text and is_open(unit[-1].text) or starts_lower(behind.words):
        return False
    return not after_text or len(words) <= 0.5 * width
