"""Duplicates and noise among the entities: on a small made-up ontology, and on the shipped one."""

from pathlib import Path

import pytest

from kg.cleanliness import Cleanliness, measure, read_judgements
from kg.errors import OntologyError
from kg.ledger import read_ledger
from kg.vocab import Ontology, read_ontology

ROOT = Path(__file__).parents[1]
HEAD = "first\tsecond\tverdict\treason\n"
PREFIXES = """
@base <https://w3id.org/smuggling-kg/> .
@prefix kg: <https://w3id.org/smuggling-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kg:Entity a owl:Class .
kg:Place a owl:Class ; rdfs:subClassOf kg:Entity .
kg:Institution a owl:Class ; rdfs:subClassOf kg:Entity .
kg:Region a owl:Class ; rdfs:subClassOf kg:Place ; kg:isReferenceData true .
"""
TOWNS = """
<id/place/upton> a kg:Place ; skos:prefLabel "Upton"@en .
<id/place/upton-town> a kg:Place ; skos:prefLabel "Upton town"@en .
<id/place/fenwick> a kg:Place ; skos:prefLabel "Fenwick"@en .
"""
ALL = ("place/upton", "place/upton-town", "place/fenwick")
PAIR = ("place/upton", "place/upton-town")


def ontology(folder: Path, entities: str) -> Ontology:
    (folder / "small.ttl").write_text(PREFIXES + entities, encoding="utf-8")
    return read_ontology(folder)


