"""Every stored question gives the same rows, in the same order, in rdflib as in our own store.

``rdflib-too-slow.csv`` lists the questions that rdflib does not end in the time it was given; make the list anew with

    python -m tests.engines.test_rdflib SECONDS FILE.nq
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kg.answers import ask
from kg.engines import LocalGraph
from kg.questions import question_files, read_question
from tests.engines.rdflib_worker import RdflibGraph, TimeOver, reading

LIST = Path(__file__).parent / "rdflib-too-slow.csv"
_SECONDS = 60.0


def too_slow() -> dict[str, float]:
    """Question -> the seconds it was given in vain."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["question"]: float(row["seconds"]) for row in csv.DictReader(file)}


QUICK = sorted(set(question_files()) - set(too_slow()))


@pytest.fixture(scope="module")
def rdflib_graph(exports: Mapping[str, Path]) -> Iterator[RdflibGraph]:
    with reading(exports["public"], _SECONDS) as graph:
        yield graph


@pytest.mark.parametrize("name", QUICK)
def test_the_rows_are_the_same(name: str, public: LocalGraph, rdflib_graph: RdflibGraph) -> None:
    question = read_question(name)
    ours, theirs = (ask(graph, question, {}).rows for graph in (public, rdflib_graph))
    assert theirs.columns == ours.columns
    left, right = Counter(ours.rows), Counter(theirs.rows)
    assert ([*(left - right).elements()], [*(right - left).elements()]) == ([], []), "Rows of ours alone, and of rdflib alone."
    assert theirs.rows == ours.rows, "The same rows in another order: the ORDER BY is not total, or not of strings."


def test_the_list_names_questions_that_there_are() -> None:
    assert set(too_slow()) <= set(question_files())


def test_a_query_without_end_is_stopped_and_the_next_is_answered(tmp_path: Path) -> None:
    file = tmp_path / "few.nq"
    file.write_text("".join(f"<urn:s{n}> <urn:p> <urn:o{n}> .\n" for n in range(300)), encoding="utf-8")
    with reading(file, 2) as graph:
        with pytest.raises(TimeOver):
            graph.select("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
        assert len(graph.select("SELECT ?s WHERE { ?s <urn:p> ?o }").rows) == 300


def main() -> None:
    """Ask every question of rdflib, and list those that do not end."""
    seconds, nquads = float(sys.argv[1]), Path(sys.argv[2])
    with reading(nquads, seconds) as graph, LIST.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("question", "seconds"))
        for name in sorted(question_files()):
            try:
                ask(graph, read_question(name), {})
            except TimeOver:
                writer.writerow((name, f"{seconds:g}"))


if __name__ == "__main__":
    main()
