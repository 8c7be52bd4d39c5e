"""ontology/README.md says what is so."""

import re
from pathlib import Path

import pyoxigraph as ox

from kg import iri
from kg.engines import LocalGraph
from kg.vocab import read_ontology

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "ontology" / "README.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_fact_it_shows_is_in_the_public_view(public: LocalGraph) -> None:
    [block] = re.findall(r"```turtle\n(.*?)```", TEXT, re.DOTALL)
    shown = list(ox.parse(f"@base <{iri.BASE}> . @prefix kg: <{iri.TERM}> .\n{block}".encode(), format=ox.RdfFormat.TURTLE))
    assert len(shown) >= 10
    assert [str(q.triple) for q in shown if not list(public.store.quads_for_pattern(q.subject, q.predicate, q.object, ox.DefaultGraph()))] == []


def test_every_term_it_names_is_declared() -> None:
    declared = {t.subject.value for t in read_ontology().triples if isinstance(t.subject, ox.NamedNode)}
    assert {name for name in re.findall(r"\bkg:(\w+)", TEXT) if iri.term(name) not in declared} == set()


def test_every_file_it_links_to_is_there() -> None:
    assert [link for link in re.findall(r"\]\(([^)#]+)\)", TEXT) if not (PAGE.parent / link).exists()] == []


def test_every_module_is_in_its_table() -> None:
    linked = set(re.findall(r"\((\w+)\.ttl\)", TEXT))
    assert {p.stem for p in PAGE.parent.glob("*.ttl")} - {"alignments"} <= linked


def test_what_it_says_of_the_witness_question_is_what_the_graph_holds(public: LocalGraph) -> None:
    rows = public.select(f"""PREFIX kg: <{iri.TERM}> PREFIX id: <{iri.ID}> SELECT ?state ?grade ?article ?bound WHERE {{
      ?f a kg:ResidenceGround ; kg:hasGround <{iri.ID}residence-ground/cooperation-with-authorities> ; kg:grantsPermit <{iri.ID}permit/humanitarian-residence> ; kg:inCountry ?state ; kg:hasRecognition ?grade .
      OPTIONAL {{ ?f kg:article ?article }} OPTIONAL {{ ?f kg:hasDiscretion ?bound }} }}""")
    told = list(rows.maps())
    explicit = [r for r in told if r["grade"].value.endswith("/explicit")]
    assert (len(told), len(explicit), sum("article" in r for r in explicit)) == (6, 4, 3)
    assert sum(r["bound"].value.endswith("right-to-claim") or "right" in r["bound"].value for r in explicit) == 1
