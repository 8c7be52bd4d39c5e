"""The style shapes: each constraint finds its fault; the shipped ontology has none."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg import iri, resources
from kg.quality import style_findings
from kg.vocab import parse_file, read_ontology

PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> . " for prefix, namespace in iri.PREFIXES.items() if prefix != "kg")
PREFIXES += f"@prefix kg: <{iri.TERM}> . @prefix m: <{iri.BASE}ontology/> . "
GOOD_CLASS = 'kg:A a owl:Class ; rdfs:subClassOf kg:B ; skos:prefLabel "a"@en ; skos:definition "A thing that is tried."@en ; skos:example "This one."@en .'
GOOD_LINK = 'kg:hasA a owl:ObjectProperty ; rdfs:range kg:A ; skos:prefLabel "has a"@en ; skos:definition "Links a thing to another."@en ; skos:example "This one."@en .'
GOOD_VALUE = 'kg:size a owl:DatatypeProperty ; rdfs:range xsd:integer ; skos:prefLabel "size"@en ; skos:definition "How large a thing is."@en ; skos:example "3"@en .'
GOOD_MODULE = 'm:a a owl:Ontology ; dct:title "A"@en ; dct:description "What it holds."@en ; dct:license m:free ; owl:versionIRI <http://e/a/0.1.0> ; owl:versionInfo "0.1.0" .'
GOOD_OLD = GOOD_CLASS[:-1] + '; owl:deprecated true ; dct:isReplacedBy kg:B ; skos:changeNote "Deprecated in 0.2.0: twice."@en .'
BREAKS = {  # what is broken -> (a good term, its text, the text that breaks it, the rule that tells it)
    "no label": (GOOD_CLASS, 'skos:prefLabel "a"@en ; ', "", "TermStyle-label:MinCount"),
    "two labels": (GOOD_CLASS, '"a"@en', '"a"@en, "b"@en', "TermStyle-label:MaxCount"),
    "label of another language": (GOOD_CLASS, '"a"@en', '"a"@sr', "TermStyle-label:LanguageIn"),
    "label with a full stop": (GOOD_CLASS, '"a"@en', '"a."@en', "TermStyle-label:Pattern"),
    "no definition": (GOOD_CLASS, 'skos:definition "A thing that is tried."@en ; ', "", "TermStyle-definition:MinCount"),
    "two definitions": (GOOD_CLASS, '"A thing that is tried."@en', '"A thing that is tried."@en, "A thing that is meant."@en', "TermStyle-definition:MaxCount"),
    "definition of another language": (GOOD_CLASS, 'tried."@en', 'tried."@sr', "TermStyle-definition:LanguageIn"),
    "definition without a full stop": (GOOD_CLASS, "tried.", "tried", "TermStyle-definitionText:Pattern"),
    "definition in two words": (GOOD_CLASS, "A thing that is tried.", "A thing.", "TermStyle-definitionText:MinLength"),
    "definition in a page": (GOOD_CLASS, "is tried", "is tried" + " again" * 70, "TermStyle-definitionText:MaxLength"),
    "no example": (GOOD_CLASS, ' ; skos:example "This one."@en', "", "TermStyle-example:MinCount"),
    "example of another language": (GOOD_CLASS, 'one."@en', 'one."@sr', "TermStyle-example:LanguageIn"),
    "example of a page": (GOOD_CLASS, "This one.", "This one." + " And this." * 40, "TermStyle-example:MaxLength"),
    "two scope notes": (GOOD_CLASS, "skos:example", 'skos:scopeNote "One."@en, "Two."@en ; skos:example', "TermStyle-scopeNote:MaxCount"),
    "scope note of another language": (GOOD_CLASS, "skos:example", 'skos:scopeNote "One."@sr ; skos:example', "TermStyle-scopeNote:LanguageIn"),
    "scope note that is no sentence": (GOOD_CLASS, "skos:example", 'skos:scopeNote "one"@en ; skos:example', "TermStyle-scopeNote:Pattern"),
    "two reasons": (GOOD_CLASS, "skos:example", 'kg:exceptionReason "One."@en, "Two."@en ; skos:example', "TermStyle-exceptionReason:MaxCount"),
    "reason of another language": (GOOD_CLASS, "skos:example", 'kg:exceptionReason "One."@sr ; skos:example', "TermStyle-exceptionReason:LanguageIn"),
    "reason that is no sentence": (GOOD_CLASS, "skos:example", 'kg:exceptionReason "one"@en ; skos:example', "TermStyle-exceptionReason:Pattern"),
    "a second label": (GOOD_CLASS, "skos:example", 'rdfs:label "a"@en ; skos:example', "TermStyle-otherLabel:MaxCount"),
    "a comment": (GOOD_CLASS, "skos:example", 'rdfs:comment "a"@en ; skos:example', "TermStyle-otherComment:MaxCount"),
    "class in lower case": (GOOD_CLASS, "kg:A a", "kg:a a", "ClassStyle:Pattern"),
    "class that is an instance": (GOOD_CLASS, "owl:Class", "owl:Class, kg:B", "ClassStyle-kind:In"),
    "class under a restriction": (GOOD_CLASS, "rdfs:subClassOf kg:B", "rdfs:subClassOf [ a owl:Restriction ]", "ClassStyle-superclass:NodeKind"),
    "class under four": (GOOD_CLASS, "rdfs:subClassOf kg:B", "rdfs:subClassOf kg:B, kg:C, kg:D, kg:E", "ClassStyle-superclass:MaxCount"),
    "class without a genus": (GOOD_CLASS, "A thing that is tried", "Used where a thing is tried", "ClassStyle-definition:Pattern"),
    "link named by a noun": (GOOD_LINK, "kg:hasA", "kg:size", "ObjectPropertyStyle:Pattern"),
    "link that is an annotation": (GOOD_LINK, "owl:ObjectProperty", "owl:ObjectProperty, owl:AnnotationProperty", "ObjectPropertyStyle-kind:In"),
    "link with two ranges": (GOOD_LINK, "rdfs:range kg:A", "rdfs:range kg:A, kg:B", "ObjectPropertyStyle-range:MaxCount"),
    "link with a nameless range": (GOOD_LINK, "rdfs:range kg:A", "rdfs:range [ a owl:Class ]", "ObjectPropertyStyle-range:NodeKind"),
    "link with a range that is no class": (GOOD_LINK, "rdfs:range kg:A", "rdfs:range kg:hasA", "ObjectPropertyStyle-range:Class"),
    "link without a range": (GOOD_LINK, "rdfs:range kg:A ; ", "", "ObjectPropertyStyle-rangeOrReason:MinCount"),
    "link with a domain": (GOOD_LINK, "rdfs:range kg:A", "rdfs:domain kg:A ; rdfs:range kg:A", "PropertyStyle-domain:MaxCount"),
    "value named with has": (GOOD_VALUE, "kg:size a", "kg:hasSize a", "DatatypePropertyStyle:Not"),
    "value in upper case": (GOOD_VALUE, "kg:size a", "kg:Size a", "DatatypePropertyStyle:Pattern"),
    "value without a datatype": (GOOD_VALUE, "rdfs:range xsd:integer ; ", "", "DatatypePropertyStyle-range:MinCount"),
    "value with two datatypes": (GOOD_VALUE, "xsd:integer", "xsd:integer, xsd:decimal", "DatatypePropertyStyle-range:MaxCount"),
    "value with a rare datatype": (GOOD_VALUE, "xsd:integer", "xsd:gMonthDay", "DatatypePropertyStyle-range:In"),
    "value that is an annotation": (GOOD_VALUE, "owl:DatatypeProperty", "owl:DatatypeProperty, owl:AnnotationProperty", "DatatypePropertyStyle-kind:In"),
    "deprecated for nothing": (GOOD_OLD, "dct:isReplacedBy kg:B ; ", "", "DeprecatedStyle-replacement:MinCount"),
    "deprecated for words": (GOOD_OLD, "dct:isReplacedBy kg:B", 'dct:isReplacedBy "B"', "DeprecatedStyle-replacement:NodeKind"),
    "deprecated without a word": (GOOD_OLD, ' ; skos:changeNote "Deprecated in 0.2.0: twice."@en', "", "DeprecatedStyle-changeNote:MinCount"),
    "deprecated in another language": (GOOD_OLD, 'twice."@en', 'twice."@sr', "DeprecatedStyle-changeNote:LanguageIn"),
    "module without a title": (GOOD_MODULE, 'dct:title "A"@en ; ', "", "ModuleStyle-title:MinCount"),
    "module with two titles": (GOOD_MODULE, '"A"@en', '"A"@en, "B"@en', "ModuleStyle-title:MaxCount"),
    "module with a title of another language": (GOOD_MODULE, '"A"@en', '"A"@sr', "ModuleStyle-title:LanguageIn"),
    "module without a description": (GOOD_MODULE, 'dct:description "What it holds."@en ; ', "", "ModuleStyle-description:MinCount"),
    "module with two descriptions": (GOOD_MODULE, '"What it holds."@en', '"What it holds."@en, "More."@en', "ModuleStyle-description:MaxCount"),
    "module with a description of another language": (GOOD_MODULE, 'holds."@en', 'holds."@sr', "ModuleStyle-description:LanguageIn"),
    "module with a description that is no sentence": (GOOD_MODULE, "holds.", "holds", "ModuleStyle-description:Pattern"),
    "module without a licence": (GOOD_MODULE, "dct:license m:free ; ", "", "ModuleStyle-license:MinCount"),
    "module with two licences": (GOOD_MODULE, "m:free", "m:free, m:dear", "ModuleStyle-license:MaxCount"),
    "module with a licence in words": (GOOD_MODULE, "m:free", '"free"', "ModuleStyle-license:NodeKind"),
    "module without a version IRI": (GOOD_MODULE, "owl:versionIRI <http://e/a/0.1.0> ; ", "", "ModuleStyle-versionIRI:MinCount"),
    "module with two version IRIs": (GOOD_MODULE, "<http://e/a/0.1.0>", "<http://e/a/0.1.0>, <http://e/a/0.2.0>", "ModuleStyle-versionIRI:MaxCount"),
    "module with a version IRI in words": (GOOD_MODULE, "<http://e/a/0.1.0>", '"http://e/a/0.1.0"', "ModuleStyle-versionIRI:NodeKind"),
    "module with a version IRI without version": (GOOD_MODULE, "<http://e/a/0.1.0>", "<http://e/a>", "ModuleStyle-versionIRI:Pattern"),
    "module without a version": (GOOD_MODULE, ' ; owl:versionInfo "0.1.0"', "", "ModuleStyle-versionInfo:MinCount"),
    "module with two versions": (GOOD_MODULE, '"0.1.0"', '"0.1.0", "0.2.0"', "ModuleStyle-versionInfo:MaxCount"),
    "module with a version of two numbers": (GOOD_MODULE, '"0.1.0"', '"0.1"', "ModuleStyle-versionInfo:Pattern"),
}  # fmt: skip


def rules(turtle: str) -> set[str]:
    """The rules that tell something of what the Turtle declares; the classes of the base are good by themselves."""
    store = ox.Store()
    store.load((PREFIXES + GOOD_CLASS + GOOD_CLASS.replace("kg:A a", "kg:B a") + turtle).encode(), format=ox.RdfFormat.TURTLE)
    return {f.rule for f in style_findings(q.triple for q in store)}


def alone(turtle: str) -> set[str]:
    store = ox.Store()
    store.load((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE)
    return {f.rule for f in style_findings(q.triple for q in store)}


@pytest.mark.parametrize("good", [GOOD_CLASS, GOOD_LINK, GOOD_VALUE, GOOD_OLD, GOOD_MODULE])
def test_a_good_term_is_passed(good: str) -> None:
    assert rules(good) == set()


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_a_broken_term_is_told(name: str) -> None:
    good, text, other, rule = BREAKS[name]
    assert text in good
    broken = good.replace(text, other, 1)
    assert rule in (rules(broken) if good == GOOD_LINK else alone(broken))


def test_what_others_define_is_not_ours_to_style() -> None:
    assert alone("<http://example.org/thing> a owl:Class .") == set()


def test_every_constraint_has_a_case_that_kills_it() -> None:
    """Each constraint component of each style shape is told by some case; targets, names and lists are no constraints."""
    words = {"minCount", "maxCount", "languageIn", "pattern", "minLength", "maxLength", "nodeKind", "in", "class", "not"}
    sh = iri.PREFIXES["sh"]
    constraints = set()
    for t in parse_file(resources.folder("shapes") / "style.ttl"):
        word = t.predicate.value.removeprefix(sh)
        if word in words and isinstance(t.subject, ox.NamedNode):
            constraints.add(f"{t.subject.value.rsplit('/', 1)[1]}:{word[0].upper()}{word[1:]}")
    # sh:nodeKind of terms and modules cannot be broken: only subjects with IRIs of ours are looked at; VerbStyle is told as the Not of its user.
    beyond = {"TermStyle:NodeKind", "ModuleStyle:NodeKind", "VerbStyle:Pattern"}
    assert constraints - beyond - {rule for *_, rule in BREAKS.values()} == set()


def test_the_shipped_ontology_is_in_style() -> None:
    assert [(f.rule, f.focus) for f in style_findings(read_ontology().triples)] == []
