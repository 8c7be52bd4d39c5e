"""Words, names and their parts in a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.asking.filling import fill
from kg.asking.hearing import LONGEST, Heard, hear
from kg.asking.index import Index
from kg.asking.words import key_of, read_speech, spelled
from kg.errors import QuestionError, UsageError
from kg.questions import read_question

SPEECH = read_speech()


@pytest.mark.parametrize(("text", "words"), [
    ("Šabac – Bihać?", ["sabac", "bihac"]),
    ("Bosnia's police don't say", ["bosnia", "police", "don't", "say"]),
    ("1,000 euros, 2.5 hours", ["1,000", "euros", "2.5", "hours"]),
    ("Kosovo* (UNSCR 1244/1999)", ["kosovo", "unscr", "1244", "1999"]),
])
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert [word for _, _, word in spelled(text)] == words
    assert key_of(text) == " ".join(words)


def test_words_that_mean_the_same_share_a_key() -> None:
    assert SPEECH.keys("fare") & SPEECH.keys("prices")
    assert SPEECH.keys("gangs") & SPEECH.keys("network")
    assert not SPEECH.keys("gangs") & SPEECH.keys("prices")
    assert SPEECH.keys("the") == frozenset()


@pytest.mark.parametrize(("text", "negated"), [
    ("Which states do not recognise it?", True), ("Which states don't recognise it?", True), ("Where is nothing told?", True),
    ("States without a price", True), ("Which states recognise it?", False), ("What is notable in the notes?", False),
])
def test_a_question_for_what_is_not_is_told(text: str, negated: bool) -> None:
    assert SPEECH.negates(SPEECH.words(text)) is negated


def test_a_faulty_file_of_words_is_named(tmp_path: Path) -> None:
    file = tmp_path / "words.yaml"
    file.write_text("function_words: [a", encoding="utf-8")
    with pytest.raises(QuestionError, match="words.yaml"):
        read_speech(file)


def named(heard: Heard) -> dict[str, str]:
    return {m.written: m.things[0].label for m in heard.mentions if m.is_entity}


@pytest.mark.parametrize(("text", "names"), [
    ("from Sabac to Bihac", {"Sabac": "Šabac", "Bihac": "Bihać"}),
    ("Afghans in Turkey", {"Afghans": "Afghanistan", "Turkey": "Türkiye"}),
    ("What is told of Kosova?", {"Kosova": "Kosovo*"}),
    ("What is told of Sebria?", {"Sebria": "Serbia"}),
    ("I went to the bar in una", {}),
    ("Is there a status agreement?", {}),
    ("prices in the monitoring report", {"monitoring report": "Smuggling of Migrants in the Western Balkans - Monitoring Report"}),
])
def test_things_are_found_by_any_of_their_names(public_index: Index, text: str, names: dict[str, str]) -> None:
    assert named(hear(public_index, SPEECH, text)) == names


def test_a_misspelt_name_is_said_to_be_read_so(public_index: Index) -> None:
    assert [(m.written, m.read_as) for m in hear(public_index, SPEECH, "What is told of Sebria?").mentions] == [("Sebria", "Serbia")]


def test_a_region_that_everything_is_about_says_nothing(public_index: Index) -> None:
    assert [m.is_general for m in hear(public_index, SPEECH, "Which Western Balkan countries?").mentions] == [True]
    assert [m.is_general for m in hear(public_index, SPEECH, "prices in Serbia").mentions] == [False]


@pytest.mark.parametrize(("question", "text", "values"), [
    ("prices-of-a-leg", "What does it cost from Serbia to Hungary?", {"from": "Serbia", "to": "Hungary"}),
    ("prices-of-a-leg", "What does it cost to Hungary from Serbia?", {"from": "Serbia", "to": "Hungary"}),
    ("prices-of-a-leg", "price Serbia Hungary", {"from": "Serbia", "to": "Hungary"}),
    ("prices-of-a-leg", "prices in Serbia", {}),
    ("entry-points-of-a-country", "Where is Bosnia entered from Serbia?", {"state": "Bosnia and Herzegovina", "from": "Serbia"}),
    ("who-uses-which-route", "Which routes do Afghans take through Serbia?", {"nationality": "Afghanistan", "state": "Serbia"}),
    ("counts-that-rose", "Which counts rose by more than 20 percent?", {"percent": "20"}),
    ("counts-that-rose", "Which counts rose in the 39 weeks?", {}),
])
def test_parameters_are_filled_from_the_words(public_index: Index, question: str, text: str, values: dict[str, str]) -> None:
    filled = fill(hear(public_index, SPEECH, text), read_question(question).parameters, SPEECH, lambda thing: public_index.share(thing.iri) > 0.03)
    assert dict(filled.shown) == values


@pytest.mark.parametrize("text", ["", "   ", "???", "the of and", "x" * (LONGEST + 1)])
def test_a_question_of_no_words_is_refused(public_index: Index, text: str) -> None:
    with pytest.raises(UsageError):
        hear(public_index, SPEECH, text)
