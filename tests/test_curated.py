"""Claims files become claims, or a clear error with file and line."""

from pathlib import Path

import pytest

from kg.curated import read_claims_file
from kg.errors import ClaimError
from kg.model import Quote


def claims_of(folder: Path, text: str) -> list:
    path = folder / "some-source.family.toml"
    path.write_text(text, encoding="utf-8")
    return list(read_claims_file(path))


def test_a_claim_knows_its_source_slots_quote_and_line(tmp_path: Path) -> None:
    text = '# a comment\n\n[[claim]]\ntype = "Hub"\nhasPlace = "place/x"\norder = 2\nperiodStart = 2019-03-01\nquote = "the words"\nprefix = "before"\ncarried.inCountry = "other words"\n'
    (claim,) = claims_of(tmp_path, text)
    assert (claim.source, claim.type, claim.place.line) == ("some-source", "Hub", 3)
    assert claim.slots == {"hasPlace": ("place/x",), "order": (2,), "periodStart": ("2019-03-01",)}
    assert claim.quotes == (Quote("the words", "before"),)
    assert claim.carried == {"inCountry": Quote("other words")}


def test_each_makes_one_claim_per_table_and_overlays(tmp_path: Path) -> None:
    text = '[[claim]]\ntype = "Hub"\nquote = "q"\nhedge = "h"\neach = [ { hasPlace = "a" }, { hasPlace = "b", hedge = "other", quote = "r" } ]\n'
    first, second = claims_of(tmp_path, text)
    assert (first.slots["hasPlace"], first.slots["hedge"], first.quotes[0].words) == (("a",), ("h",), "q")
    assert (second.slots["hasPlace"], second.slots["hedge"], second.quotes[0].words) == (("b",), ("other",), "r")


@pytest.mark.parametrize(("text", "line", "says"), [
    ('[[claim]]\ntype = "Hub"\nquote = "q\n', 3, "does not parse"),
    ('[[claims]]\ntype = "Hub"\n', None, "Unknown table 'claims'"),
    ('\n[[claim]]\ntype = "Hub"\n', 2, "needs a type and a quote"),
    ('[[claim]]\nquote = "q"\n', 1, "needs a type and a quote"),
    ('[[claim]]\ntype = "Hub"\nquote = " "\n', 1, "is not a quote"),
    ('[[claim]]\ntype = "Hub"\nquote = "q"\nhasPlace = []\n', 1, "'hasPlace' holds no value"),
    ('[[claim]]\ntype = "Hub"\nquote = "q"\nhasPlace = { a = 1 }\n', 1, "'hasPlace' holds no value"),
    ('[[claim]]\ntype = "Hub"\nquote = "q"\neach = "x"\n', 1, "'each' is not a list of tables"),
])
def test_a_faulty_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int | None, says: str) -> None:
    with pytest.raises(ClaimError, match=says) as caught:
        claims_of(tmp_path, text)
    assert caught.value.line == line
    assert caught.value.where.endswith("some-source.family.toml")


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_bytes(b'[[claim]]\ntype = "\xff"\n')
    with pytest.raises(ClaimError, match="cannot be read"):
        list(read_claims_file(tmp_path / "s.toml"))
