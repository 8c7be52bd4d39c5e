"""The closure says what OWL 2 RL says, and the ontology is consistent."""

import shutil
from pathlib import Path
from unittest import mock

import pyoxigraph as ox
import pytest

from kg import iri
from kg.errors import BuildError
from kg.graph.views import make_view, state
from kg.ledger import read_ledger
from kg.reason import Rule, check_consistency, close, read_rules
from kg.vocab import Ontology, read_ontology
from tests.small.world import make_seeds

KG = "https://w3id.org/smuggling-kg/ontology#"
OWL_RULES = [r for r in read_rules() if r.file.parent.name == "owl"]
A = ox.NamedNode(iri.PREFIXES["rdf"] + "type")


def node(ref: str) -> ox.NamedNode:
    return ox.NamedNode(iri.individual(ref))


def term(name: str) -> ox.NamedNode:
    return ox.NamedNode(iri.term(name))


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return read_ontology()


def closed(ontology: Ontology, *facts: ox.Triple, rules: list[Rule] | None = None) -> set[ox.Triple]:
    store = ox.Store()
    store.bulk_extend(ox.Quad(*t) for t in (*ontology.triples, *facts))
    close(store, read_rules() if rules is None else rules)
    return {q.triple for q in store}


def membership(ref: str, *more: tuple[str, str]) -> list[ox.Triple]:
    fact = ox.NamedNode(iri.BASE + "fact/test/" + ref)
    about = [(A, term("Membership")), (term("hasMember"), node("institution/group-484")), (term("hasOrganisation"), node("institution/ecre"))]
    return [ox.Triple(fact, p, o) for p, o in [*about, *((term(name), node(value)) for name, value in more)]]


MEMBER = ox.Triple(node("institution/group-484"), term("memberOf"), node("institution/ecre"))


def test_an_asserted_membership_makes_a_member(ontology: Ontology) -> None:
    assert MEMBER in closed(ontology, *membership("a"))


@pytest.mark.parametrize("doubt", [("hasPolarity", "polarity/denied"), ("hasModality", "modality/planned"), ("hasModality", "modality/proposed"), ("hasModality", "modality/expected")])
def test_what_is_denied_planned_proposed_or_expected_makes_none(ontology: Ontology, doubt: tuple[str, str]) -> None:
    assert MEMBER not in closed(ontology, *membership("a", doubt))


def test_an_associate_is_no_member(ontology: Ontology) -> None:
    kind = ox.Triple(membership("a")[0].subject, term("membershipKind"), ox.Literal("Associates"))
    assert MEMBER not in closed(ontology, *membership("a"), kind)


def test_a_membership_is_an_organisational_membership_in_org_terms(ontology: Ontology) -> None:
    partof = ox.Triple(node("institution/x"), term("partOf"), node("institution/y"))
    assert ox.Triple(node("institution/x"), ox.NamedNode(iri.PREFIXES["org"] + "subOrganizationOf"), node("institution/y")) in closed(ontology, partof)


def test_a_place_within_a_place_is_within_its_country(ontology: Ontology) -> None:
    facts = closed(ontology)
    inner, middle, outer = node("place/a"), node("place/b"), node("country/serbia")
    more = closed(ontology, ox.Triple(inner, term("withinPlace"), middle), ox.Triple(middle, term("withinCountry"), outer))
    assert ox.Triple(inner, term("isWithin"), outer) in more
    assert ox.Triple(inner, term("isWithin"), outer) not in facts


def test_the_closure_equals_owlrl_on_what_a_query_sees(tmp_path: Path, ontology: Ontology) -> None:
    """Facts about our individuals in IRIs, without the reflexive and annotation triples that owlrl adds for its own ends."""
    import owlrl
    import rdflib

    seeds = make_seeds(tmp_path)
    ledger = read_ledger(seeds)
    view = make_view(ontology, "audience/wb-ran", ledger.readings, state(ontology, ledger.readings, ledger.accepted))
    small = [t for t in view.shared if _is_logical(t)] + [t for s in view.statements for t in s.triples]
    ours = {t for t in closed_of(small) if _is_seen(t)}

    graph = rdflib.Graph().parse(data=(ox.serialize(small, format=ox.RdfFormat.N_TRIPLES) or b"").decode(), format="nt")
    with mock.patch.dict(rdflib.term._toPythonMapping):  # owlrl leaves converters behind, with which pySHACL finds what it does not find without
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    named = (tuple(map(str, t)) for t in graph if all(isinstance(x, rdflib.URIRef) for x in t))
    theirs = {t for t in (ox.Triple(*map(ox.NamedNode, names)) for names in named) if _is_seen(t)}
    assert ours - theirs == set()
    assert theirs - ours == set()
    assert len(ours) > 1000


