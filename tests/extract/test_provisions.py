"""Citations of provisions, plain in -> out."""

from __future__ import annotations

import pytest

from kg.extract.provisions import find_provisions


@pytest.mark.parametrize(("text", "number"), [
    ("(Article 52, paragraph 1, point 1 of the Law", "Article 52(1)(1)"),
    ("Article 120, paragraph 1 of", "Article 120(1)"),
    ("Art. 61(1)(3)", "Article 61(1)(3)"),
    ("paragraph 2 of Article 41", "Article 41(2)"),
    ("point 3, paragraph 1 of Article 61", "Article 61(1)(3)"),
    ("Article 406 of the Law", "Article 406"),
    ("Article 52a", "Article 52a"),
    ("article 12, para. 4, letter b", "Article 12(4)(b)"),
])
def test_a_provision_is_read(text: str, number: str) -> None:
    assert [p.number for p in find_provisions(text)] == [number]


@pytest.mark.parametrize("text", ["Articles 3 to 5", "an article in 2019", "paragraph 2", "particle 5", "Article", ""])
def test_what_is_no_single_provision_is_not_read(text: str) -> None:
    assert list(find_provisions(text)) == []
