"""A graph that answers SPARQL: the store of a build, or a remote endpoint. Read only: anything but a query is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kg.errors import BadQuery, BuildError

Term = ox.NamedNode | ox.Literal
_COMMENT = re.compile(r"<[^<>\s]*>|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*")
_REACHES_OUT = re.compile(r"(?<![\w?$:])(SERVICE|LOAD)(?![\w:])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rows:
    """The result of a SELECT: column names, and rows of terms (None where unbound)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def maps(self) -> Iterator[dict[str, Term]]:
        """Each row as column -> term, unbound columns left out."""
        for row in self.rows:
            yield {c: t for c, t in zip(self.columns, row, strict=True) if t is not None}


class Graph(Protocol):
    """What questions are asked of."""

    def select(self, query: str) -> Rows:
        """The rows of a SELECT or ASK query. Raises BadQuery."""


class LocalGraph:
    """The store of one audience in a build, opened read only."""

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise BuildError("There is no graph for this audience in the build.", where=path, remedy="Run: kg build")
        self.path = path
        try:
            self.store = ox.Store.read_only(str(path))
        except OSError as error:
            raise BuildError(f"The graph cannot be opened: {error}.", where=path, remedy="Run: kg build") from error

    def select(self, query: str) -> Rows:
        """Run a query in this process."""
        refuse_outreach(query)
        try:
            found = self.store.query(query)
        except (SyntaxError, ValueError) as error:
            raise BadQuery(f"{_one_line(error)}.") from error
        return rows(found)


def rows(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, most: int | None = None) -> Rows:
    """pyoxigraph's result as Rows, of a SELECT at most so many; ASK gives one row ``answer``, CONSTRUCT its triples."""
    if isinstance(found, ox.QuerySolutions):
        columns = tuple(v.value for v in found.variables)
        return Rows(columns, tuple(tuple(_plain(t) for t in row) for row in islice(found, most)))
    if isinstance(found, ox.QueryBoolean):
        truth = ox.Literal("true" if found else "false", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))
        return Rows(("answer",), ((truth,),))
    return Rows(("subject", "predicate", "object"), tuple((_plain(t.subject), _plain(t.predicate), _plain(t.object)) for t in found))


def _plain(term: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple | None) -> Term | None:
    if term is None or isinstance(term, ox.NamedNode | ox.Literal):
        return term
    return ox.Literal(str(term))


def refuse_outreach(query: str) -> None:
    """Refuse SERVICE and LOAD, outside of IRIs, strings and comments: a query must not make this machine fetch anything."""
    bare = _COMMENT.sub(" ", query)
    if found := _REACHES_OUT.search(bare):
        raise BadQuery(f"{found[1].upper()} is not allowed: queries here do not reach out.", remedy="Ask the other endpoint by itself.")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
