"""OffsetText: every operation carries the offsets, and spans come back to the right raw words."""

from __future__ import annotations

import pytest

from kg.model import Span
from kg.text import OffsetText


def raw_words(raw: str, spans: tuple[Span, ...]) -> list[str]:
    return [raw[span.start : span.end] for span in spans]


def test_starts_as_the_raw_text() -> None:
    text = OffsetText.of("abcdef", 2, 5)
    assert (text.text, list(text.offsets), text.raw_end, len(text), str(text)) == ("cde", [2, 3, 4], 5, 3, "cde")


def test_empty_text_has_no_spans_and_no_end() -> None:
    empty = OffsetText.of("")
    assert (empty.raw_spans(0, 0), empty.raw_end, empty.strip().text) == ((), 0, "")


@pytest.mark.parametrize(
    ("pattern", "repl", "text", "offsets"),
    [
        (r"\s+", " ", "a b", [0, 1, 5]),
        (r"\s+", "", "ab", [0, 5]),
        (r"\s+", "<->", "a<->b", [0, 1, 2, 3, 5]),
        (r"\s{4}", "123456", "a123456b", [0, 1, 2, 3, 4, 4, 4, 5]),
        (r"(?=b)", "_", "a    _b", [0, 1, 2, 3, 4, 5, 5]),
        (r"x", "y", "a    b", [0, 1, 2, 3, 4, 5]),
    ],
)
def test_sub_carries_offsets(pattern: str, repl: str, text: str, offsets: list[int]) -> None:
    result = OffsetText.of("a    b").sub(pattern, repl)
    assert (result.text, list(result.offsets)) == (text, offsets)


def test_sub_takes_a_function() -> None:
    result = OffsetText.of("one two").sub(r"[a-z]+", lambda match: match[0][0].upper())
    assert (result.text, list(result.offsets)) == ("O T", [0, 3, 4])


def test_cut_and_insert() -> None:
    text = OffsetText.of("0123456789").cut([(1, 3), (5, 9)])
    assert (text.text, list(text.offsets)) == ("0349", [0, 3, 4, 9])
    wider = text.insert([1, 3], " ")
    assert (wider.text, list(wider.offsets)) == ("0 34 9", [0, 3, 3, 4, 9, 9])


def test_insert_outside_the_text_does_nothing() -> None:
    assert OffsetText.of("ab").insert([2, 9], "x").text == "ab"


def test_strip_and_slice() -> None:
    text = OffsetText.of("  ab c ").strip()
    assert (text.text, list(text.offsets)) == ("ab c", [2, 3, 4, 5])
    assert list(text.slice(1, 3).offsets) == [3, 4]


def test_span_covers_what_was_cut_inside() -> None:
    raw = "citizens of **Kosovo** and <sup>4</sup> Serbia"
    text = OffsetText.of(raw).sub(r"\*\*|<sup>\d</sup> ", "")
    assert text.text == "citizens of Kosovo and Serbia"
    assert raw_words(raw, text.raw_spans(12, 29)) == ["Kosovo** and <sup>4</sup> Serbia"]


def test_a_plain_join_stays_one_span_and_a_broken_one_two() -> None:
    raw = "first half\n\n1 A note.\n\nsecond half"
    left, right = OffsetText.of(raw, 0, 10), OffsetText.of(raw, 23)
    assert raw_words(raw, left.join(right).raw_spans(0, 22)) == [raw]
    broken = left.join(right, broken=True)
    assert broken.text == "first half second half"
    assert raw_words(raw, broken.raw_spans(0, 22)) == ["first half", "second half"]
    assert raw_words(raw, broken.raw_spans(6, 17)) == ["half", "second"]
    assert raw_words(raw, broken.raw_spans(0, 10)) == ["first half"]
    assert raw_words(raw, broken.raw_spans(11, 22)) == ["second half"]


def test_join_with_nothing_is_the_other() -> None:
    empty, full = OffsetText.of(""), OffsetText.of("ab")
    assert empty.join(full) is full
    assert full.join(empty) is full


def test_a_break_survives_later_changes() -> None:
    raw = "many migrant\n\n[notes]\n\nsmugglers  are"
    text = OffsetText.of(raw, 0, 12).join(OffsetText.of(raw, 23), broken=True).sub(r"\s+", " ")
    assert raw_words(raw, text.raw_spans(5, len(text))) == ["migrant", "smugglers  are"]


def test_a_decoded_character_spans_all_it_stood_for() -> None:
    raw = "Search &amp; Rescue &amp;"
    text = OffsetText.of(raw).sub("&amp;", "&").widen({7: 5, 20: 5})
    assert raw_words(raw, text.raw_spans(0, len(text))) == [raw]
    assert raw_words(raw, text.raw_spans(7, 8)) == ["&amp;"]


def test_spans_never_start_or_end_in_white_space() -> None:
    raw = "  a  "
    assert raw_words(raw, OffsetText.of(raw).raw_spans(0, 5)) == ["a"]
    assert OffsetText.of(raw).raw_spans(0, 2) == ()


def test_equal_texts_are_equal_and_hash_alike() -> None:
    assert OffsetText.of("ab") == OffsetText.of("ab")
    assert len({OffsetText.of("ab"), OffsetText.of("ab")}) == 1
    assert OffsetText.of("xab", 1) != OffsetText.of("ab")
