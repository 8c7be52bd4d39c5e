"""A network of bodies: who works with whom and belongs to what, as boxes and lines; and what is part of what, as a tree beside it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

import networkx as nx
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from kg.drawing.canvas import BLUE, DOUBT, GREEN, GREY, INK, WIDE, Sheet, field_of, new_sheet, words
from kg.drawing.gathering import Gathered, Item
from kg.drawing.placing import Box, spread

_TINTS = (BLUE, GREEN)
_NODE = {"fontsize": 7.3, "ha": "center", "va": "center", "linespacing": 1.0, "color": INK}
_WRAP, _PAD, _TREE = 21, 7.0, 392.0
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
        text = sheet.write(*_middle(box), _wrapped(name), zorder=4, **_NODE)
        text.set_bbox({"boxstyle": "round,pad=0.35", "facecolor": "#f6f8fb", "edgecolor": "#8b98a6", "linewidth": 0.8})
    sheet.legend += [(Line2D([], [], color=_TINTS[n % len(_TINTS)], linewidth=2), kind) for n, kind in enumerate(kinds)]
    if ties:
        sheet.legend.append((Line2D([], [], color=GREY, linewidth=1.5, linestyle=DOUBT), "the source hedges, or does not simply assert it"))


def _boxes(sheet: Sheet, ties: Mapping[_Tie, list[Item]], room: Box) -> dict[str, Box]:
    """A box for each body: laid out by springs, stretched over the room, pushed apart until none covers another."""
    graph = nx.Graph()
    graph.add_nodes_from(sorted({name for tie in ties for name in tie[1:]}))
    graph.add_edges_from(sorted(tie[1:] for tie in ties))
    if not graph:
        return {}
    spots = nx.kamada_kawai_layout(_joined(graph)) if len(graph) < 3 else nx.spring_layout(_joined(graph), k=2.4 / len(graph) ** 0.5, iterations=400, seed=7)
    names = list(graph)
    low, high = [[f(float(spots[n][axis]) for n in names) for axis in (0, 1)] for f in (min, max)]
    boxes = []
    for name in names:
        wide, tall = (s + 2 * _PAD for s in sheet.size(_wrapped(name), **_NODE))
        x, y = ((float(spots[name][a]) - low[a]) / ((high[a] - low[a]) or 1.0) for a in (0, 1))
        x, y = room.left + wide / 2 + x * (room.right - room.left - wide), room.low + tall / 2 + y * (room.high - room.low - tall)
        boxes.append(Box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2))
    return dict(zip(names, spread(boxes, room, gap=10.0), strict=True))


def _joined(graph: nx.Graph) -> nx.Graph:
    """The graph with its pieces held together by weak springs, so that none drifts off."""
    pieces = sorted(nx.connected_components(graph), key=lambda piece: (-len(piece), min(piece)))
    middles = [max(sorted(piece), key=graph.degree) for piece in pieces]
    joined = graph.copy()
    joined.add_edges_from([(middles[0], other) for other in middles[1:]], weight=0.15)
    return joined


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
    sheet.write(room.left, room.high - 8, branches[0].layer.name + ":", fontsize=9, fontweight="bold", color=GREY, va="center")
    step = min(16.0, (room.high - room.low - 24) / len(lines))
    for number, (depth, text, items) in enumerate(lines):
        doubtful = bool(items) and all(i.is_doubtful for i in items)
        y, x = room.high - 24 - number * step, room.left + 12 * depth
        if items:
            mark = sheet.line([(x - 8, y + step * 0.45), (x - 8, y), (x - 2, y)], color=GREY, linewidth=0.8, linestyle=DOUBT if doubtful else "solid")
            facts = [f for item in items for f in item.facts]
            sheet.tell(mark, words(gathered.citations, text, facts), facts)
        sheet.write(x, y, text, fontsize=min(7.6, step * 0.56), va="center", fontweight="normal" if items else "bold")


def _lines(branches: Sequence[Item]) -> Iterator[tuple[int, str, list[Item]]]:
    """Depth, text and items of each line of the tree, wrapped; a part that is named twice stands under both."""
    parts: dict[str, dict[str, list[Item]]] = {}
    for item in branches:
        parts.setdefault(item["other"], {}).setdefault(item["one"], []).append(item)
    below = {part for group in parts.values() for part in group}

    def walk(name: str, depth: int, items: list[Item], above: tuple[str, ...]) -> Iterator[tuple[int, str, list[Item]]]:
        first, *more = textwrap.wrap(name, 82 - 3 * depth)
        yield depth, first, items
        yield from ((depth + 1, line, []) for line in more)
        for part, told in sorted(parts.get(name, {}).items()) if name not in above else ():
            yield from walk(part, depth + 1, told, (*above, name))

    for root in sorted(set(parts) - below) or sorted(parts):
        yield from walk(root, 0, [], ())
