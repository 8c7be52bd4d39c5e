"""The lines of a document gathered into units: the lines of one heading, paragraph, item, table row or note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.text.columns import Unit, read_column
from kg.text.layout import BULLET, LETTERED, Line, ends_inside, find_page_numbers, is_open, starts_lower

_CAPTION = re.compile(r"\s*(?:Image|Figure|Fig\.|Table|Map|Photo|Chart|Graph|Box)s?\s+\d+(?:\s+and\s+\d+)?\s*[.:–-]")
_HALF_LINE = 50  # characters: a line so long may have been broken where it was full
_SHORT_LINE = 45  # characters: lines of an address or of a name set in capitals, one under the other


def gather_units(lines: Sequence[Line], layout: str) -> Iterator[Unit]:
    """The units of a document in order, by its layout; a page's number is a unit of the kind furniture."""
    pages = find_page_numbers(lines)
    return read_column(lines, pages) if layout == "spaced" else _paragraph_units(lines, pages, layout)


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
    if len(line.words) >= _HALF_LINE and (behind.words[0].isdigit() or ends_inside(line.text)):
        return True
    return starts_lower(behind.text) or max(len(line.words), len(behind.words)) <= _SHORT_LINE


def _kind_of(text: str) -> str:
    if "\t" in text.strip("\n\r "):
        return "row"
    if re.match(r"\s{0,3}#{1,6}\s", text):
        return "heading"
    if _CAPTION.match(text):
        return "caption"
    return "item" if BULLET.match(text) or LETTERED.match(text) else "text"
