"""The vocabularies are SKOS schemes in their own right: every check of them finds its fault, and what we ship has no error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri, resources
from kg.checks import run_checks
from kg.graph.views import audiences, may_see
from kg.model import Finding
from kg.quality import inspect_vocabularies, vocabulary_checks
from kg.sources import read_register
from kg.vocab import Ontology, read_ontology

SKOS, DCT = iri.PREFIXES["skos"], iri.PREFIXES["dct"]
LANGUAGES = {"en", "sq", "bs", "hr", "sr", "mk", "cnr"}
CODES = {"handling-code": "H0 H1 H2 H3", "source-evaluation": "A B C X", "information-evaluation": "1 2 3 4",
         "tlp": "TLP:AMBER TLP:AMBER+STRICT TLP:CLEAR TLP:GREEN TLP:RED", "tlp-1": "TLP:AMBER TLP:GREEN TLP:RED TLP:WHITE"}
CHECKS = {check.name: check for check in vocabulary_checks()}
PREFIXES = f"""@prefix skos: <{SKOS}> . @prefix dct: <{DCT}> . @prefix owl: <{iri.PREFIXES["owl"]}> . @prefix rdfs: <{iri.PREFIXES["rdfs"]}> .
@prefix : <http://example.org/> . """
IN = ":a skos:inScheme :s . :b skos:inScheme :s . "
DOCUMENTED = ':s a skos:ConceptScheme ; dct:title "T"@en ; dct:description "D"@en ; dct:license :l '
FAULTY = {  # check -> (a vocabulary with the fault, the focus that is told, the same mended)
    "concept-above-itself": (IN + ":a skos:broader :b . :a skos:narrower :b .", "a b", IN + ":a skos:broader :b . :b skos:narrower :a ."),
    "concept-apart-from-its-scheme": (IN + ":a skos:broader :b .", "a", IN + ":a skos:broader :b . :b skos:topConceptOf :s ."),
    "concept-in-no-scheme": (":a a :K . :K rdfs:subClassOf skos:Concept . :b a skos:Concept ; skos:inScheme :s .", "a", ":a a :K ; skos:inScheme :s . :K rdfs:subClassOf skos:Concept ."),
    "concept-without-definition": (':a skos:inScheme :s ; skos:definition "D."@sq .', "a", ':a skos:inScheme :s ; skos:definition "D."@en .'),
    "concept-without-label": (':a skos:inScheme :s ; skos:prefLabel "varkë"@sq .', "a", ':a skos:inScheme :s ; skos:prefLabel "boat"@en .'),
    "concept-without-notation": (":a skos:inScheme :s .", "a", ':a skos:inScheme :s ; skos:notation "A" .'),
    "concept-without-place": (":a skos:inScheme :s .", "a", ":a skos:inScheme :s ; skos:topConceptOf :s ."),
    "definition-repeats-the-label": (':a skos:inScheme :s ; skos:prefLabel "boat"@en ; skos:definition "A boat."@en .', "a", ':a skos:inScheme :s ; skos:prefLabel "boat"@en ; skos:definition "A small vessel."@en .'),
    "hierarchy-across-schemes": (":a skos:inScheme :s ; skos:broader :b . :b skos:inScheme :t .", "a", ":a skos:inScheme :s ; skos:broadMatch :b . :b skos:inScheme :t ."),
    "hierarchy-told-one-way": (IN + ":a skos:broader :b .", "a", IN + ":a skos:broader :b . :b skos:narrower :a ."),
    "hierarchy-told-twice": (IN + ":a skos:broader :b, :c . :b skos:broader :c .", "a", IN + ":a skos:broader :b . :b skos:broader :c ."),
    "label-empty-or-padded": (':a skos:inScheme :s ; skos:prefLabel "boat "@en .', "a", ':a skos:inScheme :s ; skos:prefLabel "boat"@en .'),
    "label-in-no-valid-language": (':a skos:inScheme :s ; skos:prefLabel "boat"@english ; skos:altLabel "barka"@sr-Latn .', "a", ':a skos:inScheme :s ; skos:prefLabel "boat"@en ; skos:altLabel "barka"@sr-Latn .'),
    "label-of-two-concepts": (IN + ':a skos:prefLabel "boat"@en . :b skos:prefLabel "boat"@en .', "a", IN + ':a skos:prefLabel "boat"@en . :b skos:prefLabel "boat"@sq .'),
    "label-overlaps": (IN + ':a skos:altLabel "boat"@en . :b skos:prefLabel "Boat"@en .', "a", IN + ':a skos:altLabel "boats"@en . :b skos:prefLabel "boat"@en .'),
    "label-preferred-and-alternative": (':a skos:inScheme :s ; skos:prefLabel "boat"@en ; skos:altLabel "boat"@en .', "a", ':a skos:inScheme :s ; skos:prefLabel "boat"@en ; skos:altLabel "boats"@en .'),
    "match-told-one-way": (":a skos:inScheme :s ; skos:broadMatch :b . :b skos:inScheme :t .", "a", ":a skos:inScheme :s ; skos:broadMatch :b . :b skos:inScheme :t ; skos:narrowMatch :a ."),
    "match-within-a-scheme": (IN + ":a skos:closeMatch :b .", "a", IN + ":a skos:related :b ."),
    "notation-of-two-concepts": (IN + ':a skos:notation "A" . :b skos:notation "A" .', "a", IN + ':a skos:notation "A" . :b skos:notation "B" .'),
    "preferred-labels-in-one-language": (':a skos:inScheme :s ; skos:prefLabel "boat"@en, "ship"@en .', "a", ':a skos:inScheme :s ; skos:prefLabel "boat"@en, "anije"@sq .'),
    "related-and-broader": (IN + ":a skos:related :b ; skos:broader :b .", "a", IN + ":a skos:related :b ."),
    "related-told-one-way": (IN + ":a skos:related :b .", "a", IN + ":a skos:related :b . :b skos:related :a ."),
    "scheme-undocumented": (DOCUMENTED + ".", "s", DOCUMENTED + '; owl:versionInfo "1" .'),
    "scheme-without-top-concept": (":s a skos:ConceptScheme .", "s", ":s a skos:ConceptScheme ; skos:hasTopConcept :a ."),
    "top-concept-told-one-way": (":a skos:topConceptOf :s .", "a", ":a skos:topConceptOf :s . :s skos:hasTopConcept :a ."),
    "top-concept-with-a-broader-one": (IN + ":a skos:topConceptOf :s ; skos:broader :b .", "a", IN + ":b skos:topConceptOf :s . :a skos:broader :b ."),
    "vocabulary-not-in-every-language": (IN + ':a skos:prefLabel "boat"@en, "varkë"@sq . :b skos:prefLabel "raft"@en .', "s", IN + ':a skos:prefLabel "boat"@en . :b skos:prefLabel "raft"@en .'),
}  # fmt: skip


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return read_ontology()


