"""RDF terms as Python values, and things by their names."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kg import iri
from kg.answers import bind
from kg.engines import Graph, Rows, Term

Value = str | int | Decimal | bool | datetime.date | datetime.datetime
"""What a cell may hold; a cell that is not bound holds None."""

_XSD = iri.PREFIXES["xsd"]
_AT_ONCE = 500
_LABELS = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?thing ?label WHERE {
  { ?thing skos:prefLabel ?label } UNION { ?thing dct:title ?label }
  FILTER(LANG(?label) = "en" || LANG(?label) = "")
} ORDER BY ?thing ?label"""


def value_of(term: Term | None) -> Value | None:
    """A term as a Python value; what its datatype cannot hold stays as it is written."""
    if term is None or isinstance(term, ox.NamedNode):
        return None if term is None else term.value
    try:
        return _typed(term.value, term.datatype.value.removeprefix(_XSD))
    except (ValueError, InvalidOperation):
        return term.value


def _typed(text: str, datatype: str) -> Value:
    match datatype:
        case "integer" | "int" | "long" | "nonNegativeInteger" | "gYear":
            return int(text)
        case "decimal" | "double" | "float":
            return Decimal(text)
        case "boolean":
            return text in ("true", "1")
        case "date":
            return datetime.date.fromisoformat(text)
        case "dateTime":
            return datetime.datetime.fromisoformat(text)
    return text


def written(value: object) -> str:
    """A parameter's value as the stored questions read it."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def named(graph: Graph, rows: Rows) -> Rows:
    """The rows with things, terms and sources by their English names; facts and strange IRIs stay as they are, so that they can be cited."""
    wanted = dict.fromkeys(t.value for row in rows.rows for t in row if isinstance(t, ox.NamedNode) and _has_name(t.value))
    names = labels(graph, wanted) if wanted else {}
    return Rows(rows.columns, tuple(tuple(_renamed(term, names) for term in row) for row in rows.rows)) if names else rows


def _has_name(node: str) -> bool:
    return node.startswith((iri.ID, iri.TERM, f"{iri.BASE}source/"))


def _renamed(term: Term | None, names: Mapping[str, str]) -> Term | None:
    return ox.Literal(names[term.value], language="en") if isinstance(term, ox.NamedNode) and term.value in names else term


def labels(graph: Graph, things: Iterable[str]) -> dict[str, str]:
    """Thing -> its English name, or a source's title."""
    found: dict[str, str] = {}
    for part in portions(list(things)):
        for row in graph.select(bind(_LABELS, {"thing": [ox.NamedNode(thing) for thing in part]})).maps():
            found.setdefault(row["thing"].value, row["label"].value)
    return found


def portions(things: Sequence[str]) -> Iterable[Sequence[str]]:
    """The things in portions that fit into one query."""
    return (things[start:start + _AT_ONCE] for start in range(0, len(things), _AT_ONCE))
