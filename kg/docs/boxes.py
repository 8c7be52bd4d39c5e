"""Pieces of drawings: boxes with labels, lines, arrow heads. Lengths are in pixels of a drawing that is shown at most at its own width."""

from __future__ import annotations

from dataclasses import dataclass

from kg.docs.markup import Child, Html, el, join

_WIDE, _NARROW = set("mwMW@%&ABCDEFGHKNOPQRSTUVXYZ"), set("iljtfrI.,:;'()[]| ")


@dataclass(frozen=True, slots=True)
class Box:
    """A box at a place, with a label, small words under it, a link, and a look: ``own``, ``other`` or ``things``."""

    x: float
    y: float
    width: float
    height: float
    label: str
    small: str = ""
    href: str = ""
    look: str = "own"

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + self.height / 2


def width_of(text: str, size: float) -> float:
    """About how wide a text is in a sans-serif of this size."""
    return sum(0.84 if c in _WIDE else 0.38 if c in _NARROW else 0.64 for c in text) * size


def wrap(text: str, width: float, size: float, lines: int = 2) -> list[str]:
    """The text in at most so many lines; what does not fit is cut with an ellipsis."""
    found = [""]
    for word in text.split():
        grown = f"{found[-1]} {word}".strip()
        if width_of(grown, size) <= width or not found[-1]:
            found[-1] = grown
        else:
            found.append(word)
    kept = found[:lines]
    while (len(found) > lines and not kept[-1].endswith("…")) or width_of(kept[-1], size) > width:
        kept[-1] = kept[-1].rstrip("…")[:-1] + "…"
    return kept


def draw(box: Box) -> Html:
    """The box as SVG, a link where it has one."""
    lines = wrap(box.label, box.width - 14, 13)
    small = wrap(box.small, box.width - 10, 9.6, 1) if box.small else []
    top = box.middle - (len(lines) * 16 + len(small) * 13) / 2
    lettering = [el("text", line, x=_n(box.x + box.width / 2), y=_n(top + 12.5 + 16 * i), class_="name") for i, line in enumerate(lines)]
    lettering += [el("text", line, x=_n(box.x + box.width / 2), y=_n(top + 16 * len(lines) + 10), class_="small") for line in small]
    title = el("title", f"{box.label} ({box.small})" if box.small else box.label)
    drawn = [title, el("rect", x=_n(box.x), y=_n(box.y), width=_n(box.width), height=_n(box.height), rx=6), *lettering]
    return el("a", *drawn, href=box.href, class_=f"box {box.look}") if box.href else el("g", *drawn, class_=f"box {box.look}")


def line(steps: str, *, colour: str | None = None) -> Html:
    """A line along SVG path steps."""
    return el("path", d=steps, class_="line", style=f"stroke:{colour}" if colour else None)


def tip(x: float, y: float, *, to_left: bool = False, colour: str | None = None) -> Html:
    """An arrow head that ends at a point: filled and pointing right, or the hollow one of a subclass arrow, pointing left."""
    back = 11 if to_left else -9
    style = f"fill:{colour};stroke:{colour}" if colour else None
    return el("path", d=f"M{_n(x)} {_n(y)}l{back} -5.5v11z", class_="kind" if to_left else "tip", style=style)


def steps(*points: tuple[float, float]) -> str:
    """Straight lines from point to point."""
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def curve(start: tuple[float, float], end: tuple[float, float], on: float = 0) -> str:
    """A line that leaves and arrives level, and then goes on level for a while."""
    (x, y), (to_x, to_y) = start, end
    bend = (to_x - x) / 2
    return f"M{_n(x)} {_n(y)}C{_n(x + bend)} {_n(y)} {_n(to_x - bend)} {_n(to_y)} {_n(to_x)} {_n(to_y)}" + (f"H{_n(to_x + on)}" if on else "")


def words(text: str, x: float, y: float, *, class_: str = "small", anchor: str = "middle", colour: str | None = None) -> Html:
    """A line of text."""
    return el("text", text, x=_n(x), y=_n(y), class_=class_, style=f"text-anchor:{anchor}" + (f";fill:{colour}" if colour else ""))


def svg(width: float, height: float, label: str, *parts: Child) -> Html:
    """A whole drawing; its label is read out before its links."""
    view = f"0 0 {_n(width)} {_n(height)}"
    return el("svg", join(parts), viewBox=view, width=_n(width), height=_n(height), role="group", aria_label=label)


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if "." in f"{value:.1f}" else str(value)
