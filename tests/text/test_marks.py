"""Footnote marks: every broken spelling is one, and no figure of the text is."""

from __future__ import annotations

import pytest

from kg.text.marks import Label, Mark, advance, cut_bare_marks, cut_set_marks, find_label, find_mark_numbers
from kg.text.offsets import OffsetText


@pytest.mark.parametrize(
    ("raw", "text", "labels"),
    [
        ("facilitation service<sup>1</sup>. The", "facilitation service. The", ["1"]),
        ("<sup>&</sup>lt;sup>3</sup> Between", " Between", ["3"]),
        ("$<sup>^4</sup>$  The withdrawal", "  The withdrawal", ["4"]),
        ("in 2017-2018. $^{59}$ ", "in 2017-2018.  ", ["59"]),
        ("$<sup>^{\\</sup>rm 14}$  The contributions", "  The contributions", ["14"]),
        ("Western Balkan  ${\\rm region}^{92}$", "Western Balkan  region", ["92"]),
        ("<sup>\\*</sup> The terms", " The terms", ["*"]),
        ("Kosovo*¹\tN.", "Kosovo*\tN.", ["1"]),
        ("7.436 ²\t20 874", "7.436 \t20 874", ["2"]),
        ("Serbia³, play", "Serbia, play", ["3"]),
        ("smuggling groups⁴ and", "smuggling groups and", ["4"]),
        ("reinvented. ¹6 See", "reinvented.  See", ["16"]),
        ("<sup>•</sup> PMLO", " PMLO", ["•"]),
    ],
)
def test_set_marks_are_cut(raw: str, text: str, labels: list[str]) -> None:
    clean, marks = cut_set_marks(OffsetText.of(raw))
    assert (clean.text, [mark.label for mark in marks]) == (text, labels)


@pytest.mark.parametrize(
    "raw", ["the 2<sup>nd</sup> route", "an area of 12 km²", "5 m³ of", "pays $20 and $30", "no mark"]
)
def test_what_is_no_set_mark_stays(raw: str) -> None:
    clean, marks = cut_set_marks(OffsetText.of(raw))
    assert (clean.text, marks) == (raw, [])


ALL_NOTES = frozenset(range(1, 200))


@pytest.mark.parametrize(
    ("raw", "last", "text", "label"),
    [
        ("their way to the EU3, as well", 2, "their way to the EU, as well", "3"),
        ("a high withdrawal rate4 of asylum", 3, "a high withdrawal rate of asylum", "4"),
        ("Associated Countries (SACs).9 The majority", 8, "Associated Countries (SACs). The majority", "9"),
        ("followed by Karlovacka.53 This", 52, "followed by Karlovacka. This", "53"),
        ("the regional SELEC15 centre", 14, "the regional SELEC centre", "15"),
        ("Serbia-centred land route.4 Operational", 3, "Serbia-centred land route. Operational", "4"),
        ("the entire year of 2018.3 There is", 2, "the entire year of 2018. There is", "3"),
        ("summit in 2018.12  In addition", 11, "summit in 2018.  In addition", "12"),
        ("pay EUR 4 500 -6 000.88", 87, "pay EUR 4 500 -6 000.", "88"),
        ("to Western Europe. 10", 9, "to Western Europe. ", "10"),
        ("eventually succeed. 55 Another side", 54, "eventually succeed.  Another side", "55"),
        ("Balkan countries; 156", 155, "Balkan countries; ", "156"),
        ("stuck on a mountain trail 107", 106, "stuck on a mountain trail ", "107"),
        ("smuggling services 110", 109, "smuggling services ", "110"),
    ],
)
def test_bare_marks_are_cut(raw: str, last: int, text: str, label: str) -> None:
    clean, marks = cut_bare_marks(OffsetText.of(raw), [], last, ALL_NOTES)
    assert (clean.text, [mark.label for mark in marks]) == (text, [label])


