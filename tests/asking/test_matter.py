"""What kind of answer a question wants, what it denies, which parts it has, and what facts leave open."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import iri, pipeline
from kg.asking.hearing import hear
from kg.asking.index import Index
from kg.asking.nearest import nearest_facts
from kg.asking.weighing import weigh
from kg.asking.words import Speech, read_speech
from kg.builds import current, index_path
from kg.engines import LocalGraph
from tests.small.world import make_seeds

SPEECH = read_speech()


@pytest.mark.parametrize(("text", "kinds"), [
    ("How many were arrested?", {"?number"}), ("how much is paid", {"?sum"}), ("Who pays whom?", {"?person"}), ("When and where was it signed?", {"?time", "?place"}),
    ("In what year was it signed?", {"?time"}), ("How come they wait?", {"?reason"}), ("How do they cross?", {"?manner"}), ("Which rivers do they cross?", set()),
])
def test_the_kind_of_answer_that_is_wanted_is_told_by_the_words_that_ask(text: str, kinds: set[str]) -> None:
    keys = {key for some in SPEECH.matter(SPEECH.words(text)) for key in some}
    assert {key for key in keys if key.startswith("?")} == kinds


def test_the_words_after_a_no_are_denied_and_those_before_it_are_not() -> None:
    denied = SPEECH.denied(SPEECH.words("Where do smugglers keep people who will not pay the driver?"))
    assert SPEECH.keys("pay") <= denied
    assert SPEECH.keys("driver") <= denied
    assert not SPEECH.keys("smugglers") & denied
    assert SPEECH.denied(SPEECH.words("Who pays the driver?")) == frozenset()


@pytest.mark.parametrize(("text", "parts"), [
    ("Who drives through Serbia, and how are drivers paid?", [["who", "drives", "through", "serbia"], ["serbia", "how", "are", "drivers", "paid"]]),
    ("Who drives through Serbia?", []),
    ("Who drives people through Serbia in lorries?", []),
])
def test_what_is_asked_one_after_the_other_is_heard_as_parts_that_share_the_names(public_index: Index, text: str, parts: list[list[str]]) -> None:
    assert [[word.text for word in part] for part in hear(public_index, SPEECH, text).parts] == parts


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return make_seeds(tmp_path / "seeds")


def _asked(seeds: Path, out: Path, together: str, left_open: str) -> tuple[LocalGraph, Index, list[str]]:
    """A build whose first two public facts are asked for together, and whose first leaves a question open."""
    pipeline.build(seeds, out)
    graph = LocalGraph(out / "current" / "public")
    facts = sorted(row["fact"].value for row in graph.select(f"SELECT ?fact WHERE {{ ?fact <{iri.term('statedIn')}> ?source }}").maps())[:2]
    source, names = facts[0].split("/")[-2], [fact.rpartition("/")[2] for fact in facts]
    (seeds / "asked").mkdir()
    (seeds / "asked" / f"{source}.tsv").write_text(f"{' '.join(names)}\t{together}\n", encoding="utf-8")
    (seeds / "asked" / f"{source}.open.tsv").write_text(f"{names[0]}\t{left_open}\n", encoding="utf-8")
    pipeline.build(seeds, out)
    return LocalGraph(out / "current" / "public"), Index(index_path(current(out), "audience/public")), facts


def test_facts_asked_for_together_are_found_together_and_what_is_left_open_keeps_from_answering(seeds: Path, tmp_path: Path) -> None:
    together, left_open = "Which zeppelins fly smuggled pandas northwards?", "What bribe did zeppelin captains demand in gold?"
    graph, index, facts = _asked(seeds, tmp_path / "build", together, left_open)
    speech = Speech.of_json(index.kept("speech"))
    found = nearest_facts(index, speech, hear(index, speech, together))
    assert {near.fact.fact for near in found.facts if near.alike == pytest.approx(1.0)} == set(facts)
    assert found.facts[0].together == 2
    assert found.share_open < 0.5
    asked_open = nearest_facts(index, speech, hear(index, speech, left_open))
    assert asked_open.left_open == pytest.approx(1.0)
    assert all(near.alike < 0.9 for near in asked_open.facts)
    assert asked_open.share_open > 0.5
    sure, unsure = (max(c.sureness for c in weigh(graph, index, text).candidates if not c.match) for text in (together, left_open))
    assert sure > 0.5 > unsure


def test_a_year_that_no_fact_tells_makes_a_candidate_no_answer(seeds: Path, tmp_path: Path) -> None:
    together = "Which zeppelins fly smuggled pandas northwards?"
    graph, index, _ = _asked(seeds, tmp_path / "build", together, "Who paints zeppelins?")
    asked_of_a_year = [c for c in weigh(graph, index, together.replace("?", " in 2093?")).candidates if not c.match]
    assert asked_of_a_year
    assert {c.sureness for c in asked_of_a_year} == {0.0}
