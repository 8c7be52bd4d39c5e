"""A network of bodies: who works with whom and belongs to what, as boxes and lines; and what is part of what, as a tree beside it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

import networkx as nx
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from kg.drawing.canvas import BLUE, DOUBT, GREEN, GREY, INK, WIDE, Sheet, field_of, new_sheet, words
from kg.drawing.gathering import Gathered, Item
from kg.drawing.placing import Box
from kg.drawing.springs import arrange

_TINTS = (BLUE, GREEN)
_NODE = {"fontsize": 7.3, "ha": "center", "va": "center", "linespacing": 1.0, "color": INK}
_WRAP, _TREE, _STRIP, _WIDE_EACH, _TALL_EACH = 21, 392.0, 10.0, 210.0, 90.0
_Tie = tuple[str, str, str]


def draw_network(gathered: Gathered) -> Sheet:
    """Draw ties between bodies, and beside them the tree of parts."""
    sheet = new_sheet()
    whole = field_of(sheet)
    branches = [item for item in gathered.of("branch") if item["one"] and item["other"]]
    ties = _ties(gathered)
    room = Box(whole.left, whole.low, whole.right - (_TREE + 24 if branches and ties else 0), whole.high)
    _draw_ties(sheet, ties, room, gathered)
    _draw_tree(sheet, branches, Box(whole.right - _TREE if ties else whole.left, whole.low, whole.right, whole.high), gathered)
    one_sided = len({f for item in gathered.of("tie") if not (item["one"] and item["other"]) for f in item.facts})
    if one_sided:
        sheet.notes.append(f"Not drawn, since the statement names one side only: {one_sided} statements. Lines are the thicker, the more statements they rest on.")
    return sheet


def _ties(gathered: Gathered) -> dict[_Tie, list[Item]]:
    """The items by kind of tie and the two bodies; working together goes both ways, belonging one way."""
    found: dict[_Tie, list[Item]] = {}
    for item in gathered.of("tie"):
        ends = item["one"], item["other"]
        if all(ends) and ends[0] != ends[1]:
            back = (item.layer.name, ends[1], ends[0])
            found.setdefault(back if back in found else (item.layer.name, *ends), []).append(item)
    return found


def _draw_ties(sheet: Sheet, ties: Mapping[_Tie, list[Item]], room: Box, gathered: Gathered) -> None:
    kinds = list(dict.fromkeys(kind for kind, _, _ in ties))
    boxes = _boxes(sheet, ties, room)
    for (kind, one, other), items in ties.items():
        facts = list(dict.fromkeys(f for item in items for f in item.facts))
        tint, is_directed = _TINTS[kinds.index(kind) % len(_TINTS)], kinds.index(kind) > 0
        start, end = _middle(boxes[one]), _edge(_middle(boxes[one]), boxes[other])
        line = FancyArrowPatch(_share(sheet, start), _share(sheet, end), arrowstyle="-|>" if is_directed else "-", mutation_scale=9, shrinkA=0, shrinkB=1, color=tint, alpha=0.75,
                               linewidth=1.0 + 0.4 * min(len(facts) - 1, 6), linestyle=DOUBT if all(i.is_doubtful for i in items) else "solid", transform=sheet.figure.transFigure, zorder=2)
        sheet.figure.add_artist(line)
        sheet.tell(line, words(gathered.citations, f"{one} – {kind} – {other}", facts), facts)
    for name, box in boxes.items():
        text = sheet.write((box.left + box.right) / 2, (box.low + box.high) / 2, _wrapped(name), **{"zorder": 4, **_NODE})
        text.set_bbox({"boxstyle": "round,pad=0.35", "facecolor": "#f6f8fb", "edgecolor": "#8b98a6", "linewidth": 0.8})
    sheet.legend += [(Line2D([], [], color=_TINTS[n % len(_TINTS)], linewidth=2), kind) for n, kind in enumerate(kinds)]
    if ties:
        sheet.legend.append((Line2D([], [], color=GREY, linewidth=1.5, linestyle=DOUBT), "the source hedges, or does not simply assert it"))


def _boxes(sheet: Sheet, ties: Mapping[_Tie, list[Item]], room: Box) -> dict[str, Box]:
    """A box for each body; each piece of the network has a strip of the room as high as it has bodies."""
    graph = nx.Graph()
    graph.add_edges_from(sorted(tie[1:] for tie in ties))
    sizes = {name: sheet.size(_wrapped(name), **_NODE) for name in graph}
    pieces = sorted(nx.connected_components(graph), key=lambda piece: (-len(piece), min(piece)))
    shares = [len(piece) ** 0.8 for piece in pieces]
    boxes: dict[str, Box] = {}
    high = room.high
    for piece, share in zip(pieces, shares, strict=True):
        low = high - (room.high - room.low) * share / sum(shares)
        boxes |= arrange(sorted(edge for edge in graph.edges if edge[0] in piece), sizes, _strip(Box(room.left, low + _STRIP, room.right, high), len(piece)))
        high = low
    return boxes


def _strip(room: Box, number: int) -> Box:
    """As much of a strip as so many bodies want, from its upper edge."""
    wide, tall = min(room.right - room.left, _WIDE_EACH * number), min(room.high - room.low, _TALL_EACH * number)
    middle = (room.left + room.right) / 2
    return Box(middle - wide / 2, room.high - tall, middle + wide / 2, room.high)


def _wrapped(name: str) -> str:
    return "\n".join(textwrap.wrap(name, _WRAP))


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.low + box.high) / 2


def _share(sheet: Sheet, point: tuple[float, float]) -> tuple[float, float]:
    return point[0] / WIDE, point[1] / sheet.high


def _edge(start: tuple[float, float], box: Box) -> tuple[float, float]:
    """Where a line from ``start`` to the middle of a box meets its edge."""
    x, y = _middle(box)
    across, up = start[0] - x, start[1] - y
    share = min([1.0, *((box.right - box.left) / 2 / abs(across) for _ in (0,) if across), *((box.high - box.low) / 2 / abs(up) for _ in (0,) if up)])
    return x + across * share, y + up * share


def _draw_tree(sheet: Sheet, branches: Sequence[Item], room: Box, gathered: Gathered) -> None:
    """Each body with its parts under it, indented."""
    lines = list(_lines(branches))
    if not lines:
        return
    sheet.write(room.left, room.high - 8, branches[0].layer.name, fontsize=9, fontweight="bold", color=GREY, va="center")
    step = min(16.0, (room.high - room.low - 24) / len(lines))
    for number, (depth, text, items) in enumerate(lines):
        doubtful = all(i.is_doubtful for i in items)
        y, x = room.high - 24 - number * step, room.left + 12 * depth
        if items:
            mark = sheet.line([(x - 8, y + step * 0.45), (x - 8, y), (x - 2, y)], color=GREY, linewidth=0.8, linestyle=DOUBT if doubtful else "solid")
            facts = [f for item in items for f in item.facts]
            sheet.tell(mark, words(gathered.citations, text, facts), facts)
        sheet.write(x, y, text, fontsize=min(7.6, step * 0.56), va="center", fontweight="normal" if depth else "bold")


def _lines(branches: Sequence[Item]) -> Iterator[tuple[int, str, list[Item]]]:
    """Depth, text and items of each line of the tree, wrapped; a part that is named twice stands under both."""
    parts: dict[str, dict[str, list[Item]]] = {}
    for item in branches:
        parts.setdefault(item["other"], {}).setdefault(item["one"], []).append(item)
    below = {part for group in parts.values() for part in group}

    def walk(name: str, depth: int, items: list[Item], above: tuple[str, ...]) -> Iterator[tuple[int, str, list[Item]]]:
        first, *more = textwrap.wrap(name, 75 - 3 * depth)
        yield depth, first, items
        yield from ((depth + 1, line, []) for line in more)
        for part, told in sorted(parts.get(name, {}).items()) if name not in above else ():
            yield from walk(part, depth + 1, told, (*above, name))

    for root in sorted(set(parts) - below) or sorted(parts):
        yield from walk(root, 0, [], ())