@pytest.fixture(scope="module")
def seeds() -> Path:
    return resources.seeds()


@pytest.fixture(scope="module")
def findings(ontology: Ontology) -> list[Finding]:
    return inspect_vocabularies(ontology)


@pytest.fixture(scope="module")
def concepts(ontology: Ontology) -> list[str]:
    return sorted(ref for ref, one in ontology.individuals.items() if ontology.values(one.iri, SKOS + "inScheme"))


def literals(ontology: Ontology, *predicates: str) -> Iterator[tuple[str, ox.Literal]]:
    """Each literal of the schemes and concepts with the reference of its subject."""
    ours = {s for s in (iri.individual(ref) for ref in ontology.individuals) if "/scheme/" in s or ontology.values(s, SKOS + "inScheme")}
    yield from ((t.subject.value.removeprefix(iri.ID), t.object) for t in ontology.triples
                if isinstance(t.subject, ox.NamedNode) and t.subject.value in ours and isinstance(t.object, ox.Literal) and t.predicate.value in predicates)


def run(name: str, turtle: str) -> list[str]:
    store = ox.Store()
    store.load(PREFIXES.encode() + turtle.encode(), format=ox.RdfFormat.TURTLE)
    return [f.focus.removeprefix("http://example.org/") for f in run_checks(store, [CHECKS[name]])]


def test_there_is_a_case_for_every_check() -> None:
    assert set(CHECKS) == set(FAULTY)


@pytest.mark.parametrize("name", sorted(FAULTY))
def test_the_fault_is_found_and_what_is_mended_is_not(name: str) -> None:
    faulty, focus, mended = FAULTY[name]
    assert run(name, faulty) == focus.split()
    assert run(name, mended) == []


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_the_check_says_what_is_wrong_and_what_to_do(name: str) -> None:
    assert CHECKS[name].problem.endswith(".")
    assert CHECKS[name].solution.endswith(".")


