"""A map: ways as arrows, prices on theirs, places where people gather. What has no certain coordinates is counted, not guessed."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Polygon

from kg.citations import Citation
from kg.drawing.canvas import BLUE, DOUBT, GREY, ORANGE, PURPLE, WIDE, Sheet, field_of, new_sheet, words
from kg.drawing.gathering import Gathered, Item
from kg.drawing.outlines import read_outlines
from kg.drawing.places import Spot, read_spots
from kg.drawing.placing import Box, Wanted, place
from kg.drawing.plans import Plan
from kg.engines import Graph

_SEA, _LAND, _COAST = "#e7eff6", "#fbfaf6", "#a9b6c2"
_BOW = {"leg": 0.16, "price": -0.22}
_TINT = {"leg": BLUE, "price": ORANGE}
_ROLES, _FEW = 26, 10
"""The characters of a line of roles under a name; up to how many places show their roles."""
_LEAST, _AIR = 3.6, 1.35
"""The least height of a map in degrees; how much more it shows than the places need."""
_INSET = 0.012
"""How far from the frame, as a share of it, a place outside stands."""


@dataclass(slots=True)
class _Group:
    """The items that become one arrow or one mark."""

    items: list[Item] = field(default_factory=list)

    @property
    def facts(self) -> list[str]:
        return list(dict.fromkeys(f for item in self.items for f in item.facts))

    @property
    def is_doubtful(self) -> bool:
        return all(item.is_doubtful for item in self.items)


@dataclass(frozen=True, slots=True)
class _Label:
    x: float
    y: float
    text: str
    style: Mapping[str, object]


def draw_map(graph: Graph, plan: Plan, gathered: Gathered) -> Sheet:
    """Draw legs, prices and hubs within the plan's frame; a place outside of it stands at its edge."""
    sheet = new_sheet()
    spots = read_spots(graph)
    arrows, marks, left_out = _grouped(gathered, spots)
    shown = [spots[name] for name in dict.fromkeys([*(name for key in arrows for name in key[1:]), *marks])]
    frame = _frame(plan, shown if gathered.asked else (), sheet)
    axes = _ground(sheet, frame)
    drawn = {spot.name: _at(spot, frame) for spot in shown}
    labels = _arrows(sheet, axes, arrows, drawn, gathered.citations)
    labels = _marks(sheet, axes, marks, drawn, spots, gathered.citations) + labels
    labels += [_Label(s.longitude, s.latitude, s.name, _style(8, GREY, style="italic")) for s in spots.values() if s.is_country and s.name not in drawn and _within(s, frame)]
    _write(sheet, axes, labels, list(drawn.values()))
    _explain(sheet, {part for part, _, _ in arrows} | ({"hub"} if marks else set()), gathered, left_out)
    return sheet


