"""The stored questions as RDF: SHACL's executables, as the collection of SPARQL examples of the SIB has them, and their parameters.

A query is a ``sh:SPARQLSelectExecutable`` with its question as ``rdfs:comment``, its classes as ``schema:keywords`` and its endpoint as
``schema:target`` (https://github.com/sib-swiss/sparql-examples). A parameter is a ``sh:Parameter``: the local name of its ``sh:path`` is
the variable that stands for it in the query, as SHACL reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

import pyoxigraph as ox

from kg import iri
from kg.export.jsonld import to_jsonld
from kg.export.turtle import to_turtle
from kg.lexicon import fold
from kg.questions import Parameter, Question
from kg.vocab import Ontology

FORMATS = ("turtle", "jsonld")
BASE = iri.BASE + "question/"
ENDPOINT = iri.BASE + "sparql"
"""The name of the graph's endpoint while no server has been named."""

PREFIXES = {**iri.PREFIXES, "question": BASE, "schema": "https://schema.org/"}
_DECLARATIONS = ox.NamedNode(BASE + "#prefixes")
_DECLARED = re.compile(r"^PREFIX\s+([\w-]*):\s*<([^>]+)>", re.MULTILINE | re.IGNORECASE)
_CLASS = re.compile(r"(?<![\w<?:])kg:([A-Z]\w*)")
_TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_DATATYPES = {"text": "string", "integer": "integer", "decimal": "decimal", "date": "date"}
_Node = ox.NamedNode | ox.BlankNode | ox.Literal


def export(questions: Iterable[Question], ontology: Ontology, form: str, endpoint: str = ENDPOINT) -> str:
    """The questions as one document, in the order of their names."""
    triples = list(dict.fromkeys(describe(sorted(questions, key=lambda q: q.name), ontology, endpoint)))
    return to_turtle(triples, PREFIXES) if form == "turtle" else to_jsonld(triples, _context())


def describe(questions: Iterable[Question], ontology: Ontology, endpoint: str = ENDPOINT) -> Iterator[ox.Triple]:
    """What is said of each question and of its parameters, and the prefixes that the queries declare."""
    yield _triple(_DECLARATIONS, "rdf:type", _named("owl:Ontology"))
    yield _triple(_DECLARATIONS, "owl:imports", ox.NamedNode(iri.PREFIXES["sh"]))
    for question in questions:
        yield from _question(question, ontology, endpoint)
        for number, parameter in enumerate(question.parameters):
            yield from _parameter(question, parameter, number, ontology)
        yield from _declarations(question)


def query_of(question: Question) -> str:
    """The query alone, without its head."""
    return "\n".join(line for line in question.text.splitlines() if not line.startswith("#+")).strip()


def classes_of(question: Question, ontology: Ontology) -> list[str]:
    """The classes of ours that the query names or that its parameters take, sorted; a query that names none speaks of facts of every class."""
    body = "\n".join(line for line in query_of(question).splitlines() if not line.lstrip().startswith("#"))
    named = {*_CLASS.findall(_TEXT.sub("", body)), *(p.type for p in question.parameters)}
    return sorted(named & ontology.kinds.keys()) or ["Fact"]


def _question(question: Question, ontology: Ontology, endpoint: str) -> Iterator[ox.Triple]:
    this = ox.NamedNode(BASE + question.name)
    for kind in ("SPARQLExecutable", "SPARQLSelectExecutable", "Parameterizable")[:3 if question.parameters else 2]:
        yield _triple(this, "rdf:type", _named(f"sh:{kind}"))
    yield _triple(this, "rdfs:comment", _english(question.title))
    yield _triple(this, "skos:prefLabel", _english(question.title))
    yield _triple(this, "dct:description", _english(question.summary))
    for other in question.asked:
        if other != question.title:
            yield _triple(this, "skos:altLabel", _english(other))
    yield _triple(this, "sh:prefixes", _DECLARATIONS)
    yield _triple(this, "sh:select", ox.Literal(query_of(question)))
    for name in classes_of(question, ontology):
        yield _triple(this, "dct:subject", ox.NamedNode(iri.term(name)))
        for label in ontology.values(iri.term(name), iri.PREFIXES["skos"] + "prefLabel"):
            yield _triple(this, "schema:keywords", ox.Literal(label))
    yield _triple(this, "schema:target", ox.NamedNode(endpoint))


