"""Facts looked up: those nearest to a question that name all that it names."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.asking.hearing import Heard
from kg.asking.index import FactText, Index
from kg.asking.nearest import Near

_ALONG = 0.45
"""Facts with at least this share of the best one's score are shown with it."""
_MOST = 12


@dataclass(frozen=True, slots=True)
class Lookup:
    """The facts that were found, best first, and the signs of how well they answer."""

    facts: tuple[FactText, ...]
    signs: Mapping[str, float]


def look_up(index: Index, heard: Heard, nearest: Sequence[Near]) -> list[Lookup]:
    """The nearest facts that name all that the question names, and the nearest facts of all where these are others."""
    named = [index.facts_naming(part for thing in m.things for part in index.parts(thing.iri)) for m in heard.mentions if m.is_entity and not m.is_general]
    fitting = [near for near in nearest if all(near.fact.fact in some for some in named)]
    return [_looked_up(heard, some, nearest[0].score, named) for some in ([fitting] if fitting == nearest else [fitting, nearest]) if some]


def _looked_up(heard: Heard, near: Sequence[Near], highest: float, named: Sequence[set[str]]) -> Lookup:
    best = near[0]
    chosen = [one for one in near if one.score >= _ALONG * best.score][:_MOST]
    kinds = Counter(one.fact.kind for one in chosen)
    missed = [some for some in named if not any(one.fact.fact in some for one in chosen)]
    signs = {
        "score": best.score,
        "alike": best.alike,
        "covered": best.covered,
        "covered by any": max(one.covered for one in chosen),
        "own words": best.told,
        "own words of any": max(one.told for one in chosen),
        "of the nearest": best.score / highest,
        "of one kind": max(kinds.values()) / len(chosen),
        "facts": math.log(len(chosen)),
        "words": math.log(1 + len([word for word in heard.words if word.keys])),
        "named": float(len(named) > 0),
        "not named by the best": sum(best.fact.fact not in some for some in named) / max(1, len(named)),
        "not named by any": len(missed) / max(1, len(named)),
        "asks for what is not": float(heard.negated),
    }
    return Lookup(tuple(one.fact for one in chosen), signs)
