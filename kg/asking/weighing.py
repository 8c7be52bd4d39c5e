"""What may answer a question in words, and how sure it is: the nearest stored questions with their rows, and facts looked up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from kg.asking.catalogue import Catalogue, read_catalogue
from kg.asking.hearing import Heard, hear
from kg.asking.index import Index
from kg.asking.lookup import Lookup, look_up
from kg.asking.matching import Match, rank
from kg.asking.narrowing import COMMON, Narrowed, narrow, rows_of_match
from kg.asking.nearest import Nearest, nearest_facts, shares
from kg.asking.sureness import Sureness
from kg.asking.words import Speech
from kg.engines import Graph, Rows
from kg.errors import FaultError, UsageError
from kg.questions import Question
from kg.render import facts_of

_LEAST, _TRIED = 0.2, 3
"""The score from which a stored question is tried, and how many are."""
_AS_WRITTEN, _SURER = 0.88, 0.2
"""How alike a way to ask must be to be the very question that was stored, and how much surer its rows are then."""
_NEAR, _NEARER = 12, 3
"""Of so many nearest facts it is seen which ones a stored question tells."""

RATHER_STORED = 0.12
"""A stored question is preferred to facts looked up that are no surer by more than this: its rows are whole, and in order."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may answer: the rows of a stored question, or ``facts`` looked up (``match`` None); ``sureness`` is what the ``signs`` come to."""

    match: Match | None
    question: Question | None
    rows: Rows
    by: tuple[str, ...]
    signs: Mapping[str, float]
    sureness: float
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """All that may answer a question, the question taken apart, the stored questions by their nearness, and from which sureness on rows are shown."""

    candidates: tuple[Candidate, ...]
    heard: Heard
    matches: tuple[Match, ...]
    speech: Speech
    least: float


def weigh(graph: Graph, index: Index, text: str) -> Weighed:
    """Find what may answer. Raises UsageError where there is nothing to go by."""
    speech, sureness = Speech.of_json(index.kept("speech")), Sureness.of_json(index.kept("sureness"))
    heard = hear(index, speech, text)
    catalogue = read_catalogue(index.questions(), index.kept("spread"))
    nearest = nearest_facts(index, speech, heard)
    matches = rank(heard, catalogue, speech, shares(nearest), lambda thing: index.share(thing.iri) > COMMON)
    tries = [match for match in matches[:_TRIED] if match.same_sign and match.score >= _LEAST]
    with ThreadPoolExecutor(_TRIED) as pool:  # the store works outside of Python's lock
        running = [pool.submit(rows_of_match, graph, match) for match in tries]
        lookups = look_up(index, speech, heard, nearest)
        tried = [(match, _narrowed(index, speech, match, run)) for match, run in zip(tries, running, strict=True)]
    in_vain = max((match.score for match, came in tried if came is None), default=0.0)
    stored = [_stored(heard, match, *came, catalogue, nearest, in_vain) for match, came in tried if came]
    looked = [_facts(one, in_vain) for one in lookups]
    sure = [replace(c, sureness=_sure(sureness, c)) for c in (*stored, *looked)]
    return Weighed(tuple(sure), heard, tuple(matches), speech, sureness.least)


def _sure(sureness: Sureness, candidate: Candidate) -> float:
    """How sure a candidate is beyond what it brings; rows that tell nothing of a year that was asked for are no answer."""
    if candidate.signs["another year"]:
        return 0.0
    return min(1.0, candidate.sureness + (sureness.stored if candidate.match else sureness.facts).sure(candidate.signs))


def _narrowed(index: Index, speech: Speech, match: Match, running: Future[tuple[Question, Rows]]) -> tuple[Question, Narrowed] | None:
    """A stored question with its rows; None where it has none for all that was named, or cannot be asked so."""
    try:
        question, rows = running.result()
    except (UsageError, FaultError):
        return None
    narrowed = narrow(index, speech, question, match, rows)
    return None if narrowed.missed or not narrowed.rows.rows else (question, narrowed)


def _stored(heard: Heard, match: Match, question: Question, narrowed: Narrowed, catalogue: Catalogue, nearest: Nearest, in_vain: float) -> Candidate:
    told = {fact for row in narrowed.rows.maps() for fact in facts_of(row, question.evidence)}
    near = [n.score for n in nearest.facts[:_NEAR] if n.fact.fact in told]
    signs = {
        "score": match.score,
        "wording": match.alike,
        "covered": match.covered,
        "backed": match.backed,
        "unheard": sum(catalogue.weight(word.keys) for word in narrowed.unheard) / (sum(catalogue.weight(w.keys) for w in match.content) or 1.0),
        "nearest fact": max(near, default=0.0),
        "nearest is told": float(bool(nearest.facts) and nearest.facts[0].fact.fact in told),
        "nearer told": sum(n.fact.fact in told for n in nearest.facts[:_NEARER]) / _NEARER,
        "facts that are near": len(near) / max(1, len(told)),
        "rows": math.log(len(narrowed.rows.rows)),
        "filled": float(len(match.filling.values) > 0),
        "left": float(match.filling.left_entities),
        "another in vain": in_vain,
        "left open among the nearest": nearest.share_open,
        "rather left open": nearest.left_open - (max((near.alike for near in nearest.facts[:_NEAR]), default=0.0) or nearest.left_open),
        "another year": float(any(word in narrowed.unheard for word in heard.years)),
    }
    as_written = match.alike >= _AS_WRITTEN and not narrowed.unheard
    return Candidate(match, question, narrowed.rows, narrowed.by, signs, _SURER if as_written else 0.0)


def _facts(looked: Lookup, in_vain: float) -> Candidate:
    signs = {**looked.signs, "stored question in vain": in_vain}
    return Candidate(None, None, Rows((), ()), (), signs, 0.0, tuple(one.fact for one in looked.facts))


def likeliest(candidates: Sequence[Candidate]) -> Candidate | None:
    """The surest of the candidates."""
    return max(candidates, key=lambda c: c.sureness + (RATHER_STORED if c.match else 0.0), default=None)
