"""Periods of time as reports write them, read as a first and a last day. A period without a year is not read."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11}
_NAMES = rf"(?-i:{'|'.join(m.title() for m in _MONTHS)})"
_M = rf"(?<!\d ){_NAMES}"
_Y = r"(?<![\d.,/])(?:19|20)\d\d(?![\d%])(?!,\d)"
_TO = r"\s*(?:[-–—]|to|until|and|through)\s*"
_BASELINE = re.compile(r"(?:compared (?:to|with)|up from|down from|than (?:in)?|as against|in comparison (?:to|with))(?:\s+(?:the|same|period|of|last|in|during|between|from))*\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A period at ``[start, end)``: first and last day; the last is None where it is open ("since 2018").

    ``is_baseline``: only held against ("compared to 2018"), so that nothing is said to hold in it.
    """

    start: int
    end: int
    first: date
    last: date | None
    is_baseline: bool = False


_Days = tuple[date, date | None]


def _month(name: str, year: str, day: str | None = None) -> tuple[date, date]:
    number = _MONTHS.index(name.lower()) + 1
    if day:
        exact = date(int(year), number, int(day))
        return exact, exact
    return date(int(year), number, 1), date(int(year), number, monthrange(int(year), number)[1])


def _months(m: re.Match[str]) -> _Days:
    return _month(m["m1"], m["y1"] or m["y2"])[0], _month(m["m2"], m["y2"])[1]


def _part(m: re.Match[str]) -> _Days:
    size = {"half": 6, "semester": 6, "quarter": 3}[m["unit"].lower()]
    last = _WORDS[m["nth"].lower()] * size
    if last > 12:
        raise ValueError(m[0])
    return date(int(m["y"]), last - size + 1, 1), date(int(m["y"]), last, monthrange(int(m["y"]), last)[1])


def _first_months(m: re.Match[str]) -> _Days:
    last = _WORDS.get(m["n"].lower()) or int(m["n"])
    return date(int(m["y"]), 1, 1), date(int(m["y"]), last, monthrange(int(m["y"]), last)[1])


def _years(m: re.Match[str]) -> _Days:
    return date(int(m["y1"]), 1, 1), date(int(m["y2"]), 12, 31)


def _since(m: re.Match[str]) -> _Days:
    return (_month(m["m"], m["y"])[0] if m["m"] else date(int(m["y"]), 1, 1)), None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Days]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read) for pattern, read in (
        (rf"(?:(?:between|from|during|in)\s+)?(?P<m1>{_M})(?:\s+(?P<y1>{_Y}))?{_TO}(?P<m2>{_M})\s+(?P<y2>{_Y})", _months),
        (rf"(?:in|during)?\s*(?:the )?first (?P<n>three|four|five|six|seven|eight|nine|ten|eleven|\d) months of (?P<y>{_Y})", _first_months),
        (rf"(?:in|during)?\s*(?:the )?(?P<nth>first|second|third|fourth) (?P<unit>half|semester|quarter) of (?P<y>{_Y})", _part),
        (rf"(?:on |of )?(?P<d>\d{{1,2}})\s(?P<m>{_NAMES})\s+(?P<y>{_Y})", lambda m: _month(m["m"], m["y"], m["d"])),
        (rf"since\s+(?:the beginning of\s+)?(?:(?P<m>{_M})\s+)?(?P<y>{_Y})", _since),
        (rf"(?:in |during |as of |at the end of )?(?P<m>{_M})\s+(?P<y>{_Y})", lambda m: _month(m["m"], m["y"])),
        (rf"(?:between|from)\s+(?P<y1>{_Y}){_TO}(?P<y2>{_Y})|(?:in|during)\s+(?P<y3>{_Y})\s*[-–—]\s*(?P<y4>{_Y})",
         lambda m: (date(int(m["y1"] or m["y3"]), 1, 1), date(int(m["y2"] or m["y4"]), 12, 31))),
        (rf"(?:in|during)\s+(?P<y1>{_Y})\s+and\s+(?P<y2>{_Y})", _years),
        (rf"(?:in|during|throughout)\s+(?P<y>{_Y})", lambda m: (date(int(m["y"]), 1, 1), date(int(m["y"]), 12, 31))),
    ))


def find_periods(text: str) -> Iterator[Period]:
    """The periods of a text in order, none inside another."""
    found: list[Period] = []
    for pattern, read in _FORMS:
        for match in pattern.finditer(text):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            if any(start < p.end and p.start < match.end() for p in found):
                continue
            try:
                first, last = read(match)
            except ValueError:
                continue
            if last is None or first <= last:
                found.append(Period(start, match.end(), first, last, _BASELINE.search(text[:start]) is not None))
    yield from sorted(found, key=lambda p: p.start)
