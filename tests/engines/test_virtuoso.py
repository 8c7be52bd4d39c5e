"""Every stored question gives the same rows, in the same order, on a real Virtuoso as on our own store.

Terms are compared with datatype and language. Evened out are a boolean's two spellings (kg/remote.py does so for every endpoint) and
the order of the facts within one cell of evidence, which means nothing. Every question is asked of the public view with its default
values; with KG_ENGINES=all of both views, and with every pinned setting.

``virtuoso-differs.csv`` lists the questions, or single settings, in which Virtuoso is known to fail. What is too slow there is not asked
unless all is.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.answers import ask
from kg.engines import LocalGraph
from kg.errors import BadQuery
from kg.pins import Pin
from kg.questions import question_files, read_question
from kg.remote import RemoteGraph
from tests.engines import ALL, virtuoso
from tests.engines.compare import same_rows
from tests.test_answers import GOLDEN, PINS

DEFAULTS = [Pin(name, {}, audience, GOLDEN) for name in sorted(question_files()) for audience in (("public", "wb-ran") if ALL else ("public",))]
SETTINGS = [*DEFAULTS, *(pin for pin in PINS.values() if pin.given and ALL)]

LIST = Path(__file__).parent / "virtuoso-differs.csv"


def known() -> dict[tuple[str, str], str]:
    """(question, setting or ``*``) -> what goes wrong there."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {(row["question"], row["setting"]): row["what"] for row in csv.DictReader(file)}


def marked(setting: Pin) -> Any:
    """The setting, expected to fail where the list says so."""
    given = ".".join(f"{k}={v}" for k, v in setting.given.items())
    reason = known().get((setting.question, given)) or known().get((setting.question, "*"))
    marks = [pytest.mark.xfail(reason=reason, strict=False, run=ALL or not reason.startswith("too slow"))] if reason else []
    return pytest.param(setting, marks=marks, id=in_words(setting))


def in_words(setting: Pin) -> str:
    return ".".join((setting.question, *(f"{k}={v}" for k, v in setting.given.items()))) + f"@{setting.audience}"


@pytest.mark.parametrize("setting", [marked(one) for one in SETTINGS])
def test_the_rows_are_the_same(setting: Pin, stores: Mapping[str, LocalGraph], virtuosos: Mapping[str, RemoteGraph]) -> None:
    question = read_question(setting.question)
    same_rows(*(ask(graph, question, setting.given) for graph in (stores[setting.audience], virtuosos[setting.audience])))


def test_the_command_asks_it(virtuosos: Mapping[str, RemoteGraph], built: Path) -> None:
    """The whole command through SPARQLWrapper, names and quotes included, prints what it prints from the build."""
    command = [sys.executable, "-m", "kg", "query", "states-that-let-a-cooperating-witness-stay-on-humanitarian-grounds", "-p", "state=Kosovo", "--cite", "--format", "md"]
    here, there = (subprocess.run([*command, *place], capture_output=True, text=True, check=True).stdout
                   for place in (["--build", str(built)], ["--endpoint", virtuosos["public"].url]))
    assert there == here
    assert "Kosovo" in there


def test_a_query_that_does_not_parse_is_refused_in_its_words(virtuosos: Mapping[str, RemoteGraph]) -> None:
    with pytest.raises(BadQuery, match="refuses"):
        virtuosos["public"].select("SELECT WHERE {")


def test_what_it_cannot_load_is_told(tmp_path: Path) -> None:
    if reason := virtuoso.missing():
        pytest.skip(reason)
    with virtuoso.serving(tmp_path) as server, pytest.raises(virtuoso.VirtuosoError):
        server.load(b"this is no N-Quads\n")


def test_it_is_ended_with_its_test(tmp_path: Path) -> None:
    if reason := virtuoso.missing():
        pytest.skip(reason)
    with virtuoso.serving(tmp_path) as server:
        assert "urn:nobody" in server.endpoint("urn:nobody").replace("%3A", ":")
    with pytest.raises(virtuoso.VirtuosoError):
        server.tell("status();")


@pytest.mark.parametrize(("query", "rows"), [
    ("# describe\n# construct\nSELECT ?n WHERE { VALUES ?n { 1 2 } }", ["1", "2"]),
    ("ASK { ?s a <https://w3id.org/smuggling-kg/ontology#Source> }", ["true"]),
    ("ASK { <urn:nothing> ?p ?o }", ["false"]),
])
def test_rows_and_a_yes_or_no_are_read(query: str, rows: list[str], virtuosos: Mapping[str, RemoteGraph]) -> None:
    assert [str(cell.value) for row in virtuosos["public"].select(query).rows for cell in row if cell is not None] == rows


def test_the_list_names_questions_that_there_are() -> None:
    assert {question for question, _ in known()} <= set(question_files())
