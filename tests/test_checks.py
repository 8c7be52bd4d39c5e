"""The checks of ``queries/checks``: each is whole, finds its fault in a graph that has it, and nothing in one that has not."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.builds import store_path
from kg.checks import Check, read_checks, run_checks
from kg.errors import QuestionError

CHECKS = {check.name: check for check in read_checks()}
PREFIXES = """@prefix kg: <https://w3id.org/smuggling-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <http://example.org/> . """
FAULTY = {  # check -> (a graph with the fault, the focus that is told, the same graph mended)
    "fact-without-quote": (':f kg:statedIn :s .', "f", ':f kg:statedIn :s ; kg:quote "words" .'),
    "fact-without-evidence": (':f kg:statedIn :s .', "f", ":f kg:statedIn :s ; kg:hasEvidence :e ."),
    "place-without-country": (':p a kg:Settlement ; skos:prefLabel "P"@en .', "p", ':p a kg:Settlement ; skos:prefLabel "P"@en ; kg:isWithin :c . :c a kg:Country .'),
    "border-section-without-two-sides": (':b a kg:BorderSection ; skos:prefLabel "B"@en ; kg:betweenCountry :c .', "b", ':b a kg:BorderSection ; skos:prefLabel "B"@en ; kg:betweenCountry :c, :d .'),
    "route-without-waypoint-or-leg": (':r a kg:Route ; skos:prefLabel "R"@en .', "r", ':r a kg:Route ; skos:prefLabel "R"@en . :l a kg:RouteLeg ; kg:onRoute :r .'),
    "price-without-route-or-country": (':f a kg:PriceObservation ; rdfs:label "F" .', "f", ':f a kg:PriceObservation ; rdfs:label "F" ; kg:leadsTo :c .'),
    "price-without-unit": (':f a kg:PriceObservation ; rdfs:label "F" .', "f", ':f a kg:PriceObservation ; rdfs:label "F" ; kg:hasChargeUnit :u .'),
    "amount-bounds-reversed": (":f kg:minAmount 5 ; kg:maxAmount 3 .", "f", ":f kg:minAmount 3 ; kg:maxAmount 3 ."),
    "period-ends-before-it-starts": (':f kg:periodStart "2019-03-02"^^xsd:date ; kg:periodEnd "2019-03-01"^^xsd:date .', "f", ':f kg:periodStart "2019-03-01"^^xsd:date ; kg:periodEnd "2019-03-01"^^xsd:date .'),
    "public-body-without-country": (':b a kg:PublicBody ; skos:prefLabel "B"@en .', "b", ':b a kg:PublicBody ; skos:prefLabel "B"@en ; kg:actsForCountry :c .'),
    "entity-named-by-no-fact": (':e a kg:Entity ; skos:prefLabel "E"@en .', "e", ':e a kg:Entity ; skos:prefLabel "E"@en . :f kg:statedIn :s ; kg:hasPlace :e .'),
    "provision-without-act": (':p a kg:LegalProvision ; skos:prefLabel "P"@en .', "p", ':p a kg:LegalProvision ; skos:prefLabel "P"@en ; kg:isProvisionOf :a .'),
    "provision-of-another-act": (':f kg:hasProvision :p ; kg:hasAct :b ; rdfs:label "F" . :p kg:isProvisionOf :a .', "f", ':f kg:hasProvision :p ; kg:hasAct :a ; rdfs:label "F" . :p kg:isProvisionOf :a .'),
    "label-names-two-things": (':a a kg:Entity ; skos:prefLabel "X"@en . :b a kg:Entity ; skos:altLabel "X"@en .', "a", ':a a kg:Entity ; skos:prefLabel "X"@en . :b a kg:Entity ; skos:altLabel "Y"@en .'),
    "leg-from-a-place-to-itself": (':f kg:startsFrom :p ; kg:leadsTo :p ; rdfs:label "F" .', "f", ':f kg:startsFrom :p ; kg:leadsTo :q ; rdfs:label "F" .'),
    "border-crossed-into-the-same-country": (':f kg:inCountry :c ; kg:fromCountry :c ; rdfs:label "F" .', "f", ':f kg:inCountry :c ; kg:fromCountry :d ; rdfs:label "F" .'),
    "fact-that-updates-a-later-source": (':f kg:updates :g ; kg:statedIn :s . :g kg:statedIn :t . :s dct:issued "2019" . :t dct:issued "2023-10" .', "f", ':f kg:updates :g ; kg:statedIn :s . :g kg:statedIn :t . :s dct:issued "2023-10" . :t dct:issued "2019" .'),
    "period-after-its-source": (':f kg:periodStart "2020-01-01"^^xsd:date ; kg:statedIn :s . :s dct:issued "2019-10" .', "f", ':f kg:periodStart "2020-01-01"^^xsd:date ; kg:statedIn :s ; kg:hasModality <https://w3id.org/smuggling-kg/id/modality/planned> . :s dct:issued "2019-10" .'),
    "shares-of-one-whole-above-all": (':f a kg:NationalityShare ; kg:statedIn :s ; kg:unitText "percent" ; kg:value 60.0 . :g a kg:NationalityShare ; kg:statedIn :s ; kg:unitText "percent" ; kg:value 41.0 .', "f", ':f a kg:NationalityShare ; kg:statedIn :s ; kg:unitText "percent" ; kg:value 60.0 . :g a kg:NationalityShare ; kg:statedIn :s ; kg:unitText "percent" ; kg:value 41.0 ; kg:inCountry :c .'),
    "source-without-fact": (':s a kg:Source ; rdfs:label "S" .', "s", ':s a kg:Source ; rdfs:label "S" . :f kg:statedIn :s .'),
}  # fmt: skip


def run(check: Check, turtle: str) -> list[str]:
    store = ox.Store()
    store.load(PREFIXES.encode() + turtle.encode(), format=ox.RdfFormat.TURTLE)
    return [finding.focus for finding in run_checks(store, [check])]


def test_there_is_a_case_for_every_check() -> None:
    assert set(CHECKS) == set(FAULTY)


@pytest.mark.parametrize("name", sorted(FAULTY))
def test_the_fault_is_found(name: str) -> None:
    faulty, focus, _ = FAULTY[name]
    assert run(CHECKS[name], faulty) == [f"http://example.org/{focus}"]


@pytest.mark.parametrize("name", sorted(FAULTY))
def test_what_is_mended_is_not_told(name: str) -> None:
    assert run(CHECKS[name], FAULTY[name][2]) == []


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_the_check_says_what_is_wrong_and_what_to_do(name: str) -> None:
    check = CHECKS[name]
    assert check.problem.endswith(".")
    assert check.solution.endswith(".")


@pytest.mark.parametrize("audience", ["audience/public", "audience/wb-ran"])
def test_the_shipped_graph_is_free_of_errors(built: Path, audience: str) -> None:
    store = ox.Store.read_only(str(store_path(built, audience)))
    assert [f for f in run_checks(store) if f.severity == "error"] == []


def test_a_check_without_severity_is_refused(tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_text("")
    (tmp_path / "x.rq").write_text("#+ problem: P.\n#+ solution: S.\nSELECT ?x WHERE { ?x ?y ?z } ORDER BY ?x")
    with pytest.raises(QuestionError, match="severity"):
        read_checks(tmp_path)


def test_a_check_that_does_not_parse_is_named(tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_text('x = "error"')
    (tmp_path / "x.rq").write_text("#+ problem: P.\n#+ solution: S.\nSELECT ?x WHERE {")
    with pytest.raises(QuestionError, match="check x"):
        run_checks(ox.Store(), read_checks(tmp_path))
