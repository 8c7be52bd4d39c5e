"""Headings: which blocks are, how deep they lie, and which headings stand above every block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.text.blocks import Block
from kg.text.layout import is_open

_CONTENTS_ROW = re.compile(r"\s*(?P<title>\S.*?)\s*(?:\t|\.{4,}|(?:\s\.){4,})\s*(?P<page>\d{1,3})\s*")
_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+(?=[A-ZÀ-Þ])")
_ROUND = re.compile(r"[■●▪◆]\s+")
_DIVISION = re.compile(
    r"(Part|Title|Chapter|Annex|Section|Article)\s+(?:\d{1,3}[a-z]?|[IVXLC]+|[A-Z])\b", re.IGNORECASE
)
_DIVISIONS = {"Part": 1, "Title": 1, "Chapter": 1, "Annex": 1, "Section": 2, "Article": 3}
_PLAIN_LEVEL = 4


def find_contents(blocks: Sequence[Block]) -> frozenset[int]:
    """Indexes of the lines of a contents table: three or more in a row, each ending in a page number, rising."""
    found: set[int] = set()
    run: list[tuple[int, int]] = []
    for at, block in enumerate([*blocks, None]):
        match = _contents_row(block.text.text) if block else None
        if match and (not run or int(match["page"]) >= run[-1][1]):
            run.append((at, int(match["page"])))
            continue
        if len(run) >= 3:
            found.update(index for index, _ in run)
        run = [(at, int(match["page"]))] if match else []
    return frozenset(found)


def mark_headings(blocks: Sequence[Block], contents: frozenset[int]) -> list[Block]:
    """The blocks, those that are headings marked so with their level; 1 is the outermost."""
    titles = _contents_levels([blocks[at].text.text for at in sorted(contents)])
    hashed = any(re.match(r"\s*#{1,2}\s", block.text.text) for block in blocks if block.kind == "heading")
    result: list[Block] = []
    for at, block in enumerate(blocks):
        behind = blocks[at + 1] if at + 1 < len(blocks) else None
        level = 0 if at in contents else _level(block, behind, titles, hashed)
        result.append(replace(block, kind="heading", level=level) if level else block)
    return result


def with_headings_above(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, already clean, each told the headings above it, outermost first."""
    above: list[tuple[int, str]] = []
    result: list[Block] = []
    for block in blocks:
        if block.kind == "heading":
            above = [entry for entry in above if entry[0] < block.level and _may_stand_over(entry[1], block.text.text)]
        result.append(replace(block, headings=tuple(words for _, words in above)))
        if block.kind == "heading":
            above.append((block.level, block.text.text))
    return result


def _contents_row(text: str) -> re.Match[str] | None:
    words = text.strip()
    return _CONTENTS_ROW.fullmatch(words) if words[-1:].isdigit() and len(words) <= 500 and "\n" not in words else None


def _may_stand_over(upper: str, lower: str) -> bool:
    """Whether two numbered headings agree: "1." does not stand over "2.2.", whose own upper heading is lost."""
    outer, inner = _NUMBER.match(upper), _NUMBER.match(lower)
    if outer is None or inner is None or "." not in inner["number"]:
        return True
    return inner["number"].startswith(outer["number"] + ".")


def _level(block: Block, behind: Block | None, titles: dict[str, int], hashed: bool) -> int:
    """The level of a heading, 0 for what is none."""
    words = block.text.text.strip()
    if block.kind == "heading":
        hashes = re.match(r"#{1,6}", words)
        return len(hashes[0]) if hashes else 2
    if block.kind not in ("text", "item") or "\n\n" in words or not block.alone:
        return _PLAIN_LEVEL if block.kind == "text" and _is_plain(block, behind) else 0
    listed = titles.get(_key(words))
    if listed:
        return listed
    number = _NUMBER.match(words)
    if number and len(words.split()) <= 40 and is_open(words) and (behind is None or behind.alone):
        return number["number"].count(".") + (2 if hashed else 1)
    division = _DIVISION.match(words)
    if division and len(words.split()) <= 15 and is_open(words):
        return _DIVISIONS[division[1].title()]
    if _ROUND.match(words) and len(words.split()) <= 15 and is_open(words):
        return 3
    if re.fullmatch(r"\*\*[^*]{1,120}\*\*", words):
        return _PLAIN_LEVEL
    return _PLAIN_LEVEL if block.kind == "text" and _is_plain(block, behind) else 0


def _is_plain(block: Block, behind: Block | None) -> bool:
    """A short open line that begins large and has prose, a list or a table under it."""
    words = block.text.text.strip()
    if behind is None or len(words) > 100 or len(words.split()) > 12 or not is_open(words) or words.endswith(","):
        return False
    if not words[:1].isupper() or behind.kind not in ("text", "item", "row"):
        return False
    return (
        behind.kind != "text" or len(behind.text) >= 100 or (len(behind.text) >= 50 and not is_open(behind.text.text))
    )


def _contents_levels(rows: Sequence[str]) -> dict[str, int]:
    """The level of every title of a contents table, by its key: by number, else by capitals where some have them."""
    titles = [match["title"] for match in map(_contents_row, rows) if match]
    capitals = any(title.isupper() for title in titles)
    levels: dict[str, int] = {}
    for title in titles:
        number = _NUMBER.match(title)
        depth = number["number"].count(".") + 1 if number else 1
        levels[_key(title)] = max(depth, 2) if capitals and not title.isupper() else depth
    return levels


def _key(words: str) -> str:
    return re.sub(r"\W+", "", re.sub(r"^[\s#*]*", "", words)).casefold()