@pytest.mark.parametrize(
    ("raw", "last"),
    [
        ("including 141 Pakistanis, 79 Afghanis, 30 Iraqis, and 10 Iranians", 29),
        ("including 141 Pakistanis, 79 Afghanis, 30 Iraqis, and 10 Iranians", 78),
        ("between EUR 2 000 and EUR 3 000", 1),
        ("In 2019, 13 new routes", 12),
        ("costs 12,216 in all", 215),
        ("there were 7.436 crossings", 1),
        ("there were 7.3 Million of them", 2),
        ("41 of Regulation No. 5 The", 4),
        ("as Art.5 says", 4),
        ("under Sirocco-2 in", 1),
        ("the EU27 states", 2),
        ("the EU27 states", 26 - 8),
        ("in May 2019.", 18),
        ("On 7 October", 6),
        ("2015-16 until", 15),
        ("grew by 9%", 8),
        ("at (5) and (6).", 4),
        ("a rate of 4.1 percent", 0),
        ("route.4 operational", 3),
    ],
)
def test_figures_of_the_text_stay(raw: str, last: int) -> None:
    clean, marks = cut_bare_marks(OffsetText.of(raw), [], last, ALL_NOTES)
    assert (clean.text, marks) == (raw, [])


@pytest.mark.parametrize(("last", "cut"), [(3, False), (0, False), (4, True), (2, True), (12, False), (5, False)])
def test_a_bare_number_must_go_on_from_the_last_mark(last: int, cut: bool) -> None:
    _, marks = cut_bare_marks(OffsetText.of("to the EU5 as"), [], last, ALL_NOTES)
    assert bool(marks) == (cut if last != 3 else True)
    _, without_note = cut_bare_marks(OffsetText.of("to the EU5 as"), [], 4, frozenset({4, 6}))
    assert without_note == []


def test_bare_marks_follow_the_set_marks_between_them() -> None:
    raw = "one<sup>3</sup> two. 4 Three<sup>5</sup> four.6"
    text, set_marks = cut_set_marks(OffsetText.of(raw))
    clean, marks = cut_bare_marks(text, set_marks, 2, ALL_NOTES)
    assert clean.text == "one two.  Three four."
    assert [mark.label for mark in marks] == ["3", "4", "5", "6"]
    assert [raw[mark.offset] for mark in marks] == ["<", "4", "<", "6"]
    assert marks[0] == Mark(3, "3")


@pytest.mark.parametrize(
    ("text", "last", "printed", "rest"),
    [
        ("<sup>&</sup>lt;sup>17</sup> EMLO Belgrade", 16, "17", "EMLO Belgrade"),
        ("<sup>13●</sup> Europol", 129, "13●", "Europol"),
        ("<sup>&</sup>quot;Operational partner", 95, '"', "Operational partner"),
        ("<sup>\\*1</sup> EMLO", 80, "*1", "EMLO"),
        (" $<sup>^{*7}</sup>$  MS", 86, "*7", "MS"),
        ("\\*\\* In Serbia", 77, "**", "In Serbia"),
        ("<sup>38 620 (</sup>Frontex", 37, "38", "620 (</sup>Frontex"),
        ("¹4 Travner, interview", 13, "14", "Travner, interview"),
        ("⁷ For example", 6, "7", "For example"),
        (" 17 Huremagić, interview", 16, "17", "Huremagić, interview"),
        ("5 [Procedohen dy", 4, "5", "[Procedohen dy"),
    ],
)
def test_labels_of_notes(text: str, last: int, printed: str, rest: str) -> None:
    label = find_label(text, last)
    assert label is not None
    assert (label.printed, text[label.size :]) == (printed, rest)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2018 by the new strategy", 0),
        ("16 until the situation", 15),
        ("22 Travner", 3),
        ("4 Frontex 2019", 4),
        ("<sup>2017-2018 (</sup>Frontex). This", 12),
        ("11000 Belgrade, Serbia", 10),
        ("Europol", 0),
    ],
)
def test_what_is_no_label(text: str, last: int) -> None:
    assert find_label(text, last) is None


@pytest.mark.parametrize(
    ("last", "label", "number"),
    [
        (3, Label("4", 2, True), 4),
        (3, Label("6", 2, True), 6),
        (17, Label("22", 2, True), 18),
        (24, Label("24", 2, True), 24),
        (8, Label("*", 2, False), 8),
        (107, Label("188", 9, False), 108),
        (0, Label("37", 9, False), 37),
        (0, Label("37", 2, True), 1),
    ],
)
def test_a_leap_is_not_believed(last: int, label: Label, number: int) -> None:
    assert advance(last, label) == number


def test_numbers_that_marks_may_bear() -> None:
    assert find_mark_numbers("one.1 two<sup>2</sup> EU3 and Serbia⁴, in 2019") == {1, 2, 3, 4}
