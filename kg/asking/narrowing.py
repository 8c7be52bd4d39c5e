"""The rows of an answer that a question in words is about: those that speak of what it names beyond the stored question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.answers import ask
from kg.asking.index import Index
from kg.asking.matching import Match
from kg.asking.names import Mention
from kg.asking.words import Speech, Word, every_key
from kg.engines import Graph, Rows
from kg.questions import Question, read_question
from kg.render import facts_of

COMMON = 0.03
"""A concept that more than this share of all facts name does not narrow anything down (migrants, for instance)."""
_TELLING = 0.012
"""A word that more than this share of all facts have does not narrow anything down either."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The rows kept, what they were narrowed to (labels of things and words), and the words that no row has."""

    rows: Rows
    by: tuple[str, ...]
    unheard: tuple[Word, ...]
    missed: tuple[str, ...]


def rows_of_match(graph: Graph, match: Match) -> tuple[Question, Rows]:
    """The stored question of a match with its rows. Raises UsageError or FaultError where it cannot be asked so."""
    question = read_question(match.form.name)
    return question, ask(graph, question, match.filling.values).rows


def narrowed_answer(graph: Graph, index: Index, speech: Speech, match: Match) -> tuple[Question, Narrowed]:
    """The stored question of a match, and its rows narrowed. Raises UsageError or FaultError where it cannot be asked so."""
    question, rows = rows_of_match(graph, match)
    return question, narrow(index, speech, question, match, rows)


def narrow(index: Index, speech: Speech, question: Question, match: Match, rows: Rows) -> Narrowed:
    """Keep the rows that name what no parameter took, and those with the words that the question itself does not have."""
    kept = list(range(len(rows.rows)))
    by: list[str] = []
    missed: list[str] = []
    for mention, thing in match.filling.left:
        if mention.is_general or (not mention.is_entity and (index.share(thing.iri) > COMMON or _constitutes(speech, mention, match))):
            continue
        naming = _naming(index, question, rows, mention, kept)
        if naming:
            if len(naming) < len(kept):
                by.append(thing.label)
            kept = naming
        elif mention.is_entity:
            missed.append(thing.label)
    unheard: list[Word] = []
    facts = [set(facts_of(row, question.evidence)) for row in rows.maps()] if match.unknown else []
    for word in match.unknown:
        if index.frequency(word.text) > _TELLING:
            continue
        telling = index.facts_with(word.text, word.keys)
        having = [at for at in kept if telling & facts[at] or word.keys & every_key(speech.words(_shown(rows, question, at)))]
        if having:
            if len(having) < len(kept):
                by.append(word.text)
            kept = having
        else:
            unheard.append(word)
    return Narrowed(replace(rows, rows=tuple(rows.rows[at] for at in kept)), tuple(by), tuple(unheard), tuple(missed))


def _constitutes(speech: Speech, mention: Mention, match: Match) -> bool:
    """Whether the words of a concept stand in several ways to ask the question, so that all its rows are about it."""
    keys = every_key(speech.words(mention.written))
    return sum(not keys.isdisjoint(phrase.keys) for phrase in match.form.phrases) > 1


def _shown(rows: Rows, question: Question, at: int) -> str:
    """What a row says, but for the facts that it names."""
    return " ".join(term.value for column, term in zip(rows.columns, rows.rows[at], strict=True) if term is not None and column not in question.evidence)


def _naming(index: Index, question: Question, rows: Rows, mention: Mention, kept: Sequence[int]) -> list[int]:
    """The rows whose facts name the thing, or what lies within it."""
    naming = index.facts_naming(part for one in mention.things for part in index.parts(one.iri))
    maps = list(rows.maps())
    return [at for at in kept if naming & set(facts_of(maps[at], question.evidence))]
