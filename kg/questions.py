"""Stored questions: ``queries/questions/<the-question>.rq``, plain SPARQL with a ``#+`` head in YAML, as grlc reads it.

A parameter ``state`` of type Country stands in the query as the variable ``?__state_iri``, or ``?_state_iri`` where it has a default
(grlc's naming: two underscores for what may be left out; ``_iri`` for a thing, ``_integer``, ``_xsd_decimal``, ``_xsd_date``, nothing
for a text). A parameter without value and default leaves its variable free, so that the query answers for all. grlc writes the
value in the variable's place, so that no variable of a parameter may stand in BOUND, after SELECT or GROUP BY.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import QuestionError, UnknownName
from kg.kept import parsed

_SUFFIX = {"text": "", "integer": "_integer", "decimal": "_xsd_decimal", "date": "_xsd_date"}
_NAME = re.compile(r"[a-z][a-z0-9]*")
_VARIABLE = re.compile(r"\?__?([a-z][a-z0-9]*?)(_iri|_integer|_xsd_decimal|_xsd_date)?\b")
_SELECT = re.compile(r"^SELECT\s+(?:DISTINCT\s+|REDUCED\s+)?(.*?)\bWHERE\s*\{", re.MULTILINE | re.DOTALL)
_COLUMN = re.compile(r"(?:\bAS\s+)?\?(\w+)|[()]", re.IGNORECASE)
LARGEST = 100_000
COLUMNS = "columns.yaml"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A typed parameter: ``type`` is text, integer, decimal, date, or a class of the ontology; ``choices`` restricts a text."""

    name: str
    type: str
    default: str | None
    explanation: str
    examples: tuple[str, ...]
    choices: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        """The variable's name in the query, without the question mark."""
        return f"{'__' if self.default is None else '_'}{self.name}{_SUFFIX.get(self.type, '_iri')}"

    @property
    def is_entity(self) -> bool:
        """Whether the value is a thing of the graph."""
        return self.type not in _SUFFIX


@dataclass(frozen=True, slots=True)
class Question:
    """A stored question, ready to be asked."""

    name: str
    title: str
    summary: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]
    words: tuple[str, ...]
    view: str
    asked: tuple[str, ...]
    empty: str
    text: str
    file: Path

    def parameter(self, name: str) -> Parameter:
        """The parameter of this name, or UnknownName with those there are."""
        for one in self.parameters:
            if one.name == name:
                return one
        raise UnknownName(f"parameter of {self.name}", name, [p.name for p in self.parameters])


def question_files(folder: Path | None = None) -> dict[str, Path]:
    """The catalogue as it lies in the folder: name -> file."""
    return {f.stem: f for f in sorted((folder or resources.folder("queries") / "questions").glob("*.rq"))}


def read_question(name: str, folder: Path | None = None) -> Question:
    """One question by name; only its own file is read, so that a broken neighbour does no harm."""
    files = question_files(folder)
    if name not in files:
        from kg.vocab import nearest
        raise UnknownName("question", name, nearest(name, files))
    return parse_question(files[name])


def read_questions(folder: Path | None = None) -> tuple[list[Question], list[QuestionError]]:
    """All questions that can be read, and the errors of those that cannot."""
    good, bad = [], []
    for file in question_files(folder).values():
        try:
            good.append(parse_question(file))
        except QuestionError as error:
            bad.append(error)
    return good, bad


def parse_question(file: Path) -> Question:
    """A question file with its head checked against its query."""
    text = _text(file)
    head = _head(file, text)
    needed = {"title", "summary"} - set(head)
    if needed:
        raise QuestionError(f"The head lacks {', '.join(sorted(needed))}.", where=file, line=1, remedy="Complete the #+ lines.")
    parameters = tuple(_parameter(file, p) for p in head.get("parameters") or ())
    _agree(file, text, parameters)
    columns = _columns(file, text, dict(head.get("columns") or {}))
    return Question(file.stem, str(head["title"]), " ".join(str(head["summary"]).split()), parameters, columns,
                    tuple(str(head.get("evidence") or "").split()), tuple(str(head.get("words") or "").split()), str(head.get("view", "table")), tuple(map(str, head.get("asked") or ())),
                    str(head.get("empty", "")), text, file)


def _columns(file: Path, text: str, own: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """The columns of the query in their order, each with what the head says of it, or what ``queries/columns.yaml`` says of it for all."""
    shown = projected(text)
    said = {**_shared_columns(file.parent.parent / COLUMNS), **own}
    odd = [name for name in own if name not in shown] or [name for name in shown if name not in said]
    if odd:
        raise QuestionError(f"The column {odd[0]} and the head's columns do not agree.", where=file, line=1, remedy="Explain each column once, in the head or in columns.yaml.")
    return tuple((name, str(said[name])) for name in shown)


@lru_cache(maxsize=8)
def _shared_columns(file: Path) -> Mapping[str, object]:
    return dict(parsed(file.read_text(encoding="utf-8"), file.name)) if file.is_file() else {}


def projected(text: str) -> list[str]:
    """The variables that a SELECT query gives out, in order: those that stand by themselves, and the name of each expression."""
    found = _SELECT.search("\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#")))
    names, depth = [], 0
    for piece in _COLUMN.finditer(found[1] if found else ""):
        depth += {"(": 1, ")": -1}.get(piece[0], 0)
        if piece[1] and (depth == 0 or piece[0][:2].upper() == "AS"):
            names.append(piece[1])
    return names


def head_of(text: str) -> str:
    """The YAML of a question's head: its lines that begin with ``#+``."""
    return "\n".join(line[3:] if line.startswith("#+ ") else "" for line in text.splitlines() if line.startswith("#+"))


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise QuestionError("This question is too long.", where=file)
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"This question cannot be read: {error}.", where=file) from error


def _head(file: Path, text: str) -> dict[str, Any]:
    try:
        head = parsed(head_of(text), file.stem)
    except ValueError as error:
        raise QuestionError(f"The head does not parse: {error}.", where=file, line=1, remedy="Mend the YAML after #+.") from error
    if not isinstance(head, dict):
        raise QuestionError("The question has no head.", where=file, line=1, remedy="Begin it with lines of the form #+ key: value.")
    return head


def _parameter(file: Path, entry: object) -> Parameter:
    if not isinstance(entry, dict) or not _NAME.fullmatch(str(entry.get("name", ""))) or "type" not in entry:
        raise QuestionError("A parameter needs a name (lower-case letters and digits) and a type.", where=file, line=1)
    default = entry.get("default")
    return Parameter(str(entry["name"]), str(entry["type"]), None if default is None else str(default), str(entry.get("explanation", "")),
                     tuple(map(str, entry.get("examples") or ())), tuple(map(str, entry.get("choices") or ())))


def _agree(file: Path, text: str, parameters: tuple[Parameter, ...]) -> None:
    body = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    used = {m[0][1:] for m in _VARIABLE.finditer(body)}
    declared = {p.variable for p in parameters}
    if used != declared:
        odd = sorted(used ^ declared)[0]
        raise QuestionError(f"The variable ?{odd} and the head's parameters do not agree.", where=file, line=1, remedy="Declare each parameter once, and use each.")
