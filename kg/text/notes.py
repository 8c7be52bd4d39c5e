"""Notes and their marks brought together: misread labels mended from the sequence, each note tied to its mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

_WINDOW = 60  # notes looked back over when a sequence is sought


def mend_labels(printed: Sequence[str], marks: frozenset[int]) -> list[str | None]:
    """The labels of a document's notes, in order.

    The longest run of labels that can follow one another is believed (labels that some mark bears count for more).
    Notes between two believed labels get the numbers between, if these are as many as the notes; elsewhere what is
    printed stays, and None where nothing is."""
    labels: list[str | None] = [label or None for label in printed]
    chain = _believed([int(label) if label.isdecimal() else None for label in printed], marks)
    for first, second in pairwise(chain):
        start = int(printed[first])
        if int(printed[second]) - start == second - first:
            for step in range(1, second - first):
                labels[first + step] = str(start + step)
    return labels


def fill_gaps(numbers: Iterable[int]) -> frozenset[int]:
    """The numbers, and those that one or two lost notes between them must have had."""
    known = sorted(set(numbers))
    gaps = [number for low, high in pairwise(known) if high - low <= 3 for number in range(low + 1, high)]
    return frozenset([*known, *gaps])


def find_anchors(
    notes: Iterable[tuple[int, str]], places: Mapping[str, Sequence[tuple[int, int]]]
) -> dict[int, tuple[int, int]]:
    """For notes (passage number, label), the mark each belongs to, where that can be told.

    It is the last mark with the label before the note that no other note has; a mark behind the note, or one with a
    sign for a label, only if there is no other."""
    anchors: dict[int, tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()
    for note, label in notes:
        found = places.get(label, ())
        free = [place for place in found if place not in taken and place[0] < note]
        if not label.isdecimal() or not free:
            free = list(found) if len(found) == 1 and found[0] not in taken else []
        if free:
            anchors[note] = free[-1]
            taken.add(free[-1])
    return anchors


def _believed(numbers: Sequence[int | None], marks: frozenset[int]) -> list[int]:
    """Indexes of the best rising run of numbers: between two of them lie at least as many numbers as notes."""
    best: dict[int, tuple[float, int | None]] = {}
    for at, number in enumerate(numbers):
        if number is None:
            continue
        worth = 1.5 if number in marks else 1.0
        best[at] = (worth, None)
        for before in range(max(0, at - _WINDOW), at):
            lower = numbers[before]
            if lower is None or number - lower < at - before:
                continue
            score = best[before][0] + worth - 0.01 * min(number - lower - (at - before), 50)
            if score > best[at][0]:
                best[at] = (score, before)
    chain: list[int] = []
    index = max(best, key=lambda at: best[at][0]) if best else None
    while index is not None:
        chain.append(index)
        index = best[index][1]
    return chain[::-1]