def _frame(plan: Plan, shown: Iterable[Spot], sheet: Sheet) -> Box:
    """What the map shows, with one scale for both axes: the plan's frame, or as much of it as holds what is shown where that was narrowed."""
    whole, room = Box(*plan.frame), field_of(sheet)
    shape = (room.right - room.left) / (room.high - room.low) / math.cos(math.radians((whole.low + whole.high) / 2))
    inside = [spot for spot in shown if _within(spot, whole)]
    longitudes, latitudes = ([s.longitude for s in inside] or [whole.left, whole.right]), ([s.latitude for s in inside] or [whole.low, whole.high])
    tall = min(whole.high - whole.low, max(_LEAST, (max(latitudes) - min(latitudes)) * _AIR, (max(longitudes) - min(longitudes)) * _AIR / shape)) if inside else whole.high - whole.low
    x, y = (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2
    return Box(x - tall * shape / 2, y - tall / 2, x + tall * shape / 2, y + tall / 2)


def _ground(sheet: Sheet, frame: Box) -> Axes:
    """Sea, land, coasts and border lines."""
    room = field_of(sheet)
    axes = sheet.figure.add_axes((room.left / WIDE, room.low / sheet.high, (room.right - room.left) / WIDE, (room.high - room.low) / sheet.high), facecolor=_SEA)
    axes.set(xlim=(frame.left, frame.right), ylim=(frame.low, frame.high), xticks=[], yticks=[])
    outlines = read_outlines()
    for ring in outlines.land:
        axes.add_patch(Polygon(ring, closed=True, facecolor=_LAND, edgecolor=_COAST, linewidth=0.7))
    for line, is_dashed in outlines.borders:
        axes.plot(*zip(*line, strict=True), color=_COAST, linewidth=0.9, linestyle=(0, (2, 2)) if is_dashed else "solid", zorder=1.5)
    sheet.notes.append(outlines.remark)
    return axes


def _grouped(gathered: Gathered, spots: Mapping[str, Spot]) -> tuple[dict[tuple[str, str, str], _Group], dict[str, _Group], dict[str, int]]:
    """Arrows by part and ends, marks by place, and how many of each part cannot be drawn."""
    arrows: dict[tuple[str, str, str], _Group] = {}
    marks: dict[str, _Group] = {}
    left_out: dict[str, int] = {}
    for item in gathered.of("leg", "price", "hub"):
        ends = [item["at"]] if item.layer.part == "hub" else [item["from"], item["to"]]
        if any(end not in spots for end in ends) or len(set(ends)) < len(ends):
            left_out[item.layer.name] = left_out.get(item.layer.name, 0) + len(item.facts)
        elif item.layer.part == "hub":
            marks.setdefault(ends[0], _Group()).items.append(item)
        else:
            arrows.setdefault((item.layer.part, ends[0], ends[1]), _Group()).items.append(item)
    return arrows, marks, left_out


def _within(spot: Spot, frame: Box) -> bool:
    return frame.holds(spot.longitude, spot.latitude)


def _at(spot: Spot, frame: Box) -> tuple[float, float]:
    """Where a spot is drawn: there, or at the frame's edge in its direction."""
    if _within(spot, frame):
        return spot.longitude, spot.latitude
    x, y = (frame.left + frame.right) / 2, (frame.low + frame.high) / 2
    wide, tall = (frame.right - frame.left) * (0.5 - _INSET), (frame.high - frame.low) * (0.5 - _INSET)
    scale = min(wide / max(abs(spot.longitude - x), 1e-9), tall / max(abs(spot.latitude - y), 1e-9))
    return x + (spot.longitude - x) * scale, y + (spot.latitude - y) * scale


def _is_inside(spot: Spot, drawn: tuple[float, float]) -> bool:
    return (spot.longitude, spot.latitude) == drawn


def _arrows(sheet: Sheet, axes: Axes, arrows: Mapping[tuple[str, str, str], _Group], drawn: Mapping[str, tuple[float, float]], citations: Mapping[str, Citation]) -> list[_Label]:
    """Draw the arrows; returns the labels of those that are prices."""
    labels = []
    for (part, start, end), group in arrows.items():
        width = 1.0 + 0.35 * min(len(group.facts) - 1, 6)
        arrow = FancyArrowPatch(drawn[start], drawn[end], arrowstyle="-|>", mutation_scale=8 + width, connectionstyle=f"arc3,rad={_BOW[part]}", shrinkA=4, shrinkB=5, zorder=3,
                                linewidth=width, linestyle=DOUBT if group.is_doubtful else "solid", color=_TINT[part], alpha=0.8)
        axes.add_patch(arrow)
        prices = "\n".join(dict.fromkeys(map(_price, group.items))) if part == "price" else ""
        sheet.tell(arrow, words(citations, f"{start} → {end}" + (f": {prices}" if prices else ""), group.facts), group.facts)
        if prices:
            labels.append(_Label(*_middle(axes, drawn[start], drawn[end], _BOW[part]), prices, _style(6.8, ORANGE, weight="bold")))
    return labels


def _price(item: Item) -> str:
    least, most = item["least"], item["most"]
    amount = least if least == most else f"{least}–{most}" if least and most else f"from {least}" if least else f"up to {most}"
    return f"{amount} {item['currency']}, unit: {item['per']}"


def _middle(axes: Axes, start: tuple[float, float], end: tuple[float, float], bow: float) -> tuple[float, float]:
    """The middle of a bowed arrow: bows are made on the screen, so it is reckoned there."""
    (x1, y1), (x2, y2) = axes.transData.transform((start, end))
    middle = ((x1 + x2) / 2 + bow * (y2 - y1) / 2, (y1 + y2) / 2 - bow * (x2 - x1) / 2)
    x, y = axes.transData.inverted().transform(middle)
    return float(x), float(y)


def _marks(sheet: Sheet, axes: Axes, marks: Mapping[str, _Group], drawn: Mapping[str, tuple[float, float]], spots: Mapping[str, Spot], citations: Mapping[str, Citation]) -> list[_Label]:
    """Draw what lies at places; returns their labels, those of towns first."""
    labels = []
    for name in sorted(drawn, key=lambda n: (spots[n].is_country, n not in marks, n)):
        x, y = drawn[name]
        axes.plot([x], [y], marker="s" if spots[name].is_country else "o", markersize=4.5, markerfacecolor="white", markeredgecolor=BLUE, markeredgewidth=1.1, zorder=4)
        roles = ""
        if name in marks:
            group = marks[name]
            (mark,) = axes.plot([x], [y], marker="D", markersize=8.5, markerfacecolor="white" if group.is_doubtful else PURPLE, markeredgecolor=PURPLE, markeredgewidth=1.3, zorder=5)
            roles = textwrap.fill(", ".join(dict.fromkeys(item["role"] for item in group.items if item["role"])), _ROLES)
            sheet.tell(mark, words(citations, f"{name}: {roles}" if roles else name, group.facts), group.facts)
        bold = "bold" if spots[name].is_country else "normal"
        shown = name if _is_inside(spots[name], drawn[name]) else f"{name} (outside)"
        labels.append(_Label(x, y, f"{shown}\n({roles})" if roles and len(marks) <= _FEW and not spots[name].is_country else shown, _style(7.6, PURPLE if name in marks else "#1b1f24", weight=bold)))
    return labels


def _style(size: float, color: str, **more: object) -> dict[str, object]:
    return {"fontsize": size, "color": color, "linespacing": 0.95, **more}


def _write(sheet: Sheet, axes: Axes, labels: Sequence[_Label], marks: Sequence[tuple[float, float]]) -> None:
    """Write the labels where they cover neither one another nor a mark, with a thin line to what they name where they stand off."""
    spots = [(float(x), float(y)) for x, y in axes.transData.transform([(label.x, label.y) for label in labels])] if labels else []
    wanted = [Wanted(x, y, *sheet.size(label.text, **label.style)) for (x, y), label in zip(spots, labels, strict=True)]
    dots = [(float(x), float(y)) for x, y in axes.transData.transform(marks)] if marks else []
    for label, want, box in zip(labels, wanted, place(wanted, dots, field_of(sheet)), strict=True):
        x, y = (box.left + box.right) / 2, (box.low + box.high) / 2
        near_x, near_y = min(max(want.x, box.left), box.right), min(max(want.y, box.low), box.high)
        if math.hypot(near_x - want.x, near_y - want.y) > 14:
            sheet.line([(want.x, want.y), (near_x, near_y)], color=label.style["color"], linewidth=0.5, alpha=0.7)
        text = sheet.write(x, y, label.text, ha="center", va="center", **label.style)
        text.set_bbox({"facecolor": "white", "alpha": 0.72, "edgecolor": "none", "pad": 0.6})


def _explain(sheet: Sheet, parts: set[str], gathered: Gathered, left_out: Mapping[str, int]) -> None:
    """Legend, and the count of what has no place on the map."""
    names = {item.layer.part: item.layer.name for item in gathered.items if item.layer.part in parts}
    sheet.legend += [(Line2D([], [], color=_TINT[part], linewidth=1.8), names[part]) for part in ("leg", "price") if part in names]
    sheet.legend += [(Line2D([], [], color=GREY, linewidth=1.5, linestyle=DOUBT), "the source hedges, or does not simply assert it")]
    if "hub" in names:
        sheet.legend.append((Line2D([], [], color=PURPLE, marker="D", linestyle="none", markersize=7), names["hub"]))
    sheet.legend.append((Line2D([], [], color=BLUE, marker="s", markerfacecolor="white", linestyle="none", markersize=5), "country: its middle, no place in it"))
    if left_out:
        counts = ", ".join(f"{number} of “{name}”" for name, number in left_out.items())
        sheet.notes.append(f"Not drawn, since an end is not named or has no certain coordinates: {counts}. Lines say from where to where, not by which path; the thicker, the more statements.")
