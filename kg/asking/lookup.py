"""Facts looked up: those nearest to a question that name all that it names."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.answers import bind
from kg.asking.hearing import Heard
from kg.asking.index import Index, NumberedFact
from kg.asking.nearest import Near, Nearest
from kg.asking.words import Speech, every_key
from kg.engines import Graph, Rows, Term

_ROWS = """PREFIX kg: <https://w3id.org/smuggling-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?kind ?says ?condition ?period ?hedge ?modality ?polarity ?attribution ?note ?quote ?source ?place ?fact WHERE {
  ?fact rdfs:label ?says ; kg:quote ?quote ; kg:placeInSource ?place ; kg:statedIn/dct:title ?source ; a ?class .
  ?class kg:labelTemplate ?template ; skos:prefLabel ?kind .
  OPTIONAL { ?fact kg:condition ?condition }
  OPTIONAL { ?fact kg:periodText ?period }
  OPTIONAL { ?fact kg:hedge ?hedge }
  OPTIONAL { ?fact kg:hasModality ?mode . ?mode skos:prefLabel ?modality FILTER(LANG(?modality) = "en" && ?mode != <https://w3id.org/smuggling-kg/id/modality/asserted>) }
  OPTIONAL { ?fact kg:hasPolarity ?sign . ?sign skos:prefLabel ?polarity FILTER(LANG(?polarity) = "en" && ?sign != <https://w3id.org/smuggling-kg/id/polarity/elsewhere>) }
  OPTIONAL { ?fact kg:attribution ?attribution }
  OPTIONAL { ?fact kg:note ?note }
}"""
_ALONG = 0.42
"""Facts with at least this share of the best one's score are shown with it."""
_MOST, _BEST = 14, 3
"""So many facts are shown, and so many of them count as the best."""
_OF_PART, _MORE, _PART = 4, 2, 0.35
"""Of so many facts nearest to a part of the question, so many are shown beside them, where they score so much."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """The facts that were found, best first, and the signs of how well they answer."""

    facts: tuple[NumberedFact, ...]
    signs: Mapping[str, float]


def look_up(index: Index, speech: Speech, heard: Heard, nearest: Nearest) -> list[Lookup]:
    """The nearest facts that name all that the question names, and the nearest facts of all where these are others.

    A question for what is not is only answered by facts that somebody would ask for in that way.
    """
    of_sign = _denying(index, speech, heard, nearest.facts) if heard.negated else list(nearest.facts)
    named = [index.facts_naming(part for thing in m.things for part in index.parts(thing.iri)) for m in heard.mentions if m.is_entity and not m.is_general]
    fitting = [near for near in of_sign if all(near.fact.fact in some for some in named)]
    parts = nearest.parts if not heard.negated else ()
    chosen = dict.fromkeys(_with_parts(parts, _along(some)) for some in (fitting, of_sign) if some)
    return [_looked_up(index, speech, heard, nearest, some, named) for some in chosen]


def _along(near: Sequence[Near]) -> tuple[Near, ...]:
    return tuple(one for one in near if one.score >= _ALONG * near[0].score)[:_MOST]


def _denying(index: Index, speech: Speech, heard: Heard, facts: Sequence[Near]) -> list[Near]:
    """The facts that somebody asks for with a *no* before the same words."""
    denied = speech.denied(heard.words)
    of_sign = [near for near in facts if near.same_sign]
    asked = index.asked_of(near.fact.id for near in of_sign)
    return [near for near in of_sign if any(denied & speech.denied(speech.words(text)) for text in asked.get(near.fact.id, ()))]


def _with_parts(parts: Sequence[Sequence[Near]], chosen: tuple[Near, ...]) -> tuple[Near, ...]:
    """The facts, and after them the nearest of each part of the question."""
    known = {one.fact.id: one for one in chosen}
    for part in parts:
        more = [one for one in part[:_OF_PART] if one.score >= _PART and one.fact.id not in known]
        known |= {one.fact.id: one for one in more[:_MORE]}
    return tuple(known.values())


def _looked_up(index: Index, speech: Speech, heard: Heard, nearest: Nearest, chosen: Sequence[Near], named: Sequence[set[str]]) -> Lookup:
    best = chosen[0]
    kinds = Counter(one.fact.kind for one in chosen)
    missed = [some for some in named if not any(one.fact.fact in some for one in chosen)]
    told_by_best = _told(index, speech, chosen[:_BEST])
    told = told_by_best | _told(index, speech, chosen[_BEST:])
    signs = {
        "score": best.score,
        "alike": best.alike,
        "covered": best.covered,
        "covered by any": max(one.covered for one in chosen),
        "own words": best.told,
        "own words of any": max(one.told for one in chosen),
        "of the nearest": best.score / nearest.facts[0].score,
        "of one kind": max(kinds.values()) / len(chosen),
        "facts": math.log(len(chosen)),
        "words": math.log(1 + len(nearest.words)),
        "unheard by the best": _unheard(nearest, told_by_best),
        "unheard by any": _unheard(nearest, told),
        "another year": float(any(not year.keys & told for year in heard.years)),
        "named": float(len(named) > 0),
        "not named by the best": sum(best.fact.fact not in some for some in named) / max(1, len(named)),
        "not named by any": len(missed) / max(1, len(named)),
        "asks for what is not": float(heard.negated),
        "asked together": math.log(max(1, best.together)),
        "left open among the nearest": nearest.share_open,
        "rather left open": nearest.left_open - best.alike,
    }
    return Lookup(tuple(one.fact for one in chosen), signs)


def _told(index: Index, speech: Speech, facts: Sequence[Near]) -> frozenset[str]:
    """The keys of the words of facts, and of the questions that they answer."""
    asked = [keys for some in index.asked_of(one.fact.id for one in facts).values() for question in some for keys in speech.matter(speech.words(question))]
    return every_key(speech.words(" ".join(index.texts([one.fact.fact for one in facts]).values()))).union(*asked)


def _unheard(nearest: Nearest, told: frozenset[str]) -> float:
    """The share of the asked words' weight that is not told."""
    return sum(weight for keys, weight in nearest.words if not keys & told) / (sum(weight for _, weight in nearest.words) or 1.0)


def rows_of(graph: Graph, facts: Iterable[str]) -> Rows:
    """Facts as rows, in their order: what each says, with its doubts, its words and where they stand."""
    wanted = [ox.NamedNode(fact) for fact in facts]
    found = graph.select(bind(_ROWS, {"fact": wanted}))
    first: dict[Term | None, tuple[Term | None, ...]] = {}
    for row in sorted(found.rows, key=lambda row: tuple("" if term is None else str(term) for term in row)):
        first.setdefault(row[-1], row)  # a fact with two values of a slot is shown once
    return Rows(found.columns, tuple(first[fact] for fact in wanted if fact in first))
