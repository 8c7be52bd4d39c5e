"""The lines of a document gathered into blocks: what stands together and what it is, before any cleaning."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.text.layout import Line, find_layout, is_open, read_lines, starts_lower
from kg.text.marks import Mark, advance, find_label, find_mark_numbers
from kg.text.offsets import OffsetText
from kg.text.units import gather_units

_STAR_NOTE = re.compile(r"\s*\*(?=\w)[^*]*(?:\w\*[^*]*)*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the file that reads as one.

    ``kind``: text, item, row, note, caption, heading or furniture. ``label``: a note's, as printed ("" if it lost it).
    ``alone``: blank lines stand before and behind it. ``broken``: furniture was dropped just before it."""

    kind: str
    text: OffsetText
    label: str = ""
    alone: bool = True
    broken: bool = False
    level: int = 0
    headings: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    cells: tuple[tuple[int, int], ...] = ()
    factual: bool = True


def read_blocks(raw: str) -> tuple[list[Block], str]:
    """The blocks of a document in order, and its layout; page numbers and running heads are left out."""
    lines = read_lines(raw)
    layout = find_layout(lines)
    blocks = _without_furniture([_make_block(raw, kind, unit) for kind, unit in gather_units(lines, layout)])
    marks = None if layout == "spaced" else find_mark_numbers(raw)
    return _adopt_lost_notes(_label_notes(_check_numbering(blocks), marks)), layout


def _make_block(raw: str, kind: str, unit: list[Line]) -> Block:
    text = OffsetText.of(raw, unit[0].start, unit[-1].end)
    alone = unit[0].blanks > 0 or unit[0].start == 0
    return Block(kind, text, alone=alone)


def _check_numbering(blocks: list[Block]) -> list[Block]:
    """Items, except those that begin with a number which no other item goes on from or leads to ("12. May")."""
    numbers = [(at, int(match[1])) for at, block in enumerate(blocks) if (match := _numbered(block))]
    alone = {
        at
        for index, (at, number) in enumerate(numbers)
        if number != 1
        and all(other != number - 1 for _, other in numbers[:index][-1:])
        and all(other != number + 1 for _, other in numbers[index + 1 : index + 2])
    }
    return [replace(block, kind="text") if at in alone else block for at, block in enumerate(blocks)]


def _numbered(block: Block) -> re.Match[str] | None:
    return re.match(r"\s*(\d{1,2})[.)]\s", block.text.text) if block.kind == "item" else None


def _label_notes(blocks: list[Block], marks: frozenset[int] | None) -> list[Block]:
    """The blocks that begin with a note's label become notes, their label cut off and kept.

    ``marks``: the numbers that some mark may bear; a bare number that none bears is no label. None: all may."""
    last = 0
    result: list[Block] = []
    for block in blocks:
        if block.kind in ("text", "note"):
            label = find_label(block.text.text, last)
            if label and (marks is None or not label.bare or int(label.printed) in marks):
                last = advance(last, label)
                block = replace(block, kind="note", text=block.text.slice(label.size), label=label.printed)
            elif _STAR_NOTE.match(block.text.text):
                block = replace(block, kind="note", text=block.text.sub(r"^\s*\*", ""), label="*")
        result.append(block)
    return result


def _adopt_lost_notes(blocks: list[Block]) -> list[Block]:
    """Short text between two notes is a note that lost its label, or the rest of the note before it."""
    result: list[Block] = []
    for at, block in enumerate(blocks):
        before = result[-1] if result else None
        behind = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.kind == "text" and before and before.kind == "note":
            if block.text.text.startswith("<sup>") or (behind and _is_note_rest(block, behind)):
                result[-1] = replace(before, text=before.text.join(block.text, "\n", broken=block.broken))
                continue
            if behind and behind.kind == "note" and len(block.text) <= 80:
                block = replace(block, kind="note")
        result.append(block)
    return result


def _is_note_rest(block: Block, behind: Block) -> bool:
    return behind.kind == "note" and len(block.text) <= 80 and starts_lower(block.text.text)


def _without_furniture(blocks: list[Block]) -> list[Block]:
    """Without page numbers and running heads; the block behind one is told that something lay before it."""
    heads = _running_heads(blocks)
    result: list[Block] = []
    broken = False
    for block in blocks:
        if block.kind == "furniture" or block.text.text.strip() in heads:
            broken = True
        else:
            result.append(replace(block, broken=True) if broken else block)
            broken = False
    return result


def _running_heads(blocks: list[Block]) -> frozenset[str]:
    """Short lines that come three times or more and twice or more next to a page number."""
    near: dict[str, int] = {}
    times: dict[str, int] = {}
    for at, block in enumerate(blocks):
        words = block.text.text.strip()
        if block.kind == "text" and len(words) <= 80 and is_open(words):
            times[words] = times.get(words, 0) + 1
            around = blocks[max(0, at - 1) : at] + blocks[at + 1 : at + 2]
            near[words] = near.get(words, 0) + any(other.kind == "furniture" for other in around)
    return frozenset(words for words, count in times.items() if count >= 3 and near[words] >= 2)
