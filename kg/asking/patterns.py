"""What a SPARQL query asks for, taken from rdflib's algebra: the triples that must hold together, and every IRI.

Triples that lie apart (the arms of a UNION, an OPTIONAL, what a MINUS or NOT EXISTS takes away, a subquery) are told apart, because
a variable may well be one thing in the one and another thing in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any

import pyoxigraph as ox

from kg import iri
from kg.errors import BadQuery
from kg.extras import need

Node = ox.NamedNode | ox.Literal | ox.Variable
Triple = tuple[Node, Node, Node]
_TYPE, _SUBCLASS = iri.PREFIXES["rdf"] + "type", iri.PREFIXES["rdfs"] + "subClassOf"
_EXISTS = ("Builtin_EXISTS", "Builtin_NOTEXISTS")
_LARGEST = 20_000


@dataclass(frozen=True, slots=True)
class Pattern:
    """The groups of triples that must hold together, with paths taken apart; every IRI; and those that stand as a property."""

    groups: tuple[tuple[Triple, ...], ...]
    iris: tuple[str, ...]
    properties: tuple[str, ...]


def read_pattern(text: str) -> Pattern:
    """Parse a SELECT or ASK query over the view as it is. Raises BadQuery for anything else, MissingExtra where rdflib is missing."""
    if len(text) > _LARGEST:
        raise BadQuery(f"The query has more than {_LARGEST} characters.")
    query = _algebra(text)
    every = list(_inside(query))
    if query.name not in ("SelectQuery", "AskQuery"):
        raise BadQuery("Only SELECT and ASK are allowed.")
    if query.datasetClause:
        raise BadQuery("FROM is not allowed: a query is asked of the view as it is.")
    if any(getattr(part, "name", "") == "ServiceGraphPattern" for part in every):
        raise BadQuery("SERVICE is not allowed: queries here do not reach out.")
    if any(getattr(part, "name", "") == "InversePath" for part in every):  # rdflib loses what stands behind it
        raise BadQuery("An inverse in a negated path (!^) is not allowed: it cannot be checked.")
    groups = tuple(tuple(dict.fromkeys(_plain(group))) for group in _groups(query.p, ()))
    stated = [path for group in _groups(query.p, ()) for _, path, _ in group]
    return Pattern(groups, _iris(every), _iris(part for path in stated for part in _inside(path)))


def _algebra(text: str) -> Any:
    need("rdflib", "reference")
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery
    try:
        return translateQuery(parseQuery(text)).algebra
    except ParseBaseException as error:
        raise BadQuery(f"This does not parse as a SELECT or ASK query: {' '.join(str(error).split())[:300]}.") from error
    except RecursionError as error:
        raise BadQuery("The query is nested too deeply.") from error
    except Exception as error:
        raise BadQuery(f"The query cannot be read: {' '.join(str(error).split())[:300]}.") from error


def _inside(part: Any) -> Iterator[Any]:
    """A part of the algebra with all its parts."""
    from rdflib.paths import MulPath, Path
    yield part
    if isinstance(part, MulPath):
        inner: Iterable[Any] = (part.path,)
    elif isinstance(part, Path):
        inner = getattr(part, "args", None) or (getattr(part, "arg", None),)
    elif isinstance(part, dict):
        inner = (one for key, value in part.items() if key != "_vars" for one in (key, value))
    else:
        inner = part if isinstance(part, list | tuple) else ()
    for one in inner:
        yield from _inside(one)


def _iris(parts: Iterable[Any]) -> tuple[str, ...]:
    from rdflib import URIRef
    return tuple(dict.fromkeys(str(part) for part in parts if isinstance(part, URIRef)))


def _groups(node: Any, outer: Sequence[Any]) -> Iterator[list[Any]]:
    """The triples of a pattern, with those around it, and then those of what lies apart in it."""
    own, apart = _parts(node)
    yield [*outer, *own]
    for inner, shares in apart:
        yield from _groups(inner, (*outer, *own) if shares else ())


def _parts(node: Any) -> tuple[list[Any], list[tuple[Any, bool]]]:
    """The triples that hold wherever the pattern does, and the patterns that lie apart, each with whether it shares its variables."""
    if node.name == "BGP":
        return list(node.triples), []
    if node.name == "GroupGraphPatternSub":
        from rdflib.plugins.sparql.algebra import translateGroupGraphPattern
        return _parts(translateGroupGraphPattern(node))
    joined, apart = {"Join": (("p1", "p2"), ()), "Union": ((), ("p1", "p2"))}.get(node.name, (("p1", "p"), ("p2",)))
    if node.name == "ToMultiSet":
        return [], [(node.p, False)] if node.p.name == "Project" or node.p.get("p") else []
    found = [_parts(node[key]) for key in joined if hasattr(node.get(key), "name")]
    lying = [(node[key], True) for key in apart if hasattr(node.get(key), "name")]
    asked = [(test, True) for key, value in node.items() if key not in ("p", "p1", "p2", "_vars") for test in _tests(value)]
    return [t for own, _ in found for t in own], [*(one for _, inner in found for one in inner), *lying, *asked]


def _tests(value: Any) -> Iterator[Any]:
    """The patterns of the EXISTS and NOT EXISTS in an expression."""
    if getattr(value, "name", "") in _EXISTS:
        yield value.graph
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _tests(one)


def _plain(triples: Iterable[Any]) -> Iterator[Triple]:
    """The triples with their paths taken apart, as far as each step must be there."""
    numbers = count()
    for subject, path, value in triples:
        for s, p, o in _steps(subject, path, value, numbers):
            yield _node(s), _node(p), _node(o)


def _steps(s: Any, path: Any, o: Any, numbers: Iterator[int]) -> Iterator[Any]:
    from rdflib import Variable
    from rdflib.paths import InvPath, MulPath, Path, SequencePath
    if not isinstance(path, Path):
        yield s, path, o
    elif isinstance(path, InvPath):
        yield from _steps(o, path.arg, s, numbers)
    elif isinstance(path, SequencePath):
        args = [arg for at, arg in enumerate(path.args) if not (at and _is_upwards(arg) and str(path.args[at - 1]) == _TYPE)]
        ends = [s, *(Variable(f"__step{next(numbers)}") for _ in args[1:]), o]
        for (start, end), step in zip(pairwise(ends), args, strict=True):
            yield from _steps(start, step, end, numbers)
    elif isinstance(path, MulPath) and not path.zero:
        yield from _steps(s, path.path, Variable(f"__step{next(numbers)}"), numbers)
        yield from _steps(Variable(f"__step{next(numbers)}"), path.path, o, numbers)


def _is_upwards(path: Any) -> bool:
    """Whether it is ``rdfs:subClassOf*``, which a type may be followed by."""
    return str(getattr(path, "path", "")) == _SUBCLASS and bool(path.zero)


def _node(term: Any) -> Node:
    from rdflib import Literal, URIRef, Variable
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, Literal):
        return ox.Literal(str(term))
    return ox.Variable(str(term) if isinstance(term, Variable) else f"__node{re.sub(r'[^0-9A-Za-z]', '', str(term))}")
