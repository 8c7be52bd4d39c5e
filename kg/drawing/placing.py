"""Where labels go: near what they name, and not on one another. Greedy, so that the same labels always get the same places."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_RINGS, _SPOKES = (8.0, 14.0, 24.0, 36.0, 52.0, 72.0, 96.0), 16
_MARK = 5.0
"""How far a mark reaches from its middle."""
_NEAR = 13.0
"""How near another mark may make one read a label as that one's."""
_ON_LABEL, _ON_MARK, _BY_MARK, _OUTSIDE, _FAR = 60.0, 14.0, 2.5, 1000.0, 0.09


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    left: float
    low: float
    right: float
    high: float

    def overlap(self, other: Box) -> float:
        """The area that two boxes share."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.high, other.high) - max(self.low, other.low)
        return wide * tall if wide > 0 and tall > 0 else 0.0

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a point lies in the box, or within a margin around it."""
        return self.left - margin <= x <= self.right + margin and self.low - margin <= y <= self.high + margin


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label to be placed: the point it names, and its size, in pixels."""

    x: float
    y: float
    width: float
    height: float


def place(labels: Sequence[Wanted], marks: Iterable[tuple[float, float]], frame: Box, taken: Iterable[Box] = ()) -> list[Box]:
    """A box for each label, in the order given: those given first choose first."""
    points, boxes = list(marks), list(taken)
    placed = []
    for label in labels:
        best = min(_around(label), key=lambda box: _cost(box, label, boxes, points, frame))
        boxes.append(best)
        placed.append(best)
    return placed


def _around(label: Wanted) -> Iterable[Box]:
    """Boxes on rings around the point, right of it first, then above and below, left last."""
    for ring in _RINGS:
        for spoke in range(_SPOKES):
            angle = 2 * math.pi * spoke / _SPOKES
            x = label.x + math.cos(angle) * (ring + label.width / 2)
            y = label.y + math.sin(angle) * (ring + label.height / 2)
            yield Box(x - label.width / 2, y - label.height / 2, x + label.width / 2, y + label.height / 2)


def _cost(box: Box, label: Wanted, boxes: Sequence[Box], points: Sequence[tuple[float, float]], frame: Box) -> float:
    area = label.width * label.height
    cost = _ON_LABEL * sum(box.overlap(other) for other in boxes) / area
    near = [point for point in points if box.holds(*point, _NEAR)]
    cost += _ON_MARK * sum(box.holds(*point, _MARK) for point in near) + _BY_MARK * sum(point != (label.x, label.y) for point in near)
    inside = frame.overlap(box)
    cost += _OUTSIDE * (area - inside) / area
    middle_x, middle_y = (box.left + box.right) / 2, (box.low + box.high) / 2
    gap_x, gap_y = max(0.0, abs(middle_x - label.x) - label.width / 2), max(0.0, abs(middle_y - label.y) - label.height / 2)
    return cost + _FAR * math.hypot(gap_x, gap_y)


def spread(boxes: Sequence[Box], frame: Box, gap: float = 4.0, rounds: int = 400) -> list[Box]:
    """The boxes pushed apart until none lies on another, each as little as can be, and kept within the frame."""
    middles = [[(b.left + b.right) / 2, (b.low + b.high) / 2] for b in boxes]
    halves = [((b.right - b.left + gap) / 2, (b.high - b.low + gap) / 2) for b in boxes]
    for _ in range(rounds):
        moved = False
        for one in range(len(boxes)):
            for other in range(one):
                moved |= _push(middles[one], middles[other], halves[one], halves[other])
            middles[one][0] = min(max(middles[one][0], frame.left + halves[one][0]), frame.right - halves[one][0])
            middles[one][1] = min(max(middles[one][1], frame.low + halves[one][1]), frame.high - halves[one][1])
        if not moved:
            break
    return [Box(x - w + gap / 2, y - h + gap / 2, x + w - gap / 2, y + h - gap / 2) for (x, y), (w, h) in zip(middles, halves, strict=True)]


def _push(one: list[float], other: list[float], half_one: tuple[float, float], half_other: tuple[float, float]) -> bool:
    """Move two boxes apart along the axis on which they overlap least; whether they were moved."""
    over = [half_one[a] + half_other[a] - abs(one[a] - other[a]) for a in (0, 1)]
    if min(over) <= 0.5:
        return False
    axis = 0 if over[0] < over[1] else 1
    way = math.copysign(over[axis] / 2, one[axis] - other[axis] or 1.0)
    one[axis] += way
    other[axis] -= way
    return True
