"""The graph for Python: values, frames, quotes, RDF and questions in words; and what an audience may not see is not there."""

import csv
import datetime
import io
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from kg import __version__, open_graph
from kg.api import Answer, KnowledgeGraph
from kg.api.frames import kind_of
from kg.api.values import value_of, written
from kg.errors import BadQuery, BuildError, MissingExtra, UnknownName

ROOT = Path(__file__).parents[1]
PRICES = "prices-of-a-leg"
SECRETS = ("Obrenovac", "Kikinda", "restricted note")


@pytest.fixture(scope="module")
def graph(small_build: Path) -> KnowledgeGraph:
    return open_graph(build=small_build)


@pytest.fixture(scope="module")
def prices(graph: KnowledgeGraph) -> Answer:
    return graph.query(PRICES, **{"from": "Belgrade"})


def test_importing_the_package_imports_no_heavy_library() -> None:
    code = "import sys, kg; print([m for m in ('pyoxigraph', 'rdflib', 'pandas', 'polars', 'matplotlib', 'click', 'yaml') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True).stdout.strip() == "[]"


def test_rows_are_python_values(prices: Answer) -> None:
    (row,) = prices
    assert (row["from"], row["to"], row["min_amount"], row["max_amount"], row["persons"]) == ("Belgrade", "Sarajevo", Decimal(300), Decimal(500), None)
    assert prices.columns[:2] == ("from", "to")
    assert (len(prices), prices[0]) == (1, row)
    assert prices.title == "What does smuggling from one place to another cost? (from: Belgrade)"
    assert "1 row(s)" in repr(prices)


@pytest.mark.parametrize(("text", "value"), [
    ('"7"^^xsd:integer', 7), ('"7.50"^^xsd:decimal', Decimal("7.50")), ('"2019-05-03"^^xsd:date', datetime.date(2019, 5, 3)), ("true", True), ('"2019"^^xsd:gYear', 2019),
    ('"2019-05"', "2019-05"), ('"odd"^^xsd:integer', "odd"), ('"hi"@en', "hi"), ("<http://a/b>", "http://a/b"),
])
def test_a_term_becomes_the_value_of_its_datatype(graph: KnowledgeGraph, text: str, value: object) -> None:
    (row,) = graph.sparql(f"PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT ?x WHERE {{ VALUES ?x {{ {text} }} }}")
    assert (row["x"], type(row["x"])) == (value, type(value))
    assert value_of(None) is None


@pytest.mark.parametrize(("value", "text"), [(7, "7"), (Decimal("7.5"), "7.5"), (datetime.date(2019, 5, 3), "2019-05-03"), (datetime.datetime(2019, 5, 3, 1), "2019-05-03"), ("x", "x")])
def test_a_parameter_may_be_any_value(value: object, text: str) -> None:
    assert written(value) == text


@pytest.mark.parametrize(("values", "kind"), [
    ([1, None], "integer"), ([1, Decimal("1.5")], "number"), ([True], "truth"), ([datetime.date(2020, 1, 1), None], "date"), ([1, "x"], "text"), ([None], "text"), ([], "text")])
def test_a_column_of_a_frame_has_the_type_its_values_share(values: list, kind: str) -> None:
    assert kind_of(values) == kind


def test_things_go_by_their_names_and_facts_by_their_iris(graph: KnowledgeGraph) -> None:
    rows = graph.sparql("PREFIX kg: <https://w3id.org/smuggling-kg/ontology#> SELECT ?f ?c ?s WHERE { ?f a kg:EntryPoint ; kg:inCountry ?c ; kg:statedIn ?s }")
    (row,) = rows
    assert (row["c"], row["s"], str(row["f"]).startswith("https://w3id.org/smuggling-kg/fact/public-note/")) == ("Serbia", "public note", True)
    assert "id/country/serbia" in rows.to_csv()
    assert "Migrants enter Serbia from Bulgaria" in rows.to_html()


def test_the_quotes_stand_with_the_rows(graph: KnowledgeGraph, prices: Answer) -> None:
    (citation,) = prices.cite()
    assert citation.quotes == ("The ride from Belgrade to Sarajevo costs between EUR 300 and EUR 500 per person.",)
    assert prices.markings == ["no marking"]
    assert graph.cite(prices.facts[0]) == citation
    for html in (prices.to_html(), prices._repr_html_()):
        assert "[1] “The ride from Belgrade" in html
        assert "<td>Sarajevo</td>" in html


def test_a_long_answer_shows_its_first_rows_in_a_notebook(graph: KnowledgeGraph) -> None:
    rows = graph.sparql("SELECT ?n WHERE { VALUES ?n { " + " ".join(map(str, range(40))) + " } }")
    assert rows._repr_html_().count("<tr><td>") == 30
    assert "10 more row(s)" in rows._repr_html_()
    assert rows.to_html().count("<tr><td>") == 40


def test_frames_have_typed_columns(prices: Answer) -> None:
    frame = prices.to_pandas()
    assert (list(frame.columns), len(frame), str(frame["min_amount"].dtype), frame["min_amount"][0]) == (list(prices.columns), 1, "Float64", 300.0)
    assert frame["persons"].isna().all()
    assert frame.attrs["markings"] == ["no marking"]
    polar = prices.to_polars()
    assert (polar.columns, polar.height, str(polar.schema["max_amount"]), polar["max_amount"][0]) == (list(prices.columns), 1, "Float64", 500.0)


