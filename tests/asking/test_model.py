"""A model plugged into ``kg ask``: off unless named, told no fact, never believed, and stopped when it hangs."""

import json
import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kg import extras, iri
from kg.asking.checked import MOST, check, run_checked
from kg.asking.index import Index
from kg.asking.model import Offer, Program
from kg.asking.reply import Reply, ask
from kg.asking.vocabulary import Vocabulary, read_vocabulary
from kg.engines import LocalGraph
from kg.errors import FaultError, KgError, MissingExtra, RefusedError, UsageError
from kg.vocab import read_ontology
from tests.small.world import PUBLIC, RESTRICTED

ROOT = Path(__file__).parents[2]
UNSURE = "Is the moon far from Belgrade?"
CHOSEN = "prices-of-a-leg"
HEAD = """PREFIX kg: <https://w3id.org/smuggling-kg/ontology#>
PREFIX id: <https://w3id.org/smuggling-kg/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
"""
GOOD = HEAD + "SELECT ?fact ?amount WHERE { ?fact a kg:PriceObservation ; kg:startsFrom <https://w3id.org/smuggling-kg/id/place/belgrade> ; kg:minAmount ?amount } ORDER BY ?fact"


@pytest.fixture(scope="module")
def graph(small_build: Path) -> LocalGraph:
    return LocalGraph(small_build / "current" / "public")


@pytest.fixture(scope="module")
def index(small_build: Path) -> Index:
    return Index(small_build / "current" / "public.index")


@pytest.fixture(scope="module")
def vocabulary(graph: LocalGraph) -> Vocabulary:
    return read_vocabulary(graph)


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str], str]:
    """A program that runs this Python with ``task`` at hand and prints what it leaves in ``out``; all tasks are kept in a file."""
    def write(body: str) -> str:
        path = tmp_path / "model.py"
        kept = f"open({str(tmp_path / 'tasks.jsonl')!r}, 'a').write(json.dumps(task) + '\\n')"
        path.write_text(f"import json, sys, time\ntask = json.load(sys.stdin)\n{kept}\n{textwrap.dedent(body)}\nprint(json.dumps(out))\n", encoding="utf-8")
        return f"{sys.executable} {path}"
    return write


class Stub:
    """A model that chooses a stored question by name, and writes what it was given."""

    def __init__(self, name: str | None = None, sparql: str | None = None) -> None:
        self.name, self.sparql = name, sparql
        self.offers: list[Offer] = []
        self.asked = 0

    def choose(self, question: str, offers: Sequence[Offer]) -> int | None:
        self.asked += 1
        self.offers = list(offers)
        return next((at for at, offer in enumerate(offers) if offer.name == self.name), None)

    def write(self, question: str, vocabulary: str) -> str | None:
        return self.sparql


def test_without_a_model_nothing_is_answered(graph: LocalGraph, index: Index) -> None:
    reply = ask(graph, index, UNSURE)
    assert (reply.answered, reply.by_model, reply.sparql, reply.note) == (False, False, "", "")


def test_a_model_is_not_asked_where_the_words_suffice(graph: LocalGraph, index: Index) -> None:
    stub = Stub(CHOSEN)
    reply = ask(graph, index, "What does smuggling from one place to another cost?", stub)
    assert (reply.answered, reply.by_model, stub.asked) == (True, False, 0)


def test_it_chooses_and_the_words_fill_the_parameters(graph: LocalGraph, index: Index) -> None:
    reply = ask(graph, index, UNSURE, Stub(CHOSEN))
    assert (reply.answered, reply.by_model, reply.sparql) == (True, True, "")
    assert reply.choice and (reply.choice.name, reply.choice.shown) == (CHOSEN, {"from": "Belgrade"})
    assert (len(reply.rows.rows), reply.sources) == (1, 1)


def test_it_may_decline_both(graph: LocalGraph, index: Index) -> None:
    reply = ask(graph, index, UNSURE, Stub())
    assert (reply.answered, reply.by_model) == (False, False)
    assert reply.choices


