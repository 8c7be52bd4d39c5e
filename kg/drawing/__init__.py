"""Pictures of what a view holds, offline and the same each time: a map, a timeline, a network of bodies.

What a picture shows stands in ``queries/drawings.yaml``: it is made of the rows of stored questions. Each part of it says its words when
one points at it; title and caption name audience, markings and sources. matplotlib and networkx come with the extra ``draw``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.drawing.pictures import FORMATS, Picture
from kg.drawing.plans import read_plan, read_plans
from kg.engines import Graph
from kg.extras import need

if TYPE_CHECKING:
    from kg.drawing.plans import Plan

__all__ = ["FORMATS", "Picture", "draw", "kinds"]


def kinds() -> dict[str, str]:
    """What can be drawn: name -> title."""
    return {kind: plan.title for kind, plan in read_plans().items()}


def draw(graph: Graph, kind: str, given: Mapping[str, str], view: str) -> Picture:
    """Draw what a view holds. Raises UnknownName for a drawing or parameter nobody knows, MissingExtra where a library is not installed."""
    plan: Plan = read_plan(kind)
    need("matplotlib", "draw")
    need("networkx", "draw")
    from kg.drawing.studio import paint
    return paint(graph, plan, given, view)