def test_frames_hold_dates_and_truths(graph: KnowledgeGraph) -> None:
    rows = graph.sparql('PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT ?d ?t WHERE { VALUES (?d ?t) { ("2019-05-03"^^xsd:date true) (UNDEF false) } }')
    assert rows.to_pandas().dtypes.astype(str).tolist() == ["datetime64[s]", "boolean"]
    assert list(map(str, rows.to_polars().dtypes)) == ["Date", "Boolean"]
    assert rows.to_polars()["d"].to_list() == [datetime.date(2019, 5, 3), None]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch, prices: Answer, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=rf"This needs {library}, which is not installed. Run: pip install 'smuggling-kg\[frames\]'"):
        getattr(prices, f"to_{library}")()


def test_csv_is_that_of_the_command_line(prices: Answer, tmp_path: Path) -> None:
    text = prices.to_csv(tmp_path / "prices.csv")
    assert (tmp_path / "prices.csv").read_bytes().decode() == text
    assert next(csv.DictReader(io.StringIO(text)))["min_amount"] == "300"
    with pytest.raises(BuildError, match="This file cannot be written"):
        prices.to_csv(tmp_path)


def test_the_facts_behind_the_rows_are_rdf_and_no_others(graph: KnowledgeGraph, prices: Answer) -> None:
    import rdflib
    found = prices.graph()
    kg = rdflib.Namespace("https://w3id.org/smuggling-kg/ontology#")
    assert {str(s) for s in found.subjects(kg.statedIn)} == set(prices.facts)
    (fact,) = map(rdflib.URIRef, prices.facts)
    assert found.value(fact, kg.minAmount) == rdflib.Literal(Decimal(300))
    place = found.value(fact, kg.startsFrom)
    assert rdflib.Literal("Belgrade", lang="en") in set(found.objects(place, rdflib.SKOS.prefLabel))
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    assert [str(exact) for exact in found.objects(None, oa.exact)] == list(prices.cite()[0].quotes)
    assert "EntryPoint" not in found.serialize(format="turtle")


def test_a_question_in_words_is_answered_or_not(built: Path) -> None:
    graph = open_graph(build=built)
    reply = graph.ask("Which states let a cooperating witness stay on humanitarian grounds?")
    assert reply.answered
    assert reply.matched is not None
    assert reply.matched.name == "states-that-let-a-cooperating-witness-stay-on-humanitarian-grounds"
    assert len(reply) == len(graph.query(reply.matched.name))
    assert 0.5 < reply.sureness <= 1
    assert "Law on Foreigners of Kosovo*" in reply.to_html()
    assert "Kosovo*: This designation is without prejudice to positions on status" in reply.to_html()
    unsure = graph.ask("How tall is the president of the chess club?")
    assert (unsure.answered, unsure.matched, len(unsure), unsure.sureness) == (False, None, 0, 0)
    assert "No stored question is near enough" in unsure._repr_html_()


def test_the_catalogue_lists_the_questions(graph: KnowledgeGraph) -> None:
    assert PRICES in {question.name for question in graph.questions()}


@pytest.mark.parametrize(("question", "given", "says"), [
    ("prices-of-a-legg", {}, "Nearest: prices-of-a-leg"), (PRICES, {"form": "Serbia"}, "Nearest: from"), (PRICES, {"from": "Sebria"}, "There is no from 'Sebria'. Nearest: Serbia")])
def test_an_unknown_name_is_refused_with_the_nearest(graph: KnowledgeGraph, question: str, given: dict[str, str], says: str) -> None:
    with pytest.raises(UnknownName, match=says):
        graph.query(question, **given)


def test_a_parameter_that_is_none_is_left_out(graph: KnowledgeGraph) -> None:
    assert len(graph.query(PRICES, to=None)) == 1


@pytest.mark.parametrize("query", ["DROP ALL", "SELECT * WHERE {", "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"])
def test_sparql_is_read_only(graph: KnowledgeGraph, query: str) -> None:
    with pytest.raises(BadQuery):
        graph.sparql(query)


def test_an_audience_sees_its_own_view_only(small_build: Path) -> None:
    with pytest.raises(UnknownName, match="There is no audience 'press'"):
        open_graph(audience="press", build=small_build)
    with pytest.raises(UnknownName, match="There is no audience ''"):
        open_graph(audience="", build=small_build)
    mine, theirs = open_graph(build=small_build), open_graph(audience="wb-ran", build=small_build)
    secret = theirs.query(PRICES, **{"from": "Serbia", "to": "Hungary"})
    assert (len(secret), secret.markings) == (1, ["Europol Unclassified – Basic Protection Level", "LIMITED, releasable to WB-RAN"])
    assert len(mine.query(PRICES, **{"from": "Serbia", "to": "Hungary"})) == 0
    with pytest.raises(UnknownName, match="There is no fact"):
        mine.cite(secret.facts[0])
    shown = mine.sparql("SELECT ?s ?p ?o WHERE { ?s ?p ?o }").to_csv()
    assert [word for word in SECRETS if word in shown] == []


def test_without_a_build_the_remedy_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="There is no build here. Run: kg build"):
        open_graph(build=tmp_path)
    with pytest.raises(BuildError, match="There is no build here"):
        open_graph(build=tmp_path, endpoint="http://127.0.0.1:9/sparql").ask("What does it cost?")


def test_an_endpoint_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="The endpoint does not answer"):
        open_graph(endpoint="http://127.0.0.1:9/sparql").query(PRICES)


def test_the_version_is_that_of_the_package() -> None:
    assert __version__.count(".") == 2
