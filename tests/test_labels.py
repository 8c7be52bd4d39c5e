"""A fact's label from the template of its class."""

import pytest

from kg.graph.labels import label


@pytest.mark.parametrize(("template", "values", "text"), [
    ("{a}: {b}", {"a": "x", "b": "y"}, "x: y"),
    ("[{a}: ]{b}", {"b": "y"}, "y"),
    ("{a|b}", {"b": "y"}, "y"),
    ("[{a} to ]{b}[ via {c}]", {"a": "x", "b": "y"}, "x to y"),
    ("{a..b} EUR", {"a": "300", "b": "500"}, "300–500 EUR"),
    ("{a..b} EUR", {"a": "700", "b": "700"}, "700 EUR"),
    ("{a..b} EUR", {"b": "10000"}, "10000 EUR"),
    ("n[ – {a..b|c}]", {"c": "almost nine in ten"}, "n – almost nine in ten"),
    ("[{p}: ][{m} – ]{d|m}", {"p": "Here", "m": "by boat"}, "Here: by boat"),
    ("[{p}: ][{m} – ]{d|m}", {"p": "Here", "m": "by boat", "d": "at night"}, "Here: by boat – at night"),
    ("{a}: {b}", {"a": "x"}, "x"),
])
def test_labels(template: str, values: dict[str, str], text: str) -> None:
    assert label(template, values) == text
