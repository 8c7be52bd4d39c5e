"""Periods, plain in -> out."""

from __future__ import annotations

import pytest

from kg.extract.periods import find_periods

READ = [
    ("July 2018 – June 2019", "2018-07-01", "2019-06-30"),
    ("Between July 2018 and June 2019, more", "2018-07-01", "2019-06-30"),
    ("during January–September 2019", "2019-01-01", "2019-09-30"),
    ("in March 2019", "2019-03-01", "2019-03-31"),
    ("in February 2020", "2020-02-01", "2020-02-29"),
    ("on 22 May 2019", "2019-05-22", "2019-05-22"),
    ("from 2019 to 2022", "2019-01-01", "2022-12-31"),
    ("in 2017-2018", "2017-01-01", "2018-12-31"),
    ("during 2022 and 2023", "2022-01-01", "2023-12-31"),
    ("In 2022, prices", "2022-01-01", "2022-12-31"),
    ("in the first half of 2019", "2019-01-01", "2019-06-30"),
    ("the first quarter of 2024", "2024-01-01", "2024-03-31"),
    ("In the first eight months of 2019", "2019-01-01", "2019-08-31"),
]


@pytest.mark.parametrize(("text", "first", "last"), READ, ids=[r[0] for r in READ])
def test_a_period_is_read(text: str, first: str, last: str) -> None:
    assert [(p.first.isoformat(), p.last.isoformat() if p.last else None) for p in find_periods(text)] == [(first, last)]


def test_an_open_period_has_no_end() -> None:
    assert [(p.first.isoformat(), p.last) for p in find_periods("known since 2017")] == [("2017-01-01", None)]


@pytest.mark.parametrize("text", ["smugglers may 2019 times", "31 February 2019", "in the third half of 2019", "from 2,019 to 2022", "in March", "2 000 people", "in 2019%", "", "from 2022 to 2019"])
def test_what_is_no_period_is_not_read(text: str) -> None:
    assert list(find_periods(text)) == []


def test_a_baseline_is_marked() -> None:
    assert [p.is_baseline for p in find_periods("In 2019, 47% more compared to the same period in 2018")] == [False, True]