def judgements(folder: Path, *rows: str) -> Path:
    path = folder / "judged.tsv"
    path.write_text(HEAD + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def rules(found: Cleanliness) -> list[str]:
    return [finding.rule for finding in found.findings()]


def test_a_pair_with_like_labels_is_to_be_judged(tmp_path: Path) -> None:
    found = measure(ontology(tmp_path, TOWNS), ALL, tmp_path / "none.tsv")
    assert (found.entities, found.screened, found.unjudged, found.duplicates, found.noise) == (3, 1, (PAIR,), (), ())
    assert rules(found) == ["entity-cleanliness", "entity-pair-unjudged"]


def test_a_pair_judged_the_same_is_a_duplicate_and_an_error(tmp_path: Path) -> None:
    found = measure(ontology(tmp_path, TOWNS), ALL, judgements(tmp_path, "place/upton\tplace/upton-town\tsame\tone town"))
    assert (found.duplicates, found.unjudged) == ((PAIR,), ())
    assert [f.severity for f in found.findings() if f.rule == "entity-duplicated"] == ["error"]


@pytest.mark.parametrize("row", ["place/upton\tplace/upton-town\tapart\ttwo towns", "place/upton-town\tplace/upton\tapart\ttwo towns"])
def test_a_pair_judged_apart_is_passed_over_in_either_order(tmp_path: Path, row: str) -> None:
    found = measure(ontology(tmp_path, TOWNS), ALL, judgements(tmp_path, row))
    assert (found.screened, found.duplicates, found.unjudged) == (1, (), ())
    assert rules(found) == ["entity-cleanliness"]


def test_marks_and_capitals_do_not_make_labels_differ(tmp_path: Path) -> None:
    entities = '<id/place/a> a kg:Place ; skos:prefLabel "Čović"@en . <id/place/b> a kg:Place ; skos:prefLabel "COVIC"@en .'
    assert measure(ontology(tmp_path, entities), ("place/a", "place/b"), tmp_path / "none.tsv").unjudged == (("place/a", "place/b"),)


def test_things_of_two_kinds_are_no_pair(tmp_path: Path) -> None:
    entities = '<id/place/union> a kg:Place ; skos:prefLabel "Union"@en . <id/institution/union> a kg:Institution ; skos:prefLabel "Union"@en .'
    assert measure(ontology(tmp_path, entities), ("place/union", "institution/union"), tmp_path / "none.tsv").screened == 0


@pytest.mark.parametrize(("link", "other", "pairs"), [
    ("kg:actsForCountry <id/place/east>", "kg:actsForCountry <id/place/west>", 0),
    ("kg:withinCountry <id/place/east>", "kg:withinCountry <id/place/west>", 0),
    ("kg:hasJurisdiction <id/place/east>", "kg:hasJurisdiction <id/place/west>", 0),
    ("kg:actsForCountry <id/place/east>", "kg:actsForCountry <id/place/east>", 1),
    ("kg:withinCountry <id/place/east>, <id/place/west>", "kg:withinCountry <id/place/west>", 1),
    ("kg:actsForCountry <id/place/east>", "a kg:Institution", 1),
])
def test_only_bodies_of_two_countries_stand_apart_unjudged(tmp_path: Path, link: str, other: str, pairs: int) -> None:
    entities = f"""
    <id/place/east> a kg:Region ; skos:prefLabel "East"@en .
    <id/place/west> a kg:Region ; skos:prefLabel "West"@en .
    <id/institution/a> a kg:Institution ; skos:prefLabel "Border Police"@en ; {link} .
    <id/institution/b> a kg:Institution ; skos:prefLabel "Border Police"@en ; {other} .
    """
    assert len(measure(ontology(tmp_path, entities), ("institution/a", "institution/b"), tmp_path / "none.tsv").unjudged) == pairs


def test_an_entity_that_no_fact_names_is_noise_and_not_compared(tmp_path: Path) -> None:
    found = measure(ontology(tmp_path, TOWNS), ("place/upton", "place/fenwick"), tmp_path / "none.tsv")
    assert (found.entities, found.screened, found.noise) == (2, 0, ("place/upton-town",))
    assert rules(found) == ["entity-cleanliness", "entity-without-fact"]
    assert "33.33% noise" in next(iter(found.findings())).message


def test_what_a_named_entity_links_to_is_in_use_at_any_distance(tmp_path: Path) -> None:
    entities = TOWNS + "<id/place/upton> kg:withinPlace <id/place/fenwick> . <id/place/fenwick> kg:withinPlace <id/place/upton-town> ."
    assert measure(ontology(tmp_path, entities), ("place/upton",), tmp_path / "none.tsv").noise == ()


def test_what_links_to_a_named_entity_is_not_in_use_for_that(tmp_path: Path) -> None:
    entities = TOWNS + "<id/place/upton> kg:withinPlace <id/place/fenwick> ."
    assert measure(ontology(tmp_path, entities), ("place/fenwick",), tmp_path / "none.tsv").noise == PAIR


def test_reference_data_is_neither_noise_nor_compared(tmp_path: Path) -> None:
    entities = '<id/place/north> a kg:Region ; skos:prefLabel "North"@en . <id/place/far-north> a kg:Region ; skos:prefLabel "Far North"@en .'
    found = measure(ontology(tmp_path, entities), (), tmp_path / "none.tsv")
    assert (found.entities, found.screened, found.noise) == (0, 0, ())


def test_nothing_at_all_is_clean(tmp_path: Path) -> None:
    found = measure(ontology(tmp_path, ""), (), tmp_path / "none.tsv")
    assert (found.entities, found.duplicates, found.noise) == (0, (), ())
    assert rules(found) == ["entity-cleanliness"]


@pytest.mark.parametrize("row", ["place/a\tplace/b\tperhaps\tnot sure", "place/a\tplace/b\tapart\t", "place/a\tplace/b\tapart", "place/a\tplace/b"])
def test_a_faulty_judgement_is_refused_with_its_line(tmp_path: Path, row: str) -> None:
    path = judgements(tmp_path, "place/upton\tplace/upton-town\tapart\ttwo towns", row)
    with pytest.raises(OntologyError) as caught:
        read_judgements(path)
    assert (caught.value.where, caught.value.line) == (str(path), 3)


def test_without_a_file_nothing_is_judged(tmp_path: Path) -> None:
    assert read_judgements(tmp_path / "none.tsv") == {}


@pytest.fixture(scope="module")
def shipped() -> Cleanliness:
    ledger = read_ledger(ROOT / "seeds")
    return measure(ledger.ontology, {str(v) for r in ledger.accepted for values in r.claim.slots.values() for v in values})


def test_every_shipped_pair_is_judged_and_none_is_a_duplicate(shipped: Cleanliness) -> None:
    assert shipped.unjudged == ()
    assert shipped.duplicates == ()
    assert shipped.entities > 300
    assert shipped.screened > 200


def test_duplication_and_noise_of_the_shipped_entities_are_at_most_one_percent(shipped: Cleanliness) -> None:
    assert len(shipped.duplicates) / shipped.entities <= 0.01
    assert len(shipped.noise) / (shipped.entities + len(shipped.noise)) <= 0.01, shipped.noise


def test_the_shipped_judgements_are_sorted_and_about_entities_there_are() -> None:
    lines = (ROOT / "ontology" / "judged-pairs.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    pairs = [(row[0], row[1]) for row in rows]
    assert lines[0] + "\n" == HEAD
    assert all(len(row) == 4 for row in rows)
    assert pairs == sorted(set(pairs))
    assert all(first < second for first, second in pairs)
    assert {ref for pair in pairs for ref in pair} <= set(read_ontology().individuals)