def _parameter(question: Question, parameter: Parameter, number: int, ontology: Ontology) -> Iterator[ox.Triple]:
    this = ox.NamedNode(f"{BASE}{question.name}#{parameter.name}")
    yield _triple(ox.NamedNode(BASE + question.name), "sh:parameter", this)
    yield _triple(this, "rdf:type", _named("sh:Parameter"))
    yield _triple(this, "sh:path", ox.NamedNode(f"{BASE}{question.name}#{parameter.variable}"))
    yield _triple(this, "sh:name", _english(parameter.name))
    yield _triple(this, "sh:order", _typed(str(number), "integer"))
    yield _triple(this, "sh:optional", _typed("true", "boolean"))
    if parameter.explanation:
        yield _triple(this, "sh:description", _english(parameter.explanation))
    for example in parameter.examples:
        yield _triple(this, "skos:example", _english(example))
    if parameter.is_entity:
        yield _triple(this, "sh:class", ox.NamedNode(iri.term(parameter.type)))
        yield _triple(this, "sh:nodeKind", _named("sh:IRI"))
    else:
        yield _triple(this, "sh:datatype", _named(f"xsd:{_DATATYPES[parameter.type]}"))
    if (value := default_of(parameter, ontology)) is not None:
        yield _triple(this, "sh:defaultValue", value)
    yield from _choices(this, f"{question.name}-{parameter.name}", parameter.choices)


def default_of(parameter: Parameter, ontology: Ontology) -> ox.NamedNode | ox.Literal | None:
    """The term that stands for a parameter nobody gives: a thing by its reference or one of its names, or a value with its datatype."""
    if parameter.default is None:
        return None
    if not parameter.is_entity:
        return _typed(parameter.default, _DATATYPES[parameter.type])
    if parameter.default in ontology.individuals:
        return ox.NamedNode(iri.individual(parameter.default))
    wanted = fold(parameter.default).casefold()
    found = [one.iri for one in ontology.individuals.values() if parameter.type in one.classes and any(fold(name).rstrip("*").casefold() == wanted for name in one.names)]
    return ox.NamedNode(found[0]) if len(found) == 1 else None


def _choices(this: ox.NamedNode, name: str, choices: tuple[str, ...]) -> Iterator[ox.Triple]:
    """``sh:in`` and its list; the blank nodes are named by place, so that the same questions give the same bytes."""
    cells: list[_Node] = [ox.BlankNode(f"{name}-{number}") for number in range(len(choices))]
    if cells:
        yield _triple(this, "sh:in", cells[0])
    for choice, (cell, following) in zip(choices, pairwise([*cells, _named("rdf:nil")]), strict=True):
        yield _triple(cell, "rdf:first", ox.Literal(choice))
        yield _triple(cell, "rdf:rest", following)


def _declarations(question: Question) -> Iterator[ox.Triple]:
    for prefix, namespace in _DECLARED.findall(question.text):
        this = ox.NamedNode(f"{BASE}#prefix-{prefix}")
        yield _triple(_DECLARATIONS, "sh:declare", this)
        yield _triple(this, "rdf:type", _named("sh:PrefixDeclaration"))
        yield _triple(this, "sh:prefix", ox.Literal(prefix))
        yield _triple(this, "sh:namespace", _typed(namespace, "anyURI"))


def _context() -> dict[str, object]:
    """The prefixes, and nothing that would shorten a value: any reader of JSON-LD takes it as it stands."""
    prefixes = {("thing" if prefix == "id" else prefix): base for prefix, base in PREFIXES.items()}
    return {"@context": {"@version": 1.1, **prefixes, "id": "@id", "type": "@type", "graph": "@graph"}}


def _named(short: str) -> ox.NamedNode:
    prefix, _, name = short.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + name)


def _english(text: str) -> ox.Literal:
    return ox.Literal(text, language="en")


def _typed(value: str, kind: str) -> ox.Literal:
    return ox.Literal(value, datatype=_named(f"xsd:{kind}"))


def _triple(subject: _Node, predicate: str, value: _Node) -> ox.Triple:
    assert not isinstance(subject, ox.Literal)
    return ox.Triple(subject, _named(predicate), value)
