"""A fact -> the exact words it rests on, in their context, with source, place and marking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg import iri
from kg.answers import bind
from kg.engines import Graph, Term
from kg.errors import UnknownName
from kg.model import Span

_FACT = """PREFIX kg: <https://w3id.org/smuggling-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?fact ?label ?type ?quote ?source ?title ?file ?issued ?marking ?evidence ?carried ?start ?end ?exact ?prefix ?suffix WHERE {
  ?fact rdfs:label ?label ; kg:statedIn ?source ; kg:quote ?quote ; kg:hasMarking/skos:prefLabel ?marking ; a ?class .
  ?class kg:labelTemplate ?template ; skos:prefLabel ?type .
  ?source dct:title ?title ; kg:fileName ?file .
  ?fact kg:hasEvidence ?evidence .
  ?evidence oa:hasSelector ?position, ?words .
  ?position oa:start ?start ; oa:end ?end .
  ?words oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix .
  OPTIONAL { ?source dct:issued ?issued }
  OPTIONAL { ?evidence kg:carriesSlot ?carried }
} ORDER BY ?evidence ?quote"""


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of evidence: the original words with what stands around them; ``carries`` names the slot it was brought in for."""

    span: Span
    before: str
    words: str
    after: str
    carries: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A fact's words and where they stand."""

    fact: str
    label: str
    type: str
    quotes: tuple[str, ...]
    source: str
    title: str
    file: str
    issued: str
    markings: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def spans(self) -> list[list[int]]:
        """The spans of the quotes themselves, as pairs of code point offsets."""
        return [[p.span.start, p.span.end] for p in self.passages if not p.carries]


def cite(graph: Graph, fact: str) -> Citation:
    """The citation of one fact, by IRI or by its part after ``fact/``. Raises UnknownName."""
    node = fact if fact.startswith("http") else f"{iri.BASE}fact/{fact.removeprefix('fact/')}"
    found = cite_all(graph, [node])
    if not found:
        raise UnknownName("fact", fact)
    return found[0]


def cite_all(graph: Graph, facts: Iterable[str]) -> list[Citation]:
    """The citations of several facts, each once, in the order given; a fact that the graph does not hold has none."""
    wanted = list(dict.fromkeys(facts))
    try:
        terms = [ox.NamedNode(fact) for fact in wanted]
    except ValueError as error:
        raise UnknownName("fact", " ".join(wanted)) from error
    by_fact: dict[str, list[dict[str, Term]]] = defaultdict(list)
    for row in graph.select(bind(_FACT, {"fact": terms})).maps() if terms else ():
        by_fact[row["fact"].value].append(row)
    return [_citation(fact, by_fact[fact]) for fact in wanted if fact in by_fact]


def _citation(fact: str, rows: list[dict[str, Term]]) -> Citation:
    def every(column: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(r[column].value for r in rows if column in r))

    passages = {r["evidence"].value: Passage(Span(int(r["start"].value), int(r["end"].value)), r["prefix"].value, r["exact"].value, r["suffix"].value,
                                             iri.local_name(r["carried"].value) if "carried" in r else "") for r in rows}
    in_order = sorted(passages, key=lambda e: (passages[e].carries, passages[e].span))
    return Citation(fact, every("label")[0], every("type")[0], every("quote"), every("source")[0], every("title")[0], every("file")[0],
                    (every("issued") or ("",))[0], tuple(sorted(every("marking"))), tuple(passages[e] for e in in_order))
