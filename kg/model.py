"""Frozen values that pass between the rooms. Offsets are half-open and count Unicode code points of the original file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of a source's original text, in Unicode code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was written: a file and a line (1-based)."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Source:
    """One document with its entry in the register."""

    slug: str
    file: str
    title: str
    publishers: tuple[str, ...]
    issued: str
    language: str
    kind: str
    markings: tuple[str, ...]
    sha256: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that must stand in the source once; ``prefix`` are the words just before them where they stand twice."""

    words: str
    prefix: str = ""


# A slot's value as written in a claims file: a reference "kind/slug", a text, a number, a truth value or a date.
Raw = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Claim:
    """One reading of one source, before the gate. Slot names are terms of ``ontology/context.jsonld``."""

    source: str
    type: str
    slots: Mapping[str, tuple[Raw, ...]]
    quotes: tuple[Quote, ...]
    carried: Mapping[str, Quote]
    basis: str
    place: Place
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check found. Severity is one of error, warning, info."""

    rule: str
    severity: str
    message: str
    where: str = ""
    focus: str = ""
    remedy: str = ""
