"""A question in words -> a reply: the rows of a stored question, facts looked up, or what comes nearest and no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import iri
from kg.asking.catalogue import Catalogue, read_catalogue
from kg.asking.hearing import Heard, hear
from kg.asking.index import Found, Index
from kg.asking.lookup import Lookup, look_up, nearest_facts, shares
from kg.asking.matching import Match, rank
from kg.asking.narrowing import COMMON, Narrowed, narrowed_answer
from kg.asking.words import Speech
from kg.engines import Graph, Rows
from kg.errors import FaultError, UsageError
from kg.questions import Question
from kg.render import facts_in, facts_of

if TYPE_CHECKING:
    from kg.asking.model import Model

_LEAST, _NEAR_ENOUGH, _SURE, _APART = 0.30, 0.54, 0.65, 0.02
"""The scores from which a stored question is tried, is answered, and is preferred to any fact looked up; how far the next must be behind."""
_TRIED = 4
_UNHEARD = 0.4
"""What words that no row has take from the score, by their share of the question's weight."""
_FITS, _FITS_ONE, _FEWEST = 0.90, 0.60, 3
"""The share of a question's weight that a looked-up fact must cover, less where the question names what few facts name, and the
fewest words that say enough for that."""
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
    speech = Speech.of_json(index.kept("speech"))
    heard = hear(index, speech, text)
    catalogue = read_catalogue(index.questions(), index.kept("spread"))
    nearest = nearest_facts(index, heard)
    matches = rank(heard, catalogue, speech, shares(nearest), lambda thing: index.share(thing.iri) > COMMON)
    unsure = _unsure(index, heard, matches)
    found = _stored(graph, index, speech, matches, catalogue)
    looked = look_up(index, speech, heard, nearest)
    if found and (looked.fit < _FITS or found.match.score >= _SURE or len(found.narrowed.rows.rows) <= len(looked.facts)):
        return replace(unsure, answered=True, choice=_choice(found.match), question=found.question, rows=found.narrowed.rows, by=found.narrowed.by)
    if looked.fit >= (_FITS_ONE if looked.is_singular else _FITS) and len(heard.content) >= _FEWEST:
        return replace(unsure, answered=True, rows=_rows(looked))
    return _consulted(unsure, model, graph, index, speech, matches) if model else unsure


def _consulted(unsure: Reply, model: Model, graph: Graph, index: Index, speech: Speech, matches: Sequence[Match]) -> Reply:
    """The reply with what a model made of it, marked as the model's where it is answered."""
    from kg.asking.consulting import consult
    came = consult(model, graph, index, speech, unsure.asked, matches)
    choice = _choice(came.match) if came.match else None
    return replace(unsure, answered=came.answered, choice=choice, question=came.question, rows=came.rows, by=came.by,
                   by_model=came.answered, sparql=came.sparql, note=came.note)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A stored question that gave rows, and how sure it is that they are what was asked for."""

    match: Match
    question: Question
    narrowed: Narrowed
    sureness: float


def _stored(graph: Graph, index: Index, speech: Speech, matches: Sequence[Match], catalogue: Catalogue) -> _Candidate | None:
    """The nearest stored question that gives rows for all that was named, where it is near enough and no other is as near."""
    tried: list[_Candidate] = []
    for match in matches[:_TRIED]:
        if tried and tried[0].sureness - _APART >= match.score:
            break
        candidate = _try(graph, index, speech, match, catalogue) if match.same_sign and match.score >= _LEAST else None
        tried = sorted([*tried, *([candidate] if candidate else [])], key=lambda c: -c.sureness)
    if not tried or tried[0].sureness < _NEAR_ENOUGH or (len(tried) > 1 and tried[0].sureness - tried[1].sureness < _APART):
        return None
    return tried[0]


def _try(graph: Graph, index: Index, speech: Speech, match: Match, catalogue: Catalogue) -> _Candidate | None:
    try:
        question, narrowed = narrowed_answer(graph, index, speech, match)
    except (UsageError, FaultError):
        return None
    if narrowed.missed or not narrowed.rows.rows:
        return None
    unheard = sum(catalogue.weight(word.keys) for word in narrowed.unheard) / (sum(catalogue.weight(w.keys) for w in match.content) or 1.0)
    return _Candidate(match, question, narrowed, match.score - _UNHEARD * unheard)


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
