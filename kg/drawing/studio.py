"""From a plan to a finished picture: gather, draw, write around it, and turn it into SVG and PNG."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from matplotlib.figure import Figure
from matplotlib.text import Text

from kg.designations import notes_on_names
from kg.drawing.canvas import Sheet, finish, styled
from kg.drawing.gathering import Gathered, gather
from kg.drawing.maps import draw_map
from kg.drawing.networks import draw_network
from kg.drawing.pictures import Picture, with_titles
from kg.drawing.plans import Plan
from kg.drawing.timelines import draw_timeline
from kg.engines import Graph

_PAINTERS: Mapping[str, Callable[[Graph, Plan, Gathered], Sheet]] = {
    "map": draw_map, "timeline": lambda _, __, gathered: draw_timeline(gathered), "network": lambda _, __, gathered: draw_network(gathered)}


def paint(graph: Graph, plan: Plan, given: Mapping[str, str], view: str) -> Picture:
    """Draw a plan for a view."""
    gathered = gather(graph, plan, given)
    asked = "; ".join(f"{name}: {value}" for name, value in gathered.asked.items())
    title = f"{plan.title} ({asked})" if asked else plan.title
    with styled():
        sheet = _PAINTERS[plan.kind](graph, plan, gathered)
        said = [title, *(text.get_text().replace("\n", " ") for text in sheet.figure.findobj(Text) if isinstance(text, Text)), *sheet.titles.values()]
        notes = notes_on_names(graph, said)
        finish(sheet, title, view, gathered.citations, [plan.remark, *notes])
        svg = with_titles(_svg(sheet.figure), sheet.titles)
    return Picture(title, view, tuple(gathered.citations[fact] for fact in sheet.drawn if fact in gathered.citations), tuple(sheet.notes), svg, lambda: _png(sheet.figure))


def _svg(figure: Figure) -> str:
    """Without date and version, and with ids made from the content, so that the same picture has the same bytes."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "kg draw"})
    return out.getvalue()


def _png(figure: Figure) -> bytes:
    out = io.BytesIO()
    with styled():
        figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