def closed_of(triples: list[ox.Triple]) -> set[ox.Triple]:
    store = ox.Store()
    store.bulk_extend(ox.Quad(*t) for t in triples)
    close(store, OWL_RULES)
    return {q.triple for q in store}


def _is_logical(t: ox.Triple) -> bool:
    return not t.predicate.value.startswith((iri.PREFIXES["skos"] + "pref", iri.PREFIXES["skos"] + "alt", iri.PREFIXES["skos"] + "def", iri.PREFIXES["dct"]))


def _is_seen(t: ox.Triple) -> bool:
    if not isinstance(t.subject, ox.NamedNode) or not isinstance(t.object, ox.NamedNode) or not t.subject.value.startswith((iri.ID, iri.BASE + "fact", iri.BASE + "source")):
        return False
    odd = (iri.PREFIXES["owl"] + "Thing", iri.PREFIXES["rdfs"] + "Resource", iri.PREFIXES["owl"] + "NamedIndividual")
    return t.predicate.value != iri.PREFIXES["owl"] + "sameAs" and t.object.value not in odd


def test_a_rule_that_makes_new_terms_for_ever_is_stopped(tmp_path: Path) -> None:
    file = tmp_path / "runaway.rq"
    text = 'CONSTRUCT { ?new <http://e/next> ?x } WHERE { ?y <http://e/next> ?x BIND(IRI(CONCAT(STR(?y), "x")) AS ?new) }'
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://e/a"), ox.NamedNode("http://e/next"), ox.NamedNode("http://e/b")))
    with pytest.raises(BuildError, match="found no end"):
        close(store, [Rule("runaway", text, file)])


@pytest.mark.parametrize(("text", "says"), [("CONSTRUCT { ?a ?b", "does not parse"), ("SELECT * WHERE { ?s ?p ?o }", "is no CONSTRUCT")])
def test_a_broken_rule_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BuildError, match=says):
        close(ox.Store(), [Rule("broken", text, tmp_path / "broken.rq")])


needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java, and there is none on this machine")


@needs_java
def test_hermit_finds_the_ontology_consistent_and_every_class_satisfiable(ontology: Ontology) -> None:
    verdict = check_consistency(list(ontology.triples))
    assert verdict.is_consistent
    assert verdict.unsatisfiable == ()


@needs_java
def test_hermit_finds_an_injected_clash(ontology: Ontology) -> None:
    clash = [ox.Triple(node("place/belgrade"), A, term("Route"))]
    assert not check_consistency([*ontology.triples, *clash]).is_consistent


@needs_java
def test_hermit_finds_an_unsatisfiable_class(ontology: Ontology) -> None:
    odd = term("PlaceAndRoute")
    sub = ox.NamedNode(iri.PREFIXES["rdfs"] + "subClassOf")
    extra = [ox.Triple(odd, A, ox.NamedNode(iri.PREFIXES["owl"] + "Class")), ox.Triple(odd, sub, term("Place")), ox.Triple(odd, sub, term("Route"))]
    assert check_consistency([*ontology.triples, *extra]).unsatisfiable == (odd.value,)


@needs_java
def test_hermit_finds_the_facts_of_the_small_world_consistent_with_the_ontology(tmp_path: Path, ontology: Ontology) -> None:
    ledger = read_ledger(make_seeds(tmp_path))
    view = make_view(ontology, "audience/wb-ran", ledger.readings, state(ontology, ledger.readings, ledger.accepted))
    assert check_consistency([*ontology.triples, *(t for s in view.statements for t in s.triples)]).is_consistent


def test_without_java_the_check_says_so(monkeypatch: pytest.MonkeyPatch, ontology: Ontology) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(BuildError, match="HermiT needs Java"):
        check_consistency(list(ontology.triples))
