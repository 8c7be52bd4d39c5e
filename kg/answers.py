"""Question + parameters + graph -> Answer. The graph is a store of ours, or any SPARQL 1.1 endpoint.

A parameter's value becomes an RDF term first and is then written into the query by the term's own serialiser, as a VALUES block at
the head of the WHERE clause: nothing a caller gives is ever pasted as text, and every engine is asked the same query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg import iri
from kg.engines import Graph, Rows, Term
from kg.errors import BadQuery, QuestionError, UnknownName, UsageError
from kg.lexicon import fold
from kg.questions import Parameter, Question

_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
_XSD = iri.PREFIXES["xsd"]
_IRI = re.compile(r"https?://[A-Za-z0-9/._~#-]+")
"""IRIs that need no reading to be looked up; others are compared with all that there are."""
_NAMES = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX kg: <https://w3id.org/smuggling-kg/ontology#>
SELECT ?thing ?name ?rank WHERE {
  ?thing a ?class .
  { ?thing skos:prefLabel ?name BIND(0 AS ?rank) } UNION { ?thing skos:altLabel ?name BIND(1 AS ?rank) }
  UNION { ?thing skos:hiddenLabel ?name BIND(2 AS ?rank) } UNION { ?thing kg:demonym ?name BIND(3 AS ?rank) } UNION { ?thing skos:notation ?name BIND(1 AS ?rank) }
}"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a question with the values it was asked with (parameter -> what a reader sees)."""

    question: Question
    values: Mapping[str, str]
    rows: Rows

    @property
    def title(self) -> str:
        """The question, with the values it was asked with."""
        asked = "; ".join(f"{key}: {value}" for key, value in self.values.items())
        return f"{self.question.title} ({asked})" if asked else self.question.title


def ask(graph: Graph, question: Question, given: Mapping[str, str]) -> Answer:
    """Bind the given values, run the question, and return its rows."""
    for name in given:
        question.parameter(name)
    bound: dict[str, Term] = {}
    values: dict[str, str] = {}
    for parameter in question.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is not None and value != "":
            bound[parameter.variable], values[parameter.name] = resolve(graph, parameter, value)
    try:
        return Answer(question, values, graph.select(bind(question.text, bound)))
    except BadQuery as error:
        raise QuestionError(f"The question does not parse: {error.what}", where=question.file, remedy="Mend its query; the other questions still work.") from error


def bind(text: str, terms: Mapping[str, Term | Sequence[Term]]) -> str:
    """The query with each term, or each of several, bound to its variable by a VALUES block at the head of its WHERE clause."""
    if not terms:
        return text
    block = " ".join(f"VALUES ?{name} {{ {_serialised(term)} }}" for name, term in terms.items())
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        found = None if line.lstrip().startswith("#") else _WHERE.search(line)
        if found:
            lines[number] = f"{line[:found.end()]} {block}{line[found.end():]}"
            return "".join(lines)
    raise UsageError("The query has no WHERE clause to bind parameters in.")


def _serialised(term: Term | Sequence[Term]) -> str:
    return str(term) if isinstance(term, ox.NamedNode | ox.Literal) else " ".join(map(str, term))


def resolve(graph: Graph, parameter: Parameter, value: str) -> tuple[Term, str]:
    """A value as written -> its term and the label a reader knows it by. Raises UsageError or UnknownName with the nearest."""
    if parameter.is_entity:
        return _thing(graph, parameter, value)
    if parameter.choices and value not in parameter.choices:
        raise UnknownName(f"value of {parameter.name}", value, parameter.choices)
    if parameter.type == "text":
        return ox.Literal(value), value
    try:
        return _number(parameter.type, value), value
    except (ValueError, ArithmeticError) as error:
        raise UsageError(f"{value!r} is not a {parameter.type}, which the parameter {parameter.name} takes.", remedy=_example(parameter)) from error


def _number(kind: str, value: str) -> ox.Literal:
    import datetime
    from decimal import Decimal
    match kind:
        case "integer":
            return ox.Literal(str(int(value)), datatype=ox.NamedNode(_XSD + "integer"))
        case "decimal":
            number = Decimal(value)
            if not number.is_finite():
                raise ValueError(value)
            return ox.Literal(format(number, "f"), datatype=ox.NamedNode(_XSD + "decimal"))
        case _:
            return ox.Literal(datetime.date.fromisoformat(value).isoformat(), datatype=ox.NamedNode(_XSD + "date"))


def _example(parameter: Parameter) -> str:
    return f"For example: {parameter.examples[0]}." if parameter.examples else ""


def _thing(graph: Graph, parameter: Parameter, value: str) -> tuple[Term, str]:
    """A thing by IRI, by ``kind/slug`` or by any of its names, letters folded; a name that two things share must be told apart."""
    wanted = value if value.startswith("http") else iri.individual(value)
    if _IRI.fullmatch(wanted) and (own := [name for _, name, rank in things(graph, parameter.type, wanted) if rank == 0]):
        return ox.NamedNode(wanted), own[0]
    names = things(graph, parameter.type)
    found = {thing: rank for thing, name, rank in reversed(names) if _same(name, value)}
    best = [thing for thing, rank in found.items() if rank == min(found.values())]
    if len(best) == 1:
        return ox.NamedNode(best[0]), next(name for thing, name, rank in names if thing == best[0] and rank == 0)
    if best:
        raise UsageError(f"{value!r} names {len(best)} things.", remedy=f"Say which: {', '.join(sorted(iri.local_name(b) for b in best))}.")
    from kg.vocab import nearest
    labels = list(dict.fromkeys(name for _, name, rank in names if rank < 2))
    raise UnknownName(parameter.name, value[:200], nearest(value[:200], labels))


def things(graph: Graph, kind: str, one: str = "") -> list[tuple[str, str, int]]:
    """(IRI, name, rank) of the individuals of a class that this graph holds, or of ``one``; rank 0 is the preferred label. English first."""
    wanted: dict[str, Term | Sequence[Term]] = {"class": ox.NamedNode(iri.term(kind))}
    found = graph.select(bind(_NAMES, {**wanted, "thing": ox.NamedNode(one)} if one else wanted))
    rows = [(str(r["thing"].value), r["name"], int(r["rank"].value)) for r in found.maps()]
    ordered = sorted(rows, key=lambda r: (r[0], r[2], _language(r[1]) != "en", r[1].value))
    return [(thing, name.value, rank) for thing, name, rank in ordered]


def _language(term: Term) -> str:
    return (term.language or "") if isinstance(term, ox.Literal) else ""


def _same(name: str, value: str) -> bool:
    return fold(name).rstrip("*").casefold() == fold(value).strip().rstrip("*").casefold()
