"""The numbers that stand in a text: digits in three thousands styles, decimals, millions, and number words.

Grammar only. ``27 429``, ``12,216`` and ``7.436`` are one number each; ``90.71`` is a decimal; ``EUR 36 million`` is 36000000.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

_UNITS = (
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
)
_TENS = dict(zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True))
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_DIGITS = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:[ \u00a0,.]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d)")
_WORDS = re.compile(r"[a-z]+", re.IGNORECASE)


def numbers(text: str) -> set[Decimal]:
    """Every number a reader finds in the text; a scale word after a number multiplies it (and the bare number stays too)."""
    return written(text) | _worded(text)


def written(text: str) -> set[Decimal]:
    """The numbers that stand in the text in digits."""
    found: set[Decimal] = set()
    for match in _DIGITS.finditer(text):
        value = _value(match[0])
        found.add(value)
        follows = _WORDS.match(text, match.end() + 1) if match.end() < len(text) else None
        if follows and follows[0].lower() in _SCALES:
            found.add(value * _SCALES[follows[0].lower()])
    return found


def _value(digits: str) -> Decimal:
    grouped = re.fullmatch(r"(\d{1,3}(?:[ \u00a0,.]\d{3})+)(\.\d+)?", digits)
    return Decimal(re.sub(r"[ \u00a0,.]", "", grouped[1]) + (grouped[2] or "")) if grouped else Decimal(digits)


def _worded(text: str) -> set[Decimal]:
    words = [w.lower() for w in _WORDS.findall(text)]
    found = {Decimal(_UNITS.index(w)) for w in words if w in _UNITS} | {Decimal(_TENS[w]) for w in words if w in _TENS}
    found |= {Decimal(_ORDINALS[w]) for w in words if w in _ORDINALS}
    for tens, unit in pairwise(words):
        if tens in _TENS and unit in _UNITS[1:10]:
            found.add(Decimal(_TENS[tens] + _UNITS.index(unit)))
    return found | ({Decimal(1_000_000)} if "one million" in " ".join(words) else set())
