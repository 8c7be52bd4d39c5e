"""What tells whether rows answer: the weights, the nearest facts, and which of the candidates is shown."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from kg import resources
from kg.asking.hearing import hear
from kg.asking.index import Index
from kg.asking.nearest import nearest_facts, shares
from kg.asking.sureness import Sureness, Weighing, read_sureness
from kg.asking.weighing import RATHER_STORED, Candidate, likeliest, weigh
from kg.asking.words import Speech
from kg.engines import LocalGraph, Rows
from kg.errors import QuestionError


def test_signs_are_summed_with_their_weights() -> None:
    weighing = Weighing(-1.0, {"alike": 2.0, "left": -0.5})
    assert weighing.sure({"alike": 0.5, "left": 0.0}) == 0.5
    assert weighing.sure({"alike": 1.0, "left": 2.0, "unknown sign": 9.0}) == pytest.approx(1 / (1 + math.exp(0.0)))


def test_every_sign_that_is_weighed_is_taken(restricted: LocalGraph, restricted_index: Index) -> None:
    """The file and the code name the same signs, so that none is weighed that nobody takes, and none is taken in vain."""
    sureness = Sureness.of_json(read_sureness())
    candidates = weigh(restricted, restricted_index, "Which payment methods are used in Serbia?").candidates
    assert {frozenset(c.signs) for c in candidates if c.match} == {frozenset(sureness.stored.weights)}
    assert {frozenset(c.signs) for c in candidates if not c.match} == {frozenset(sureness.facts.weights)}


@pytest.mark.parametrize("text", ["", "least: 0.7", "least: many\nstored: {start: 0, signs: {}}\nfacts: {start: 0, signs: {}}", "least: [", "- 1"])
def test_weights_that_cannot_be_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    (tmp_path / "sureness.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(resources, "folder", lambda _: tmp_path)
    with pytest.raises(QuestionError) as refused:
        read_sureness()
    assert refused.value.place == str(tmp_path / "sureness.yaml")


def test_a_stored_question_is_preferred_where_it_is_nearly_as_sure(restricted: LocalGraph, restricted_index: Index) -> None:
    match = weigh(restricted, restricted_index, "How are smugglers paid?").matches[0]
    rows = Rows((), ())
    facts = Candidate(None, None, rows, (), {}, 0.8)
    assert likeliest([facts, Candidate(match, None, rows, (), {}, 0.8 - RATHER_STORED / 2)]).match is match  # type: ignore[union-attr]
    assert likeliest([facts, Candidate(match, None, rows, (), {}, 0.8 - RATHER_STORED * 2)]) is facts
    assert likeliest([]) is None


def test_the_question_that_a_fact_answers_finds_it(public_index: Index) -> None:
    speech = Speech.of_json(public_index.kept("speech"))
    asked = public_index.asked_of([0])[0][0]
    found = nearest_facts(public_index, speech, hear(public_index, speech, asked))
    assert found.facts[0].fact.id == 0
    assert found.facts[0].alike == pytest.approx(1.0)
    assert sum(shares(found).values()) == pytest.approx(1.0)


def test_what_is_asked_of_what_is_not_counts_less_for_what_is(public_index: Index) -> None:
    speech = Speech.of_json(public_index.kept("speech"))
    plain, negated = (nearest_facts(public_index, speech, hear(public_index, speech, f"Which states {verb} humanitarian residence to cooperating witnesses?")) for verb in ("grant", "never grant"))
    assert negated.facts[0].alike < plain.facts[0].alike


def test_facts_with_a_word_are_found_by_its_forms_and_by_what_asks_for_them(public_index: Index) -> None:
    named = public_index.facts_with("drowned", frozenset({"drown"}))
    assert public_index.facts_with("drowning", frozenset({"drown"})) == named
    assert named
    assert public_index.facts_with("qqqq", frozenset({"qqqq"})) == set()
