"""Quotes: found word for word and nowhere else."""

from __future__ import annotations

import pytest

from kg.text import find_quote, fold_quote, nearest_passage, read_document


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  two\n words\t", "two words"),
        ("a\xa0name", "a name"),
        ("“green lines” and ‘task forces’", "\"green lines\" and 'task forces'"),
        ("migrants’ own «words»", 'migrants\' own "words"'),
        ("EU–Turkey — 2 500, Not - “x”…", 'EU–Turkey — 2 500, Not - "x"…'),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_fold_quote(text: str, folded: str) -> None:
    assert fold_quote(text) == folded


def count(text: str, words: str, prefix: str = "") -> int:
    return len(find_quote(read_document(text), words, prefix))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They smuggled 2 500 people.", "2 500 people"),
        ("They smuggled 2 500 people.", "smuggled 2 500"),
        ("Grew by 2.5 and by 2,500 too.", "2,500"),
        ("Cross “green lines” using ladders.", 'Cross "green lines" using'),
        ('Cross "green lines" using ladders.', "“green lines”"),
        ("On the EU–Turkey agreement.", "EU–Turkey agreement"),
        ("In 2019 500 people came.", "500 people"),
        ("In 2018, 39 officers came.", "39 officers"),
        ("Costs €4000 to €6000 each.", "4000 to €6000"),
        ("In **Serbia**, from *here*.", "In Serbia, from here."),
        ("the smuggler's route is there.", "smuggler"),
        ("it is in Kosovo*, they say.", "Kosovo*"),
        ("of the Serbian-Hungarian border.", "Hungarian border"),
        ("more than 7000 new.", "more   than\n7000"),
    ],
)
def test_found_once(text: str, words: str) -> None:
    assert count(text, words) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is illegal to cross.", "legal"),
        ("It is illegal to cross.", "illeg"),
        ("They smuggled 2 500 people.", "500"),
        ("They smuggled 2 500 people.", "They smuggled 2"),
        ("They smuggled 2,500 people.", "500 people"),
        ("They smuggled 2,500 people.", "smuggled 2"),
        ("They smuggled 12 500 people.", "12"),
        ("They paid 10 000 000 in all.", "10 000"),
        ("Grew by 2.5 points.", "5 points"),
        ("Grew by 2.5 points.", "Grew by 2"),
        ("In 2015 it was so.", "201"),
        ("They can't pay.", "They can"),
        ("on non-criminalisation of it", "criminalisation of it"),
        ("They do not pay.", "They do pay."),
        ("They do not pay.", "they do not pay"),
        ("Paid EUR 300 and more.", "Paid EUR 800 and more"),
        ("one route – another", "one route - another"),
        ("a … b", "a b"),
        ("One paragraph.\n\nAnother one.", "One paragraph. Another one."),
        ("Some words.", ""),
        ("Some words.", "  "),
    ],
)
def test_not_found(text: str, words: str) -> None:
    assert count(text, words) == 0


def test_every_occurrence_is_found() -> None:
    document = read_document("EASO and EASO.\n\nBut EASOs not.\n\nEASO again, as a sentence.")
    found = find_quote(document, "EASO")
    assert [(match.passage, match.start, match.end) for match in found] == [(0, 0, 4), (0, 9, 13), (2, 0, 4)]
    assert [document.raw[match.spans[0].start : match.spans[0].end] for match in found] == ["EASO"] * 3


@pytest.mark.parametrize(
    ("prefix", "starts"),
    [
        ("", [3, 16, 33]),
        ("In", [3]),
        ("and from", [33]),
        ("from", [16, 33]),
        ("rom", []),
        ("in", []),
        ("In Serbia to", []),
    ],
)
def test_prefix(prefix: str, starts: list[int]) -> None:
    document = read_document("In Serbia, from Serbia, and from Serbia on.")
    assert [match.start for match in find_quote(document, "Serbia", prefix)] == starts


def test_quotes_run_over_cells_and_page_ends() -> None:
    raw = """Albania\t<p>Key institutions: Ministry of Interior (Department of Border)</p>

This long sentence has to be cut in the middle of a page, because many migrant

1 A note that stands between.

smugglers are active there.1"""
    document = read_document(raw)
    cells = find_quote(document, "Albania Key institutions: Ministry of Interior (Department")
    assert [raw[span.start : span.end] for span in cells[0].spans] == [
        "Albania\t<p>Key institutions: Ministry of Interior (Department"
    ]
    halves = find_quote(document, "because many migrant smugglers are active")
    assert [raw[span.start : span.end] for span in halves[0].spans] == ["because many migrant", "smugglers are active"]


def test_nearest_passage_names_the_likeliest() -> None:
    document = read_document("The price was between EUR 150 and EUR 300.\n\nThey cross rivers by boat.")
    nearest = nearest_passage(document, "the prices were between EUR 150 and 300")
    assert nearest is not None
    passage, score = nearest
    assert (passage.number, 60 < score < 100) == (0, True)


def test_nearest_passage_of_nothing() -> None:
    assert nearest_passage(read_document(""), "words") is None
    assert nearest_passage(read_document("Some words."), " ") is None
