"""The drawing of the modules: each to the right of those on which it builds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.docs.boxes import Box, curve, draw, line, svg
from kg.docs.markup import Html
from kg.docs.terms import Module

_WIDTH, _BOX, _TALL, _DOWN = 1160, 176, 52, 22


def overview(modules: Sequence[Module], href: Callable[[Module], str]) -> Html:
    """The drawing."""
    known = {m.iri: m for m in modules}
    wanted = {m.iri: [i for i in m.imports if i in known and i != m.iri] for m in modules}
    depth: dict[str, int] = {}
    for module in modules:  # modules come after those on which they build
        depth[module.iri] = 1 + max((depth.get(i, -1) for i in wanted[module.iri]), default=-1)
    layers = [[m for m in modules if depth[m.iri] == d] for d in range(max(depth.values()) + 1)]
    across = min(90, (_WIDTH - 8 - len(layers) * _BOX) / max(1, len(layers) - 1))
    tallest = max(len(layer) for layer in layers) * (_TALL + _DOWN) - _DOWN
    boxes: dict[str, Box] = {}
    for d, layer in enumerate(layers):
        top = (tallest - len(layer) * (_TALL + _DOWN) + _DOWN) / 2 + 4
        for n, module in enumerate(layer):
            small = f"{sum(t.is_class for t in module.terms)} classes, {sum(not t.is_class for t in module.terms)} properties" if module.terms else "axioms"
            boxes[module.iri] = Box(4 + d * (_BOX + across), top + n * (_TALL + _DOWN), _BOX, _TALL, module.title, small, href(module), "own" if d else "things")
    lines = [line(curve((boxes[i].x + _BOX, boxes[i].middle), (boxes[m.iri].x, boxes[m.iri].middle))) for m in modules for i in _nearest(wanted[m.iri], wanted)]
    return svg(8 + len(layers) * (_BOX + across) - across, tallest + 10, "Modules, each to the right of those on which it builds", lines, [draw(b) for b in boxes.values()])


def _nearest(imports: Sequence[str], wanted: Mapping[str, Sequence[str]]) -> list[str]:
    """The imports that no other import brings in already."""
    def reached(one: str, seen: frozenset[str]) -> set[str]:
        return {one} | {deep for i in wanted[one] if i not in seen for deep in reached(i, seen | {one})}

    return [i for i in imports if not any(i in reached(other, frozenset()) for other in imports if other != i)]
