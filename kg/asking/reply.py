"""A question in words -> a reply: the rows of a stored question, facts looked up, or what comes nearest and no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg import iri
from kg.asking.hearing import Heard
from kg.asking.index import Found, Index
from kg.asking.lookup import rows_of
from kg.asking.matching import Match
from kg.asking.weighing import Weighed, likeliest, weigh
from kg.engines import Graph, Rows
from kg.questions import Question
from kg.render import facts_in, facts_of

if TYPE_CHECKING:
    from kg.asking.model import Model

_PASSAGES, _CHOICES, _FACTS = 3, 3, 4
_NOT = 0.1
"""So much surer facts must be where one asks for what is not."""


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
    """What a question in words came to. ``rows`` are shown when ``answered``; else there are choices, the facts that come ``nearest``, and passages.

    ``choice`` is the stored question that was answered, None where facts were looked up; ``by`` what its rows were narrowed to;
    ``read_as`` how misspelt names were read. ``by_model``: a model that was plugged in chose the question, or wrote the query ``sparql``;
    ``note`` says what to know of that, such as why its query was refused. ``sureness``: of replies with such signs, the share that was right
    when it was measured (0 where a model answered, or nothing is answered).
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
    nearest: tuple[str, ...] = ()
    by_model: bool = False
    sparql: str = ""
    note: str = ""
    sureness: float = 0.0

    @property
    def title(self) -> str:
        """The stored question that was answered, with the values it was asked with; empty where none was."""
        if not self.choice:
            return ""
        taken = {p.name: self.choice.shown.get(p.name, p.default) for p in self.question.parameters} if self.question else self.choice.shown
        said = "; ".join(f"{name}: {value}" for name, value in taken.items() if value)
        return f"{self.choice.title} ({said})" if said else self.choice.title

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
    weighed = weigh(graph, index, text)
    unsure = _unsure(index, weighed.heard, weighed.matches)
    likely = likeliest(weighed.candidates)
    if likely and likely.sureness >= weighed.least + (_NOT if weighed.heard.negated and not likely.match else 0.0):
        if not likely.match:
            return replace(unsure, answered=True, rows=rows_of(graph, likely.facts), sureness=likely.sureness)
        return replace(unsure, answered=True, choice=_choice(likely.match), question=likely.question, rows=likely.rows, by=likely.by, sureness=likely.sureness)
    looked = likeliest([c for c in weighed.candidates if not c.match])
    unsure = replace(unsure, nearest=looked.facts[:_FACTS] if looked else ())
    return _consulted(unsure, model, graph, index, weighed) if model else unsure


def _consulted(unsure: Reply, model: Model, graph: Graph, index: Index, weighed: Weighed) -> Reply:
    """The reply with what a model made of it, marked as the model's where it is answered."""
    from kg.asking.consulting import consult
    came = consult(model, graph, index, weighed.speech, unsure.asked, weighed.matches)
    choice = _choice(came.match) if came.match else None
    return replace(unsure, answered=came.answered, choice=choice, question=came.question, rows=came.rows, by=came.by,
                   by_model=came.answered, sparql=came.sparql, note=came.note)


def _choice(match: Match) -> Choice:
    return Choice(match.form.name, match.form.title, dict(match.filling.values), dict(match.filling.shown), round(match.score, 3))


def _unsure(index: Index, heard: Heard, matches: Sequence[Match]) -> Reply:
    read_as = tuple((m.written, m.read_as) for m in heard.mentions if m.read_as)
    passages = index.passages(heard.searched, _PASSAGES)
    choices = tuple(_choice(m) for m in matches[:_CHOICES] if m.score > 0)
    return Reply(heard.text, False, None, None, Rows((), ()), (), read_as, choices, tuple(passages))
