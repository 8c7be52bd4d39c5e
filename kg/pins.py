"""Answers that were read against the documents, and what differs from them now, row by row, with the claims that caused it.

``answers/<question>.csv`` beside the documents is the whole answer for the public with the default values;
``<question>.<key>=<value>.csv`` with another value, ``...@<audience>.csv`` for another audience. The columns that hold facts are left
out: rows are compared by what they say.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.answers import Answer, ask
from kg.engines import Graph
from kg.errors import UsageError
from kg.model import Finding
from kg.questions import read_question
from kg.render import facts_of

PUBLIC = "public"
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pin:
    """One pinned answer: the question, the values given, the audience, and its file."""

    question: str
    given: Mapping[str, str]
    audience: str
    file: Path

    @classmethod
    def of(cls, file: Path) -> Pin:
        """The pin that a file's name tells."""
        name, _, audience = file.name.removesuffix(".csv").partition("@")
        question, *pairs = name.split(".")
        return cls(question, dict(pair.split("=", 1) for pair in pairs), audience or PUBLIC, file)

    def read(self) -> tuple[list[str], list[Row]]:
        """Columns and rows as they were pinned."""
        with self.file.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        return head, [tuple(row) for row in rows]


def read_pins(folder: Path) -> list[Pin]:
    """Every pinned answer of a folder, in order."""
    return [Pin.of(file) for file in sorted(folder.glob("*.csv"))]


def shown_rows(answer: Answer) -> tuple[list[str], list[tuple[Row, list[str]]]]:
    """The columns that are not evidence, and each row's cells with the facts behind it."""
    hidden = set(answer.question.evidence)
    columns = [c for c in answer.rows.columns if c not in hidden]
    rows = []
    for row in answer.rows.maps():
        rows.append((tuple(row[c].value if c in row else "" for c in columns), facts_of(row, answer.question.evidence)))
    return columns, rows


def row_diff(columns: Sequence[str], pinned: Sequence[Row], found: Sequence[tuple[Row, list[str]]], places: Mapping[str, str]) -> list[str]:
    """One line for each row that is pinned and not found, or found and not pinned, with the places of the claims behind it."""
    left = [row for row, _ in found]
    lines = []
    for row in pinned:
        if row in left:
            left.remove(row)
        else:
            lines.append(f"- {_in_words(columns, row)}")
    for row, facts in found:
        if row in left:
            left.remove(row)
            lines.append(f"+ {_in_words(columns, row)} [{', '.join(places.get(f, f) for f in facts)}]")
    return lines


def _in_words(columns: Sequence[str], row: Row) -> str:
    return "; ".join(f"{c}: {cell}" for c, cell in zip(columns, row, strict=True) if cell)


def claim_places(build: Path) -> dict[str, str]:
    """Fact -> the place of its claim, as file:line, from the claims that a build keeps."""
    with (build / "claims.jsonl").open(encoding="utf-8") as lines:
        return {one["id"]: one["place"].rsplit("/", 1)[-1] for one in map(json.loads, lines)}


def compare(pin: Pin, graph: Graph, places: Mapping[str, str]) -> list[str]:
    """What differs between a pinned answer and what the graph answers now; empty where nothing does."""
    columns, found = shown_rows(ask(graph, read_question(pin.question), pin.given))
    head, pinned = pin.read()
    if columns != head:
        return [f"The columns are {', '.join(columns)}; pinned are {', '.join(head)}."]
    lines = row_diff(columns, pinned, found, places)
    return lines or ([] if [row for row, _ in found] == pinned else ["The rows are the pinned ones in another order."])


def compare_all(folder: Path, build: Path, open_graph: Callable[[str], Graph]) -> Iterator[Finding]:
    """One warning for each pinned answer that is answered otherwise by a build. ``open_graph``: audience -> its graph."""
    places, graph_of = claim_places(build), cache(open_graph)
    for pin in read_pins(folder):
        try:
            lines = compare(pin, graph_of(pin.audience), places)
        except UsageError as error:
            lines = [str(error)]
        if lines:
            yield Finding("answer-changed", "warning", f"{len(lines)} row(s) differ from what was read (- pinned, + found):\n    " + "\n    ".join(lines),
                          str(pin.file), remedy="Read each row against its words; mend the claim or the question, or pin the new rows.")
