"""What a model that the caller plugged in makes of a question that the words alone do not decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.asking.checked import MOST, run_checked
from kg.asking.index import Index
from kg.asking.matching import Match
from kg.asking.model import Model, Offer, choose
from kg.asking.narrowing import narrowed_answer
from kg.asking.vocabulary import read_vocabulary
from kg.asking.words import Speech
from kg.engines import Graph, Rows
from kg.errors import BadQuery, RefusedError, UsageError
from kg.questions import Question

_OFFERED = 8
_NONE = Rows((), ())


@dataclass(frozen=True, slots=True)
class Consulted:
    """What came of it: rows, where ``answered``, of the stored question ``match``, or of the query ``sparql``; ``note`` says what to know of them."""

    answered: bool
    match: Match | None = None
    question: Question | None = None
    rows: Rows = _NONE
    by: tuple[str, ...] = ()
    sparql: str = ""
    note: str = ""


def consult(model: Model, graph: Graph, index: Index, speech: Speech, text: str, matches: Sequence[Match]) -> Consulted:
    """Let a model choose among the nearest stored questions; where it chooses none, let it write SPARQL, which is checked before it runs."""
    offered = [match for match in matches[:_OFFERED] if match.score > 0]
    chosen = choose(model, text, [Offer(m.form.name, m.form.title, {p.name: p.type for p in m.form.parameters}) for m in offered])
    if chosen is not None:
        return _stored(graph, index, speech, offered[chosen])
    written = model.write(text, read_vocabulary(graph).described())
    shown = "".join(c for c in written or "" if c.isprintable() or c in "\n\t").strip()  # it is shown on terminals
    return _written(graph, shown) if shown else Consulted(False)


def _stored(graph: Graph, index: Index, speech: Speech, match: Match) -> Consulted:
    """The rows of a stored question with the parameters that the words fill; none where they speak of nothing that was named."""
    try:
        question, narrowed = narrowed_answer(graph, index, speech, match)
    except UsageError as error:
        return Consulted(False, note=f"The model chose {match.form.name}, which cannot be asked so: {error}")
    if narrowed.missed:
        return Consulted(False, note=f"The model chose {match.form.name}, none of whose rows speaks of {', '.join(narrowed.missed)}.")
    return Consulted(True, match, question, narrowed.rows, narrowed.by)


def _written(graph: Graph, text: str) -> Consulted:
    try:
        checked = run_checked(graph, text)
    except (BadQuery, RefusedError) as error:
        return Consulted(False, sparql=text, note=f"The query that the model wrote is refused: {error}")
    if not checked.rows.rows:
        return Consulted(False, sparql=text, note="The query that the model wrote has no row; that says nothing about the world.")
    return Consulted(True, rows=checked.rows, sparql=text, note=f"Only the first {MOST} rows are kept." if checked.is_cut else "")
