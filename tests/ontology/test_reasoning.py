"""Three kinds of test of the ontology (after Keet and Lawrynowicz): what it must be able to answer, what must and must not follow, what it must reject."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri
from kg.reason import check_consistency, close, read_rules
from kg.vocab import Ontology, parse_file, read_ontology

ONTOLOGY = read_ontology()
PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> . " for prefix, namespace in iri.PREFIXES.items() if prefix != "kg")
PREFIXES += f"@prefix kg: <{iri.TERM}> . @prefix x: <http://example.org/> . @prefix id: <{iri.ID}> . "
QUERY = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in iri.PREFIXES.items() if prefix != "kg") + f"PREFIX kg: <{iri.TERM}>\n"


def turtle(text: str) -> list[ox.Triple]:
    return [q.triple for q in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)]


def closed(text: str) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(ox.Quad(*t) for t in (*ONTOLOGY.triples, *turtle(text)))
    close(store, read_rules())
    return store


def holds(store: ox.Store, pattern: str) -> bool:
    return bool(store.query(QUERY + f"PREFIX x: <http://example.org/> PREFIX id: <{iri.ID}> ASK {{ {pattern} }}"))


# What it must be able to answer: a question in its own terms, the facts of one source, and the answer.

COMPETENCY = {
    "whose law explicitly lets a witness stay, and what became of it": (
        """x:f a kg:ResidenceGround ; kg:inCountry id:country\\/serbia ; kg:hasRecognition x:explicit ; kg:hasProvision x:art ; kg:hasDiscretion x:may .
        x:p a kg:LegalPractice ; kg:inCountry id:country\\/serbia ; kg:hasPolarity x:denied .""",
        """?law a kg:ResidenceGround ; kg:inCountry ?state ; kg:hasRecognition x:explicit ; kg:hasProvision ?article ; kg:hasDiscretion ?bound .
        ?practice a kg:LegalPractice ; kg:inCountry ?state ; kg:hasPolarity x:denied""",
    ),
    "what a leg costs, for whom and for how many": (
        "x:f a kg:PriceObservation ; kg:startsFrom x:a ; kg:leadsTo x:b ; kg:minAmount 700.0 ; kg:maxAmount 900.0 ; kg:hasCurrency x:euro ; kg:hasChargeUnit x:group ; kg:minPersons 15 .",
        "?f a kg:PriceObservation ; kg:startsFrom ?a ; kg:leadsTo ?b ; kg:minAmount ?least ; kg:hasChargeUnit x:group ; kg:minPersons ?n FILTER(?least < 800 && ?n > 10)",
    ),
    "which stops a route has, in order": (
        "x:f a kg:RouteWaypoint ; kg:onRoute x:r ; kg:hasPlace x:a ; kg:order 1 . x:g a kg:RouteWaypoint ; kg:onRoute x:r ; kg:hasPlace x:b ; kg:order 2 .",
        "?f kg:onRoute ?r ; kg:hasPlace x:a ; kg:order ?m . ?g kg:onRoute ?r ; kg:hasPlace x:b ; kg:order ?n FILTER(?m < ?n)",
    ),
    "which two sources say otherwise of one thing": (
        "x:f kg:statedIn x:s ; kg:conflictsWith x:g . x:g kg:statedIn x:t .",
        "?f kg:conflictsWith ?g ; kg:statedIn ?s . ?g kg:statedIn ?t FILTER(?s != ?t)",
    ),
    "who may see what a source says": (
        "x:s a kg:Source ; kg:hasMarking x:m . x:m kg:isReleasableTo x:public . x:f kg:statedIn x:s .",
        "?f kg:statedIn/kg:hasMarking/kg:isReleasableTo x:public",
    ),
}


@pytest.mark.parametrize("question", sorted(COMPETENCY))
def test_the_question_can_be_asked_and_answered(question: str) -> None:
    facts, pattern = COMPETENCY[question]
    assert holds(closed(facts), pattern)
    assert not holds(closed(""), pattern)


# What must follow, and what must not.

FOLLOWS = {
    "a ministry is a body, an agent and an organisation of ORG": ("x:m a kg:Ministry .", "x:m a kg:Institution, kg:Agent, kg:Entity, org:FormalOrganization, org:Organization"),
    "a place within a place within a country is within it": ("x:a kg:withinPlace x:b . x:b kg:withinCountry x:c .", "x:a kg:isWithin x:c"),
    "a unit of a unit is part of the whole": ("x:a kg:partOf x:b . x:b kg:partOf x:c .", "x:a kg:partOf x:c ; org:subOrganizationOf x:c"),
    "who cooperates is cooperated with": ("x:a kg:cooperatesWith x:b .", "x:b kg:cooperatesWith x:a"),
    "who contradicts is contradicted": ("x:f kg:conflictsWith x:g .", "x:g kg:conflictsWith x:f"),
    "carried evidence is evidence, and a quotation": ("x:f kg:hasCarriedEvidence x:e .", "x:f kg:hasEvidence x:e ; prov:wasQuotedFrom x:e"),
    "what is hidden is a way of working": ("x:f a kg:Concealment .", "x:f a kg:ModusOperandi, kg:Fact, prov:Entity"),
    "what a route is said to lead to is a place": ("x:f kg:leadsTo x:p .", "x:p a kg:Place"),
    "a leg that is asserted joins its ends": ("x:f a kg:RouteLeg ; kg:startsFrom x:a ; kg:leadsTo x:b .", "x:a kg:connectsTo x:b"),
}
FOLLOWS_NOT = {
    "a leg that is denied joins nothing": ("x:f a kg:RouteLeg ; kg:startsFrom x:a ; kg:leadsTo x:b ; kg:hasPolarity id:polarity\\/denied .", "x:a kg:connectsTo x:b"),
    "legs are no journey": ("x:f a kg:RouteLeg ; kg:startsFrom x:a ; kg:leadsTo x:b . x:g a kg:RouteLeg ; kg:startsFrom x:b ; kg:leadsTo x:c .", "x:a kg:connectsTo x:c"),
    "a leg is no way back": ("x:f a kg:RouteLeg ; kg:startsFrom x:a ; kg:leadsTo x:b .", "x:b kg:connectsTo x:a"),
    "who cooperates with a partner's partner": ("x:a kg:cooperatesWith x:b . x:b kg:cooperatesWith x:c .", "x:a kg:cooperatesWith x:c"),
    "a member is no part": ("x:f a kg:Membership ; kg:hasMember x:a ; kg:hasOrganisation x:b .", "x:a kg:partOf x:b"),
    "what corroborates something corroborated": ("x:f kg:corroborates x:g . x:g kg:corroborates x:h .", "x:f kg:corroborates x:h"),
    "what updates is not updated": ("x:f kg:updates x:g .", "x:g kg:updates x:f"),
    "a country of the Western Balkans is no member state": ("x:c a kg:WesternBalkanCountry .", "x:c a kg:EuMemberState"),
    "a ground in law is no practice": ("x:f a kg:ResidenceGround ; kg:hasRecognition x:explicit .", "x:f a kg:LegalPractice"),
    "a fact is not its source": ("x:f kg:statedIn x:s .", "x:f a kg:Source"),
}


@pytest.mark.parametrize("case", sorted(FOLLOWS))
def test_it_follows(case: str) -> None:
    given, wanted = FOLLOWS[case]
    assert holds(closed(given), wanted)


@pytest.mark.parametrize("case", sorted(FOLLOWS_NOT))
def test_it_does_not_follow(case: str) -> None:
    given, unwanted = FOLLOWS_NOT[case]
    assert not holds(closed(given), unwanted)


# What must be rejected, each as its own mistake; HermiT sees the terms alone, without the things, to be quick.

CLASHES = {
    "a fact that is its own source": "x:a a kg:PriceObservation ; kg:statedIn x:a .",
    "a fact that is a thing": "x:a a kg:Incident, kg:Event .",
    "a term that is a thing": "x:a kg:hasParty x:t . x:t a kg:PersonGroup .",
    "a country that is a region": "x:f kg:inCountry x:c . x:c a kg:Region .",
    "a settlement that is a country": "x:f kg:inCountry x:c . x:c a kg:Settlement .",
    "a river that is a town": "x:a a kg:River, kg:Settlement .",
    "an entry that is an exit": "x:f a kg:EntryPoint, kg:ExitPoint .",
    "a law that is its practice": "x:f a kg:ResidenceGround, kg:LegalPractice .",
    "a provision that is an act": "x:f kg:hasProvision x:a ; kg:hasAct x:a .",
    "a person who is a body": "x:f kg:hasPerson x:a ; kg:hasInstitution x:a .",
    "a public body that is a non-governmental organisation": "x:a a kg:PoliceBody, kg:CivilSocietyOrganisation .",
    "a criminal group that is an institution": "x:f kg:hasGroup x:a ; kg:hasInstitution x:a .",
    "a permit that is the ground for it": "x:f kg:grantsPermit x:a ; kg:hasGround x:a .",
    "a member state of the Western Balkans": "x:a a kg:EuMemberState, kg:WesternBalkanCountry .",
    "a number that is a price": "x:f a kg:Statistic, kg:PriceObservation .",
    "an amount in words": 'x:f kg:minAmount "many" .',
    "a comparison that is a fact": "x:f a kg:Comparison ; kg:updates x:g . x:h kg:updates x:f .",
}
TERMS_ONLY = [t for t in ONTOLOGY.triples if not str(t.subject).startswith(f"<{iri.ID}")]
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java, and there is none on this machine")


@needs_java
@pytest.mark.parametrize("case", sorted(CLASHES))
def test_it_is_rejected(case: str) -> None:
    assert not check_consistency([*TERMS_ONLY, *turtle(CLASHES[case])]).is_consistent


@needs_java
def test_what_is_no_clash_is_not_rejected() -> None:
    """The halves of the clashes, each about a thing of its own."""
    good = "x:f a kg:EntryPoint . x:g a kg:ExitPoint ; kg:inCountry x:c ; kg:atBorderSection x:b ; kg:statedIn x:s . x:p a kg:River . x:t a kg:PersonGroup ."
    assert check_consistency([*TERMS_ONLY, *turtle(good)]).is_consistent


@needs_java
def test_classification_is_as_pinned(capsys: pytest.CaptureFixture[str]) -> None:
    """Beyond what is asserted, nothing follows between our classes: each kind is asserted to be what it is, and no surprise hides."""
    start = time.perf_counter()
    verdict = check_consistency(TERMS_ONLY)
    seconds = time.perf_counter() - start
    with capsys.disabled():
        print(f"\nHermiT classified {len(ONTOLOGY.kinds)} classes in {seconds:.1f} s")
    assert verdict.is_consistent
    assert verdict.unsatisfiable == ()
    assert verdict.inferred == ()


@needs_java
def test_a_surprise_in_the_classification_would_be_seen() -> None:
    odd = turtle("x:Witness owl:equivalentClass [ a owl:Class ; owl:unionOf ( kg:River kg:Sea ) ] ; a owl:Class .")
    assert ("http://example.org/Witness", iri.term("Place")) in check_consistency([*TERMS_ONLY, *odd]).inferred


# The part that the closure uses is OWL 2 RL.

RL_AXIOMS = {  # predicates of axioms with named classes and properties at both ends, all of which OWL 2 RL allows anywhere
    "rdfs": {"subClassOf", "subPropertyOf", "domain", "range"},
    "owl": {"disjointWith", "equivalentClass", "equivalentProperty", "inverseOf", "propertyDisjointWith", "imports", "versionIRI", "versionInfo", "deprecated"},
}
RL_PROPERTIES = {"SymmetricProperty", "TransitiveProperty", "FunctionalProperty", "InverseFunctionalProperty", "AsymmetricProperty", "IrreflexiveProperty"}
RL_TYPES = {"Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Ontology", "NamedIndividual", *RL_PROPERTIES}
RL_DATATYPES = {"string", "integer", "decimal", "boolean", "dateTime", "date", "anyURI", "double", "float"}
"""Those of OWL 2 RL, and xsd:date, which OWL 2 has not: the closure uses no facet of it, and HermiT is given it as a dateTime."""


def beyond_rl(triples: Iterable[ox.Triple]) -> list[str]:
    """Every triple of the logical vocabularies that is not an axiom of OWL 2 RL between names."""
    odd = []
    for t in triples:
        subject, predicate, value = t.subject, t.predicate.value, t.object
        for prefix, allowed in RL_AXIOMS.items():
            space = iri.PREFIXES[prefix]
            if predicate.startswith(space) and (predicate.removeprefix(space) not in allowed or not (isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal))):
                odd.append(str(t))
        if predicate == iri.PREFIXES["rdf"] + "type" and isinstance(value, ox.NamedNode) and value.value.startswith(iri.PREFIXES["owl"]) and value.value.removeprefix(iri.PREFIXES["owl"]) not in RL_TYPES:
            odd.append(str(t))
        if predicate == iri.PREFIXES["rdfs"] + "range" and isinstance(value, ox.NamedNode) and value.value.startswith(iri.PREFIXES["xsd"]) and value.value.removeprefix(iri.PREFIXES["xsd"]) not in RL_DATATYPES:
            odd.append(str(t))
    return odd


def test_every_axiom_is_owl_2_rl() -> None:
    assert beyond_rl(ONTOLOGY.triples) == []


@pytest.mark.parametrize("text", [
    "kg:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty kg:partOf ; owl:someValuesFrom kg:B ] .",
    "kg:A owl:equivalentClass [ owl:unionOf ( kg:B kg:C ) ] .",
    "kg:a a owl:ReflexiveProperty .",
    "kg:a rdfs:range xsd:gMonthDay .",
    "kg:A owl:disjointUnionOf ( kg:B kg:C ) .",
])  # fmt: skip
def test_what_is_beyond_owl_2_rl_is_seen(text: str) -> None:
    assert beyond_rl(turtle(text)) != []


def test_every_kind_of_axiom_that_is_used_has_its_rule() -> None:
    """A kind of axiom without its rule in queries/rules/owl would be believed and never applied; disjointness and keys are for HermiT."""
    rules = " ".join(rule.text for rule in read_rules() if rule.file.parent.name == "owl")
    kinds = {t.object.value for t in ONTOLOGY.triples if t.predicate.value == iri.PREFIXES["rdf"] + "type" and isinstance(t.object, ox.NamedNode)}
    used = kinds | {t.predicate.value for t in ONTOLOGY.triples}
    applied = {"rdfs": RL_AXIOMS["rdfs"], "owl": {"inverseOf", "equivalentClass", "equivalentProperty", *RL_PROPERTIES}}
    words = {f"{prefix}:{name}" for prefix, names in applied.items() for name in names if iri.PREFIXES[prefix] + name in used}
    assert {word for word in words if word not in rules} == set()
    assert {"rdfs:subClassOf", "rdfs:range", "owl:TransitiveProperty", "owl:SymmetricProperty"} <= words


# Versions.

MODULES = sorted(p for p in (Path(__file__).parents[2] / "ontology").glob("*.ttl"))


@pytest.mark.parametrize("file", MODULES, ids=[p.stem for p in MODULES])
def test_each_module_carries_its_version(file: Path) -> None:
    one = Ontology(parse_file(file))
    name = f"{iri.BASE}ontology/{file.stem}"
    (version,) = one.values(name, iri.PREFIXES["owl"] + "versionInfo")
    assert one.values(name, iri.PREFIXES["owl"] + "versionIRI") == [f"{name}/{version}"]
