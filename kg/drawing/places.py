"""Where things lie that a map shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.engines import Graph

_PLACES = """PREFIX kg: <https://w3id.org/smuggling-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name ?longitude ?latitude ?kind WHERE {
  ?place kg:latitude ?latitude ; kg:longitude ?longitude ; skos:prefLabel ?name FILTER(LANG(?name) = "en")
  OPTIONAL { ?place a ?kind FILTER(?kind = kg:Country) }
} ORDER BY ?place"""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with coordinates; of a country they are a middle point, good for a label and nothing finer."""

    name: str
    longitude: float
    latitude: float
    is_country: bool


def read_spots(graph: Graph) -> Mapping[str, Spot]:
    """The places of the view that have coordinates, by English name."""
    return {r["name"].value: Spot(r["name"].value, float(r["longitude"].value), float(r["latitude"].value), "kind" in r) for r in graph.select(_PLACES).maps()}
