"""Labels mended from their sequence, notes tied to their marks."""

from __future__ import annotations

import pytest

from kg.text.notes import fill_gaps, find_anchors, mend_labels


@pytest.mark.parametrize(
    ("printed", "marks", "labels"),
    [
        (["129", "13●", "131"], [130], ["129", "130", "131"]),
        (["7", "*", "*", "10"], [], ["7", "8", "9", "10"]),
        (["67", "", "•", "7", "71"], [], ["67", "68", "69", "70", "71"]),
        (["25", "24", "27"], [], ["25", "26", "27"]),
        (["85", "*", "*7", "**", "29", "*", "91"], [], ["85", "86", "87", "88", "89", "90", "91"]),
        (["16", "17", "22", "19"], [16, 17, 18, 19], ["16", "17", "18", "19"]),
        (["149", "15", "151"], [150], ["149", "150", "151"]),
        (["3", "4", "*", "7"], [3, 4, 5, 6, 7], ["3", "4", "*", "7"]),
        (["*", "1", "2"], [], ["*", "1", "2"]),
        (["1", "", "4"], [], ["1", None, "4"]),
        (["1", "2", "1", "2"], [], ["1", "2", "1", "2"]),
        ([], [], []),
    ],
)
def test_mend_labels(printed: list[str], marks: list[int], labels: list[str | None]) -> None:
    assert mend_labels(printed, frozenset(marks)) == labels


def test_small_gaps_are_filled() -> None:
    assert fill_gaps([1, 2, 4, 7, 11]) == {1, 2, 3, 4, 5, 6, 7, 11}
    assert fill_gaps([]) == frozenset()


@pytest.mark.parametrize(
    ("notes", "places", "anchors"),
    [
        ([(5, "3")], {"3": [(1, 10)]}, {5: (1, 10)}),
        ([(5, "3")], {"3": [(7, 10)]}, {5: (7, 10)}),
        ([(5, "3")], {}, {}),
        ([(5, "1"), (9, "1")], {"1": [(2, 4), (8, 6)]}, {5: (2, 4), 9: (8, 6)}),
        ([(5, "1"), (9, "1")], {"1": [(2, 4)]}, {5: (2, 4)}),
        ([(5, "*")], {"*": [(1, 1), (2, 2)]}, {}),
        ([(5, "*")], {"*": [(1, 1)]}, {5: (1, 1)}),
        ([(5, "")], {"": []}, {}),
    ],
)
def test_anchors(
    notes: list[tuple[int, str]], places: dict[str, list[tuple[int, int]]], anchors: dict[int, tuple[int, int]]
) -> None:
    assert find_anchors(notes, places) == anchors