def test_what_we_ship_has_no_error_and_no_warning(findings: list[Finding]) -> None:
    assert {(f.rule, f.focus.removeprefix(iri.ID)) for f in findings if f.severity != "info"} == set()


def test_a_finding_says_where_the_scheme_stands(findings: list[Finding]) -> None:
    assert all(re.fullmatch(r"ontology/vocabularies/[\w-]+\.ttl:\d+", f.where) for f in findings)


@pytest.mark.parametrize("lost", ["broader", "narrower", "prefLabel", "definition", "topConceptOf", "hasTopConcept", "notation", "broadMatch"])
def test_vocabularies_that_lose_a_property_are_told(ontology: Ontology, findings: list[Finding], lost: str) -> None:
    rest = Ontology(t for t in ontology.triples if t.predicate.value != SKOS + lost)
    assert {f.rule for f in inspect_vocabularies(rest)} - {f.rule for f in findings}


def test_labels_are_in_the_languages_of_the_region_only(ontology: Ontology) -> None:
    assert {text.language for _, text in literals(ontology, SKOS + "prefLabel")} == LANGUAGES


def test_macedonian_is_written_in_its_script_and_the_others_in_latin(ontology: Ontology) -> None:
    cyrillic = re.compile("[А-Яа-яЀ-ӿ]")
    assert [ref for ref, text in literals(ontology, SKOS + "prefLabel") if bool(cyrillic.search(text.value)) != (text.language == "mk")] == []


def test_every_scheme_has_one_file_of_its_name(ontology: Ontology) -> None:
    files = {file.stem for file in (resources.folder("ontology") / "vocabularies").glob("*.ttl")}
    assert {ref.removeprefix("scheme/") for ref in ontology.individuals if ref.startswith("scheme/")} == files


def test_a_concept_is_in_the_scheme_of_its_reference(ontology: Ontology, concepts: list[str]) -> None:
    assert [ref for ref in concepts if ontology.values(iri.individual(ref), SKOS + "inScheme") != [iri.individual("scheme/" + ref.split("/")[0])]] == []


@pytest.mark.parametrize("scheme", sorted(CODES))
def test_the_codes_are_complete(ontology: Ontology, concepts: list[str], scheme: str) -> None:
    found = [code for ref in concepts if ref.startswith(scheme + "/") for code in ontology.values(iri.individual(ref), SKOS + "notation")]
    assert sorted(found) == CODES[scheme].split()


@pytest.mark.parametrize("scheme", sorted(CODES))
def test_every_code_names_its_source_and_says_that_it_releases_nothing(ontology: Ontology, concepts: list[str], scheme: str) -> None:
    for ref in concepts:
        if ref.startswith(scheme + "/"):
            one = iri.individual(ref)
            assert ontology.values(one, DCT + "source")
            assert any("release" in note for note in ontology.values(one, SKOS + "scopeNote"))
            assert ontology.values(one, iri.term("isReleasableTo")) == []
            assert "HandlingMarking" not in ontology.individuals[ref].classes


def test_a_source_under_a_code_is_seen_by_nobody(ontology: Ontology, concepts: list[str], seeds: Path) -> None:
    """A code is no handling marking: not even beside one that releases the source."""
    source = next(s for s in read_register(seeds) if s.markings == ("marking/none",))
    for code in (ref for ref in concepts if ref.split("/")[0] in CODES):
        for markings in ((code,), ("marking/none", code)):
            assert [a for a in audiences(ontology) if may_see(ontology, replace(source, markings=markings), a)] == []
    assert may_see(ontology, source, "audience/public")


def test_what_is_said_of_a_term_borrows_no_words_of_a_source_that_not_all_may_see(ontology: Ontology, seeds: Path) -> None:
    """Every view holds the vocabularies, so their definitions and notes share no five words in a row with a withheld source."""
    secret: set[tuple[str, ...]] = set()
    for source in read_register(seeds):
        if not may_see(ontology, source, "audience/public"):
            secret |= set(fives((seeds / source.file).read_text(encoding="utf-8")))
    assert secret
    told = literals(ontology, SKOS + "definition", SKOS + "scopeNote", DCT + "description")
    assert [(ref, " ".join(words)) for ref, text in told for words in fives(text.value) if words in secret] == []


def fives(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    yield from (tuple(words[i:i + 5]) for i in range(len(words) - 4))
