"""A timeline: a lane for each layer, a row for each thing, a bar for each period told of it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from kg.drawing.canvas import BLUE, DOUBT, GREEN, GREY, HIGH, INK, ORANGE, PURPLE, WIDE, Sheet, field_of, new_sheet, words
from kg.drawing.gathering import Gathered, Item
from kg.drawing.scale import Scale, scale_of

_TINTS = (BLUE, GREEN, PURPLE, ORANGE, "#0f766e")
_FEWEST, _ROW, _MOST, _BAR, _LEAST, _GAP, _AXIS = 6, 15.0, 22.0, 9.0, 6.0, 12.0, 22.0
_FONT = {"fontsize": 7.4, "va": "center_baseline", "color": INK}


@dataclass(frozen=True, slots=True)
class Bar:
    """A period told of a thing; ``is_open`` where only its beginning is told."""

    label: str
    start: datetime.date
    end: datetime.date
    is_open: bool
    items: tuple[Item, ...]

    @property
    def facts(self) -> list[str]:
        """The facts behind it."""
        return list(dict.fromkeys(f for item in self.items for f in item.facts))


@dataclass(frozen=True, slots=True)
class _Row:
    """The bars of one thing, with where they and its label stand in pixels."""

    bars: tuple[Bar, ...]
    label: str
    left: float
    right: float
    label_at: float
    align: str


def draw_timeline(gathered: Gathered) -> Sheet:
    """Draw what is dated; what is not is counted."""
    dated = [item for item in gathered.of("bar") if item["start"]]
    bars = {name: bars_of([i for i in dated if i.layer.name == name]) for name in dict.fromkeys(i.layer.name for i in dated)}
    sheet = new_sheet()
    scale = scale_of([(b.start, b.end) for lane in bars.values() for b in lane], field_of(sheet).left, field_of(sheet).right)
    lanes = {name: _packed(sheet, scale, lane) for name, lane in bars.items()}
    rows = sum(len(lane) + 1 for lane in lanes.values())
    room = field_of(sheet).high - field_of(sheet).low - 2 * _AXIS
    step = min(_MOST, max(_ROW, room / max(rows, 1)))
    sheet = new_sheet(HIGH - room + max(rows, _FEWEST) * step)
    _draw(sheet, scale, lanes, gathered, step)
    undated = len({f for item in gathered.of("bar") if not item["start"] for f in item.facts})
    sheet.notes.append("Years of which more is told are drawn wider. A bar covers the period that the source tells, a month or a year where it tells no day.")
    if undated:
        sheet.notes.append(f"Not drawn, since the source gives them no date: {undated} statements.")
    return sheet


def bars_of(items: Sequence[Item]) -> list[Bar]:
    """Items with the same name and period make one bar; so do those of one kind and period that name the same thing among others."""
    groups: dict[tuple[str, str, str], list[Item]] = {}
    for item in items:
        groups.setdefault((item["start"], item["end"], item["kind"]), []).append(item)
    named: dict[tuple[str, str, str], list[Item]] = {}
    for (start, end, kind), group in groups.items():
        for label, members in _clustered(group) if kind else ((_label(i), [i]) for i in group):
            named.setdefault((label, start, end), []).extend(members)
    return [_bar(label, start, end, members) for (label, start, end), members in named.items()]


def _bar(label: str, start: str, end: str, items: Iterable[Item]) -> Bar:
    first = datetime.date.fromisoformat(start[:10])
    return Bar(label, first, datetime.date.fromisoformat(end[:10]) if end else first, not end, tuple(items))


def _label(item: Item) -> str:
    return ": ".join(filter(None, (item["route"] or item["of"], item["says"])))


def _clustered(items: list[Item]) -> Iterable[tuple[str, list[Item]]]:
    """The items by the name that most of them share; then those that are left, by what they say."""
    left = list(items)
    while left:
        shared = Counter(part for item in left for part in item["of"].split("; "))
        name, number = max(shared.items(), key=lambda s: (s[1], len(s[0]), s[0]))
        if number < 2:
            break
        yield name, [i for i in left if name in i["of"].split("; ")]
        left = [i for i in left if name not in i["of"].split("; ")]
    alike: dict[str, list[Item]] = {}
    for item in left:
        alike.setdefault(item["says"] or item["of"], []).append(item)
    for says, group in alike.items():
        names = "; ".join(dict.fromkeys(i["of"] for i in group if i["of"]))
        yield (f"{names}: {says}" if len(group) > 1 else names or says), group


def _packed(sheet: Sheet, scale: Scale, bars: Sequence[Bar]) -> list[list[_Row]]:
    """Things in order of time, several in one line where they do not get in each other's way."""
    by_name: dict[str, list[Bar]] = {}
    for bar in sorted(bars, key=lambda b: (b.start, b.end, b.label)):
        by_name.setdefault(bar.label, []).append(bar)
    lines: list[list[_Row]] = []
    for group in by_name.values():
        row = _row(sheet, scale, group)
        line = next((line for line in lines if all(row.left > other.right + _GAP or row.right < other.left - _GAP for other in line)), None)
        if line is None:
            lines.append([row])
        else:
            line.append(row)
    return lines


