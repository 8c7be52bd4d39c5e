"""Sums of money and numbers of people, as English writes them.

Grammar only: which words name a currency, and which turn of speech shows which approximation, is read from the ontology.
A sum whose value is not certain ("3-5,000 euros", "two thousand euros") is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

EXACT, NEAR, AT_MOST, AT_LEAST, RANGE, NEAR_RANGE = "{n}", "~{n}", "≤{n}", "≥{n}", "{n}–{m}", "~{n}–{m}"
"""Forms of a sum. Each concept of approximation names its form among its cues, beside the words that show it."""
_NUMBER = r"(?<![\d.,])(?:\d{1,3}(?:[ \u00a0,.]\d{3})+(?!\d)|\d+(?:\.\d{1,2})?(?![\d]))"
_JOIN = r"(?P<join>\s*[-–—]\s*|\s+to\s+|\s+and\s+)"
_SCALE = re.compile(r"\s?(thousand|million|billion)\b", re.IGNORECASE)
_LEAD = re.compile(r"\b(between|from)\s+$", re.IGNORECASE)
_PEOPLE = (r"(?:people|persons?|individuals|passengers|migrants|refugees|adults|men|women|children|minors|foreigners|nationals|citizens|"
           r"asylum seekers|smuggled (?:people|migrants|persons)|irregular migrants)")
_COUNT = re.compile(rf"(?P<least>more than |over |at least )?(?P<low>{_NUMBER})(?:{_JOIN}(?P<high>{_NUMBER}))?(?P<more> or more)?\s+{_PEOPLE}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum at ``[start, end)``: bounds in units of ``currency``; ``low`` is None for an upper limit, ``high`` for a lower one.

    ``form`` is one of the forms above; ``hedge`` holds the words that show it, as written.
    ``lead`` is "between" or "from" where a range opens with it. ``is_scaled``: given in thousands, millions or billions.
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    currency: str
    form: str
    hedge: str = ""
    lead: str = ""
    is_scaled: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people at ``[start, end)``; ``high`` is None where only a lower bound is given."""

    start: int
    end: int
    low: int
    high: int | None


class AmountGrammar:
    """Finds sums of money.

    ``currencies``: written name of a currency -> its reference. ``cues``: turn of speech ("up to") -> the form it makes.
    Both come from vocabularies.
    """

    def __init__(self, currencies: Mapping[str, str], cues: Mapping[str, str]) -> None:
        self._currencies = {name.casefold(): ref for name, ref in currencies.items()}
        money = "|".join(_name_pattern(name) for name in sorted(currencies, key=len, reverse=True)) or r"(?!)"
        first, second = (rf"(?:(?P<{a}>{money})\s?)?(?P<{n}>{_NUMBER})(?:\s?(?P<{b}>{money}))?" for a, n, b in ("anb", "cmd"))
        self._pattern = re.compile(rf"{first}(?:{_JOIN}{second})?")
        words = sorted(cues, key=len, reverse=True)
        self._cues = {cue.casefold(): form for cue, form in cues.items()}
        spoken = "|".join(map(re.escape, words)) or r"(?!)"
        self._before = re.compile(rf"(?<![\w-])(?P<cue>{spoken})(?:\s+(?:of|the sum of|a sum of))?\s+$", re.IGNORECASE)
        self._after = re.compile(rf"\s+(?P<cue>{spoken})(?![\w-])", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Amount]:
        """The sums of a text in order."""
        at = 0
        while match := self._pattern.search(text, at):
            at = match.end()
            first, second = match["a"] or match["b"], match["c"] or match["d"]
            lead = _LEAD.search(text[:match.start()])
            if match["m"] and (first or second) and _joins(match["join"], lead) and not (first and second and self._ref(first) != self._ref(second)):
                at = match.end()
                found = self._range(text, match, first or second, lead)
            else:
                # the first number may only be a neighbour of the sum: "In 2019 and 300 euros"
                at = match.end("n")
                found = self._single(text, match, first) if first else None
            if found:
                at = max(at, found.end)
                yield found

    def _range(self, text: str, match: re.Match[str], currency: str, lead: re.Match[str] | None) -> Amount | None:
        low, high = _value(match["n"]), _value(match["m"])
        if low >= high or _SCALE.match(text, match.end()) or _is_shortened(match, low, high):
            return None
        start = lead.start() if lead else match.start()
        near = self._cue_before(text[:start])
        is_near = near is not None and near[0] == NEAR
        return Amount(start, match.end(), low, high, self._ref(currency), NEAR_RANGE if is_near else RANGE,
                      near[1] if near and is_near else "", lead[1].lower() if lead else "")

    def _single(self, text: str, match: re.Match[str], currency: str) -> Amount:
        end = match.end("b") if match["b"] else match.end("n")
        value = _value(match["n"])
        scale = _SCALE.match(text, match.end("n"))
        if scale:
            value *= {"thousand": 1000, "million": 10**6, "billion": 10**9}[scale[1].lower()]
            end = max(end, scale.end())
        found = self._cue_before(text[:match.start()]) or self._cue_after(text, end)
        form, hedge = found or (EXACT, "")
        low, high = None if form == AT_MOST else value, None if form == AT_LEAST else value
        return Amount(match.start(), end, low, high, self._ref(currency), form, hedge, "", scale is not None)

    def _cue_before(self, head: str) -> tuple[str, str] | None:
        match = self._before.search(head[-40:])
        return (self._cues[match["cue"].casefold()], match["cue"]) if match else None

    def _cue_after(self, text: str, end: int) -> tuple[str, str] | None:
        match = self._after.match(text, end)
        # only a phrase can follow its number ("500 euros or more"); a single word belongs to what comes next
        return (self._cues[match["cue"].casefold()], match["cue"]) if match and match["cue"].lower().startswith(("or ", "at ")) else None

    def _ref(self, name: str) -> str:
        return self._currencies[name.casefold()]


def find_counts(text: str) -> Iterator[Count]:
    """The numbers of people of a text in order; "and" joins only after "between"."""
    for match in _COUNT.finditer(text):
        low, high = int(_value(match["low"])), match["high"]
        if high and match["join"].strip() == "and" and not _LEAD.search(text[:match.start()]):
            low, high = int(_value(high)), None
        top = int(_value(high)) if high else None
        if top is not None and top <= low:
            continue
        open_ended = bool(match["least"] or match["more"])
        yield Count(match.start(), match.end(), low, top if top is not None else None if open_ended else low)


def _name_pattern(name: str) -> str:
    body = re.escape(name)
    if not name[:1].isalpha():
        return body
    return rf"(?<![^\W\d_]){body if name.isupper() else f'(?i:{body})'}(?![^\W\d_])"


def _joins(join: str, lead: re.Match[str] | None) -> bool:
    """Whether two numbers are one range: "and" needs "between"."""
    return join.strip() != "and" or (lead is not None and lead[1].lower() == "between")


def _is_shortened(match: re.Match[str], low: Decimal, high: Decimal) -> bool:
    """Whether the lower bound is written short ("3-5,000"), so that its value is not certain."""
    return low < 100 <= high and low * 100 <= high and match["join"].strip() in "-–—" and len(match["n"]) <= 2


def _value(written: str) -> Decimal:
    grouped = re.fullmatch(r"\d{1,3}(?:[ \u00a0,.]\d{3})+", written)
    return Decimal(re.sub(r"[ \u00a0,.]", "", written)) if grouped else Decimal(written)
