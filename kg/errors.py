"""The one tree of errors. Each says what is wrong, where (file:line) and what to do about it.

    KgError
    ├── UsageError          the caller asked for something that does not exist or cannot be (exit code 2)
    │   ├── UnknownName     a question, parameter, value, audience or term nobody knows; carries the nearest
    │   ├── BadQuery        SPARQL that does not parse, or that is not read-only
    │   └── MissingExtra    a library is wanted that comes with an extra of the package, and is not installed
    └── FaultError          what was given is wrong (exit code 1)
        ├── SourceError     a document or its entry in the register
        ├── ClaimError      a claims file or one claim in it
        ├── OntologyError   an ontology, shapes or context file
        ├── QuestionError   a stored question's file
        ├── BuildError      the build could not be made, or is missing
        └── RefusedError    input refused for safety: size, depth, time, remote reference
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class KgError(Exception):
    """What is wrong, where, and the remedy. ``str()`` gives one line a person can act on."""

    exit_code = 1

    def __init__(self, what: str, *, where: str | Path | None = None, line: int | None = None, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = str(where) if where is not None else ""
        self.line = line
        self.remedy = remedy

    @property
    def place(self) -> str:
        """``file:line``, ``file`` or nothing."""
        return f"{self.where}:{self.line}" if self.where and self.line else self.where

    def __str__(self) -> str:
        head = f"{self.place}: {self.what}" if self.place else self.what
        return f"{head} {self.remedy}".rstrip()


class UsageError(KgError):
    """The caller asked for something that does not exist or cannot be."""

    exit_code = 2


class UnknownName(UsageError):
    """A name nobody knows; ``nearest`` lists names that come close, best first."""

    def __init__(self, kind: str, name: str, nearest: Iterable[str] = (), *, where: str | None = None) -> None:
        self.kind, self.name, self.nearest = kind, name, tuple(nearest)
        remedy = f"Nearest: {', '.join(self.nearest)}." if self.nearest else ""
        super().__init__(f"There is no {kind} {name!r}.", where=where, remedy=remedy)


class BadQuery(UsageError):
    """SPARQL that does not parse, or that would change or reach out of the graph."""


class MissingExtra(UsageError):
    """A library is wanted that comes with an extra of the package, and is not installed."""

    def __init__(self, library: str, extra: str) -> None:
        self.library, self.extra = library, extra
        super().__init__(f"This needs {library}, which is not installed.", remedy=f"Run: pip install 'smuggling-kg[{extra}]'")


class FaultError(KgError):
    """Something that was given is wrong."""


class SourceError(FaultError):
    """A document or its entry in the register."""


class ClaimError(FaultError):
    """A claims file, or one claim in it."""


class OntologyError(FaultError):
    """An ontology, shapes or context file."""


class QuestionError(FaultError):
    """A stored question's file."""


class BuildError(FaultError):
    """The build could not be made, or there is none."""


class RefusedError(FaultError):
    """Input refused for safety: its size, depth, run time or a remote reference."""
