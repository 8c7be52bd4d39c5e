"""Each question is valid for grlc as it stands: grlc's own reader reads its head, and the query that it makes of it gives our rows.

grlc 1.3.11 (github.com/CLARIAH/grlc, src/gquery.py, get_parameters and rewrite_query_standard): ``?_name`` must be given, ``?__name`` may
be left out; ``_iri``, ``_integer`` and ``_prefix_datatype`` type the value, any other ending is taken for a language; the value is
written in the variable's place throughout the text; ``defaults`` and ``enumerate`` are lists of one-key mappings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg import iri
from kg.answers import ask
from kg.engines import LocalGraph
from kg.export.questions import default_of
from kg.questions import Parameter, Question, parse_question, question_files
from kg.vocab import read_ontology
from tests.engines import ALL

gquery = pytest.importorskip("grlc.gquery")
FILES = sorted(question_files().values())
DATATYPES = {"integer": "xsd:integer", "decimal": "xsd:decimal", "date": "xsd:date"}
VALUES = {"text": "a word", "integer": "2", "decimal": "2.5", "date": "2022-06-30"}
SOME = FILES if ALL else FILES[::10]
"""rdflib, with which grlc reads, takes a second a question: every tenth, unless KG_ENGINES=all."""
each_question = pytest.mark.parametrize("file", SOME, ids=lambda f: f.stem)


@cache
def read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = gquery.get_metadata(file.read_text(encoding="utf-8"), "")
    return found


def rewritten(file: Path, given: dict[str, str]) -> str:
    found = read(file)
    return str(gquery.rewrite_query(found["original_query"], found["parameters"], given))


def value_of(parameter: Parameter) -> str:
    return f"{iri.ID}place/somewhere" if parameter.is_entity else next(iter(parameter.choices), VALUES[parameter.type])


def default(parameter: Parameter) -> str | None:
    term = default_of(parameter, read_ontology())
    return None if term is None else term.value


def needed(question: Question) -> dict[str, str]:
    return {p.name: value for p in question.parameters if (value := default(p)) is not None}


@each_question
def test_grlc_reads_title_summary_and_columns(file: Path) -> None:
    question, found = parse_question(file), read(file)
    assert (found["type"], found["title"], " ".join(found["summary"].split())) == ("SelectQuery", question.title, question.summary)
    assert [str(v) for v in found["variables"]] == [name for name, _ in question.columns]


@each_question
def test_grlc_offers_our_parameters_with_their_types_defaults_and_choices(file: Path) -> None:
    question, found = parse_question(file), read(file)["parameters"]
    assert set(found) == {p.name for p in question.parameters}
    for p in question.parameters:
        offered = found[p.name]
        assert (offered["original"], offered["required"], "lang" in offered) == (f"?{p.variable}", p.default is not None, False)
        assert (offered.get("format"), offered.get("datatype")) == ("iri" if p.is_entity else None, DATATYPES.get(p.type))
        assert (offered.get("default"), offered.get("enum")) == (default(p), sorted(p.choices) or None)


@each_question
def test_what_grlc_makes_of_it_is_sparql(file: Path) -> None:
    question, store = parse_question(file), ox.Store()
    everything = {p.name: value_of(p) for p in question.parameters}
    for given in ({}, everything, *({name: value} for name, value in everything.items())):
        store.query(rewritten(file, needed(question) | given))


def test_no_variable_of_a_parameter_begins_another(tmp_path: Path) -> None:
    """grlc replaces text, so that a value for ?_of would be written into ?_official too."""
    names = {file: [f"?{p.variable}" for p in parse_question(file).parameters] for file in FILES}
    assert {(file.stem, a) for file, found in names.items() for a in found for b in found if a != b and b.startswith(a)} == set()


def test_grlc_names_the_parameter_that_must_be_given(tmp_path: Path) -> None:
    file = tmp_path / "a-question.rq"
    file.write_text("#+ title: What?\n#+ summary: It.\nSELECT ?a WHERE { ?a ?b ?_c_iri }", encoding="utf-8")
    with pytest.raises(AssertionError, match="do not cover"):
        rewritten(file, {})
    assert rewritten(file, {"c": "http://example.org/c"}).endswith("?b <http://example.org/c> }")


@each_question
def test_the_rows_are_ours(file: Path, public: LocalGraph) -> None:
    """With the defaults alone, and with the first example of each parameter; a thing is given to grlc by its IRI."""
    question = parse_question(file)
    for given in ({}, *({p.name: p.examples[0]} for p in question.parameters if p.examples)):
        ours = ask(public, question, given)
        asked = {p.name: str(bound) for p in question.parameters if (bound := _bound(public, p, given.get(p.name, p.default))) is not None}
        assert _cells(public.select(rewritten(file, asked)).rows) == _cells(ours.rows.rows), given


def _cells(rows: Sequence[tuple[Any, ...]]) -> list[list[list[str]]]:
    """The rows in their order; the words of a cell in none, for GROUP_CONCAT has none unless the query gives it one."""
    return [[sorted(str(cell).strip('"').split()) for cell in row] for row in rows]


def _bound(graph: LocalGraph, parameter: Parameter, value: str | None) -> str | None:
    from kg.answers import resolve
    return None if value is None else resolve(graph, parameter, value)[0].value


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_no_parameter_stands_where_grlc_would_write_a_value_that_breaks_it(file: Path) -> None:
    body = "\n".join(line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    for parameter in parse_question(file).parameters:
        name = re.escape(parameter.variable)
        assert not re.search(rf"BOUND\s*\(\s*\?{name}\b|\bAS\s+\?{name}\b|GROUP\s+BY[^}}]*\?{name}\b", body, re.IGNORECASE)
