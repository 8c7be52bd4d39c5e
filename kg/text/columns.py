"""Spaced text: a blank line behind each short line of a column; what stands without blank lines are notes or headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from kg.text.layout import Line, column_width, is_open, starts_lower
from kg.text.marks import advance, find_label

Unit = tuple[str, list[Line]]  # its kind: text, item, row, note, caption, heading or furniture; its lines

_ROUND_BULLET = re.compile(r"\s*[•●▪■◦]\s+(?=\S)")


def read_column(lines: Sequence[Line], pages: frozenset[int]) -> Iterator[Unit]:
    """The units of spaced text in order; ``pages`` are the starts of the lines that hold a page's number."""
    column = _Column(column_width(lines))
    for line, behind in zip_longest(lines, lines[1:]):
        new = "furniture" if line.start in pages else column.begins(line, behind)
        if new and column.unit:
            yield column.kind, column.unit
        if new:
            column.kind, column.unit = new, [line]
        else:
            column.unit.append(line)
    if column.unit:
        yield column.kind, column.unit


class _Column:
    """What has been read of a column: the unit being gathered, its kind, and the number of the last note."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.kind = ""
        self.unit: list[Line] = []
        self.last = 0

    @property
    def in_text(self) -> bool:
        return self.kind in ("text", "item")

    def begins(self, line: Line, behind: Line | None) -> str:
        """The kind of unit that a line begins; "" if it goes on with the one being gathered."""
        label = find_label(line.text, self.last)
        if label and not (label.bare and self._is_inside(line)):
            self.last = advance(self.last, label)
            return "note"
        if self.kind == "note" and self._note_runs_on(line):
            return ""
        if _ROUND_BULLET.match(line.text):
            return "item"
        if self._is_heading(line, behind):
            return "" if self.kind == "heading" and not line.blanks else "heading"
        return "" if self._text_runs_on(line) else "text"

    def _is_inside(self, line: Line) -> bool:
        """Whether a line stands in the middle of a sentence of the column."""
        return self.in_text and line.blanks == 1 and not line.text[0].isspace() and is_open(self.unit[-1].text)

    def _note_runs_on(self, line: Line) -> bool:
        """A note goes on while its lines are full or open, up to a line of the column or of a new page."""
        if line.text[:1].isspace() or line.blanks > 1:
            return False
        goes_on = len(self.unit[-1].words) >= 1.6 * self.width or is_open(self.unit[-1].text)
        return goes_on and (not line.blanks or len(line.words) > 1.3 * self.width or line.words[0].isdigit())

    def _text_runs_on(self, line: Line) -> bool:
        if self.kind == "item" and line.blanks < 2 and not line.text[:1].isspace():
            return True
        return self.in_text and not self._paragraph_ends(line)

    def _paragraph_ends(self, line: Line) -> bool:
        """A sentence ends with the last line although the next word would have fitted on it."""
        last = self.unit[-1]
        if is_open(last.text) or starts_lower(line.text):
            return False
        return len(last.words) + 1 + len(line.words.split()[0]) <= self.width

    def _is_heading(self, line: Line, behind: Line | None) -> bool:
        words = line.words
        if not self._is_short(line) or not is_open(words) or words.endswith((",", "-")) or behind is None:
            return False
        if self.kind == "heading" and not line.blanks:
            return True
        if starts_lower(words) or not words[0].isalpha():
            return False
        if not behind.blanks:
            return find_label(behind.text, self.last) is not None or self._is_short(behind)
        after_text = self.in_text and line.blanks < 2
        if starts_lower(behind.words) or (after_text and is_open(self.unit[-1].text)):
            return False
        return not after_text or len(words) <= 0.5 * self.width

    def _is_short(self, line: Line) -> bool:
        return len(line.words) <= 0.75 * self.width
