"""The drawing of what is what: superclasses to the left, their kinds to the right, kinds without further kinds gathered in a panel."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kg import iri
from kg.docs.boxes import Box, draw, line, steps, svg, tip
from kg.docs.markup import Html, el
from kg.docs.terms import Term

WIDTH = 1160
_BOX, _TALL, _ACROSS, _DOWN, _PAD = 166, 46, 46, 12, 10


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn so far: boxes, panels behind them, and lines."""

    boxes: list[Box] = field(default_factory=list)
    panels: list[Html] = field(default_factory=list)
    lines: list[Html] = field(default_factory=list)

    def place(self, box: Box) -> Box:
        """Add a box."""
        self.boxes.append(box)
        return box


Describe = Callable[[str, float, float, float, float], Box]
"""The box of a class at x and y, so wide and so tall."""


def forest(terms: Iterable[Term]) -> tuple[list[str], dict[str, list[str]]]:
    """The roots, and the children of each class, each class under the first of its superclasses that is ours."""
    classes = {t.entry.iri: t for t in terms if t.is_class}
    children: dict[str, list[str]] = {}
    roots: dict[str, None] = {}
    for one, term in classes.items():
        parent = next((s for s in term.supers if s.startswith(iri.TERM) and s != one), "")
        if parent:
            children.setdefault(parent, []).append(one)
        if parent not in classes:
            roots[parent or one] = None
    return list(roots), children


def hierarchy(terms: Iterable[Term], describe: Describe, label: str) -> Html | None:
    """The drawing, or nothing where the module has no class."""
    roots, children = forest(terms)
    scene, y = Scene(), 4.0
    for root in (r for r in roots if children.get(r)):
        y += _grow(scene, root, 4.0, y, children, describe, frozenset()) + 2 * _DOWN
    alone = [r for r in roots if not children.get(r)]
    if alone:
        y += _grid(scene, alone, 4.0, y, describe)[1] + 2 * _DOWN
    if not scene.boxes:
        return None
    width = max(b.x + b.width for b in scene.boxes) + _PAD + 4
    return svg(width, y - 2 * _DOWN + 6, label, scene.panels, scene.lines, [draw(b) for b in scene.boxes])


def _grow(scene: Scene, one: str, x: float, y: float, children: Mapping[str, list[str]], describe: Describe, above: frozenset[str]) -> float:
    """Place a class and all under it with the upper left corner at x, y; the height that this takes."""
    kinds = [c for c in children.get(one, ()) if c not in above]
    box = scene.place(describe(one, x, y, _BOX, _TALL))
    if not kinds:
        return _TALL
    right, cursor, ends = x + _BOX + _ACROSS, y, list[tuple[float, float]]()
    for kind in (k for k in kinds if children.get(k)):
        ends.append((right, cursor + _TALL / 2))
        cursor += _grow(scene, kind, right, cursor, children, describe, above | {one}) + _DOWN
    leaves = [k for k in kinds if not children.get(k)]
    if leaves:
        cursor += _PAD / 2 if ends else 0
        ends.append((right - (_PAD - 2 if len(leaves) > 1 else 0), cursor + _TALL / 2))
        cursor += _panel(scene, leaves, right, cursor, describe) + _DOWN
    _join(scene, box, right - 22, ends)
    return max(cursor - _DOWN - y, _TALL)


def _panel(scene: Scene, leaves: list[str], x: float, y: float, describe: Describe) -> float:
    """Place classes without kinds in a grid, on a panel where they are several; the height that this takes."""
    width, height = _grid(scene, leaves, x, y, describe)
    if len(leaves) > 1:
        scene.panels.append(el("rect", x=x - _PAD + 2, y=y - _PAD + 4, width=width + 2 * _PAD - 4, height=height + 2 * _PAD - 8, rx=9, class_="panel"))
    return height


def _grid(scene: Scene, several: list[str], x: float, y: float, describe: Describe) -> tuple[float, float]:
    """Place classes in as few rows as the width allows, evenly filled; the width and height that this takes."""
    most = max(1, int((WIDTH - x + _PAD) // (_BOX + _PAD)))
    rows = math.ceil(len(several) / most)
    across = math.ceil(len(several) / rows)
    for n, one in enumerate(several):
        scene.place(describe(one, x + (n % across) * (_BOX + _PAD), y + (n // across) * (_TALL + _PAD), _BOX, _TALL))
    return across * (_BOX + _PAD) - _PAD, rows * (_TALL + _PAD) - _PAD


def _join(scene: Scene, parent: Box, trunk: float, ends: list[tuple[float, float]]) -> None:
    start = parent.x + parent.width
    for x, y in ends:
        scene.lines.append(line(steps((start + 11, parent.middle), (trunk, parent.middle), (trunk, y), (x, y))))
    scene.lines.append(tip(start, parent.middle, to_left=True))
