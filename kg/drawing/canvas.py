"""The sheet that every picture is drawn on: title with audience and markings, legend, caption with sources. The same input gives the same bytes."""

from __future__ import annotations

import contextlib
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from kg.citations import Citation
from kg.drawing.placing import Box

DPI, WIDE, HIGH = 100, 1200.0, 900.0
BLUE, ORANGE, PURPLE, GREEN, GREY, INK = "#1f5a92", "#b8541a", "#7a2d83", "#2b7a4b", "#6b7280", "#1b1f24"
DOUBT = (0, (4, 2.2))
"""How lines are dashed that rest on doubted or limited statements only."""
_STYLE = {"font.family": "sans-serif", "font.sans-serif": ["DejaVu Sans", "Verdana", "sans-serif"], "svg.fonttype": "none", "svg.hashsalt": "kg",
          "text.parse_math": False, "figure.dpi": DPI, "savefig.dpi": DPI, "text.color": INK, "axes.edgecolor": "#9aa3ad"}
_LINE, _MARGIN = 13.0, 18.0
_CHARACTERS = 225


@contextlib.contextmanager
def styled() -> Iterator[None]:
    """The house's style and nobody else's, whatever the user's own settings are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)  # type: ignore[arg-type]  # the stubs want a literal of settings
        yield


@dataclass
class Sheet:
    """A figure in the making. ``titles``: what is said of a part when one points at it, by the part's id in the SVG."""

    figure: Figure
    high: float
    titles: dict[str, str] = field(default_factory=dict)
    drawn: dict[str, None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    legend: list[tuple[Artist, str]] = field(default_factory=list)

    @property
    def renderer(self) -> object:
        """What measures texts."""
        canvas = self.figure.canvas
        assert isinstance(canvas, FigureCanvasAgg)
        return canvas.get_renderer()  # type: ignore[no-untyped-call]  # the stubs leave it out

    def tell(self, artist: Artist, text: str, facts: Iterable[str]) -> None:
        """Have a part of the picture say its words when one points at it."""
        gid = f"part-{len(self.titles) + 1}"
        artist.set_gid(gid)
        self.titles[gid] = text
        self.drawn.update(dict.fromkeys(facts))

    def size(self, text: str, **style: object) -> tuple[float, float]:
        """Width and height of a text in pixels."""
        artist = self.figure.text(0, 0, text, **style)  # type: ignore[arg-type]  # any property of a text
        box = artist.get_window_extent(self.renderer)  # type: ignore[arg-type]  # the stubs know only the abstract renderer
        artist.remove()
        return float(box.width), float(box.height)

    def write(self, x: float, y: float, text: str, **style: object) -> Text:
        """A text at a place in pixels from the lower left corner."""
        return self.figure.text(x / WIDE, y / self.high, text, **style)  # type: ignore[arg-type]  # any property of a text

    def line(self, points: Iterable[tuple[float, float]], **style: object) -> Line2D:
        """A line over points in pixels from the lower left corner."""
        xs, ys = zip(*points, strict=True)
        drawn = Line2D([x / WIDE for x in xs], [y / self.high for y in ys], transform=self.figure.transFigure, **style)  # type: ignore[arg-type]  # any property of a line
        self.figure.add_artist(drawn)
        return drawn


def new_sheet(high: float = HIGH) -> Sheet:
    """An empty sheet, 1200 pixels wide."""
    figure = Figure(figsize=(WIDE / DPI, high / DPI), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    return Sheet(figure, high)


def finish(sheet: Sheet, title: str, view: str, citations: Mapping[str, Citation], remarks: Iterable[str]) -> None:
    """Write title, markings, legend and caption around what was drawn."""
    told = [citations[fact] for fact in sheet.drawn if fact in citations]
    markings = sorted({marking for c in told for marking in c.markings})
    share = (WIDE - 2 * _MARGIN) / sheet.size(title, fontsize=15, fontweight="bold")[0]
    sheet.write(_MARGIN, sheet.high - 30, title, fontsize=15 if share >= 1 else 14.4 * share, fontweight="bold", va="center")
    sheet.write(_MARGIN, sheet.high - 54, f"View: {view}   ·   Handling: {'; '.join(markings) or 'nothing drawn'}", fontsize=10.5 if len(markings) < 3 else 9, fontweight="bold", color=ORANGE, va="center")
    lines = caption(told, [*sheet.notes, *remarks])
    for number, line in enumerate(lines, 1):
        sheet.write(_MARGIN, 12 + (len(lines) - number) * _LINE, line, fontsize=7.2, va="center", color="#39424d")
    if sheet.legend:
        sheet.figure.legend([handle for handle, _ in sheet.legend], [name for _, name in sheet.legend], loc="center left", ncols=len(sheet.legend), frameon=False,
                            fontsize=8.5, bbox_to_anchor=((_MARGIN - 6) / WIDE, (sheet.high - 78) / sheet.high), borderaxespad=0, handlelength=2.4, columnspacing=1.8)


def caption(told: Iterable[Citation], remarks: Iterable[str]) -> list[str]:
    """The caption's lines: the sources with their markings, then what is to be said besides."""
    sources = {c.source: f"{c.title}{f' ({c.issued})' if c.issued else ''} [{'; '.join(c.markings)}]" for c in told}
    paragraphs = [f"Sources: {'; '.join(sources[s] for s in sorted(sources)) or 'none'}.", *remarks]
    return [line for paragraph in paragraphs if paragraph for line in textwrap.wrap(paragraph, _CHARACTERS)]


def field_of(sheet: Sheet) -> Box:
    """The part of a sheet that is there to be drawn on, between head and caption, in pixels."""
    return Box(_MARGIN, 104.0, WIDE - _MARGIN, sheet.high - 96)


def words(citations: Mapping[str, Citation], head: str, facts: Iterable[str], most: int = 6) -> str:
    """What is said of a part: a head, then each fact with its quotes and source."""
    known = [citations[fact] for fact in facts if fact in citations]
    lines = [f"“{' … '.join(c.quotes)}” — {c.title} [{'; '.join(c.markings)}]" for c in known[:most]]
    return "\n".join([head, *dict.fromkeys(lines), *([f"… and {len(known) - most} more"] if len(known) > most else [])])
