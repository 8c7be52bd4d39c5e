"""Questions in words: which stored question answers, what is looked up, and when nothing is answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.asking.index import Index
from kg.asking.reply import ask
from kg.asking.search import search
from kg.cli import main
from kg.engines import LocalGraph
from kg.errors import BuildError, UsageError

ASKED = [
    ("Which countries grant humanitarian residence to cooperating witnesses?", "states-that-let-a-cooperating-witness-stay-on-humanitarian-grounds",
     {"ground": "cooperation with the authorities"}),
    ("Which countries do not recognise a ground for residence in their law?", "grounds-a-law-does-not-recognise", {}),
    ("Through which places do migrants enter Bosnia from Serbia?", "entry-points-of-a-country", {"state": "Bosnia and Herzegovina", "from": "Serbia"}),
    ("How are smugglers paid in Serbia?", "payment-methods-by-country", {"state": "Serbia"}),
    ("What does a cleaner do in a smuggling network?", "who-does-what-in-smuggling", {"role": "cleaner"}),
    ("Which bodies are members of the Balkan Refugee and Migration Council?", "members-of-a-network", {"network": "Balkan Refugee and Migration Council"}),
]


@pytest.mark.parametrize(("text", "name", "values"), ASKED)
def test_the_stored_question_is_found_and_filled(public: LocalGraph, public_index: Index, text: str, name: str, values: dict[str, str]) -> None:
    reply = ask(public, public_index, text)
    assert reply.answered
    assert reply.choice is not None
    assert (reply.choice.name, dict(reply.choice.shown)) == (name, values)
    assert reply.rows.rows
    assert reply.sources >= 1


def test_a_negated_question_is_not_answered_by_its_opposite(public: LocalGraph, public_index: Index) -> None:
    reply = ask(public, public_index, "Which countries do not grant humanitarian residence to cooperating witnesses?")
    assert reply.choice is None or reply.choice.name != "states-that-let-a-cooperating-witness-stay-on-humanitarian-grounds"


@pytest.mark.parametrize("text", ["Which states have no hub for smugglers?", "Where do migrants never enter Serbia?", "Which countries are without a recruitment site of smugglers?"])
def test_what_is_not_is_not_answered_by_facts_on_what_is(public: LocalGraph, public_index: Index, text: str) -> None:
    reply = ask(public, public_index, text)
    assert reply.choice is not None or not any(row["kind"].value in ("hub", "entry point") for row in reply.rows.maps())


@pytest.mark.parametrize("text", ["What is the price of a submarine from Paris?", "Who won the football match in Belgrade?", "colourless green ideas sleep furiously"])
def test_what_nobody_tells_is_not_answered(public: LocalGraph, public_index: Index, text: str) -> None:
    reply = ask(public, public_index, text)
    assert not reply.answered
    assert not reply.rows.rows
    assert len(reply.choices) <= 3


def test_rows_are_those_that_speak_of_what_is_named(public: LocalGraph, public_index: Index) -> None:
    reply = ask(public, public_index, "Since when has the flow from Serbia shifted towards Romania, and for which reasons?")
    assert reply.by == ("Romania",)
    assert all("Romania" in " ".join(t.value for t in row if t is not None) for row in reply.rows.rows)


def test_facts_are_looked_up_with_their_doubts_and_their_words(public: LocalGraph, public_index: Index) -> None:
    """“Research and field reports from Serbia indicate ...”: the hedge and whose word it is stand beside the quote."""
    reply = ask(public, public_index, "Can the police in Serbia get into the empty buildings where gangs shelter migrants?")
    assert reply.answered
    assert reply.choice is None
    first = next(row for row in reply.rows.maps() if row["kind"].value == "challenge")
    assert {name: first[name].value for name in ("kind", "says", "hedge", "attribution", "source", "place")} == {
        "kind": "challenge", "says": "police face difficulties in accessing abandoned buildings that shelter migrants", "hedge": "indicate",
        "attribution": "field reports from Serbia", "source": "Smuggling of Migrants in the Western Balkans - Monitoring Report", "place": "61608–61786"}
    assert "polarity" not in first
    assert len({row["fact"] for row in reply.rows.maps()}) == len(reply.rows.rows) <= 20


def test_a_fact_is_found_by_other_words_than_the_documents(public: LocalGraph, public_index: Index) -> None:
    """“... children below a certain age are often exempt from paying for smuggler services”."""
    reply = ask(public, public_index, "Do smugglers also charge for small children?")
    assert reply.answered
    assert any("exempt from paying" in row["quote"].value for row in reply.rows.maps())


def test_a_year_that_nobody_tells_of_is_not_answered_with_another(public: LocalGraph, public_index: Index) -> None:
    reply = ask(public, public_index, "How many illegal border crossings did Frontex count on the Western Balkan route in 2031?")
    assert not reply.answered
    assert reply.nearest


@pytest.mark.parametrize("text", ["OWCS", "Gordana AND Europol* NOT \"x", 'NEAR("a" "b")', "a:b -c ^d {e} (f)", "'; DROP TABLE fact; --", "\u0000hawala"])
def test_no_word_is_read_as_a_query(public: LocalGraph, public_index: Index, text: str) -> None:
    ask(public, public_index, f"What is told of {text}?")
    search(public_index, f"hawala {text}", 3)


def test_passages_are_found_without_diacritics(public_index: Index) -> None:
    assert {p.start for p in search(public_index, "Bihać", 3)} == {p.start for p in search(public_index, "bihac", 3)}
    with pytest.raises(UsageError):
        search(public_index, "???", 3)


def test_the_public_index_holds_nothing_of_a_restricted_source(public_index: Index, restricted_index: Index) -> None:
    everywhere = {p.file for word in ("Europol", "migrants", "border", "police") for p in search(restricted_index, word, 100)}
    seen = {p.file for word in ("Europol", "migrants", "border", "police") for p in search(public_index, word, 100)}
    closed = everywhere - seen
    assert closed == {"000_d4705ec81e8bec76.txt"}
    only_there = [row[0] for row in restricted_index.names(["dorjan", "bosanska gradiska"])]
    assert only_there
    assert not public_index.names(only_there)
    assert not public_index.facts_naming(["https://w3id.org/smuggling-kg/source/joint-report-2020"])


def test_a_build_without_an_index_says_so(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="kg build"):
        Index(tmp_path / "none.index")


def test_the_record_of_a_reply_is_whole(built: Path) -> None:
    done = CliRunner().invoke(main, ["ask", "Which rights follow from humanitarian residence in Montenegro?", "-f", "json", "--build", str(built)], catch_exceptions=False)
    record = json.loads(done.stdout)
    assert {"question", "answered", "matched", "choices", "columns", "rows", "evidence", "passages"} <= set(record)
    assert record["answered"] is True
    assert record["matched"]["name"] == "rights-that-follow-from-residence"
    assert record["matched"]["parameters"] == {"state": "Montenegro"}
    assert {e["fact"] for e in record["evidence"]} == {row[record["columns"].index("fact")] for row in record["rows"]}
    assert all(e["quote"] and e["spans"] and e["marking"] for e in record["evidence"])


def test_an_unsure_reply_offers_questions_that_can_be_asked(built: Path) -> None:
    done = CliRunner().invoke(main, ["ask", "prison sentences for smugglers in Croatia", "--build", str(built)], catch_exceptions=False)
    assert done.exit_code == 0
    assert "kg query " in done.stdout
    assert "Facts that come nearest (what documents say, not an answer)" in done.stdout
    assert "Passages that have the words (what documents say, not an answer)" in done.stdout


def test_the_note_on_a_name_follows_a_reply_that_is_none(built: Path) -> None:
    done = CliRunner().invoke(main, ["ask", "What is the maximum penalty for migrant smuggling in Kosovo?", "--build", str(built)], catch_exceptions=False)
    assert "Nothing is near enough" in done.stderr
    assert "Kosovo*: " in done.stdout
    assert "without prejudice" in done.stdout
