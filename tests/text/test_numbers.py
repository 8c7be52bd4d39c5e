"""Numbers as the documents write them."""

from decimal import Decimal

import pytest

from kg.text.numbers import numbers, written


@pytest.mark.parametrize(("text", "found"), [
    ("between EUR 3 000 and EUR 4 000", {3000, 4000}),
    ("EUR 3 000 -3 500", {3000, 3500}),
    ("12,216 and 27 429 and 7.436", {12216, 27429, 7436}),
    ("€4000 to €6000", {4000, 6000}),
    ("a 90.71% increase", {Decimal("90.71")}),
    ("worth EUR 36 million", {36, 36_000_000}),
    ("141 Pakistanis, 79 Afghanis, 30 Iraqis", {141, 79, 30}),
    ("between 14 and 18", {14, 18}),
    ("in 2018, 300 people", {2018, 300}),
    ("Fifty officers from twelve states, twenty-one in all", {50, 12, 20, 1, 21}),
    ("groups of 2 – 3 persons", {2, 3}),
    ("COM(2018) 65 final", {2018, 65}),
    ("no number at all", set()),
])
def test_numbers_of_a_text(text: str, found: set[int | Decimal]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(("text", "not_found"), [("2 500", 500), ("2,500", 2), ("2 500", 2), ("2019", 19), ("1.500", Decimal("1.5"))])
def test_parts_of_a_number_are_no_numbers(text: str, not_found: int | Decimal) -> None:
    assert not_found not in numbers(text)


def test_digits_alone() -> None:
    assert written("the first of 3 and twenty") == {3}
