"""What an audience may not see does not leak: not by a fact, a thing, a spelling, a count, a quote or an error."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri
from kg.answers import resolve
from kg.engines import LocalGraph
from kg.errors import UnknownName
from kg.graph.views import audiences, make_view, may_see, state
from kg.ledger import Ledger, read_ledger
from kg.pipeline import build
from kg.questions import Parameter
from tests.small.world import make_seeds

PLACE = Parameter("place", "Place", None, "", ())


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ledger]:
    folder = tmp_path_factory.mktemp("world")
    seeds = make_seeds(folder / "seeds")
    build(seeds, folder / "build")
    return folder / "build" / "current", read_ledger(seeds)


def text_of(path: Path) -> str:
    return "\n".join(str(q) for q in ox.Store.read_only(str(path)))


def test_only_a_circle_that_every_marking_allows_sees_a_source(world: tuple[Path, Ledger]) -> None:
    ledger = world[1]
    sees = {(a, r.source.slug): may_see(ledger.ontology, r.source, a) for a in audiences(ledger.ontology) for r in ledger.readings}
    assert sees == {("audience/public", "public-note"): True, ("audience/public", "restricted-note"): False,
                    ("audience/wb-ran", "public-note"): True, ("audience/wb-ran", "restricted-note"): True}


@pytest.mark.parametrize("secret", ["Obrenovac", "obrenovac", "Kiknda", "boat from Serbia to Hungary", "1000", "restricted-note", "restricted note"])
def test_nothing_of_the_restricted_note_is_in_the_public_view(world: tuple[Path, Ledger], secret: str) -> None:
    path = world[0]
    assert secret in text_of(path / "wb-ran")
    assert secret not in text_of(path / "public")


def test_a_thing_that_only_the_restricted_note_names_cannot_be_asked_for(world: tuple[Path, Ledger]) -> None:
    term, label = resolve(LocalGraph(world[0] / "wb-ran"), PLACE, "obrenovac")
    assert (term, label) == (ox.NamedNode(iri.individual("place/obrenovac")), "Obrenovac")
    with pytest.raises(UnknownName) as caught:
        resolve(LocalGraph(world[0] / "public"), PLACE, "obrenovac")
    assert "Obrenovac" not in str(caught.value.nearest)


def test_a_spelling_enters_a_view_only_with_a_source_that_uses_it(world: tuple[Path, Ledger]) -> None:
    assert resolve(LocalGraph(world[0] / "wb-ran"), PLACE, "Kiknda")[1] == "Kikinda"


def test_countries_are_reference_data_and_always_there(world: tuple[Path, Ledger]) -> None:
    country = Parameter("country", "Country", None, "", ())
    assert resolve(LocalGraph(world[0] / "public"), country, "Hungary")[1] == "Hungary"


def test_each_source_has_a_graph_of_its_own_and_all_stands_in_the_default_graph(world: tuple[Path, Ledger]) -> None:
    path = world[0]
    store = ox.Store.read_only(str(path / "wb-ran"))
    graphs = {str(g.value) for g in store.named_graphs() if isinstance(g, ox.NamedNode)}
    assert graphs == {iri.source("public-note"), iri.source("restricted-note"), iri.catalogue()}
    for name in (iri.source("public-note"), iri.source("restricted-note")):
        for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(name)):
            assert ox.Quad(*quad.triple) in store


def test_every_fact_bears_the_markings_of_its_source(world: tuple[Path, Ledger]) -> None:
    path = world[0]
    store = ox.Store.read_only(str(path / "wb-ran"))
    marking = ox.NamedNode(iri.term("hasMarking"))
    facts = {q.subject for q in store.quads_for_pattern(None, ox.NamedNode(iri.term("statedIn")), ox.NamedNode(iri.source("restricted-note")))}
    assert facts
    for fact in facts:
        found = {q.object for q in store.quads_for_pattern(fact, marking, None, ox.DefaultGraph())}
        assert found == {ox.NamedNode(iri.individual("marking/limited-wb-ran")), ox.NamedNode(iri.individual("marking/europol-bpl"))}


def test_a_source_without_a_marking_is_seen_by_nobody(world: tuple[Path, Ledger]) -> None:
    from dataclasses import replace
    ledger = world[1]
    unmarked = replace(ledger.readings[0].source, markings=())
    assert not may_see(ledger.ontology, unmarked, "audience/public")


def test_evidence_opens_the_exact_words(world: tuple[Path, Ledger]) -> None:
    path, ledger = world
    store = ox.Store.read_only(str(path / "wb-ran"))
    oa = iri.PREFIXES["oa"]
    raw = {iri.source(r.source.slug): r.document.raw for r in ledger.readings}
    checked = 0
    for quad in store.quads_for_pattern(None, ox.NamedNode(oa + "hasSource"), None, ox.DefaultGraph()):
        value = {}
        for selector in store.quads_for_pattern(quad.subject, ox.NamedNode(oa + "hasSelector"), None, ox.DefaultGraph()):
            for q in store.quads_for_pattern(selector.object, None, None, ox.DefaultGraph()):
                value[q.predicate.value.removeprefix(oa)] = q.object.value
        text = raw[quad.object.value]
        start, end = int(value["start"]), int(value["end"])
        assert text[start:end] == value["exact"]
        assert text[:start].endswith(value["prefix"])
        assert text[end:].startswith(value["suffix"])
        checked += 1
    assert checked >= 4


def test_a_view_of_nothing_holds_no_thing(world: tuple[Path, Ledger]) -> None:
    view = make_view(world[1].ontology, "audience/public", world[1].readings, state(world[1].ontology, world[1].readings, []))
    assert view.facts == set()
    assert not any("place/belgrade" in str(t) for t in view.shared)