def _row(sheet: Sheet, scale: Scale, bars: Sequence[Bar]) -> _Row:
    """A thing's bars with its label after them, or before them where there is more room; cut where there is too little."""
    room = field_of(sheet)
    left = min(scale.at(b.start) for b in bars)
    right = max(max(scale.after(b.end), scale.at(b.start) + _LEAST) + (6 if b.is_open else 0) for b in bars)
    text, before, after = bars[0].label, left - room.left - 5, room.right - right - 5
    wide = sheet.size(text, **_FONT)[0]
    space = after if wide <= after or after >= before else before
    if wide > space:
        text = text[:max(8, int(len(text) * space / wide) - 2)].rstrip() + "…"
        wide = space
    if space == after:
        return _Row(tuple(bars), text, left, right + wide + 5, right + 4, "left")
    return _Row(tuple(bars), text, left - wide - 5, right, left - 4, "right")


def _draw(sheet: Sheet, scale: Scale, lanes: dict[str, list[list[_Row]]], gathered: Gathered, step: float) -> None:
    room = field_of(sheet)
    y = room.high - _AXIS
    for number, (name, lines) in enumerate(lanes.items()):
        tint = _TINTS[number % len(_TINTS)]
        sheet.write(room.left, y - step / 2, name, fontsize=8.6, fontweight="bold", color=tint, va="center")
        sheet.line([(room.left + sheet.size(name, fontsize=8.6, fontweight="bold")[0] + 8, y - step / 2), (room.right, y - step / 2)], color=tint, linewidth=0.7, alpha=0.5)
        for line in lines:
            y -= step
            for row in line:
                _draw_row(sheet, scale, row, y - step / 2, tint, gathered)
        y -= step
    _draw_axis(sheet, scale, y)
    tint = GREY
    sheet.legend += [(Patch(facecolor=tint, edgecolor=tint), "period told"), (Line2D([], [], color=tint, marker=">", linestyle="none", markersize=5), "only the beginning is told"),
                     (Patch(facecolor="white", edgecolor=tint, linestyle=DOUBT), "the source hedges, or does not simply assert it (planned, expected, reported …)")]


def _draw_row(sheet: Sheet, scale: Scale, row: _Row, y: float, tint: str, gathered: Gathered) -> None:
    for bar in sorted(row.bars, key=lambda b: b.start - b.end):
        left, right = scale.at(bar.start), max(scale.after(bar.end), scale.at(bar.start) + _LEAST)
        doubtful = all(item.is_doubtful for item in bar.items)
        shape = Rectangle((left / WIDE, (y - _BAR / 2) / sheet.high), (right - left) / WIDE, _BAR / sheet.high, transform=sheet.figure.transFigure, facecolor="white" if doubtful else tint,
                          edgecolor=tint if doubtful else "white", linewidth=1.0, linestyle=DOUBT if doubtful else "solid", zorder=3)
        sheet.figure.add_artist(shape)
        if bar.is_open:
            sheet.line([(right + 3, y)], color=tint, marker=">", markersize=4.5, linestyle="none")
        period = bar.start.isoformat() if bar.is_open or bar.start == bar.end else f"{bar.start.isoformat()} to {bar.end.isoformat()}"
        sheet.tell(shape, words(gathered.citations, f"{period}: {bar.label}", bar.facts), bar.facts)
    sheet.write(row.label_at, y, row.label, ha=row.align, **_FONT)


def _draw_axis(sheet: Sheet, scale: Scale, low: float) -> None:
    """A thin line for each year, its number above where there is room for it."""
    high = field_of(sheet).high
    free = 0.0
    for year, left, right in scale.years:
        sheet.line([(left, low), (left, high - 10)], color="#d5dbe1", linewidth=0.7, zorder=0)
        if (middle := (left + right) / 2) - 20 >= free:
            sheet.write(middle, high - 4, str(year), fontsize=8.4, ha="center", va="center", color=GREY, fontweight="bold")
            free = middle + 20


