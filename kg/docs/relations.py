"""The drawing of what links to what: a module's central classes to the left, the classes that their properties lead to at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.docs.boxes import Box, curve, draw, line, svg, tip, width_of, words
from kg.docs.hierarchy import Describe
from kg.docs.markup import Html

_BOX, _GAP, _PORT, _DOWN, _LETTERS = 200, 320, 21, 11, 12
_COLOURS = ("#0b6b6b", "#8a4a06", "#5a3da0", "#9d1c4a", "#2c5f8a", "#4d6b12", "#555e68")
MOST_CLASSES, MOST_LINKS = 7, 24


@dataclass(frozen=True, slots=True)
class Link:
    """A property from a class to the class of its values."""

    start: str
    name: str
    end: str


def central(by_class: Mapping[str, Sequence[Link]]) -> list[Link]:
    """The links of those classes that together show most of what there is, as many classes as stay readable in one drawing."""
    chosen: list[Link] = []
    left = {one: list(links) for one, links in by_class.items()}
    for _ in range(MOST_CLASSES):
        told = {(link.name, link.end) for link in chosen}
        fresh = {one: sum((link.name, link.end) not in told for link in links) for one, links in left.items() if not chosen or len(chosen) + len(links) <= MOST_LINKS}
        best = max(fresh, key=lambda one: (fresh[one], len(left[one])), default="")
        if not fresh.get(best):
            break
        chosen += left.pop(best)
    return chosen


def relations(links: Sequence[Link], describe: Describe, label: str) -> Html | None:
    """The drawing, or nothing where there is no link."""
    if not links:
        return None
    starts = list(dict.fromkeys(link.start for link in links))
    rank = {one: n for n, one in enumerate(starts)}
    ends = sorted(dict.fromkeys(link.end for link in links), key=lambda end: _mean([rank[link.start] for link in links if link.end == end]))
    lane = max(width_of(link.name, _LETTERS) for link in links) + 26
    right = 4 + _BOX + _GAP + lane
    arriving = {end: sorted((link for link in links if link.end == end), key=lambda link: (rank[link.start], link.name)) for end in ends}
    boxes, ports, bottom = _right(arriving, right, describe)
    left = _left(starts, links, ports, describe, bottom)
    drawn = [piece for start in starts for piece in _lines(start, links, left[start], ports, right - lane, lane, _COLOURS[rank[start] % len(_COLOURS)])]
    height = max(bottom, *(b.y + b.height for b in left.values())) + 6
    return svg(right + _BOX + 6, height, label, drawn, [draw(b) for b in (*left.values(), *boxes)])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _right(arriving: Mapping[str, Sequence[Link]], x: float, describe: Describe) -> tuple[list[Box], dict[Link, float], float]:
    """The boxes at the right, the height at which each link arrives, and where the boxes end."""
    boxes: list[Box] = []
    ports: dict[Link, float] = {}
    y = 4.0
    for end, links in arriving.items():
        height = max(36.0, len(links) * _PORT + 8)
        boxes.append(describe(end, x, y, _BOX, height))
        top = y + (height - len(links) * _PORT) / 2 + _PORT / 2 + 4
        ports |= {link: top + n * _PORT for n, link in enumerate(links)}
        y += height + _DOWN
    return boxes, ports, y - _DOWN


def _left(starts: Sequence[str], links: Sequence[Link], ports: Mapping[Link, float], describe: Describe, bottom: float) -> dict[str, Box]:
    """The boxes at the left, each at the height of what it leads to, pushed apart where they would meet."""
    boxes: dict[str, Box] = {}
    heights = {s: max(46.0, 9.0 * sum(link.start == s for link in links) + 12) for s in starts}
    y = max(4.0, (bottom - sum(heights.values()) - 24 * (len(starts) - 1)) / 2) if len(starts) == 1 else 4.0
    left_over = max(0.0, bottom - sum(heights.values()) - 4)
    for n, start in enumerate(starts):
        wanted = _mean([ports[link] for link in links if link.start == start]) - heights[start] / 2
        rest = sum(heights[s] + 24 for s in starts[n:]) - 24
        top = min(max(y, wanted), max(y, left_over + sum(heights.values()) + 4 - rest))
        boxes[start] = describe(start, 4.0, top, _BOX, heights[start])
        y = top + heights[start] + 24
    return boxes


def _lines(start: str, links: Sequence[Link], box: Box, ports: Mapping[Link, float], lane_x: float, lane: float, colour: str) -> list[Html]:
    own = sorted((link for link in links if link.start == start), key=lambda link: ports[link])
    room = (box.height - 14) / max(1, len(own) - 1)
    drawn = []
    for n, link in enumerate(own):
        y = box.y + 7 + n * room if len(own) > 1 else box.middle
        drawn.append(line(curve((box.x + box.width, y), (lane_x, ports[link]), lane - 6), colour=colour))
        drawn.append(tip(lane_x + lane, ports[link], colour=colour))
        drawn.append(words(link.name, lane_x + 2, ports[link] - 4, class_="edge", anchor="start", colour=colour))
    return drawn
