"""Whether two engines give the same rows."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox

from kg.answers import Answer
from kg.engines import Term

Row = tuple[Term | None, ...]


def same_rows(ours: Answer, theirs: Answer) -> None:
    """Whole rows with datatypes and languages, and their order. The facts within one cell of evidence have no order."""
    assert theirs.rows.columns == ours.rows.columns
    here, there = rows_of(ours), rows_of(theirs)
    left, right = Counter(here), Counter(there)
    assert ([*(left - right).elements()], [*(right - left).elements()]) == ([], []), "Rows of ours alone, and of the other alone."
    assert there == here, "The same rows in another order: the ORDER BY is not total, or not of strings."


def rows_of(answer: Answer) -> list[Row]:
    """The rows, with the facts within a cell of evidence sorted."""
    evidence = [column in answer.question.evidence for column in answer.rows.columns]
    return [tuple(_sorted(cell) if cell is not None and listed else cell for cell, listed in zip(row, evidence, strict=True)) for row in answer.rows.rows]


def _sorted(cell: Term) -> Term:
    return ox.Literal(" ".join(sorted(cell.value.split()))) if isinstance(cell, ox.Literal) else cell
