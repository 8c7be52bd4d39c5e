"""Any text at all is read without an error, and every character of it that is kept knows its place."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.text import find_quote, fold_quote, read_document

PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        " ",
        "\t",
        "- ",
        "• ",
        "# ",
        "**",
        "*",
        "***",
        "Kosovo*",
        "<p>",
        "</p>",
        "<sup>",
        "</sup>",
        "<b>",
        "</u>",
        "<sup>4</sup>",
        "<sup>&</sup>lt;sup>5</sup>",
        "$^{6}$",
        "$<sup>^{\\</sup>rm 7}$",
        "${\\rm word}^{8}$",
        "¹",
        "²4",
        "&amp;",
        "&",
        "\\*",
        "1 ",
        "2 Note",
        ".9",
        "EU3",
        "word",
        "Word",
        "glueHere",
        "europollPolice",
        "cross-\nborder",
        "12",
        "2 500",
        "7.436",
        "(",
        ")",
        ".",
        ",",
        "Image 1. ",
        "1. ",
        "1.1. ",
        "\xa0",
        "\u00ad",
        "\u200b",
        "\r\n",
        "\f",
        "Contents",
        "x\t5",
        "?",
        "\x00",
        "\u2028",
        "İ",
        "ﬁ",
        "𝟗",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map("".join)))
@example("*" * 300)
@example("a\n\n" * 60)
@example("word " * 200 + "\n\n1 " + "x" * 200)
@example("1 Ab\n\n" * 40)
@example("a.1 2 3 4\n" * 30)
@example("&lt;&gt;&" * 30)
def test_any_text(raw: str) -> None:
    document = read_document(raw)
    assert document.raw == raw
    assert [passage.number for passage in document.passages] == list(range(len(document.passages)))
    for passage in document.passages:
        text = passage.text
        kept = [offset for char, offset in zip(text.text, text.offsets, strict=True) if not char.isspace()]
        assert all(0 <= offset < len(raw) for offset in kept)
        assert kept == sorted(set(kept))
        assert list(text.offsets) == sorted(text.offsets)
        assert text.text == text.text.strip()
        assert "**" not in text.text
        spans = text.raw_spans(0, len(text))
        assert all(0 <= span.start < span.end <= len(raw) for span in spans)
        assert all(left.end <= right.start for left, right in pairwise(spans))
        assert all(0 <= at <= len(text) for at, _ in passage.note_marks)
        assert all(0 <= start <= end <= len(text) for start, end in passage.cells)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join))
def test_a_whole_passage_is_found_where_it_stands(raw: str) -> None:
    document = read_document(raw)
    for passage in document.passages:
        if fold_quote(passage.text.text):
            assert (passage.number, 0) in [
                (match.passage, match.start) for match in find_quote(document, passage.text.text)
            ]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_quote(fold_quote(text)) == fold_quote(text)