@pytest.mark.parametrize("choice", [-1, 99, True])
def test_what_was_not_offered_cannot_be_chosen(graph: LocalGraph, index: Index, monkeypatch: pytest.MonkeyPatch, choice: int) -> None:
    stub = Stub()
    monkeypatch.setattr(stub, "choose", lambda question, offers: choice)
    with pytest.raises(FaultError, match="not offered"):
        ask(graph, index, UNSURE, stub)


def test_it_writes_sparql_which_is_run_and_shown(graph: LocalGraph, index: Index) -> None:
    reply = ask(graph, index, UNSURE, Stub(sparql=GOOD))
    assert (reply.answered, reply.by_model, reply.choice, reply.sparql) == (True, True, None, GOOD)
    assert (reply.evidence, reply.sources, [row[1].value for row in reply.rows.rows if row[1]]) == (("fact",), 1, ["300"])


def test_no_row_is_no_answer(graph: LocalGraph, index: Index) -> None:
    reply = ask(graph, index, UNSURE, Stub(sparql=HEAD + "SELECT ?fact WHERE { ?fact a kg:PriceObservation ; kg:minAmount ?n FILTER(?n > 9000) }"))
    assert (reply.answered, reply.by_model) == (False, False)
    assert "says nothing about the world" in reply.note


def test_a_refused_query_leaves_what_comes_nearest(graph: LocalGraph, index: Index) -> None:
    reply = ask(graph, index, UNSURE, Stub(sparql=HEAD + "SELECT ?f WHERE { ?f a kg:PriceObservatoin }"))
    assert (reply.answered, bool(reply.choices)) == (False, True)
    assert "kg:PriceObservation" in reply.note


