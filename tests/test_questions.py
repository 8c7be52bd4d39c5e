"""Question files: their heads, their parameters, and what a broken one does to the others."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.answers import ask, bind
from kg.engines import LocalGraph
from kg.errors import BadQuery, QuestionError, UnknownName, UsageError
from kg.questions import parse_question, read_question, read_questions

GOOD = """#+ title: What is told of prices?
#+ summary: Prices.
#+ parameters:
#+   - name: from
#+     type: Place
#+   - name: least
#+     type: decimal
#+     default: 0
#+   - name: when
#+     type: date
#+   - name: kind
#+     type: text
#+     choices: [low, high]
#+ columns:
#+   fact: The fact.
#+   amount: The amount.
#+ evidence: fact
PREFIX kg: <https://w3id.org/smuggling-kg/ontology#>
SELECT ?fact ?amount WHERE {
  ?fact a kg:PriceObservation ; kg:startsFrom ?__from_iri ; kg:minAmount ?amount .
  FILTER(?amount >= ?_least_xsd_decimal && (!BOUND(?__when_xsd_date) || true) && (!BOUND(?__kind) || ?__kind = "low"))
} ORDER BY ?fact
"""


@pytest.fixture(scope="module")
def graph(small_build: Path) -> LocalGraph:
    return LocalGraph(small_build / "current" / "wb-ran")


def written(folder: Path, text: str, name: str = "a-question") -> Path:
    path = folder / f"{name}.rq"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("given", "amounts"), [
    ({}, ["300", "1000"]),
    ({"from": "Belgrade"}, ["300"]),
    ({"from": "place/belgrade"}, ["300"]),
    ({"from": "https://w3id.org/smuggling-kg/id/place/belgrade"}, ["300"]),
    ({"from": "BELGRADE"}, ["300"]),
    ({"least": "301"}, ["1000"]),
    ({"least": "300.5", "kind": "low"}, ["1000"]),
    ({"kind": "high"}, []),
    ({"when": "2020-02-29"}, ["300", "1000"]),
])
def test_parameters_are_bound_as_terms(tmp_path: Path, graph: LocalGraph, given: dict[str, str], amounts: list[str]) -> None:
    answer = ask(graph, parse_question(written(tmp_path, GOOD)), given)
    assert sorted((row["amount"].value for row in answer.rows.maps()), key=int) == amounts


@pytest.mark.parametrize(("given", "says"), [
    ({"form": "Belgrade"}, "There is no parameter of a-question 'form'. Nearest: from"),
    ({"from": "Belgrad"}, "There is no from 'Belgrad'. Nearest: Belgrade"),
    ({"least": "many"}, "'many' is not a decimal"),
    ({"least": "NaN"}, "'NaN' is not a decimal"),
    ({"when": "2021-02-29"}, "'2021-02-29' is not a date"),
    ({"kind": "middle"}, "There is no value of kind 'middle'. Nearest: low, high"),
])
def test_a_value_that_does_not_fit_is_refused(tmp_path: Path, graph: LocalGraph, given: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        ask(graph, parse_question(written(tmp_path, GOOD)), given)


@pytest.mark.parametrize("attack", ['"} DROP ALL #', "x> } INSERT DATA { <a> <b> <c> } #", 'low" } UNION { ?s ?p ?o', "\\u0022 }", "?x", "low\n}"])
def test_no_value_breaks_out_of_its_term(tmp_path: Path, graph: LocalGraph, attack: str) -> None:
    plain = GOOD.replace("#+     choices: [low, high]\n", "")
    assert ask(graph, parse_question(written(tmp_path, plain)), {"kind": attack}).rows.rows == ()
    with pytest.raises(UnknownName):
        ask(graph, parse_question(written(tmp_path, plain)), {"from": attack})


def test_terms_are_written_by_their_own_serialiser() -> None:
    bound = bind("SELECT * WHERE { ?s ?p ?_x }", {"_x": ox.Literal('a"b\\c\nd')})
    assert bound == 'SELECT * WHERE { VALUES ?_x { "a\\"b\\\\c\\nd" } ?s ?p ?_x }'
    assert bind("# WHERE {\nSELECT * WHERE { }", {"x": ox.NamedNode("http://a/")}) == "# WHERE {\nSELECT * WHERE { VALUES ?x { <http://a/> } }"


@pytest.mark.parametrize(("old", "new", "says"), [
    ("#+ title: What is told of prices?\n", "", "The head lacks title"),
    ("#+ summary: Prices.", "#+ summary: [", "The head does not parse"),
    ("#+   - name: when\n#+     type: date\n", "", "The variable \\?__when_xsd_date and the head's parameters do not agree"),
    ("?__kind = \"low\"", "?__sort = \"low\"", "do not agree"),
    ("#+   - name: from", "#+   - name: From Here", "A parameter needs a name"),
    ("#+", "#", "The question has no head"),
])
def test_a_faulty_head_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(QuestionError, match=says):
        parse_question(written(tmp_path, GOOD.replace(old, new)))


def test_a_question_whose_query_does_not_parse_does_no_harm_to_the_others(tmp_path: Path, graph: LocalGraph) -> None:
    written(tmp_path, GOOD.replace("ORDER BY", "ORDER"), "broken-query")
    written(tmp_path, "no head", "broken-head")
    written(tmp_path, GOOD, "good")
    good, bad = read_questions(tmp_path)
    assert ([q.name for q in good], len(bad)) == (["broken-query", "good"], 1)
    with pytest.raises(QuestionError, match=r"broken-query.rq: The question does not parse: .*the other questions still work"):
        ask(graph, read_question("broken-query", tmp_path), {})
    assert len(ask(graph, read_question("good", tmp_path), {}).rows.rows) == 2


def test_an_unknown_question_names_the_nearest(tmp_path: Path) -> None:
    written(tmp_path, GOOD, "prices-of-a-leg")
    with pytest.raises(UnknownName, match="There is no question 'price-of-leg'. Nearest: prices-of-a-leg"):
        read_question("price-of-leg", tmp_path)


@pytest.mark.parametrize("query", ["INSERT DATA { <a:a> <a:b> <a:c> }", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL", "LOAD <http://127.0.0.1/x>"])
def test_a_graph_is_read_only(graph: LocalGraph, query: str) -> None:
    size = len(graph.store)
    with pytest.raises(BadQuery):
        graph.select(query)
    assert len(graph.store) == size


def test_the_word_service_may_stand_in_a_text_or_a_name(graph: LocalGraph) -> None:
    assert graph.select("PREFIX a: <http://a/> SELECT ?service $load WHERE { VALUES (?service ?load) { (a:service a:load) } }").columns == ("service", "load")
    assert graph.select('SELECT ?x WHERE { VALUES ?x { "at your SERVICE" <http://a/service> } } # LOAD').columns == ("x",)
