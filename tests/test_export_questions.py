"""The stored questions as RDF: what SIB's collection of SPARQL examples asks of an example holds, and rdflib reads back what was written."""

import re

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg import iri
from kg.cli.questions import command
from kg.export.questions import BASE, FORMATS, PREFIXES, classes_of, default_of, describe, export, query_of
from kg.export.turtle import to_turtle
from kg.questions import read_question, read_questions
from kg.vocab import read_ontology

QUESTIONS, _ = read_questions()
ONTOLOGY = read_ontology()
SH, SCHEMA, SKOS, RDF, RDFS = PREFIXES["sh"], PREFIXES["schema"], PREFIXES["skos"], PREFIXES["rdf"], PREFIXES["rdfs"]
TRIPLES = set(describe(QUESTIONS, ONTOLOGY))
EX = "http://example.org/"


def values(subject: str, predicate: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
    return [t.object for t in TRIPLES if t.predicate.value == predicate and isinstance(t.subject, ox.NamedNode) and t.subject.value == subject]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    found = ox.Store()
    found.extend(ox.Quad(t.subject, t.predicate, t.object) for t in TRIPLES)
    return found


@pytest.mark.parametrize(("form", "name"), [("turtle", "turtle"), ("jsonld", "json-ld")])
def test_rdflib_reads_back_the_same_graph(form: str, name: str) -> None:
    import rdflib
    from rdflib.compare import isomorphic
    assert set(FORMATS) == {"turtle", "jsonld"}
    read = rdflib.Graph().parse(data=export(QUESTIONS, ONTOLOGY, form), format=name)
    same = rdflib.Graph().parse(data=(ox.serialize(TRIPLES, format=ox.RdfFormat.N_TRIPLES) or b"").decode(), format="nt")
    assert isomorphic(read, same)


@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_the_questions_does_not_matter(form: str) -> None:
    assert export(QUESTIONS, ONTOLOGY, form) == export(reversed(QUESTIONS), ONTOLOGY, form)


def test_each_question_is_an_example_as_the_shape_of_sib_wants_it(store: ox.Store) -> None:
    """github.com/sib-swiss/sparql-examples-utils, src/main/resources/spex.shacl: one query, a tagged comment, a target, keywords without blanks at the ends."""
    for question in QUESTIONS:
        this = BASE + question.name
        assert {o.value for o in values(this, RDF + "type")} >= {SH + "SPARQLExecutable", SH + "SPARQLSelectExecutable"}
        assert [o.value for o in values(this, SH + "select")] == [query_of(question)]
        assert [(o.value, o.language) for o in values(this, RDFS + "comment")] == [(question.title, "en")]
        assert len(values(this, SCHEMA + "target")) == 1
        assert all(re.fullmatch(r"\S.*\S", o.value) for o in values(this, SCHEMA + "keywords"))
    found = store.query("PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT DISTINCT ?sq ?comment ?query WHERE {"
                        " ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct ?query } ORDER BY ?sq")
    assert len(list(found)) == len(QUESTIONS)


def test_each_query_parses_and_projects_the_columns_of_its_question() -> None:
    empty = ox.Store()
    for question in QUESTIONS:
        query = str(values(BASE + question.name, SH + "select")[0].value)
        assert not query.startswith("#+")
        assert tuple(v.value for v in empty.query(query).variables) == tuple(name for name, _ in question.columns)


def test_other_ways_to_ask_are_other_labels() -> None:
    for question in QUESTIONS:
        assert {o.value for o in values(BASE + question.name, SKOS + "altLabel")} == set(question.asked) - {question.title}


def test_each_question_has_keywords_and_each_keyword_is_the_name_of_a_class() -> None:
    names = {label for name in ONTOLOGY.kinds for label in ONTOLOGY.values(iri.term(name), SKOS + "prefLabel")}
    assert {o.value for q in QUESTIONS for o in values(BASE + q.name, SCHEMA + "keywords")} <= names
    assert [q.name for q in QUESTIONS if not classes_of(q, ONTOLOGY)] == []


def test_the_path_of_a_parameter_ends_in_its_variable() -> None:
    for question in QUESTIONS:
        found = {o.value: values(o.value, SH + "path")[0].value for o in values(BASE + question.name, SH + "parameter")}
        assert found == {f"{BASE}{question.name}#{p.name}": f"{BASE}{question.name}#{p.variable}" for p in question.parameters}
        assert all(f"?{path.rpartition('#')[2]}" in query_of(question) for path in found.values())


def test_each_default_is_a_term() -> None:
    assert [(q.name, p.name) for q in QUESTIONS for p in q.parameters if p.default is not None and default_of(p, ONTOLOGY) is None] == []
    (value,) = values(BASE + "rights-in-two-states-compared#first", SH + "defaultValue") or values(BASE + "what-is-told-of-a-date#date", SH + "defaultValue")
    assert isinstance(value, ox.NamedNode | ox.Literal)


def test_choices_are_a_list_in_their_order(store: ox.Store) -> None:
    found = export([read_question("deployments")], ONTOLOGY, "turtle")
    assert 'sh:in ( "told" "proposed" )' in found


def test_a_prefix_stands_for_one_namespace() -> None:
    declared = [o.value for o in values(BASE + "#prefixes", SH + "declare")]
    assert {(d, len(values(d, SH + "namespace")), len(values(d, SH + "prefix"))) for d in declared} == {(d, 1, 1) for d in declared}


@pytest.mark.parametrize("text", ['one\ntwo "three"', 'four\n"""five"""', 'six\\n\nseven\\', "eight\r\nnine", '"', '""\n""', "", "„zehn“ \t elf"])
def test_every_text_is_read_back_from_turtle(text: str) -> None:
    triple = ox.Triple(ox.NamedNode(EX + "a.b/c"), ox.NamedNode(EX + "says"), ox.Literal(text, language="en"))
    written = to_turtle([triple], {"ex": EX})
    assert [q.triple for q in ox.parse(written, format=ox.RdfFormat.TURTLE)] == [triple]


def test_the_command_prints_one_question_or_all_for_the_endpoint_named() -> None:
    one = CliRunner().invoke(command, ["prices-of-a-leg", "--format", "turtle", "--target", "http://127.0.0.1:8890/sparql"])
    assert (one.exit_code, one.output.count("sh:select ")) == (0, 1)
    assert "schema:target <http://127.0.0.1:8890/sparql> ." in one.output
    everything = CliRunner().invoke(command, ["--format", "jsonld"])
    assert everything.output.count('"sh:select"') == len(QUESTIONS)
