"""The command line as people meet it: help, data on stdout, talk on stderr, exit codes, and no traceback for anybody's mistake."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.pipeline import build
from tests.small.world import PUBLIC, PUBLIC_CLAIMS, make_seeds

ROOT = Path(__file__).parents[1]
COMMANDS = sorted(p.stem for p in (ROOT / "kg" / "cli").glob("*.py") if p.stem not in ("__init__", "options", "talk"))
WITNESS = "states-that-let-a-cooperating-witness-stay-on-humanitarian-grounds"


def kg(*arguments: str, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment}
    return subprocess.run([sys.executable, "-m", "kg", *arguments], capture_output=True, text=True, input=text, env=env, cwd=ROOT, timeout=120, check=False)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    build(make_seeds(folder / "seeds"), folder / "build")
    return folder


def no_traceback(done: subprocess.CompletedProcess[str]) -> None:
    assert "Traceback" not in done.stderr + done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    done = kg(command, "--help")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 4


def test_an_unknown_command_names_the_nearest() -> None:
    done = kg("qurey")
    assert (done.returncode, "Did you mean 'query'?" in done.stderr) == (2, True)


def test_help_imports_no_heavy_library() -> None:
    code = "import sys; from kg.cli import main; main(['--help'], standalone_mode=False); print([m for m in ('rdflib', 'pyshacl', 'owlready2', 'rich', 'SPARQLWrapper') if m in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stderr.strip() == "[]"


def test_build_says_what_it_does_on_stderr_and_nothing_on_stdout(tmp_path: Path) -> None:
    done = kg("build", "--seeds", str(make_seeds(tmp_path / "seeds")), "--out", str(tmp_path / "out"))
    assert (done.returncode, done.stdout) == (0, "")
    assert "public: 2 facts" in done.stderr
    assert "wb-ran: 5 facts" in done.stderr


@pytest.mark.parametrize(("change", "says"), [
    ({"public_claims": PUBLIC_CLAIMS + "\n[[claim]\n"}, "public-note.toml:25: This claims file does not parse"),
    ({"public_claims": PUBLIC_CLAIMS.replace("EntryPoint", "EntryPont")}, "There is no class of facts 'EntryPont'. Nearest: EntryPoint"),
    ({"public_claims": PUBLIC_CLAIMS.replace("from Bulgaria, mostly", "from Romania, mostly")}, "public-note.toml:2: gate: The quote is not in the source"),
    ({"public_claims": PUBLIC_CLAIMS.replace("between EUR 300 and", "between EUR 400 and")}, "The quote is not in the source"),
    ({"public": "Once. Once.", "public_claims": '[[claim]]\ntype = "Conclusion"\ndescription = "once"\nquote = "Once."\n'}, "The quote stands 2 times"),
    ({"public": "", "public_claims": ""}, "public-note.txt: This document is empty."),
])
def test_faulty_inputs_stop_the_build_with_place_and_reason(tmp_path: Path, change: dict[str, str], says: str) -> None:
    done = kg("build", "--seeds", str(make_seeds(tmp_path / "seeds", **change)), "--out", str(tmp_path / "out"))
    no_traceback(done)
    assert done.returncode == 1
    assert says in done.stderr
    assert not (tmp_path / "out" / "current").exists()


def test_seeds_that_are_not_there_are_said_so(tmp_path: Path) -> None:
    done = kg("build", "--seeds", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out"))
    no_traceback(done)
    assert (done.returncode, "The register is missing" in done.stderr) == (1, True)


def test_an_ontology_file_that_does_not_parse_is_named_with_its_line(tmp_path: Path) -> None:
    from kg.errors import OntologyError
    from kg.vocab import read_ontology
    (tmp_path / "odd.ttl").write_text("@prefix a: <http://a/> .\na:b a:c .\n")
    with pytest.raises(OntologyError, match=r"odd.ttl:2: This file does not parse"):
        read_ontology(tmp_path)


def test_without_a_build_the_remedy_is_named(tmp_path: Path) -> None:
    done = kg("query", WITNESS, "--build", str(tmp_path))
    assert (done.returncode, "There is no build here. Run: kg build" in done.stderr) == (1, True)


@pytest.mark.parametrize(("arguments", "code", "says"), [
    (("query", "states-that-let-a-witnes-stay"), 2, f"Nearest: {WITNESS}"),
    (("query", WITNESS, "-p", "stat=Serbia"), 2, "Nearest: state"),
    (("query", WITNESS, "-p", "state=Serbja"), 2, "There is no state 'Serbja'. Nearest: Serbia"),
    (("query", WITNESS, "-p", "state"), 2, "'state' is not KEY=VALUE"),
    (("query", WITNESS, "-p", 'state="> } DROP ALL #'), 2, "There is no state"),
    (("query", WITNESS, "-p", "state=https://x/> <y"), 2, "There is no state"),
    (("query", WITNESS, "--audience", "press"), 2, "There is no audience 'press'. Nearest: public, wb-ran"),
    (("query", WITNESS, "--audience", "../../etc"), 2, "There is no audience"),
    (("query",), 2, "Give the name of a stored question, or --sparql FILE."),
    (("cite", "nonsense"), 2, "There is no fact 'nonsense'"),
    (("cite", "https://x y"), 2, "There is no fact"),
    (("export", "--format", "pdf"), 2, "'pdf' is not one of"),
    (("export", "-o", "/dev/null/x"), 1, "This file cannot be written"),
    (("propose", "/nowhere/x.txt"), 1, "This document is missing"),
    (("validate", "/nowhere/x.ttl"), 1, "x.ttl"),
    (("evaluate", "/nowhere/x.jsonl"), 1, "cannot be read"),
])
def test_a_users_mistake_gets_one_clear_line(world: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    needs_build = ("--build", str(world / "build")) if arguments[0] in ("query", "cite", "export") else ()
    done = kg(*arguments, *needs_build)
    no_traceback(done)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr


@pytest.mark.parametrize(("query", "says"), [
    ("SELECT * WHERE {", "kg:"),
    ("DROP ALL", "kg:"),
    ("INSERT DATA { <http://a> <http://b> <http://c> }", "kg:"),
    ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is not allowed"),
])
def test_free_sparql_is_read_only_and_does_not_reach_out(world: Path, query: str, says: str) -> None:
    done = kg("query", "--sparql", "-", "--build", str(world / "build"), text=query)
    no_traceback(done)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_free_sparql_answers_in_the_w3c_formats(world: Path) -> None:
    query = 'SELECT ?x ?n WHERE { VALUES (?x ?n) { (<http://a/b> 1) (UNDEF "x, \\"y\\"") } }'
    outputs = {form: kg("query", "--sparql", "-", "-f", form, "--build", str(world / "build"), text=query).stdout for form in ("csv", "tsv", "json")}
    assert outputs["csv"] == 'x,n\nhttp://a/b,1\n,"x, ""y"""\n'
    assert outputs["tsv"] == '?x\t?n\n<http://a/b>\t"1"^^<http://www.w3.org/2001/XMLSchema#integer>\n\t"x, \\"y\\""\n'
    assert json.loads(outputs["json"])["results"]["bindings"] == [
        {"x": {"type": "uri", "value": "http://a/b"}, "n": {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}},
        {"n": {"type": "literal", "value": 'x, "y"'}}]


