"""Names that carry a note of their own, such as a designation without prejudice to positions on status: the note follows the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.engines import Graph, Rows

_STARRED = re.compile(r"\w\*")
_NOTES = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name ?note WHERE { ?thing skos:scopeNote ?note ; skos:prefLabel ?name FILTER(STRENDS(STR(?name), "*") && LANG(?name) = "en" && LANG(?note) = "en") } ORDER BY ?name ?note"""


def texts(rows: Rows) -> Iterator[str]:
    """What stands in the cells of rows."""
    return (term.value for row in rows.rows for term in row if term is not None)


def notes_on_names(graph: Graph, shown: Iterable[str]) -> tuple[str, ...]:
    """The notes on the starred names that stand in what is shown, each as ``*: note``; none where no name in it has one."""
    starred = [text for text in shown if _STARRED.search(text)]
    if not starred:
        return ()
    found = graph.select(_NOTES).maps()
    return tuple(f"{row['name'].value}: {row['note'].value}" for row in found if any(row["name"].value in text for text in starred))
