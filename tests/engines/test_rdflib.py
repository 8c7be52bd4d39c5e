"""Every stored question gives the same rows, in the same order, in rdflib as in our own store.

``rdflib-slow.csv`` lists the questions that take it more than three seconds, and those that it does not end in the time it was given. They
are not asked; with KG_ENGINES=all those that end are. The list is made anew with

    python -m tests.engines.test_rdflib SECONDS FILE.nq
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kg.answers import ask
from kg.engines import LocalGraph
from kg.questions import question_files, read_question
from tests.engines import ALL
from tests.engines.compare import same_rows
from tests.engines.rdflib_worker import RdflibGraph, TimeOver, reading

LIST = Path(__file__).parent / "rdflib-slow.csv"
_SECONDS, _QUICK = 60.0, 3.0


def slow() -> dict[str, bool]:
    """Question -> whether it ends at all."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["question"]: row["ends"] == "yes" for row in csv.DictReader(file)}


ASKED = sorted(name for name in question_files() if name not in slow() or (ALL and slow()[name]))


@pytest.fixture(scope="module")
def rdflib_graph(exports: Mapping[str, Path]) -> Iterator[RdflibGraph]:
    with reading(exports["public"], _SECONDS) as graph:
        yield graph


@pytest.mark.parametrize("name", ASKED)
def test_the_rows_are_the_same(name: str, public: LocalGraph, rdflib_graph: RdflibGraph) -> None:
    question = read_question(name)
    same_rows(*(ask(graph, question, {}) for graph in (public, rdflib_graph)))


def test_the_list_names_questions_that_there_are() -> None:
    assert set(slow()) <= set(question_files())


def test_a_query_without_end_is_stopped_and_the_next_is_answered(tmp_path: Path) -> None:
    file = tmp_path / "few.nq"
    file.write_text("".join(f"<urn:s{n}> <urn:p> <urn:o{n}> .\n" for n in range(300)), encoding="utf-8")
    with reading(file, 2) as graph:
        with pytest.raises(TimeOver):
            graph.select("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
        assert len(graph.select("SELECT ?s WHERE { ?s <urn:p> ?o }").rows) == 300


def main() -> None:
    """Ask every question of rdflib, and list those that are slow or do not end."""
    seconds, nquads = float(sys.argv[1]), Path(sys.argv[2])
    with reading(nquads, seconds) as graph, LIST.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("question", "seconds", "ends"))
        for name in sorted(question_files()):
            graph.start()
            begin = time.monotonic()
            try:
                ask(graph, read_question(name), {})
            except TimeOver:
                writer.writerow((name, f"{seconds:g}", "no"))
            else:
                if (took := time.monotonic() - begin) > _QUICK:
                    writer.writerow((name, f"{took:.0f}", "yes"))


if __name__ == "__main__":
    main()
