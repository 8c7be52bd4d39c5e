"""Layout is told from statistics, and lines are gathered by it."""

from __future__ import annotations

import pytest

from kg.text.blocks import read_blocks
from kg.text.layout import find_layout, find_page_numbers, is_open, read_lines, starts_lower

COLUMN = """ Introduction

Four years ago, Europe faced an exceptional

challenge of mixed migratory flows

headed towards its external borders. It

quickly became clear that the EU could

not face these challenges alone, without

a strong partnership and cooperation

with its neighbouring region, neither were

its policies equipped to do so.1

The agreement reached on 18 March 2016, which

aimed at discouraging refugees to enter the EU,

played a crucial role in other forms of cross-

border crime in the region, and many of the

countries of origin and transit have been

5

found essential for disrupting migrant

smuggling as well as other interlinked

types of crime engaged in by groups who

exploit migratory flows and seek high

State-of-play
 1 European Commission. Communication from the Commission to the European Parliament, the European
Council and the Council. Progress Report. (Brussels: European Commission, 2019), 1.

2 Europol. European Migrant Smuggling Centre 3rd Annual Activity Report - 2018. (The Hague: Europol,

2019), 12.
3 Ibid. 14.
  financial gains at the lowest risk possible

for themselves.2 The region and the EU both

find themselves at a point in time.3

7

Main findings

• There is strong political determination

to proceed. While a lot is spoken,

very little is said.

• The capacities are low.

 Lastly, the process can encourage

transparency.
"""


def test_spaced_text_is_recognised_and_reflowed() -> None:
    blocks, layout = read_blocks(COLUMN)
    assert layout == "spaced"
    assert [(block.kind, block.label) for block in blocks] == [
        ("heading", ""),
        ("text", ""),
        ("text", ""),
        ("text", ""),
        ("heading", ""),
        ("note", "1"),
        ("note", "2"),
        ("note", "3"),
        ("text", ""),
        ("heading", ""),
        ("item", ""),
        ("item", ""),
        ("text", ""),
    ]
    assert blocks[6].text.text.endswith("2019), 12.")
    assert "\n5\n" not in "".join(block.text.text for block in blocks)
    assert [block.broken for block in blocks] == [False] * 3 + [True] + [False] * 5 + [True] + [False] * 3


def test_a_line_that_ends_early_ends_the_paragraph() -> None:
    blocks, _ = read_blocks(COLUMN)
    assert blocks[1].text.text.endswith("do so.1")
    assert blocks[2].text.text.startswith("The agreement")


def test_one_line_one_paragraph_is_flat() -> None:
    raw = "\n\n".join(
        [
            "A first paragraph, long enough to be one.\nA second one, on the next line.",
            "- an item\n- another\n  with more",
        ]
    )
    blocks, layout = read_blocks(raw)
    assert layout == "flat"
    assert [block.kind for block in blocks] == ["text", "text", "item", "item"]
    assert blocks[3].text.text == "- another\n  with more"


def test_wrapped_text_is_recognised_and_reflowed() -> None:
    paragraph = "\n".join(["Every line of this paragraph has about the same number of signs and a"] * 6 + ["tail."])
    blocks, layout = read_blocks("\n\n".join([paragraph] * 3))
    assert layout == "wrapped"
    assert [block.text.text for block in blocks] == [paragraph] * 3


def test_an_empty_text_has_no_blocks() -> None:
    assert read_blocks("") == ([], "flat")
    assert read_blocks(" \n\t\n\r\n") == ([], "flat")


def test_page_numbers_rise_and_stand_alone() -> None:
    raw = "one\n\n5\n\ntwo\n\n4\n\nthree\n\n7\n\nfour\n\n141\n\n79\n\n30"
    lines = read_lines(raw)
    found = find_page_numbers(lines)
    assert [line.words for line in lines if line.start in found] == ["5", "7"]


def test_a_running_head_is_dropped_only_beside_page_numbers() -> None:
    page = "A Report on Routes\n\n{number}\n\nThis page holds a sentence of its own, number {number}.\n\n"
    raw = "".join(page.format(number=number) for number in (3, 4, 5))
    assert {block.text.text[:9] for block in read_blocks(raw)[0]} == {"This page"}
    heads = "Case study\n\nThis is a case of its own, with a sentence.\n\n" * 3
    assert [block.text.text for block in read_blocks(heads)[0]].count("Case study") == 3


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        ("1. First thing to do.\n2. Second thing.", ["item", "item"]),
        ("12. May 2019 saw a rise.", ["text"]),
        ("3. Third thing.\n4. Fourth thing.", ["item", "item"]),
        ("a\tb\nc\td", ["row", "row"]),
        ("## A heading\nText under it.", ["heading", "text"]),
        ("Image 3 and 4. A van.", ["caption"]),
        ("Pukovnika 3\n11000 Belgrade", ["text"]),
        ("– flagship initiatives", ["text"]),
        ("* 14 arrests;\n* 119 migrants found;", ["item", "item"]),
        ("The group, which had come from Turkey by way of Greece, owed\n2,000 euros on arrival.", ["text"]),
        ("The group, which had come a long way through many countries, of the\nEU paid.", ["text"]),
        ("The group had come a long way through many countries of Europe\nAccording to them", ["text", "text"]),
        ("■ Risks", ["item"]),
    ],
)
def test_kinds(raw: str, kinds: list[str]) -> None:
    assert [block.kind for block in read_blocks(raw)[0]] == kinds


@pytest.mark.parametrize(
    "text",
    ["ends in a word", "of citizens of an", "in Kosovo*", "the use,", "a rate<sup>4</sup>", "in 2016", "(RSOPs)"],
)
def test_open_ends(text: str) -> None:
    assert is_open(text)


@pytest.mark.parametrize(
    "text",
    [
        "It ended.",
        "It ended.4",
        "It ended. 10",
        "so they say.”",
        "ends.<sup>&</sup>",
        "as follows:",
        "end.⁵ ",
        "(see there.)",
    ],
)
def test_closed_ends(text: str) -> None:
    assert not is_open(text)


@pytest.mark.parametrize(
    ("text", "lower"),
    [
        ("and so", True),
        ("**and** so", True),
        ("(and so", True),
        ("And", False),
        ("a) first", False),
        ("9 men", False),
        ("", False),
    ],
)
def test_small_starts(text: str, lower: bool) -> None:
    assert starts_lower(text) == lower


def test_layout_of_nothing() -> None:
    assert find_layout([]) == "flat"
