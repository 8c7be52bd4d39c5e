"""The two halves of a sentence that a footnote block, a page's furniture or a page's end has cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.text.blocks import Block
from kg.text.layout import ends_inside, is_open, starts_lower

_BETWEEN = ("note", "caption")
_SHORTEST = 40  # characters: what is shorter may be a line of a list, not half a sentence
_MOST_BETWEEN = 100  # notes and captions of one page
_OPENER = re.compile(
    r"(?:The|An?|This|That|These|Those|In|On|At|By|For|From|To|With|Since|During|After|Before|When|While|Where|If|As|Although"
    r"|Though|Despite|However|Moreover|Furthermore|Additionally|Also|Another|Other|Some|Many|Most|All|Both|It|They|He|She|We"
    r"|There|Besides|Recently|Overall|Similarly|Consequently|Therefore|Thus|Nevertheless|According|Based|Between|Through"
    r"|Such|Once|Until)"
)


def join_halves(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, halves of one sentence joined where that is sure: the first half is open, the second goes on.

    What lies between (notes, captions) follows the joined block. A gap that nothing proves to be one stays a gap."""
    result: list[Block] = []
    for block in blocks:
        at = _first_half(result) if block.kind == "text" else None
        if at is not None and _goes_on(result[at], block, apart=at < len(result) - 1):
            half = result[at]
            broken = block.broken or any(_is_printed(between) for between in result[at + 1 :])
            joined = half.text.join(block.text, "\n", broken=broken)
            result[at] = replace(half, text=joined)
        else:
            result.append(block)
    return result


def _is_printed(block: Block) -> bool:
    return bool(block.text.text.strip())


def _first_half(blocks: Sequence[Block]) -> int | None:
    """The index of the last text or item, if only notes, captions and stray headings lie behind it."""
    stray = 0
    for at in range(len(blocks) - 1, max(-1, len(blocks) - 1 - _MOST_BETWEEN), -1):
        if blocks[at].kind in ("text", "item"):
            return at
        stray += blocks[at].kind == "heading"
        if blocks[at].kind not in (*_BETWEEN, "heading") or stray > 1:
            return None
    return None


def _goes_on(half: Block, block: Block, *, apart: bool) -> bool:
    words, more = half.text.text.rstrip(), block.text.text.lstrip()
    if (len(words) < _SHORTEST and not apart) or not is_open(words) or not half.factual:
        return False
    if starts_lower(more):
        return True
    return (apart or block.broken) and len(words) >= 100 and _large_goes_on(words, more)


def _large_goes_on(words: str, more: str) -> bool:
    """A second half that begins with a capital or a number: after a word that ends no sentence, or inside a name."""
    first = re.match(r"[\w'’]+", more)
    last = re.search(r"[\w'’]+$", words)
    if first is None or last is None:
        return False
    if ends_inside(words):
        return True
    return last[0][0].isupper() and first[0][0].isupper() and not _OPENER.fullmatch(first[0])
