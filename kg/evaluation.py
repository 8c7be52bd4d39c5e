"""How much of a hand-read list of facts the claims hold: recall by type.

A fact is found when the claims about one thing in the same document, standing within SLACK characters of its words, together name all
figures that stand in its object, qualifiers and quote, and at least SHARE of the content words of its subject, object and qualifiers.
A high score is necessary, not sufficient: precision is judged by reading. Where facts carry ``judged`` (true or false, with a claim's
id), precision by type is reported too.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import FaultError
from kg.lexicon import fold
from kg.text.numbers import numbers

SLACK, SHARE = 240, 0.5
_STOP = frozenset(["the", "a", "an", "of", "to", "in", "on", "for", "by", "and", "or", "with", "from", "at", "as", "is", "are", "be", "was", "were", "per", "that", "this", "which", "who", "not", "no", "its", "their", "his", "her", "via", "into"])
_ENDINGS = ("ization", "isation", "ations", "ation", "ings", "ing", "ies", "ians", "ian", "ers", "ed", "es", "s", "n")
_UNSCORED = {"note", "explicit", "source", "hedge"}
Spans = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Score:
    """Found and asked, by type; and the facts missed."""

    found: Mapping[str, int]
    asked: Mapping[str, int]
    missed: tuple[Mapping[str, Any], ...]


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON Lines file. Raises FaultError with the line."""
    records = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FaultError(f"This file cannot be read: {error}.", where=path) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                records.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise FaultError(f"This line is not JSON: {error.msg}.", where=path, line=number, remedy="One JSON object a line.") from error
    return records


def evaluate(claims: Iterable[Mapping[str, Any]], facts: Iterable[Mapping[str, Any]]) -> Score:
    """Score claim records (as ``kg claims`` prints them) against facts."""
    near = _neighbourhoods(claims)
    found: dict[str, int] = defaultdict(int)
    asked: dict[str, int] = defaultdict(int)
    missed = []
    for fact in facts:
        asked[str(fact["type"])] += 1
        if _is_found(fact, near.get(str(fact["doc"]), [])):
            found[str(fact["type"])] += 1
        else:
            missed.append(fact)
    return Score(dict(found), dict(asked), tuple(missed))


@dataclass(frozen=True, slots=True)
class _Near:
    spans: Spans
    words: frozenset[str]
    figures: frozenset[Any]


def _neighbourhoods(claims: Iterable[Mapping[str, Any]]) -> dict[str, list[_Near]]:
    by_thing: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for claim in claims:
        if claim.get("status") == "accepted":
            by_thing[(str(claim["document"]), str((claim.get("subject") or {}).get("iri", claim["id"])))].append(claim)
    found: dict[str, list[_Near]] = defaultdict(list)
    for (document, _), group in by_thing.items():
        for claim in group:
            texts = [t for other in group if _overlap(other["spans"], claim["spans"]) for t in _texts([other[k] for k in ("type", "subject", "predicate", "object", "qualifiers")])]
            found[document].append(_Near(claim["spans"], frozenset(w for t in texts for w in _words(t)), frozenset(n for t in texts for n in numbers(t))))
    return found


def _is_found(fact: Mapping[str, Any], near: Iterable[_Near]) -> bool:
    kept = [v for k, v in (fact.get("qualifiers") or {}).items() if k not in _UNSCORED]
    texts = _texts([fact.get("subject"), fact.get("object"), kept])
    figures = {n for t in texts for n in numbers(t)} & numbers(str(fact["quote"]))
    words = {w for t in texts for w in _words(t)}
    spans = [[int(fact["start"]), int(fact["end"])]]
    return any(_overlap(one.spans, spans) and figures <= one.figures and len(words & one.words) >= SHARE * len(words) for one in near)


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [t for v in value.values() for t in _texts(v)]
    if isinstance(value, list | tuple):
        return [t for v in value for t in _texts(v)]
    return [] if value is None else [str(value)]


def _words(text: str) -> set[str]:
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", text)
    return {_stem(w) for w in re.findall(r"[a-z0-9]+", fold(spaced).lower()) if w not in _STOP and not w.isdigit()}


def _stem(word: str) -> str:
    return next((word[:-len(end)] for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= 4), word)


def _overlap(spans: Spans, others: Spans) -> bool:
    return any(a - SLACK < d and c < b + SLACK for a, b in spans for c, d in others)
