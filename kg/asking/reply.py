"""A question in words -> a reply: the rows of a stored question, facts looked up, or what comes nearest and no answer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import iri
from kg.asking.catalogue import Catalogue, read_catalogue
from kg.asking.hearing import Heard, hear
from kg.asking.index import Found, Index
from kg.asking.lookup import Lookup, look_up
from kg.asking.matching import Match, rank
from kg.asking.narrowing import COMMON, narrowed_answer
from kg.asking.nearest import Nearest, nearest_facts, shares
from kg.asking.sureness import Sureness
from kg.asking.words import Speech
from kg.engines import Graph, Rows
from kg.errors import FaultError, UsageError
from kg.questions import Question
from kg.render import facts_in, facts_of

if TYPE_CHECKING:
    from kg.asking.model import Model

_LEAST, _TRIED = 0.2, 4
"""The score from which a stored question is tried, and how many are."""
RATHER_STORED = 0.1
"""A stored question is preferred to facts looked up that are no surer by more than this: its rows are whole, and in order."""
_PASSAGES, _CHOICES = 3, 3


@dataclass(frozen=True, slots=True)
class Choice:
    """A stored question that may be meant, with its parameters filled (name -> value as it is given, and as it is read)."""

    name: str
    title: str
    values: dict[str, str]
    shown: dict[str, str]
    score: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What a question in words came to. ``rows`` are shown when ``answered``; else there are choices and passages.

    ``choice`` is the stored question that was answered, None where facts were looked up; ``by`` what its rows were narrowed to;
    ``read_as`` how misspelt names were read. ``by_model``: a model that was plugged in chose the question, or wrote the query ``sparql``;
    ``note`` says what to know of that, such as why its query was refused.
    """

    asked: str
    answered: bool
    choice: Choice | None
    question: Question | None
    rows: Rows
    by: tuple[str, ...]
    read_as: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...]
    passages: tuple[Found, ...]
    by_model: bool = False
    sparql: str = ""
    note: str = ""

    @property
    def evidence(self) -> tuple[str, ...]:
        """The columns that name facts."""
        if self.sparql:
            return tuple(dict.fromkeys(column for row in self.rows.maps() for column, cell in row.items() if facts_in(cell)))
        return self.question.evidence if self.question else ("fact",)

    @property
    def sources(self) -> int:
        """From how many documents the rows are."""
        columns = self.evidence
        return len({iri.source_of(fact) for row in self.rows.maps() for fact in facts_of(row, columns)})


def ask(graph: Graph, index: Index, text: str, model: Model | None = None) -> Reply:
    """Answer a question in words, or say what comes nearest. Raises UsageError where there is nothing to go by.

    A model is asked only where the words alone give no answer.
    """
    candidates, unsure, matches, speech = weigh(graph, index, text)
    likely = max(candidates, key=lambda c: c.sureness + (RATHER_STORED if c.match else 0), default=None)
    if likely and likely.sureness >= Sureness.of_json(index.kept("sureness")).least:
        choice = _choice(likely.match) if likely.match else None
        return replace(unsure, answered=True, choice=choice, question=likely.question, rows=likely.rows, by=likely.by)
    return _consulted(unsure, model, graph, index, speech, matches) if model else unsure


@dataclass(frozen=True, slots=True)
class Candidate:
    """Rows that may answer: of a stored question, or facts looked up (``match`` None); ``sureness`` is what their ``signs`` come to."""

    match: Match | None
    question: Question | None
    rows: Rows
    by: tuple[str, ...]
    signs: Mapping[str, float]
    sureness: float


def weigh(graph: Graph, index: Index, text: str) -> tuple[list[Candidate], Reply, list[Match], Speech]:
    """All that may answer a question, the reply where none is sure enough, and the stored questions by their nearness."""
    speech, sureness = Speech.of_json(index.kept("speech")), Sureness.of_json(index.kept("sureness"))
    heard = hear(index, speech, text)
    catalogue = read_catalogue(index.questions(), index.kept("spread"))
    nearest = nearest_facts(index, heard)
    matches = rank(heard, catalogue, speech, shares(nearest), lambda thing: index.share(thing.iri) > COMMON)
    tried = (_try(graph, index, speech, match, catalogue, nearest, sureness) for match in matches[:_TRIED] if match.same_sign and match.score >= _LEAST)
    facts = [Candidate(None, None, _rows(looked), (), looked.signs, sureness.facts.sure(looked.signs)) for looked in look_up(index, speech, heard, nearest)]
    return [*filter(None, tried), *facts], _unsure(index, heard, matches), matches, speech


def _consulted(unsure: Reply, model: Model, graph: Graph, index: Index, speech: Speech, matches: Sequence[Match]) -> Reply:
    """The reply with what a model made of it, marked as the model's where it is answered."""
    from kg.asking.consulting import consult
    came = consult(model, graph, index, speech, unsure.asked, matches)
    choice = _choice(came.match) if came.match else None
    return replace(unsure, answered=came.answered, choice=choice, question=came.question, rows=came.rows, by=came.by,
                   by_model=came.answered, sparql=came.sparql, note=came.note)


def _try(graph: Graph, index: Index, speech: Speech, match: Match, catalogue: Catalogue, nearest: Nearest, sureness: Sureness) -> Candidate | None:
    """The rows of a stored question with their signs; None where it has none for all that was named, or cannot be asked so."""
    try:
        question, narrowed = narrowed_answer(graph, index, speech, match)
    except (UsageError, FaultError):
        return None
    if narrowed.missed or not narrowed.rows.rows:
        return None
    told = {fact for row in narrowed.rows.maps() for fact in facts_of(row, question.evidence)}
    near, nearer = [n for n in nearest.facts[:_NEAR] if n.fact.fact in told], [n for n in nearest.facts[:_NEARER] if n.fact.fact in told]
    signs = {
        "score": match.score,
        "wording": match.alike,
        "covered": match.covered,
        "backed": match.backed,
        "unheard": sum(catalogue.weight(word.keys) for word in narrowed.unheard) / (sum(catalogue.weight(w.keys) for w in match.content) or 1.0),
        "nearest fact": max((n.score for n in near), default=0.0),
        "nearest is told": float(bool(nearest.facts) and nearest.facts[0].fact.fact in told),
        "nearer told": len(nearer) / _NEARER,
        "facts that are near": len(near) / max(1, len(told)),
        "rows": math.log(len(narrowed.rows.rows)),
        "filled": float(len(match.filling.values) > 0),
        "left": float(match.filling.left_entities),
    }
    return Candidate(match, question, narrowed.rows, narrowed.by, signs, sureness.stored.sure(signs))


_NEAR, _NEARER = 12, 3


def _choice(match: Match) -> Choice:
    return Choice(match.form.name, match.form.title, dict(match.filling.values), dict(match.filling.shown), round(match.score, 3))


def _unsure(index: Index, heard: Heard, matches: Sequence[Match]) -> Reply:
    read_as = tuple((m.written, m.read_as) for m in heard.mentions if m.read_as)
    passages = index.passages(heard.searched, _PASSAGES)
    choices = tuple(_choice(m) for m in matches[:_CHOICES] if m.score > 0)
    return Reply(heard.text, False, None, None, Rows((), ()), (), read_as, choices, tuple(passages))


def _rows(looked: Lookup) -> Rows:
    columns = ("kind", "says", "quote", "source", "place", "fact")
    return Rows(columns, tuple((ox.Literal(f.kind_label), ox.Literal(f.label), ox.Literal(f.quote), ox.NamedNode(f.source), ox.Literal(f.place), ox.NamedNode(f.fact)) for f in looked.facts))
