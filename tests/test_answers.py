"""The stored questions: their files are sound, and each gives the rows that were read against the documents (``kg.pins``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kg import iri, resources
from kg.answers import ask, resolve
from kg.builds import current
from kg.engines import LocalGraph
from kg.errors import UnknownName, UsageError
from kg.graph.views import may_see
from kg.pins import PUBLIC, claim_places, compare, read_pins, row_diff, shown_rows
from kg.questions import Parameter, Question, question_files, read_question, read_questions
from kg.sources import read_register
from kg.vocab import Ontology, read_ontology

GOLDEN = resources.seeds() / "answers"
NAMES = sorted(question_files())
PINS = {pin.file.name.removesuffix(".csv"): pin for pin in read_pins(GOLDEN)}
QUERIES = sorted((*resources.folder("queries").glob("questions/*.rq"), *resources.folder("queries").glob("checks/*.rq")))


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return read_ontology()


@pytest.fixture(scope="session")
def views(public: LocalGraph, restricted: LocalGraph) -> dict[str, LocalGraph]:
    return {"public": public, "wb-ran": restricted}


@pytest.fixture(scope="session")
def places(built: Path) -> dict[str, str]:
    return claim_places(current(built))


@pytest.mark.parametrize("stem", PINS)
def test_the_answer_is_the_one_that_was_read(stem: str, views: Mapping[str, LocalGraph], places: Mapping[str, str]) -> None:
    lines = compare(PINS[stem], views[PINS[stem].audience], places)
    assert not lines, f"{stem}: {len(lines)} row(s) differ (- pinned, + found)\n" + "\n".join(lines)


def test_a_difference_names_source_and_claim() -> None:
    columns = ["state", "source"]
    lines = row_diff(columns, [("Albania", "A report"), ("Serbia", "A report")], [(("Albania", "A report"), ["f1"]), (("Kosovo*", "B"), ["f2"])], {"f2": "b.toml:7"})
    assert lines == ["- state: Serbia; source: A report", "+ state: Kosovo*; source: B [b.toml:7]"]


def test_a_row_that_stands_twice_is_told() -> None:
    assert row_diff(["state"], [("Albania",)], [(("Albania",), []), (("Albania",), [])], {}) == ["+ state: Albania []"]


def test_every_question_reads() -> None:
    questions, errors = read_questions()
    assert not errors
    assert len(questions) >= 30


@pytest.mark.parametrize("name", NAMES)
def test_the_question_has_pinned_rows(name: str) -> None:
    settings = [pin for pin in PINS.values() if pin.question == name]
    assert [pin for pin in settings if not pin.given and pin.audience == PUBLIC]
    if read_question(name).parameters:
        assert any(one.given for one in settings), "Pin the rows of one more setting of its parameters."


@pytest.mark.parametrize("stem", PINS)
def test_pinned_rows_belong_to_a_question(stem: str) -> None:
    question = read_question(PINS[stem].question)
    assert set(PINS[stem].given) <= {p.name for p in question.parameters}


@pytest.mark.parametrize("name", NAMES)
def test_the_head_is_whole(name: str) -> None:
    question = read_question(name)
    assert question.title.endswith("?")
    assert question.empty
    assert len(set(question.asked)) >= 5
    columns = {column for column, _ in question.columns}
    assert set(question.evidence) <= columns
    assert set(question.words) <= columns
    assert all(says.strip() for _, says in question.columns)
    assert all(p.explanation and p.examples for p in question.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_the_head_lists_the_columns(name: str, public: LocalGraph) -> None:
    question = read_question(name)
    assert [column for column, _ in question.columns] == list(ask(public, question, {}).rows.columns)


@pytest.mark.parametrize("name", NAMES)
def test_a_row_stands_on_facts_once(name: str, restricted: LocalGraph) -> None:
    question = read_question(name)
    _, rows = shown_rows(ask(restricted, question, {}))
    assert len({(cells, tuple(facts)) for cells, facts in rows}) == len(rows)
    if question.evidence and not name.startswith("states-without"):
        assert all(facts for _, facts in rows)


@pytest.mark.parametrize("name", NAMES)
def test_every_example_of_a_parameter_is_understood(name: str, public: LocalGraph) -> None:
    for parameter in read_question(name).parameters:
        for example in parameter.examples:
            resolve(public, parameter, example)


@pytest.mark.parametrize("file", QUERIES, ids=lambda f: f.stem)
def test_the_query_is_ordered_and_every_term_exists(file: Path, ontology: Ontology) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.search(r"^ORDER BY ", text, re.MULTILINE)
    assert missing_terms(text, ontology) == []


def missing_terms(text: str, ontology: Ontology) -> list[str]:
    """The terms and individuals of ours that a query names and the ontology does not define."""
    defined = {t.subject.value for t in ontology.triples if not isinstance(t.subject, str) and hasattr(t.subject, "value")}
    body = "\n".join(line for line in text.splitlines() if not line.startswith(("#+", "PREFIX")))
    used = {iri.term(name) for name in re.findall(r"\bkg:(\w+)", body)} | set(re.findall(rf"<({re.escape(iri.ID)}[^>]+)>", body))
    return sorted(used - defined)


def test_a_misspelt_term_is_told(ontology: Ontology) -> None:
    assert missing_terms(f"SELECT ?x WHERE {{ ?x kg:hasPlaec <{iri.ID}country/atlantis> ; kg:hasPlace ?y }}", ontology) == sorted([iri.term("hasPlaec"), f"{iri.ID}country/atlantis"])


def slow_negations(text: str) -> Iterator[str]:
    """FILTER NOT EXISTS over more than one triple, which every native store answers in quadratic time; MINUS gives the same rows."""
    for found in re.finditer(r"NOT\s+EXISTS\s*\{([^{}]*)\}", text, re.IGNORECASE):
        if re.search(r";|\s\.\s+\S", found[1]):
            yield found[0]


@pytest.mark.parametrize("file", QUERIES, ids=lambda f: f.stem)
def test_negation_is_written_so_that_it_is_fast(file: Path) -> None:
    assert not list(slow_negations(file.read_text(encoding="utf-8")))


def test_a_slow_negation_is_told() -> None:
    assert list(slow_negations("FILTER NOT EXISTS { ?a kg:x ?b . ?b kg:y ?c }"))
    assert list(slow_negations("FILTER NOT EXISTS { ?a kg:x ?b ; kg:y ?c }"))
    assert not list(slow_negations("FILTER NOT EXISTS { ?a kg:x ?b }"))


@pytest.mark.parametrize("name", NAMES)
def test_no_fact_of_a_restricted_source_reaches_the_public(name: str, public: LocalGraph, ontology: Ontology) -> None:
    closed = [s for s in read_register(resources.seeds()) if not may_see(ontology, s, "audience/public")]
    assert closed
    _, rows = shown_rows(ask(public, read_question(name), {}))
    for cells, facts in rows:
        assert not [s.slug for s in closed if any(f.startswith(f"{iri.BASE}fact/{s.slug}/") for f in facts)]
        assert not [s.title for s in closed if s.title in cells]


@pytest.mark.parametrize("name", ["states-that-let-a-cooperating-witness-stay-on-humanitarian-grounds", "entry-points-of-a-country", "debts-and-how-they-are-settled"])
def test_a_country_by_any_of_its_names_gives_the_same_rows(name: str, public: LocalGraph) -> None:
    question = read_question(name)
    answers = [ask(public, question, {"state": value}).rows for value in ("Kosovo", "Kosovo*", "kosova", "country/kosovo", iri.individual("country/kosovo"))]
    assert answers[0].rows
    assert all(answer == answers[0] for answer in answers)


def with_countries() -> list[Question]:
    return [q for q in read_questions()[0] if any(p.name == "state" for p in q.parameters)]


@pytest.mark.parametrize("question", with_countries(), ids=lambda q: q.name)
def test_a_setting_only_takes_rows_away(question: Question, public: LocalGraph) -> None:
    _, every = shown_rows(ask(public, question, {}))
    _, some = shown_rows(ask(public, question, {"state": "Serbia"}))
    assert {(cells, tuple(facts)) for cells, facts in some} <= {(cells, tuple(facts)) for cells, facts in every}


def test_an_unknown_value_lists_the_nearest(public: LocalGraph) -> None:
    with pytest.raises(UnknownName) as caught:
        ask(public, read_question("entry-points-of-a-country"), {"state": "Sebria"})
    assert "Serbia" in str(caught.value)


def test_an_unknown_parameter_lists_those_there_are(public: LocalGraph) -> None:
    with pytest.raises(UnknownName) as caught:
        ask(public, read_question("entry-points-of-a-country"), {"country": "Serbia"})
    assert "state" in str(caught.value)


ATTACKS = (
    'Serbia" } # ',
    "Serbia' } UNION { ?s ?p ?o } # ",
    "> } SELECT * WHERE { ?s ?p ?o } #",
    "http://x/> ?p ?o } #",
    "Serbia\n} DELETE WHERE { ?s ?p ?o }",
    "\\u003e } ?s ?p ?o",
    "?s",
    "https://w3id.org/smuggling-kg/id/country/serbia> <x",
)


@pytest.mark.parametrize("value", ATTACKS)
def test_a_value_is_never_read_as_a_query(value: str, public: LocalGraph) -> None:
    for question in with_countries():
        with pytest.raises(UnknownName):
            ask(public, question, {"state": value})


def test_a_text_is_one_of_its_choices(public: LocalGraph) -> None:
    parameter = Parameter("link", "text", None, "", (), ("updates", "refines"))
    assert resolve(public, parameter, "updates")[1] == "updates"
    for value in ('updates" } #', "anything"):
        with pytest.raises(UsageError):
            resolve(public, parameter, value)
