"""A question in words -> a reply: the rows of a stored question, facts looked up, or what comes nearest and no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from kg.answers import ask as ask_stored
from kg.asking.catalogue import Catalogue, read_catalogue
from kg.asking.hearing import Heard, hear, surfaces
from kg.asking.index import Found, Index
from kg.asking.lookup import Lookup, look_up
from kg.asking.matching import Match, rank
from kg.asking.narrowing import Narrowed, narrow
from kg.asking.words import Speech, read_speech
from kg.engines import Graph, Rows
from kg.errors import UnknownName
from kg.questions import Question, read_question

_SURE, _APART = 0.62, 0.05
"""The score from which a stored question is answered, and how far the next one must be behind (a tenth less where the score is high)."""
_FITS = 0.80
"""The share of a question's weight that a looked-up fact must cover."""
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
    ``read_as`` how misspelt names were read.
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


def ask(graph: Graph, index: Index, text: str) -> Reply:
    """Answer a question in words, or say what comes nearest. Raises UsageError where there is nothing to go by."""
    speech = read_speech()
    heard = hear(index, speech, text)
    catalogue = read_catalogue(index.questions())
    matches = rank(heard, catalogue, speech)
    unsure = _unsure(index, heard, matches)
    found = _stored(graph, index, speech, matches, catalogue)
    looked = look_up(index, speech, heard)
    if found and (looked.fit < _FITS or found[0].score >= looked.fit or len(found[2].rows.rows) <= len(looked.facts)):
        match, question, narrowed = found
        return replace(unsure, answered=True, choice=_choice(match), question=question, rows=narrowed.rows, by=narrowed.by)
    if looked.fit >= _FITS:
        return replace(unsure, answered=True, rows=_rows(looked))
    return unsure


def _stored(graph: Graph, index: Index, speech: Speech, matches: Sequence[Match], catalogue: Catalogue) -> tuple[Match, Question, Narrowed] | None:
    """The nearest stored question with its rows, where it is near enough, no other is as near, and its rows speak of all that was named."""
    best = matches[0] if matches else None
    if best is None or not best.same_sign or best.score < _SURE or (len(matches) > 1 and best.score - matches[1].score < _APART):
        return None
    question = read_question(best.form.name)
    try:
        answer = ask_stored(graph, question, best.filling.values)
    except UnknownName:
        return None
    narrowed = narrow(index, speech, question, best, answer.rows)
    if narrowed.missed or narrowed.unheard or not narrowed.rows.rows:
        return None
    return best, question, narrowed


def _choice(match: Match) -> Choice:
    return Choice(match.form.name, match.form.title, dict(match.filling.values), dict(match.filling.shown), round(match.score, 3))


def _unsure(index: Index, heard: Heard, matches: Sequence[Match]) -> Reply:
    read_as = tuple((m.written, m.read_as) for m in heard.mentions if m.read_as)
    passages = index.passages(surfaces([w for w in heard.words if w.keys]), _PASSAGES)
    choices = tuple(_choice(m) for m in matches[:_CHOICES] if m.score > 0)
    return Reply(heard.text, False, None, None, Rows((), ()), (), read_as, choices, tuple(passages))


def _rows(looked: Lookup) -> Rows:
    columns = ("kind", "says", "quote", "source", "place", "fact")
    return Rows(columns, tuple((ox.Literal(f.kind), ox.Literal(f.label), ox.Literal(f.quote), ox.NamedNode(f.source), ox.Literal(f.place), ox.NamedNode(f.fact)) for f in looked.facts))
