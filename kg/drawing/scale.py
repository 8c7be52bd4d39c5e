"""A scale of time on which the years of which more is told are wider."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

_EMPTY = 0.45
"""The width of a year of which nothing is told, where one with a single period has 1."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Each year with its left and right edge in pixels, in order and without gaps."""

    years: tuple[tuple[int, float, float], ...]

    def at(self, day: datetime.date) -> float:
        """Where a day begins."""
        year, left, right = self.years[day.year - self.years[0][0]]
        length = (datetime.date(year + 1, 1, 1) - datetime.date(year, 1, 1)).days
        return left + (right - left) * (day - datetime.date(year, 1, 1)).days / length

    def after(self, day: datetime.date) -> float:
        """Where a day ends."""
        return self.at(day + datetime.timedelta(days=1)) if (day.month, day.day) != (12, 31) else self.years[day.year - self.years[0][0]][2]


def scale_of(periods: Sequence[tuple[datetime.date, datetime.date]], left: float, right: float) -> Scale:
    """The scale from the first year to the last, between two edges; each year as wide as the root of the number of periods that begin in it."""
    starts = [start.year for start, _ in periods] or [datetime.date.min.year]
    span = range(min(starts), max([end.year for _, end in periods] or starts) + 1)
    weights = [max(_EMPTY, math.sqrt(starts.count(year))) for year in span]
    unit, edge, years = (right - left) / sum(weights), left, []
    for year, weight in zip(span, weights, strict=True):
        years.append((year, edge, edge + weight * unit))
        edge += weight * unit
    return Scale(tuple(years))
