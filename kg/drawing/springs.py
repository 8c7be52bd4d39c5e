"""The layout of one piece of a network: springs from several beginnings, of which the one is taken whose lines are clearest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import networkx as nx

from kg.drawing.placing import Box, spread

_BEGINNINGS, _ROUNDS, _PAD, _GAP = 14, 100, 7.0, 12.0
_THROUGH, _CROSSING = 3, 1
_Point = tuple[float, float]


def arrange(edges: Sequence[tuple[str, str]], sizes: Mapping[str, tuple[float, float]], room: Box) -> dict[str, Box]:
    """A box for each node, within the room, none on another; lines run through as few boxes and over as few lines as any beginning gives."""
    graph = nx.Graph()
    graph.add_nodes_from(sorted({name for edge in edges for name in edge}))
    graph.add_edges_from(edges)
    layouts = [dict(_laid_out(graph, sizes, room, seed)) for seed in range(_BEGINNINGS)]
    return min(layouts, key=lambda boxes: _tangle(graph, boxes))


def _laid_out(graph: nx.Graph, sizes: Mapping[str, tuple[float, float]], room: Box, seed: int) -> Iterator[tuple[str, Box]]:
    spots = nx.spring_layout(graph, k=2.6 / len(graph) ** 0.5, iterations=_ROUNDS, seed=seed)
    names = sorted(graph)
    low, high = [[f(float(spots[n][axis]) for n in names) for axis in (0, 1)] for f in (min, max)]
    boxes = []
    for name in names:
        wide, tall = sizes[name][0] + 2 * _PAD, sizes[name][1] + 2 * _PAD
        share = [(float(spots[name][a]) - low[a]) / ((high[a] - low[a]) or 1.0) for a in (0, 1)]
        left, floor = room.left + share[0] * (room.right - room.left - wide), room.low + share[1] * (room.high - room.low - tall)
        boxes.append(Box(left, floor, left + wide, floor + tall))
    yield from zip(names, spread(boxes, room, _GAP), strict=True)


def _tangle(graph: nx.Graph, boxes: Mapping[str, Box]) -> int:
    """How often lines run through boxes that they do not join, and over one another."""
    middles = {name: ((b.left + b.right) / 2, (b.low + b.high) / 2) for name, b in boxes.items()}
    lines = sorted(graph.edges)
    through = sum(_runs_through(middles[a], middles[b], box) for a, b in lines for name, box in boxes.items() if name not in (a, b))
    crossings = sum(_cross(middles[a], middles[b], middles[c], middles[d]) for n, (a, b) in enumerate(lines) for c, d in lines[:n] if len({a, b, c, d}) == 4)
    return _THROUGH * through + _CROSSING * crossings


def _runs_through(start: _Point, end: _Point, box: Box) -> bool:
    corners = [(box.left, box.low), (box.left, box.high), (box.right, box.high), (box.right, box.low)]
    return any(_cross(start, end, corners[n - 1], corners[n]) for n in range(4))


def _cross(a: _Point, b: _Point, c: _Point, d: _Point) -> bool:
    return _side(a, b, c) != _side(a, b, d) and _side(c, d, a) != _side(c, d, b)


def _side(a: _Point, b: _Point, c: _Point) -> bool:
    """On which side of the line from a to b the point c lies."""
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])
