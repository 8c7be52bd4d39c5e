"""The SSSOM tables are what SSSOM 1.0 says, agree with the ontology, and name no IRI that nobody has seen without saying so."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri, resources
from kg.errors import OntologyError
from kg.mappings import AXIOMS, CHECKS, MATCHES, MappingSet, check_mappings, read_mappings, read_table, to_turtle
from kg.vocab import Ontology, read_ontology

SETS = read_mappings()
FILES = [one.file for one in SETS]
ROWS = [(one, m) for one in SETS for m in one.mappings]
HEAD = """#curie_map:
#  kg: "https://w3id.org/smuggling-kg/ontology#"
#  org: "http://www.w3.org/ns/org#"
#  rdfs: "http://www.w3.org/2000/01/rdf-schema#"
#  skos: "http://www.w3.org/2004/02/skos/core#"
#  semapv: "https://w3id.org/semapv/vocab/"
#mapping_set_id: https://w3id.org/smuggling-kg/mappings/test
#mapping_set_title: "Test"
#license: https://creativecommons.org/licenses/by/4.0/
"""
COLUMNS = ["subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification", "confidence", "comment", "other"]
GOOD = {"subject_id": "kg:Membership", "subject_label": "membership", "predicate_id": "skos:closeMatch", "object_id": "org:Membership", "object_label": "Membership",
        "mapping_justification": "semapv:ManualMappingCuration", "confidence": "0.9", "comment": "", "other": "iri_check=rdflib"}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return read_ontology()


def table(folder: Path, *rows: dict[str, str], head: str = HEAD, columns: list[str] | None = None) -> Path:
    shown = columns or COLUMNS
    file = folder / "test.sssom.tsv"
    file.write_text(head + "\n".join("\t".join(line) for line in [shown, *([{**GOOD, **row}[c] for c in shown] for row in rows)]) + "\n", encoding="utf-8")
    return file


def rules(file: Path, ontology: Ontology) -> set[str]:
    return {f.rule for f in check_mappings([read_table(file)], ontology)} - {"axiom-without-row"}


def test_nothing_is_wrong_with_the_tables(ontology: Ontology) -> None:
    assert check_mappings(SETS, ontology) == []


def test_every_vocabulary_that_we_promise_has_a_table() -> None:
    wanted = {"org", "prov", "eli", "skos", "oa", "dcterms", "dcat", "geosparql", "locn", "m8g", "qb", "time", "foaf", "schema", "uco", "stix", "ftm", "iccs"}
    assert wanted <= {one.name for one in SETS}


def test_what_is_said_to_stand_in_rdflib_stands_there() -> None:
    """And everything in a namespace that rdflib closes is checked that way, so that no row can claim less than we can prove."""
    from rdflib import namespace
    closed = {str(space): space for space in (getattr(namespace, n) for n in ("ORG", "PROV", "SKOS", "DCTERMS", "DCAT", "TIME", "QB", "FOAF", "SDO", "GEO"))}
    wrong = []
    for one, m in ROWS:
        base, _ = max(((b, len(b)) for b in closed if m.object.startswith(b)), key=lambda pair: pair[1], default=("", 0))
        known = bool(base) and m.object.removeprefix(base) in closed[base].__annotations__
        if known != (m.iri_check == "rdflib"):
            wrong.append((one.name, m.object, m.iri_check))
    assert wrong == []


def test_each_check_that_rdflib_cannot_repeat_names_what_was_read() -> None:
    assert [(one.name, m.line) for one, m in ROWS if m.iri_check in ("publisher", "dataset", "third-party") and "|iri_source=" not in m.row["other"]] == []


def test_an_unverified_target_is_rare_and_never_certain() -> None:
    unverified = [m for _, m in ROWS if m.iri_check == "unverified"]
    assert len(unverified) < len(ROWS) / 40
    assert [m.line for m in unverified if float(m.row["confidence"]) > 0.9] == []


def test_only_exact_and_logical_rows_are_certain_without_a_comment_or_a_data_set() -> None:
    loose = [m for _, m in ROWS if m.row["predicate_id"] in MATCHES[1:] and float(m.row["confidence"]) == 1]
    assert loose == []


def test_each_table_is_sorted_and_has_the_prefixes_that_it_uses_and_no_other() -> None:
    for one in SETS:
        keys = [(m.row["subject_id"], m.row["predicate_id"], m.row["object_id"]) for m in one.mappings]
        assert keys == sorted(keys), one.name
        used = {m.row[c].partition(":")[0] for m in one.mappings for c in ("subject_id", "predicate_id", "object_id", "mapping_justification")}
        assert used == set(one.prefixes), one.name


def test_a_prefix_means_the_same_in_every_table_and_in_the_code() -> None:
    known: dict[str, str] = dict(iri.PREFIXES)
    for one in SETS:
        for prefix, base in one.prefixes.items():
            assert known.setdefault(prefix, base) == base, (one.name, prefix)


def test_a_country_of_contested_standing_has_no_exact_match_that_takes_a_view(ontology: Ontology) -> None:
    """The territory whose label carries an asterisk is matched exactly only to the table that carries the same designation."""
    starred = {i.iri for i in ontology.individuals.values() if i.ref.startswith("country/") and i.label.endswith("*")}
    exact = {m.object for _, m in ROWS if m.subject in starred and m.row["predicate_id"] == "skos:exactMatch"}
    assert len(starred) == 1
    assert {o.rpartition("/")[0] for o in exact} == {"http://publications.europa.eu/resource/authority/country"}


def test_no_two_entities_share_an_exact_match() -> None:
    seen: dict[str, str] = {}
    for _, m in ROWS:
        if m.row["predicate_id"] == "skos:exactMatch" and m.subject.startswith(iri.ID):
            assert seen.setdefault(m.object, m.subject) == m.subject, m.object


@pytest.mark.parametrize(("row", "rule"), [
    ({"subject_id": "kg:Membreship"}, "unknown-subject"),
    ({"subject_label": "member"}, "other-label"),
    ({"predicate_id": "skos:broader"}, "odd-predicate"),
    ({"mapping_justification": "skos:note"}, "no-justification"),
    ({"confidence": "1.2"}, "odd-confidence"),
    ({"confidence": "high"}, "odd-confidence"),
    ({"confidence": "0"}, "odd-confidence"),
    ({"other": ""}, "no-iri-check"),
    ({"other": "iri_check=surely"}, "no-iri-check"),
    ({"predicate_id": "rdfs:subClassOf"}, "axiom-not-asserted"),
    ({"subject_id": "kg:Organisation", "subject_label": "organisation", "object_id": "org:Organization"}, "match-asserted"),
])
def test_a_wrong_row_is_found(tmp_path: Path, ontology: Ontology, row: dict[str, str], rule: str) -> None:
    assert rules(table(tmp_path, row), ontology) == {rule}


def test_a_good_row_is_not(tmp_path: Path, ontology: Ontology) -> None:
    assert rules(table(tmp_path, {}), ontology) == set()


def test_a_pair_mapped_twice_is_found(tmp_path: Path, ontology: Ontology) -> None:
    assert rules(table(tmp_path, {}, {"predicate_id": "skos:exactMatch"}), ontology) == {"mapped-twice"}


def test_an_axiom_of_the_ontology_that_no_table_has_is_found(ontology: Ontology) -> None:
    less = [one for one in SETS if one.name != "foaf"]
    found = {f.focus for f in check_mappings(less, ontology) if f.rule == "axiom-without-row"}
    assert "kg:Source rdfs:subClassOf foaf:Document" in found
    assert all("foaf:" in focus for focus in found)


@pytest.mark.parametrize(("make", "says"), [
    (lambda d: table(d, {}, columns=[c for c in COLUMNS if c != "predicate_id"]), r"test\.sssom\.tsv:10: This table lacks predicate_id"),
    (lambda d: table(d, {"object_id": "foaf:Agent"}), r"test\.sssom\.tsv:11: The head declares no prefix for 'foaf:Agent'"),
    (lambda d: table(d, {"object_id": "org"}), "no prefix for 'org'"),
    (lambda d: table(d, {"comment": "one\ttoo many"}), r":11: This row has 10 cells, the table 9"),
    (lambda d: table(d, {}, head=HEAD.replace("#license", "#licence")), "lacks license"),
    (lambda d: table(d, {}, head="#- a\n"), "lacks curie_map"),
    (lambda d: table(d, {}, head="#a: [\n"), "no YAML"),
    (lambda d: table(d, {}, head=HEAD.replace("#curie_map:", "#curie_map: text\n#more:")), "lacks a map of prefixes"),
])
def test_a_table_that_cannot_be_read_is_named_with_its_line(tmp_path: Path, make: Callable[[Path], Path], says: str) -> None:
    with pytest.raises(OntologyError, match=says):
        read_table(make(tmp_path))


def test_turtle_holds_each_row_once() -> None:
    triples = {q.triple for q in ox.parse(to_turtle(SETS), format=ox.RdfFormat.TURTLE)}
    assert {(t.subject.value, t.predicate.value, t.object.value) for t in triples} == {(m.subject, m.predicate, m.object) for _, m in ROWS}  # type: ignore[union-attr]


def test_the_axioms_of_the_alignments_are_all_logical_and_their_terms_declared(ontology: Ontology) -> None:
    file = resources.folder("ontology") / "alignments.ttl"
    triples = [q.triple for q in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)]
    logical = [t for t in triples if iri.compact(t.predicate.value) in AXIOMS]
    assert len(logical) > 10
    for t in logical:
        wanted = "Class" if t.predicate.value.endswith("ClassOf") else "ObjectProperty"
        for end in (t.subject, t.object):
            assert isinstance(end, ox.NamedNode)
            assert iri.PREFIXES["owl"] + wanted in ontology.values(end.value, iri.PREFIXES["rdf"] + "type"), end.value


@pytest.mark.parametrize("file", FILES, ids=[f.name.removesuffix(".sssom.tsv") for f in FILES])
def test_the_reference_reader_of_sssom_finds_each_table_valid(file: Path) -> None:
    if importlib.util.find_spec("sssom") is None:
        pytest.skip("the package sssom, SSSOM's reference reader, is not installed; the tests above check the same rules")
    from sssom.parsers import parse_sssom_table  # type: ignore[import-not-found]
    from sssom.validators import validate  # type: ignore[import-not-found]
    read = parse_sssom_table(file)
    assert len(read.df) == len(read_table(file).mappings)
    validate(read, fail_on_error=True)


def test_how_targets_are_checked_is_a_closed_list() -> None:
    def checks(one: MappingSet) -> set[str]:
        return set(one.checks)
    assert set().union(*map(checks, SETS)) <= set(CHECKS)
