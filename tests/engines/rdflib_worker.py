"""rdflib in a process of its own: it reads N-Quads, then answers queries one by one, so that one without end can be stopped.

    python -m tests.engines.rdflib_worker FILE.nq      one JSON line in ({"query": ...}), one out ({"columns": ..., "rows": ...})
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.engines import Rows
from kg.errors import BadQuery

ROOT = Path(__file__).parents[2]


class TimeOver(Exception):
    """The query did not end in its time."""


class RdflibGraph:
    """The default graph of an N-Quads export in rdflib, behind a pipe. A query that takes too long ends the process; the next starts another."""

    def __init__(self, nquads: Path, seconds: float) -> None:
        self.nquads, self.seconds = nquads, seconds
        self._process: subprocess.Popen[str] | None = None

    def select(self, query: str) -> Rows:
        """The rows. Raises BadQuery where rdflib refuses, TimeOver where the time is over."""
        process = self.start()
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps({"query": query}) + "\n")
        process.stdin.flush()
        if not select.select([process.stdout], [], [], self.seconds)[0]:
            self.stop()
            raise TimeOver(f"no answer in {self.seconds:g} s")
        found = json.loads(process.stdout.readline() or '{"error": "the process ended"}')
        if "error" in found:
            raise BadQuery(found["error"])
        return Rows(tuple(found["columns"]), tuple(tuple(c and _term(c) for c in row) for row in found["rows"]))

    def start(self) -> subprocess.Popen[str]:
        """The process, which has read the file; a new one where there is none."""
        if self._process is None:
            command = [sys.executable, "-W", "ignore", "-m", "tests.engines.rdflib_worker", str(self.nquads)]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
            assert self._process.stdout
            assert self._process.stdout.readline() == "ready\n"
        return self._process

    def stop(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


@contextmanager
def reading(nquads: Path, seconds: float) -> Iterator[RdflibGraph]:
    """The graph, for as long as it is needed."""
    graph = RdflibGraph(nquads, seconds)
    try:
        yield graph
    finally:
        graph.stop()


def _term(cell: list[str]) -> ox.NamedNode | ox.Literal:
    kind, value, datatype, language = cell
    if kind == "uri":
        return ox.NamedNode(value)
    return ox.Literal(value, language=language) if language else ox.Literal(value, datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(value)


def _cell(term: Any) -> list[str] | None:
    import rdflib
    if term is None:
        return None
    literal = isinstance(term, rdflib.Literal)
    return ["literal" if literal else "uri", str(term), str(term.datatype or "") if literal else "", term.language or "" if literal else ""]


def main() -> None:
    """Read the file, say that it is read, and answer what comes."""
    import rdflib
    rdflib.NORMALIZE_LITERALS = False
    data = rdflib.Dataset(default_union=False)
    data.parse(sys.argv[1], format="nquads")
    print("ready", flush=True)
    for line in sys.stdin:
        try:
            found: Any = data.query(json.loads(line)["query"])
            columns = [str(v) for v in found.vars or ()]
            answer: dict[str, Any] = {"columns": columns, "rows": [[_cell(row[c]) for c in columns] for row in found]}
        except Exception as error:  # noqa: BLE001 - whatever rdflib raises is told to the other side
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
