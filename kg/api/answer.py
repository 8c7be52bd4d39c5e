"""Rows of an answer as Python meets them: values, tables, frames, the words behind them, and the facts as RDF."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.answers import bind
from kg.api.frames import to_pandas, to_polars
from kg.api.statements import statements
from kg.api.values import Value, named, portions, value_of
from kg.citations import Citation, cite_all
from kg.designations import notes_on_names, texts
from kg.engines import Graph, Rows
from kg.errors import BuildError
from kg.render import Sheet, facts_of, render

if TYPE_CHECKING:
    import pandas
    import polars
    import rdflib

_MARKINGS = """PREFIX kg: <https://w3id.org/smuggling-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?marking WHERE { ?fact kg:hasMarking ?node . ?node skos:prefLabel ?marking }"""
_IN_A_NOTEBOOK = 30
"""The rows that a notebook shows without being asked for all."""


@dataclass(frozen=True)
class Answer:
    """The rows of an answer. Iterate for dicts of Python values: text, int, Decimal, date, None where a cell is empty; things by their names.

    ``rows`` holds the RDF terms as the graph gave them; ``evidence`` names the columns that hold facts, ``words`` those that hold quote
    and place. ``empty`` says what no row means here.
    """

    title: str
    rows: Rows
    graph_asked: Graph
    evidence: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    empty: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.rows.columns

    def __len__(self) -> int:
        return len(self.rows.rows)

    def __iter__(self) -> Iterator[dict[str, Value | None]]:
        for row in self._named.rows:
            yield {column: value_of(term) for column, term in zip(self.columns, row, strict=True)}

    def __getitem__(self, number: int) -> dict[str, Value | None]:
        return dict(zip(self.columns, map(value_of, self._named.rows[number]), strict=True))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.title!r}: {len(self)} row(s) of {', '.join(self.columns) or 'nothing'}>"

    @cached_property
    def _named(self) -> Rows:
        return named(self.graph_asked, self.rows)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts behind the rows, each once, in the order of the rows."""
        columns = self.evidence or self.columns
        return tuple(dict.fromkeys(f for row in self.rows.maps() for f in facts_of(row, columns)))

    @cached_property
    def _citations(self) -> tuple[Citation, ...]:
        return tuple(cite_all(self.graph_asked, self.facts))

    def cite(self) -> tuple[Citation, ...]:
        """The exact words behind the rows, with source, place and marking."""
        return self._citations

    def graph(self) -> rdflib.Graph:
        """The facts behind the rows, with their evidence and the names of what they name, as an rdflib graph."""
        return statements(self.graph_asked, self.facts)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame; its ``attrs`` hold the title and the markings of the sources."""
        return to_pandas(self._by_column(), {"title": self.title, "markings": self.markings})

    def to_polars(self) -> polars.DataFrame:
        """A polars frame."""
        return to_polars(self._by_column())

    def _by_column(self) -> dict[str, list[Value | None]]:
        return {column: [value_of(row[n]) for row in self._named.rows] for n, column in enumerate(self.columns)}

    @property
    def markings(self) -> list[str]:
        """The handling markings of all sources behind the rows."""
        found = (self.graph_asked.select(bind(_MARKINGS, {"fact": [ox.NamedNode(fact) for fact in part]})) for part in portions(self.facts))
        return sorted({row["marking"].value for rows in found for row in rows.maps()})

    def to_csv(self, path: str | Path | None = None) -> str:
        """The rows as W3C SPARQL 1.1 CSV, IRIs and exact numbers as the graph has them; written to ``path`` where one is given."""
        text = render(self._sheet(self.rows), "csv")
        if path is not None:
            try:
                Path(path).write_text(text, encoding="utf-8", newline="")
            except OSError as error:
                raise BuildError(f"This file cannot be written: {error.strerror}.", where=path, remedy="Name another.") from error
        return text

    def to_html(self) -> str:
        """A table of all rows with the quotes as footnotes under it."""
        return render(self._cited(self._named, self._citations), "html")

    def _repr_html_(self) -> str:
        """The first rows with their footnotes, for a notebook."""
        if not len(self):
            return f"<p>{html.escape(self.empty)}</p>"
        more = len(self) - _IN_A_NOTEBOOK
        if more <= 0:
            return self.to_html()
        return replace(self, rows=Rows(self.columns, self.rows.rows[:_IN_A_NOTEBOOK])).to_html() + f"<p>{more} more row(s): to_html() shows all.</p>"

    def _sheet(self, rows: Rows) -> Sheet:
        return Sheet(self.title, rows, self.evidence, self.words)

    def _cited(self, rows: Rows, citations: tuple[Citation, ...]) -> Sheet:
        columns = self.evidence or tuple(c for c in self.columns if any(facts_of(row, (c,)) for row in rows.maps()))
        return Sheet(self.title, rows, columns, self.words, citations, notes_on_names(self.graph_asked, texts(rows)))