REFUSED = {
    "insert": ("INSERT DATA { <http://a> <http://b> <http://c> }", "does not parse as a SELECT or ASK"),
    "delete": ("DELETE WHERE { ?s ?p ?o }", "does not parse as a SELECT or ASK"),
    "construct": ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "Only SELECT and ASK"),
    "describe": ("DESCRIBE <https://w3id.org/smuggling-kg/id/country/serbia>", "Only SELECT and ASK"),
    "service": ("SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE is not allowed"),
    "hidden service": ("SELECT * WHERE { OPTIONAL { { SELECT * WHERE { SERVICE ?where { ?s ?p ?o } } } } }", "SERVICE is not allowed"),
    "from": ("SELECT * FROM <https://w3id.org/smuggling-kg/source/open> WHERE { ?s ?p ?o }", "FROM is not allowed"),
    "no sparql": ("The prices are high.", "does not parse"),
    "too long": ("SELECT * WHERE { ?s ?p ?o } #" + "x" * 20_000, "more than"),
    "unknown class": ("SELECT ?f WHERE { ?f a kg:PriceObservatoin }", "kg:PriceObservation"),
    "unknown property": ("SELECT ?f WHERE { ?f kg:startFrom ?p }", "kg:startsFrom"),
    "unknown term in a filter": ("SELECT ?f WHERE { ?f a ?c FILTER(?c = kg:Prize) }", "no term 'kg:Prize'"),
    "unknown term in a path": ("SELECT ?f WHERE { ?f (kg:startsFrom|^kg:endsAt)* ?c }", "no term 'kg:endsAt'"),
    "unknown term in a negated path": ("SELECT ?f WHERE { ?f !(kg:inCountry|^kg:endsAt) ?c }", "negated path"),
    "nested too deeply": ("SELECT * WHERE " + "{" * 400 + "?s ?p ?o" + "}" * 400, "too deeply"),
    "unknown thing": ("SELECT ?f WHERE { ?f kg:inCountry <https://w3id.org/smuggling-kg/id/country/serbien> }", "country/serbia"),
    "unknown source": ("SELECT ?f WHERE { GRAPH <https://w3id.org/smuggling-kg/source/none> { ?f a kg:Fact } }", "There is no thing"),
    "foreign property": ("SELECT ?f WHERE { ?f foaf:nick ?n }", "Nothing in this view has"),
    "class as a property": ("SELECT ?f WHERE { ?f kg:Country ?c }", "is a class and no property"),
    "property as a class": ("SELECT ?f WHERE { ?f a kg:startsFrom }", "There is no class"),
    "wrong domain": ("SELECT ?c WHERE { ?c a kg:Country ; kg:minAmount ?n }", "not said of kg:Country"),
    "wrong domain by range": ("SELECT ?c WHERE { ?f kg:inCountry ?c . ?c kg:quote ?q }", "not said of kg:Country"),
    "wrong domain of a thing": ("SELECT ?n WHERE { <https://w3id.org/smuggling-kg/id/country/serbia> kg:minAmount ?n }", "not said of kg:"),
    "wrong range": ("SELECT ?f WHERE { ?f kg:hasCurrency ?c . ?c a kg:Place }", "cannot be both"),
    "wrong range of a thing": ("SELECT ?f WHERE { ?f kg:hasCurrency <https://w3id.org/smuggling-kg/id/country/serbia> }", "it is no kg:Currency"),
    "wrong range on a path": ("SELECT ?f WHERE { ?f kg:hasCurrency/kg:withinCountry ?c }", "not said of kg:Currency"),
    "text for a thing": ('SELECT ?f WHERE { ?f kg:startsFrom "Belgrade" }', "does not fit"),
    "thing for a text": ("SELECT ?f WHERE { ?f kg:quote kg:Country }", "does not fit"),
    "property of a text": ("SELECT ?f WHERE { ?f kg:quote ?q . ?q skos:prefLabel ?n }", "has no skos:prefLabel"),
    "two classes": ("SELECT ?f WHERE { ?f a kg:PriceObservation , kg:Hub }", "cannot be both"),
    "forbidden path": ("SELECT ?c WHERE { ?c a kg:Country ; kg:withinCountry ?d }", "The shapes forbid kg:withinCountry of kg:Country"),
    "forbidden path of a subclass": ("SELECT ?f WHERE { ?f kg:atBorderSection/kg:withinCountry ?d }", "The shapes forbid"),
    "forbidden path, foreign": ("SELECT ?p WHERE { ?p a kg:Person ; foaf:age ?n }", "has the property foaf:age|shapes forbid"),
    "forbidden path in what is optional": ("SELECT ?c WHERE { ?f kg:inCountry ?c OPTIONAL { ?c kg:withinCountry ?d } }", "The shapes forbid"),
    "forbidden path in what is not to be": ("SELECT ?c WHERE { ?f kg:inCountry ?c FILTER(?f != ?c && NOT EXISTS { ?c kg:withinCountry ?d }) }", "The shapes forbid"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(vocabulary: Vocabulary, case: str) -> None:
    text, why = REFUSED[case]
    with pytest.raises(UsageError, match=why):
        check(vocabulary, HEAD + text)


ALLOWED = {
    "good": GOOD.removeprefix(HEAD),
    "ask": "ASK { ?f a kg:PriceObservation }",
    "any": "SELECT * WHERE { ?s ?p ?o } LIMIT 3",
    "type by superclass": "SELECT ?f WHERE { ?f a/rdfs:subClassOf* kg:Fact ; a kg:PriceObservation }",
    "the arms of a union are told apart": "SELECT ?x WHERE { { ?x a kg:Country } UNION { ?x a kg:PriceObservation ; kg:minAmount ?n } }",
    "a subquery has variables of its own": "SELECT ?f WHERE { ?f a kg:PriceObservation { SELECT (COUNT(*) AS ?n) WHERE { ?f a kg:Country } } }",
    "two classes with one below both": "SELECT ?x WHERE { ?f kg:startsFrom ?x . ?g kg:inCountry ?x }",
    "any fact may bear a slot of facts": "SELECT ?f WHERE { ?f a kg:PriceTrend OPTIONAL { ?f kg:inCountry ?c } }",
    "label": 'SELECT ?f WHERE { ?f kg:startsFrom ?p . ?p skos:prefLabel "Belgrade"@en }',
    "a word in a text": 'SELECT ?f WHERE { ?f a kg:Fact ; kg:quote ?q FILTER(CONTAINS(?q, "LOAD or SERVICE")) }',
}


@pytest.mark.parametrize("case", ALLOWED)
def test_what_is_allowed(vocabulary: Vocabulary, case: str) -> None:
    check(vocabulary, HEAD + ALLOWED[case])


def test_names_that_the_view_does_not_have_are_not_given_away(vocabulary: Vocabulary) -> None:
    with pytest.raises(UsageError) as caught:
        check(vocabulary, HEAD + "SELECT ?f WHERE { ?f kg:hasPlace <https://w3id.org/smuggling-kg/id/place/obrenovac> }")
    assert "Nearest" not in str(caught.value) or "obrenovac" not in str(caught.value).partition("Nearest")[2]


def test_many_rows_are_cut(graph: LocalGraph) -> None:
    found = run_checked(graph, "SELECT * WHERE { ?s ?p ?o }")
    assert (len(found.rows.rows), found.is_cut) == (MOST, True)


def test_an_endless_query_is_stopped(graph: LocalGraph) -> None:
    begun = time.monotonic()
    with pytest.raises(RefusedError, match="not run within 1 seconds"):
        run_checked(graph, "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) < STR(?i)) }", seconds=1)
    assert time.monotonic() - begun < 25


def test_without_rdflib_it_says_what_to_install(graph: LocalGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(library: str) -> object:
        raise ImportError(library)
    monkeypatch.setattr(extras.importlib, "import_module", missing)
    with pytest.raises(MissingExtra, match="rdflib"):
        run_checked(graph, GOOD)


def test_a_program_chooses(graph: LocalGraph, index: Index, script: Callable[[str], str]) -> None:
    reply = ask(graph, index, UNSURE, Program(script(f"out = {{'choice': [c['name'] for c in task['choices']].index({CHOSEN!r})}}")))
    assert (reply.by_model, reply.choice and reply.choice.name) == (True, CHOSEN)


def test_a_program_writes(graph: LocalGraph, index: Index, script: Callable[[str], str]) -> None:
    reply = ask(graph, index, UNSURE, Program(script(f"out = {{'choice': None}} if task['task'] == 'choose' else {{'sparql': {GOOD!r}}}")))
    assert (reply.by_model, reply.sparql) == (True, GOOD)


def test_a_program_is_told_no_fact(small_build: Path, tmp_path: Path, script: Callable[[str], str]) -> None:
    """Whatever the view holds: neither words of a document, nor references to things, nor any name that the definitions of the ontology do not use."""
    folder = small_build / "current"
    view = LocalGraph(folder / "wb-ran")
    ask(view, Index(folder / "wb-ran.index"), UNSURE, Program(script("out = {'choice': None, 'sparql': None}")))
    tasks = [json.loads(line) for line in (tmp_path / "tasks.jsonl").read_text().splitlines()]
    assert [sorted(task) for task in tasks] == [["choices", "question", "task"], ["question", "task", "vocabulary"]]
    assert all(sorted(choice) == ["name", "parameters", "title"] for choice in tasks[0]["choices"])
    sent = "\n".join([json.dumps(tasks[0]["choices"]), tasks[1]["vocabulary"]])
    ontology = read_ontology()
    defined = " ".join(text for term in (*ontology.kinds, *ontology.slots) for text in ontology.values(iri.term(term), iri.PREFIXES["skos"] + "definition"))
    names = view.select(HEAD + "SELECT DISTINCT ?name WHERE { { ?thing a kg:Entity } UNION { ?thing a kg:Fact } ?thing skos:prefLabel|rdfs:label|kg:quote ?name }")
    assert len(names.rows) > 20
    assert [row["name"].value for row in names.maps() if row["name"].value in sent and row["name"].value not in defined] == []
    assert [line for line in (PUBLIC + RESTRICTED).splitlines() if line.strip() and line in sent] == []
    assert "/id/place" not in sent and "/fact/" not in sent


BROKEN = {
    "hangs": ("time.sleep(60)", RefusedError, "within 1 seconds"),
    "closes its output and hangs": ("sys.stdout.close(); import os; os.close(1); time.sleep(60)", RefusedError, "within 1 seconds"),
    "fails": ("sys.exit(3)", FaultError, "exit code 3"),
    "prints no JSON": ("print('Sure! Here it is.'); out = 1", FaultError, "printed no JSON"),
    "prints no object": ("out = [1]", FaultError, "no object with 'choice'"),
    "prints another object": ("out = {'answer': 1}", FaultError, "no object with 'choice'"),
    "prints too much": ("out = 'x' * 200_000", RefusedError, "more than 100000 bytes"),
    "prints without end": ("while True: print('x' * 1000)", RefusedError, "more than 100000 bytes"),
    "chooses what was not offered": ("out = {'choice': 77}", FaultError, "not offered"),
    "chooses a name": (f"out = {{'choice': {CHOSEN!r}}}", FaultError, "not offered"),
    "writes a number": ("out = {'choice': None, 'sparql': 7}", FaultError, "no text as sparql"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_a_program_may_do_wrong(graph: LocalGraph, index: Index, script: Callable[[str], str], case: str) -> None:
    body, kind, why = BROKEN[case]
    begun = time.monotonic()
    with pytest.raises(kind, match=why):
        ask(graph, index, UNSURE, Program(script(body), seconds=1 if "hangs" in case else 20))
    assert time.monotonic() - begun < 15


def test_a_program_that_hangs_is_killed_with_what_it_started(tmp_path: Path, script: Callable[[str], str]) -> None:
    child = tmp_path / "child"
    body = f"import subprocess\nchild = subprocess.Popen(['sleep', '60'])\nopen({str(child)!r}, 'w').write(str(child.pid))\ntime.sleep(60)"
    with pytest.raises(RefusedError):
        Program(script(body), seconds=2).write("?", "")
    number = int(child.read_text())
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and _lives(number):
        time.sleep(0.05)
    assert not _lives(number)


def _lives(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] if Path("/proc").is_dir() else ""
        os.kill(number, 0)
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize("command", ["", "no-such-program --fast", "'unclosed"])
def test_a_program_that_is_not_there(command: str) -> None:
    with pytest.raises(UsageError):
        Program(command)


def kg(small_build: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if key != "KG_MODEL"} | environment
    return subprocess.run([sys.executable, "-m", "kg", "ask", UNSURE, "--build", str(small_build), *arguments], capture_output=True, text=True, cwd=ROOT, env=env, timeout=120, check=False)


def test_the_command_line_says_that_a_model_chose(small_build: Path, script: Callable[[str], str]) -> None:
    program = script(f"out = {{'choice': [c['name'] for c in task['choices']].index({CHOSEN!r})}}")
    assert "which the model chose" in kg(small_build, "--model", program).stderr
    record = json.loads(kg(small_build, "--format", "json", KG_MODEL=program).stdout)
    assert (record["answered"], record["by_model"], record["sparql"], record["matched"]["name"]) == (True, True, None, CHOSEN)


def test_the_command_line_shows_the_query_that_a_model_wrote(small_build: Path, script: Callable[[str], str]) -> None:
    done = kg(small_build, "--cite", "--model", script(f"out = {{'choice': None, 'sparql': {GOOD!r}}}"))
    assert done.returncode == 0
    assert GOOD in done.stderr and "which the model wrote" in done.stderr
    assert "costs between EUR 300 and EUR 500" in " ".join(done.stdout.split())


def test_the_command_line_asks_no_model_by_itself(small_build: Path) -> None:
    record = json.loads(kg(small_build, "--format", "json").stdout)
    assert (record["answered"], record["by_model"]) == (False, False)


def test_errors_are_ours(small_build: Path) -> None:
    done = kg(small_build, "--model", "no-such-program")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert issubclass(RefusedError, KgError)


def test_reply_has_no_model_by_default() -> None:
    assert (Reply.__dataclass_fields__["by_model"].default, Reply.__dataclass_fields__["sparql"].default) == (False, "")