def test_cite_shows_the_words_in_their_context(world: Path) -> None:
    rows = kg("query", "--sparql", "-", "-f", "csv", "--build", str(world / "build"),
              text="PREFIX kg: <https://w3id.org/smuggling-kg/ontology#> SELECT ?f WHERE { ?f a kg:PriceObservation }").stdout.split()
    done = kg("cite", rows[1], "--build", str(world / "build"))
    assert done.returncode == 0
    assert "⟦The ride from Belgrade to Sarajevo costs between EUR 300 and EUR 500 per person.⟧ It is not true" in done.stdout
    assert "no marking" in done.stdout
    secret = kg("cite", rows[1], "--build", str(world / "build"), "-f", "json", KG_AUDIENCE="wb-ran")
    start = PUBLIC.index("The ride")
    assert json.loads(secret.stdout)["spans"] == [[start, PUBLIC.index(" It is not true")]]


def test_claims_lists_all_with_the_contracts_keys(world: Path) -> None:
    done = kg("claims", "--seeds", str(world / "seeds"))
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(records) == 5
    assert set(records[0]) >= {"id", "document", "spans", "quote", "type", "subject", "predicate", "object", "qualifiers", "basis", "confidence", "status", "marking"}
    assert records[0]["subject"] == {"iri": "https://w3id.org/smuggling-kg/id/country/serbia", "label": "Serbia"}


def test_an_interrupt_ends_quietly_and_leaves_nothing(tmp_path: Path) -> None:
    seeds = make_seeds(tmp_path / "seeds")
    process = subprocess.Popen([sys.executable, "-m", "kg", "build", "--seeds", str(seeds), "--out", str(tmp_path / "out")], stderr=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stderr
    process.stderr.readline()
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert "Traceback" not in errors
    if process.returncode:
        assert (process.returncode, "Interrupted" in errors) == (130, True)
        assert not list((tmp_path / "out").glob("making-*"))
