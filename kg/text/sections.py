"""Which passages state facts, and which are contents tables, imprint and questionnaires."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.text.blocks import Block
from kg.text.layout import is_open

_INSTRUCTION = re.compile(
    r"(?:^|[.?•]\s+)(?:Please|List|Describe|Explain|Present|Provide|Indicate|Specify|State|Name|Give|Develop)\s+(?:and\s+)?[a-z]"
)
_QUESTION = re.compile(r"\?")
_TITLE = 6  # words: what is shorter is no sentence, whatever it ends with
_PROSE = 30  # words: a paragraph of so many is no imprint


def mark_factual(blocks: Sequence[Block], contents: frozenset[int]) -> list[Block]:
    """The blocks, those of contents tables, imprint and questionnaires marked as not factual."""
    outside = (
        set(contents) | _contents_headings(blocks, contents) | _imprint(blocks, contents) | _questionnaires(blocks)
    )
    return [replace(block, factual=False) if at in outside else block for at, block in enumerate(blocks)]


def _contents_headings(blocks: Sequence[Block], contents: frozenset[int]) -> set[int]:
    """The short line over a contents table."""
    starts = [at for at in contents if at - 1 not in contents]
    return {at - 1 for at in starts if at and len(blocks[at - 1].text.text.split()) <= 4}


def _imprint(blocks: Sequence[Block], contents: frozenset[int]) -> set[int]:
    """What is no prose before the first section of a document that has a contents table."""
    if not contents:
        return set()
    ends = [at for at, block in enumerate(blocks) if at and block.kind == "heading" and 0 < block.level <= 2]
    stop = min([*ends, *contents])
    return {at for at in range(stop) if _is_imprint(blocks[at])}


def _is_imprint(block: Block) -> bool:
    size = len(block.text.text.split())
    return block.kind in ("text", "heading") and (size < _TITLE or (size < _PROSE and is_open(block.text.text)))


def _questionnaires(blocks: Sequence[Block]) -> set[int]:
    """The sections of the outermost level in which every fourth sentence or more asks or instructs."""
    starts = [at for at, block in enumerate(blocks) if block.kind == "heading" and block.level == 1]
    found: set[int] = set()
    for start, stop in zip([0, *starts], [*starts, len(blocks)], strict=True):
        words = " ".join(block.text.text for block in blocks[start:stop])
        asked = len(_QUESTION.findall(words)) + len(_INSTRUCTION.findall(words))
        sentences = len(re.findall(r"[.?!](?:\s|$)", words))
        if asked >= 8 and asked >= 0.25 * sentences:
            found.update(range(start, stop))
    return found
