"""Sums of money and numbers of people, plain in -> out."""

from __future__ import annotations

import pytest

from kg.extract.amounts import AT_LEAST, AT_MOST, EXACT, NEAR, NEAR_RANGE, RANGE, AmountGrammar, find_counts
from kg.extract.mentions import amount_grammar
from kg.vocab import Ontology

CURRENCIES = {"EUR": "currency/EUR", "euro": "currency/EUR", "euros": "currency/EUR", "€": "currency/EUR", "$": "currency/USD"}
CUES = {"around": NEAR, "about": NEAR, "up to": AT_MOST, "no more than": AT_MOST, "at least": AT_LEAST, "over": AT_LEAST, "or more": AT_LEAST}

SUMS = [
    ("EUR 3 000 -3 500", 3000, 3500, RANGE),
    ("from €4000 to €6000", 4000, 6000, RANGE),
    ("between 3,000 and 5,000 euros", 3000, 5000, RANGE),
    ("between EUR 300 and EUR 500 per person", 300, 500, RANGE),
    ("from 100 to 150 euros per day", 100, 150, RANGE),
    ("1,500–2,000 euros", 1500, 2000, RANGE),
    ("around 3,000-4,000 euros", 3000, 4000, NEAR_RANGE),
    ("up to EUR 10 000.", None, 10000, AT_MOST),
    ("no more than 500 euros", None, 500, AT_MOST),
    ("at least $200", 200, None, AT_LEAST),
    ("500 euros or more", 500, None, AT_LEAST),
    ("around EUR 700", 700, 700, NEAR),
    ("2 000 euros", 2000, 2000, EXACT),
    ("EUR 1.500", 1500, 1500, EXACT),
    ("2000 Euros each", 2000, 2000, EXACT),
    ("12.50 euros", 12.5, 12.5, EXACT),
    ("In 2019 and 300 euros", 300, 300, EXACT),
    ("EUR 36 million", 36_000_000, 36_000_000, EXACT),
]


@pytest.fixture(scope="module")
def grammar() -> AmountGrammar:
    return AmountGrammar(CURRENCIES, CUES)


@pytest.mark.parametrize(("text", "low", "high", "form"), SUMS, ids=[s[0] for s in SUMS])
def test_a_sum_is_read(grammar: AmountGrammar, text: str, low: float | None, high: float | None, form: str) -> None:
    (found,) = grammar.find(text)
    assert (found.low, found.high, found.form) == (low, high, form)


@pytest.mark.parametrize("text", [
    "141 Pakistanis, 79 Afghanis, 30 Iraqis", "3-5,000 euros", "2 to 3 thousand euros", "between 5,000 and 3,000 euros", "European 50", "eurosceptics 20",
    "two thousand euros", "10 to 20 people", "in 2019", "69%", "", "€", "EUR",
])
def test_what_is_no_certain_sum_is_not_read(grammar: AmountGrammar, text: str) -> None:
    assert list(grammar.find(text)) == []


def test_two_sums_joined_by_and_stay_two(grammar: AmountGrammar) -> None:
    assert [a.low for a in grammar.find("EUR 300 and EUR 500")] == [300, 500]


def test_two_currencies_are_no_range(grammar: AmountGrammar) -> None:
    assert [a.currency for a in grammar.find("$300 to 500 euros")] == ["currency/USD", "currency/EUR"]


def test_a_scaled_sum_says_so(grammar: AmountGrammar) -> None:
    assert [a.is_scaled for a in grammar.find("EUR 36 million and EUR 36")] == [True, False]


def test_the_vocabularies_give_the_same_forms(ontology: Ontology) -> None:
    found = list(amount_grammar(ontology).find("up to EUR 900, around €50, more than 20 euros"))
    assert [a.form for a in found] == [AT_MOST, NEAR, AT_LEAST]


@pytest.mark.parametrize(("text", "low", "high"), [
    ("accommodating 4 people", 4, 4), ("if 15 to 18 people", 15, 18), ("a group of 30 or more individuals", 30, None),
    ("between 14 and 18 irregular migrants", 14, 18), ("at least 6 persons", 6, None), ("more than 80 irregular migrants", 80, None),
])
def test_numbers_of_people(text: str, low: int, high: int | None) -> None:
    assert [(c.low, c.high) for c in find_counts(text)] == [(low, high)]


@pytest.mark.parametrize("text", ["141 Pakistanis", "4 cars", "people", "20 to 10 people"])
def test_no_numbers_of_people(text: str) -> None:
    assert list(find_counts(text)) == []
