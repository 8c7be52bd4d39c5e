"""A document read into passages: clean text in reading order, every character mapped to the original file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.text.blocks import Block, read_blocks
from kg.text.headings import find_contents, mark_headings, with_headings_above
from kg.text.inline import clean, find_starred_words
from kg.text.joins import join_halves
from kg.text.layout import BULLET
from kg.text.marks import Mark, cut_bare_marks, cut_set_marks, last_number
from kg.text.notes import fill_gaps, find_anchors, mend_labels
from kg.text.offsets import OffsetText
from kg.text.sections import mark_factual

_KINDS = {"text": "paragraph"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that reads as one unit.

    ``number``: its order in the document. ``kind``: heading, paragraph, item, row, note or caption. ``headings``: those
    above it, outermost first. ``note_marks``: position in ``text`` and label of the footnote marks cut from it.
    ``label``: a note's number. ``anchor``: for a note, the number of the passage with its mark and the position there;
    None if it cannot be told. ``factual``: False for contents tables, imprint and questionnaires. ``cells``: for a
    row, the bounds of its cells in ``text``; an empty cell has the same start and end.
    """

    number: int
    kind: str
    text: OffsetText
    headings: tuple[str, ...]
    note_marks: tuple[tuple[int, str], ...]
    label: str | None
    anchor: tuple[int, int] | None
    factual: bool
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The original text and the passages read from it."""

    raw: str
    passages: tuple[Passage, ...]


def read_document(raw: str) -> Document:
    """Read any text; nothing in it is an error. Layout is told from the text itself."""
    found, _ = read_blocks(raw)
    contents = find_contents(found)
    headed = mark_headings(found, contents)
    marked = [replace(block, factual=at not in contents) for at, block in enumerate(headed)]
    blocks = _cut_marks(join_halves(marked))
    starred = find_starred_words(raw)
    blocks = [_cleaned(block, starred) for block in blocks]
    blocks = with_headings_above([block for block in blocks if block.text.text])
    blocks = mark_factual(blocks, frozenset(at for at, block in enumerate(blocks) if not block.factual))
    return Document(raw, _passages(blocks))


def _cut_marks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without footnote marks, which they keep aside, and with the labels of the notes mended."""
    result: list[Block] = []
    for block in blocks:
        text, marks = (block.text, []) if block.kind == "note" else cut_set_marks(block.text)
        result.append(replace(block, text=text, marks=tuple(marks)))
    numbers = frozenset(int(mark.label) for block in result for mark in block.marks if mark.label.isdecimal())
    labels = iter(mend_labels([block.label for block in result if block.kind == "note"], numbers))
    result = [replace(block, label=next(labels) or "") if block.kind == "note" else block for block in result]
    notes = (
        fill_gaps(int(block.label) for block in result if block.kind == "note" and block.label.isdecimal()) - numbers
    )
    last = 0
    for at, block in enumerate(result):
        if block.kind != "note":
            text, marks = cut_bare_marks(block.text, list(block.marks), last, notes)
            result[at] = replace(block, text=text, marks=tuple(marks))
            last = last_number(marks, last)
    return result


def _cleaned(block: Block, starred: frozenset[str]) -> Block:
    if block.kind == "row":
        return _cleaned_row(block, starred)
    text = clean(block.text, starred)
    if block.kind == "heading":
        text = text.sub(r"^#{1,6}\s+", "").sub(r"^[•●▪■◆]\s+", "").sub(r"\s+#+$", "").strip()
    elif block.kind == "item":
        while match := BULLET.match(text.text):
            text = text.slice(match.end())
    return replace(block, text=text)


def _cleaned_row(block: Block, starred: frozenset[str]) -> Block:
    """A row's cells cleaned one by one and joined with a space."""
    whole = block.text.slice(0, 0)
    cells: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(r"[^\t]*(?:\t|$)", block.text.text):
        if match.start() == match.end() and match.start() and not block.text.text.endswith("\t"):
            continue
        cell = clean(block.text.slice(match.start(), match.end()), starred)
        start = len(whole) + 1 if len(whole) and len(cell) else len(whole)
        whole = whole.join(cell)
        cells.append((start, start + len(cell)))
    return replace(block, text=whole, cells=tuple(cells))


def _passages(blocks: Sequence[Block]) -> tuple[Passage, ...]:
    places: dict[str, list[tuple[int, int]]] = {}
    marks_of = [tuple(_position(block.text, mark) for mark in block.marks) for block in blocks]
    for number, marks in enumerate(marks_of):
        for position, label in marks:
            places.setdefault(label, []).append((number, position))
    anchors = find_anchors(((at, block.label) for at, block in enumerate(blocks) if block.kind == "note"), places)
    return tuple(
        Passage(
            number=number,
            kind=_KINDS.get(block.kind, block.kind),
            text=block.text,
            headings=block.headings,
            note_marks=marks,
            label=(block.label or None) if block.kind == "note" else None,
            anchor=anchors.get(number),
            factual=block.factual,
            cells=block.cells,
        )
        for number, (block, marks) in enumerate(zip(blocks, marks_of, strict=True))
    )


def _position(text: OffsetText, mark: Mark) -> tuple[int, str]:
    """Where in the clean text a mark was cut: behind the word before it."""
    at = text.position(mark.offset)
    return len(text.text[:at].rstrip()), mark.label
