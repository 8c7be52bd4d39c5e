"""The rows behind a drawing: each layer's question asked, each fact once, what is denied left out, doubt kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg import iri
from kg.answers import Answer, ask, bind
from kg.citations import Citation, cite_all
from kg.drawing.plans import Layer, Plan
from kg.engines import Graph
from kg.errors import UnknownName
from kg.questions import read_question
from kg.render import facts_of

_STANDING = """PREFIX kg: <https://w3id.org/smuggling-kg/ontology#>
SELECT ?fact ?sign ?mode ?hedge WHERE {
  ?fact kg:statedIn ?source .
  OPTIONAL { ?fact kg:hasPolarity ?sign }
  OPTIONAL { ?fact kg:hasModality ?mode }
  OPTIONAL { ?fact kg:hedge ?hedge }
}"""
_DENIED, _PLAIN = iri.individual("polarity/denied"), {iri.individual("polarity/elsewhere"), iri.individual("modality/asserted")}


@dataclass(frozen=True, slots=True)
class Item:
    """A row with what its layer makes of it: role -> what a reader sees, the facts behind it, and whether all of them are doubted or limited."""

    layer: Layer
    cells: Mapping[str, str]
    facts: tuple[str, ...]
    is_doubtful: bool

    def __getitem__(self, role: str) -> str:
        return self.cells.get(role, "")


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a drawing may show. ``asked`` is what it was narrowed to, as a reader sees it."""

    items: tuple[Item, ...]
    citations: Mapping[str, Citation]
    asked: Mapping[str, str]

    def of(self, *parts: str) -> list[Item]:
        """The items that become one of these parts."""
        return [item for item in self.items if item.layer.part in parts]


def gather(graph: Graph, plan: Plan, given: Mapping[str, str]) -> Gathered:
    """Ask the questions of all layers that take what is given."""
    seen: set[str] = set()
    found: list[tuple[Layer, dict[str, str], tuple[str, ...]]] = []
    asked: dict[str, str] = {}
    for layer in plan.narrowed(given):
        answer = _answer(graph, layer, given)
        asked |= {name: answer.values[layer.takes[name]] for name in given}
        rows = [({role: row[c].value for role, c in layer.columns.items() if c in row}, tuple(facts_of(row, answer.question.evidence)))
                for row in answer.rows.maps()]
        found += [(layer, cells, facts) for cells, facts in rows if not seen.issuperset(facts)]
        seen.update(f for _, facts in rows for f in facts)
    denied, doubtful = _standing(graph, sorted(seen))
    items = tuple(Item(layer, cells, facts, doubtful.issuperset(facts)) for layer, cells, told in found for facts in [tuple(f for f in told if f not in denied)] if facts)
    citations = {c.fact: c for c in cite_all(graph, dict.fromkeys(f for item in items for f in item.facts))}
    return Gathered(items, citations, asked)


def _answer(graph: Graph, layer: Layer, given: Mapping[str, str]) -> Answer:
    """The answer to a layer's question; a name that nobody knows is refused under the drawing's name of the parameter."""
    try:
        return ask(graph, read_question(layer.question), {layer.takes[name]: value for name, value in given.items()})
    except UnknownName as error:
        own = {theirs: name for name, theirs in layer.takes.items()}
        raise UnknownName(own.get(error.kind, error.kind), error.name, error.nearest) from error


def _standing(graph: Graph, facts: Iterable[str]) -> tuple[set[str], set[str]]:
    """Of the facts, those that are denied; and those that the source hedges, does not simply assert, or words in the negative."""
    denied, doubtful = set(), set()
    terms = [ox.NamedNode(fact) for fact in facts]
    for row in graph.select(bind(_STANDING, {"fact": terms})).maps() if terms else ():
        signs = {row[name].value for name in ("sign", "mode") if name in row}
        if _DENIED in signs:
            denied.add(row["fact"].value)
        if signs - _PLAIN or "hedge" in row:
            doubtful.add(row["fact"].value)
    return denied, doubtful
