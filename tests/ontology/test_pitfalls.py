"""The checks of the ontology itself: each finds its fault, passes what is mended, and finds nothing in what we ship."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg import iri, resources
from kg.checks import run_checks
from kg.model import Finding
from kg.quality import inspect_ontology, pitfall_checks, store_of
from kg.vocab import Ontology, read_ontology

CHECKS = {check.name: check for check in pitfall_checks()}
ONTOLOGY = read_ontology()
PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> . " for prefix, namespace in iri.PREFIXES.items() if prefix != "kg")
PREFIXES += f"@prefix kg: <{iri.TERM}> . @prefix x: <http://example.org/> . "
NOTES = 'skos:prefLabel "a"@en ; skos:definition "D."@en'
FAULTY = {  # check -> (an ontology with the fault, the term that is told, the same mended)
    "synonym-as-class": ("kg:A owl:equivalentClass kg:B .", "A", "kg:A owl:equivalentClass x:B ."),
    "is-as-a-property": ("kg:isA a owl:ObjectProperty .", "isA", "kg:isAt a owl:ObjectProperty ."),
    "term-unconnected": ("kg:A a owl:Class .", "A", "kg:A a owl:Class ; rdfs:subClassOf x:B ."),
    "inverse-with-other-ends": ("kg:a owl:inverseOf kg:b ; rdfs:range kg:A . kg:b rdfs:domain kg:B .", "a", "kg:a owl:inverseOf kg:b ; rdfs:range kg:A . kg:b rdfs:domain kg:A ."),
    "hierarchy-in-a-circle": ("kg:a rdfs:subPropertyOf x:b . x:b rdfs:subPropertyOf x:b .", "http://example.org/b", "kg:a rdfs:subPropertyOf x:b . x:b rdfs:subPropertyOf x:c ."),
    "concepts-merged": ("kg:PlaceOrRoute a owl:Class .", "PlaceOrRoute", "kg:Order a owl:Class . kg:Andes a owl:Class ."),
    "annotation-missing": (f"kg:A a owl:Class ; {NOTES} .", "A", f'kg:A a owl:Class ; {NOTES} ; skos:example "E"@en .'),
    "top-not-disjoint": ("kg:A a owl:Class . kg:B a owl:Class ; rdfs:subClassOf x:C .", "A", "kg:A a owl:Class . kg:B a owl:Class ; owl:disjointWith kg:A ."),
    "kinds-of-entity-not-disjoint": ("kg:A rdfs:subClassOf kg:Entity . kg:B rdfs:subClassOf kg:Entity .", "A", "kg:A rdfs:subClassOf kg:Entity . kg:B rdfs:subClassOf kg:Entity ; owl:disjointWith kg:A ."),
    "range-missing": ("kg:a a owl:ObjectProperty .", "a", "kg:a a owl:ObjectProperty ; rdfs:range kg:A ."),
    "equivalence-of-properties-undeclared": ('kg:a a owl:ObjectProperty ; skos:definition "D."@en . kg:b a owl:ObjectProperty ; skos:definition "D."@en .', "a", 'kg:a a owl:ObjectProperty ; skos:definition "D."@en . kg:b a owl:DatatypeProperty ; skos:definition "D."@en .'),
    "inverse-kept": ("kg:a owl:inverseOf kg:b .", "a", "kg:a owl:inverseOf x:b ."),
    "several-domains-or-ranges": ("kg:a rdfs:range kg:A, kg:B .", "a", "kg:a rdfs:range kg:A ; rdfs:domain kg:B ."),
    "annotation-misused": ('kg:A skos:prefLabel "price"@en ; skos:definition "Price."@en .', "A", 'kg:A skos:prefLabel "price"@en ; skos:definition "What is paid."@en .'),
    "class-for-the-rest": ("kg:OtherPlace a owl:Class .", "OtherPlace", "kg:Otherness a owl:Class ."),
    "name-against-the-convention": ("kg:border_area a owl:Class .", "border_area", "kg:BorderArea a owl:Class . kg:inArea a owl:ObjectProperty ."),
    "definition-in-a-circle": ('kg:A skos:prefLabel "river"@en ; skos:definition "A river."@en .', "A", 'kg:A skos:prefLabel "river"@en ; skos:definition "A place that is a river."@en .'),
    "inverse-of-itself": ("kg:a owl:inverseOf kg:a .", "a", "kg:a owl:inverseOf kg:b ."),
    "inverse-of-a-symmetric-property": ("kg:a a owl:SymmetricProperty . kg:b owl:inverseOf kg:a .", "a", "kg:a a owl:TransitiveProperty . kg:b owl:inverseOf kg:a ."),
    "equivalent-properties-of-other-ranges": ("kg:a owl:equivalentProperty kg:b ; rdfs:range kg:A . kg:b rdfs:range kg:B .", "a", "kg:a owl:equivalentProperty kg:b ; rdfs:range kg:A . kg:b rdfs:range kg:A ."),
    "symmetric-with-two-ends": ("kg:a a owl:SymmetricProperty ; rdfs:domain kg:A ; rdfs:range kg:B .", "a", "kg:a a owl:SymmetricProperty ; rdfs:domain kg:A ; rdfs:range kg:A ."),
    "transitive-with-disjoint-ends": ("kg:a a owl:TransitiveProperty ; rdfs:domain kg:A ; rdfs:range kg:B . kg:B owl:disjointWith kg:A .", "a", "kg:a a owl:TransitiveProperty ; rdfs:domain kg:A ; rdfs:range kg:B ."),
    "definition-of-two-classes": ('kg:A a owl:Class ; skos:definition "D."@en . kg:B a owl:Class ; skos:definition "D."@en .', "A", 'kg:A a owl:Class ; skos:definition "D."@en . kg:B a owl:Class ; skos:definition "E."@en .'),
    "label-of-two-terms": ('kg:A skos:prefLabel "Hub"@en . kg:b skos:prefLabel "hub"@en .', "A", 'kg:A skos:prefLabel "hub"@en . kg:b skos:prefLabel "has hub"@en .'),
    "chain-of-one-property": ("kg:a owl:propertyChainAxiom ( kg:b ) .", "a", "kg:a owl:propertyChainAxiom ( kg:b kg:c ) ."),
    "class-undeclared": ("kg:A a owl:Class ; rdfs:subClassOf x:B .", "http://example.org/B", "kg:A a owl:Class ; rdfs:subClassOf x:B . x:B a owl:Class ."),
    "property-undeclared": ("kg:a a owl:ObjectProperty ; rdfs:subPropertyOf x:b .", "http://example.org/b", "kg:a a owl:ObjectProperty ; rdfs:subPropertyOf x:b . x:b a owl:ObjectProperty ."),
    "file-extension-in-iri": ("<http://example.org/core.ttl> a owl:Ontology .", "http://example.org/core.ttl", "<http://example.org/core> a owl:Ontology ."),
    "ontology-undeclared": ("kg:A a owl:Class .", "A", "kg:A a owl:Class . x:core a owl:Ontology ."),
    "namespace-hijacked": ("x:A a owl:Class ; rdfs:subClassOf kg:B .", "http://example.org/A", "x:A a owl:Class . kg:B rdfs:subClassOf x:A ."),
    "licence-missing": ("x:core a owl:Ontology .", "http://example.org/core", "x:core a owl:Ontology ; dct:license x:free ."),
    "abstract-class-with-an-instance": ("kg:A kg:isAbstract true . x:a a kg:A .", "http://example.org/a", "kg:A kg:isAbstract true . kg:B rdfs:subClassOf kg:A . x:a a kg:A, kg:B ."),
    "class-as-an-instance": ("kg:A a owl:Class, kg:B .", "A", "kg:A a owl:Class . x:a a kg:B ."),
    "deprecated-term-in-use": ("kg:A owl:deprecated true . x:a a kg:A .", "A", "kg:A owl:deprecated true . x:a a kg:B ."),
    "only-subclass": ("kg:B rdfs:subClassOf kg:A .", "A", "kg:B rdfs:subClassOf kg:A . kg:C rdfs:subClassOf kg:A ."),
    "term-undefined": ("kg:a a owl:ObjectProperty ; rdfs:range kg:B .", "B", "kg:a a owl:ObjectProperty ; rdfs:range kg:B . kg:B a owl:Class ."),
    "term-unused": ("kg:a a owl:ObjectProperty .", "a", "kg:a a owl:ObjectProperty . x:b kg:a x:c ."),
    "version-iri-without-its-version": ('x:core a owl:Ontology ; owl:versionIRI <http://example.org/core/0.1.0> ; owl:versionInfo "0.2.0" .', "http://example.org/core", 'x:core a owl:Ontology ; owl:versionIRI <http://example.org/core/0.2.0> ; owl:versionInfo "0.2.0" .'),
}  # fmt: skip
CATALOGUE = {"P02", "P03", "P04", "P05", "P06", "P07", "P08", "P10", "P11", "P12", "P13", "P19", "P20", "P21", "P22", "P24", "P25", "P26", "P27", "P28", "P29",
             "P30", "P32", "P33", "P34", "P35", "P36", "P38", "P40", "P41"}  # fmt: skip


def run(name: str, turtle: str) -> list[str]:
    store = ox.Store()
    store.load(PREFIXES.encode() + turtle.encode(), format=ox.RdfFormat.TURTLE)
    return [f.focus.removeprefix(iri.TERM) for f in run_checks(store, [CHECKS[name]])]


def test_there_is_a_case_for_every_check() -> None:
    assert set(CHECKS) == set(FAULTY)


@pytest.mark.parametrize("name", sorted(FAULTY))
def test_the_fault_is_found_and_what_is_mended_is_not(name: str) -> None:
    faulty, focus, mended = FAULTY[name]
    assert run(name, faulty) == [focus]
    assert run(name, mended) == []


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_the_check_says_what_is_wrong_and_what_to_do(name: str) -> None:
    assert CHECKS[name].problem.endswith(".")
    assert CHECKS[name].solution.endswith(".")


def test_every_pitfall_that_can_be_checked_offline_has_its_query() -> None:
    texts = [check.text for check in CHECKS.values()]
    assert {p for p in CATALOGUE if not any(f"#+ pitfall: {p}\n" in text for text in texts)} == set()


def words(value: object) -> Iterator[str]:
    """Every key of a table, and the value of each ``type``."""
    if isinstance(value, list):
        for one in value:
            yield from words(one)
    elif isinstance(value, dict):
        yield from (*value, str(value.get("type", "")))
        for one in value.values():
            yield from words(one)


@pytest.fixture(scope="module")
def claimed() -> set[str]:
    """The types and slots of claims as they stand in the files, whatever the gate says of them."""
    files = sorted((resources.seeds() / "claims").glob("*.toml"))
    known = {*ONTOLOGY.kinds, *ONTOLOGY.slots}
    return {name for file in files for name in words(tomllib.loads(file.read_text(encoding="utf-8"))) if name in known}


def test_the_shipped_ontology_has_no_finding(claimed: set[str]) -> None:
    found: list[Finding] = inspect_ontology(ONTOLOGY, claimed)
    assert [(f.rule, f.focus) for f in found] == []


def test_a_finding_says_in_which_line_the_term_is_declared() -> None:
    ontology = ONTOLOGY
    extra = ox.Triple(ox.NamedNode(iri.term("Place")), ox.NamedNode(iri.PREFIXES["owl"] + "equivalentClass"), ox.NamedNode(iri.term("Route")))
    (finding,) = [f for f in inspect_ontology(Ontology([*ontology.triples, extra]), ontology.slots) if f.rule == "synonym-as-class"]
    file, line = finding.where.split(":")
    text = (resources.folder("ontology").parent / file).read_text(encoding="utf-8").splitlines()
    assert text[int(line) - 1].startswith("kg:Place a owl:Class")


def test_every_class_and_slot_is_used_by_a_claim_a_shape_or_a_query(claimed: set[str]) -> None:
    """The shapes of data name every slot; of the classes, each is claimed, queried or stands above one that is."""
    store = store_of(ONTOLOGY, claimed)
    used = {q.object.value for q in store.quads_for_pattern(None, ox.NamedNode(iri.PREFIXES["dct"] + "references"), None, None) if isinstance(q.object, ox.NamedNode)}
    assert len(used) > 250
    assert {iri.term(name) for name in ONTOLOGY.slots} - used == set()
