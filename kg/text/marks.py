"""Footnote marks in running text and labels at the head of a footnote, in all the spellings that scanners give them.

A mark set as such (``<sup>4</sup>``, ``$^{45}$``, ``³``) is believed. A bare number is a mark only if it continues the
sequence of the marks before it, if what stands before it makes it one, and if there is a note for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.text.offsets import OffsetText

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
BEFORE, AFTER = 1, 8  # how far a mark may lie from the last one

_SET = re.compile(
    r"\$<sup>\^\{\\</sup>rm (?P<rm>\d{1,3})\}\$"
    r"|\$<sup>\^\{?(?P<tex>[^}<$]{1,4})\}?</sup>\$"
    r"|\$\^\{?(?:\\rm )?(?P<math>[^}<${]{1,4})\}?\$"
    r"|\$\{\\rm (?P<word>\w{1,40})\}\^\{(?P<power>\d{1,3})\}\$"
    r"|<sup>&(?:</sup>)?lt;sup>(?P<twice>[^<]{1,4})</sup>"
    r"|<sup>(?P<sup>\s?(?:\d{1,3}[●•]?|[\\*•●\"]{1,4}\d?)\s?)</sup>"
    r"|(?<![0-9 ][kcm]m)(?<![0-9 ]m)(?P<uni>[⁰¹²³⁴-⁹]{1,3}\d{0,2}(?!\d))"
)
_LABEL = re.compile(
    r"\s*(?:"
    + _SET.pattern
    + r"|<sup>&(?:</sup>)?(?P<quot>quot;)|(?P<star>(?:\\\*)+)|<sup>(?P<lead>\d{1,3}) (?=[^<]*</sup>)"
    r"|(?P<bare>\d{1,3}) (?=[A-Z“\"(\[]))\s*"
)
_BARE = re.compile(
    r"(?P<glued>(?<=[^\W\d_])\d{1,3}(?![\w%]|[.,:]\d|-\w))"
    r"|(?P<ended>(?<=[.!?;,)”])\d{1,3}(?=\s|$))"
    r"|(?P<spaced>(?<=[.!?;”] )\d{1,3}(?=\s+[A-Z“]|\s*$))"
    r"|(?P<last>(?<=[a-z] )\d{1,3}\s*$)"
)

_WHOLE_NUMBER = re.compile(r"(?:\b(?:1[89]|20)\d\d|\d[ ,]\d{3})\.$")  # a year or thousands, with a full stop
_ABBREVIATION = re.compile(
    r"\b(?:[Nn]os?|[Aa]rts?|pp?|paras?|pars?|vol|[Ff]ig|cf|ca|approx|incl|vs|e\.g|i\.e|[Ss]ec|[Cc]h|St|Dr|Mr|Ms)\. ?$"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark: where it stood in the file, and its label."""

    offset: int
    label: str


@dataclass(frozen=True, slots=True)
class Label:
    """A note's label as printed, how many characters of the text it takes, and whether it is nothing but a number."""

    printed: str
    size: int
    bare: bool


def find_label(text: str, last: int) -> Label | None:
    """The label at the head of a note; ``last`` is the number of the note before it, 0 if there is none.

    A bare number must go on from ``last``; otherwise it is the first word of a sentence."""
    match = _LABEL.match(text)
    if match is None:
        return None
    bare = match["bare"] or match["lead"]
    if bare and not last < int(bare) <= last + AFTER:
        return None
    if match["word"]:
        return None
    return Label(_printed(match), match.end(), match["bare"] is not None)


def find_mark_numbers(raw: str) -> frozenset[int]:
    """The numbers of everything in a document that may be a footnote mark."""
    found = {int(label) for match in _SET.finditer(raw) if (label := _printed(match)).isdecimal()}
    return frozenset(found | {int(match[0]) for match in _BARE.finditer(raw)})


def advance(last: int, label: Label) -> int:
    """The number to go on from after a note's label: the label, or one more where it leaps and so is misread."""
    number = int(label.printed) if label.printed.isdecimal() else 0
    if number <= last:
        return last
    leap = 3 if label.bare else AFTER
    return number if number <= last + leap or not (last or label.bare) else last + 1


def cut_set_marks(text: OffsetText) -> tuple[OffsetText, list[Mark]]:
    """The text without the marks that are set as marks, and those marks."""
    marks: list[Mark] = []
    cuts: list[tuple[int, int]] = []
    for match in _SET.finditer(text.text):
        marks.append(Mark(text.offsets[match.start("power") if match["word"] else match.start()], _printed(match)))
        if match["word"]:
            cuts += [(match.start(), match.start("word")), (match.end("word"), match.end())]
        else:
            cuts.append(match.span())
    return text.cut(cuts), marks


def cut_bare_marks(
    text: OffsetText, set_marks: list[Mark], last: int, notes: frozenset[int]
) -> tuple[OffsetText, list[Mark]]:
    """The text without the bare numbers that are marks, and all marks of the text in order.

    ``last``: the number of the last mark before this text; ``notes``: the numbers for which there is a note."""
    marks: list[Mark] = []
    cuts: list[tuple[int, int]] = []
    waiting = list(set_marks)
    for match in _BARE.finditer(text.text):
        offset = text.offsets[match.start()]
        while waiting and waiting[0].offset < offset:
            marks.append(waiting.pop(0))
            last = last_number(marks, last)
        number = int(match[0])
        if number in notes and _goes_on(match, number, last):
            cuts.append(match.span())
            marks.append(Mark(offset, str(number)))
            last = number
    return text.cut(cuts), marks + waiting


def last_number(marks: list[Mark], last: int) -> int:
    """The number of the last of the marks that has one and does not leap; ``last`` if there is none."""
    for mark in reversed(marks):
        if mark.label.isdecimal():
            return int(mark.label)
    return last


def _goes_on(match: re.Match[str], number: int, last: int) -> bool:
    if not last - BEFORE <= number <= last + AFTER or number == last:
        return False
    if _ABBREVIATION.search(match.string[max(0, match.start() - 12) : match.start()]):
        return False
    before, behind = match.string[: match.start()], match.string[match.end() :].lstrip()
    if match["ended"] and before.endswith(".") and behind[:1].islower():
        return False  # a mark behind a full stop ends a sentence
    if match["ended"] and not re.search(r"\d[.,]$", before):
        return True
    if match["ended"] and (not _WHOLE_NUMBER.search(before) or (behind and not behind[0].isupper())):
        return False  # "2018.3 There" is a mark, "12,216" and "7.3 Million" are not
    return last < number <= last + 3


def _printed(match: re.Match[str]) -> str:
    found = next(value for name, value in match.groupdict().items() if value is not None and name != "word")
    return '"' if found == "quot;" else found.translate(SUPERSCRIPTS).replace("\\", "").strip()
