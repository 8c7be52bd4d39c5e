"""The questions that facts answer: read from ``seeds/asked``, kept in the index of the views that hold the fact, shown nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import iri, pipeline
from kg.asking.askings import Asking, orphans, read_askings, worded
from kg.asking.index import Index
from kg.builds import current, index_path
from kg.engines import LocalGraph
from kg.errors import ClaimError
from tests.conftest import ROOT
from tests.small.world import make_seeds

WORDS = "dinghy charter Magyarország fare"


def test_each_line_is_a_question_for_a_fact(tmp_path: Path) -> None:
    (tmp_path / "some-report.tsv").write_text("0123456789abcdef\tWhat is hawala?\n0123456789abcdef\tWhere is no hawala?\n", encoding="utf-8")
    fact = f"{iri.BASE}fact/some-report/0123456789abcdef"
    first, second = read_askings(tmp_path)
    assert first == Asking((fact,), "What is hawala?", f"{tmp_path}/some-report.tsv:1")
    assert second == Asking((fact,), "Where is no hawala?", f"{tmp_path}/some-report.tsv:2")
    assert [(w.asking, w.negated) for w in worded([first, second])] == [(first, False), (second, True)]


def test_facts_that_answer_together_stand_in_one_line_and_what_is_left_open_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "some-report.tsv").write_text("a1 b2\tWhat is hawala, and who uses it?\n", encoding="utf-8")
    (tmp_path / "some-report.open.tsv").write_text("a1\tHow much does a hawaladar keep?\n", encoding="utf-8")
    left_open, together = read_askings(tmp_path)
    assert (together.facts, together.is_open) == ((f"{iri.BASE}fact/some-report/a1", f"{iri.BASE}fact/some-report/b2"), False)
    assert (left_open.facts, left_open.is_open) == ((f"{iri.BASE}fact/some-report/a1",), True)


def test_no_folder_is_no_question(tmp_path: Path) -> None:
    assert read_askings(tmp_path / "asked") == []


@pytest.mark.parametrize("line", ["no tab", "\tno name", "../up\tWhat?", "0123456789abcdef\t ", "0123456789abcdef\tone\ttwo", "0123456789abcdef\t" + "w" * 301, "a1  b2\tWhat?", "a1,b2\tWhat?"])
def test_a_line_that_is_none_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.tsv").write_text(f"0123456789abcdef\tWhat is it?\n{line}\n", encoding="utf-8")
    with pytest.raises(ClaimError) as refused:
        read_askings(tmp_path)
    assert refused.value.place == f"{tmp_path}/a.tsv:2"


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ClaimError, match="cannot be read"):
        read_askings(tmp_path)


def test_questions_for_facts_that_are_gone_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("0123456789abcdef\tWhat is it?\nfedcba9876543210\tWhy so?\n", encoding="utf-8")
    askings = read_askings(tmp_path)
    assert orphans(askings, {fact for a in askings for fact in a.facts}) == []
    [finding] = orphans(askings, set(askings[0].facts))
    assert (finding.severity, finding.where, finding.message) == ("warning", f"{tmp_path}/a.tsv:2", "1 question(s) ask for facts that there are not.")


def test_the_words_of_a_restricted_fact_are_in_no_index_of_the_public(tmp_path: Path) -> None:
    seeds, out = make_seeds(tmp_path / "seeds"), tmp_path / "build"
    pipeline.build(seeds, out)
    price = next(r["id"] for r in map(json.loads, (out / "current" / "claims.jsonl").read_text(encoding="utf-8").splitlines()) if "per group" in str(r))
    _, source, name = price.removeprefix(iri.BASE).split("/")
    (seeds / "asked").mkdir()
    (seeds / "asked" / f"{source}.tsv").write_text(f"{name}\t{WORDS}\n", encoding="utf-8")
    pipeline.build(seeds, out)
    restricted, public = (index_path(current(out), f"audience/{who}") for who in ("wb-ran", "public"))
    assert [f.fact for f in Index(restricted).numbered(Index(restricted).askings([0])[0].facts).values()] == [price]
    assert Index(restricted).asked(["dinghi"]) and not Index(public).asked(["dinghi"])
    assert b"dinghy" in restricted.read_bytes() and b"dinghy" not in public.read_bytes()


def test_every_question_of_the_documents_asks_for_a_fact(restricted: LocalGraph) -> None:
    """No line of ``seeds/asked`` was left behind by a change of a claim, and every fact has words of its own to be asked by."""
    askings = read_askings(ROOT / "seeds" / "asked")
    facts = {row["fact"].value for row in restricted.select(f"SELECT ?fact WHERE {{ ?fact <{iri.term('statedIn')}> ?source }}").maps()}
    assert {fact for a in askings if not a.is_open for fact in a.facts} == facts
    assert {fact for a in askings if a.is_open for fact in a.facts} <= facts
