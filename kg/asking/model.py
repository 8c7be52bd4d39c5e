"""A language model that may be plugged into ``kg ask``. None comes with this package, and none is asked unless the caller names one.

A model gets the question as it was asked, the titles of stored questions with the names and types of their parameters, and the vocabulary of
the view (classes, properties, definitions). No fact, no quote, no name of a thing is ever given to it, and nothing it returns is
believed: its choice must be among what it was offered, and its SPARQL is checked before it runs (``kg.asking.checked``).
"""

from __future__ import annotations

import json
import os
import selectors
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from time import monotonic
from typing import IO, Any, Protocol

from kg.errors import FaultError, RefusedError, UsageError

SECONDS = 60.0
_LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Offer:
    """A stored question that a model may choose: its name, its title, and its parameters (name -> type)."""

    name: str
    title: str
    parameters: Mapping[str, str]


class Model(Protocol):
    """What can be plugged in."""

    def choose(self, question: str, offers: Sequence[Offer]) -> int | None:
        """Which offer asks what the question asks, counted from 0; None where none does."""

    def write(self, question: str, vocabulary: str) -> str | None:
        """A SPARQL query that asks what the question asks, over the vocabulary; None where it cannot be asked."""


def choose(model: Model, question: str, offers: Sequence[Offer]) -> int | None:
    """The choice of a model. Raises FaultError where it is none of the offers."""
    chosen = model.choose(question, offers) if offers else None
    if chosen is not None and (isinstance(chosen, bool) or not isinstance(chosen, int) or not 0 <= chosen < len(offers)):
        raise FaultError(f"The model chose {chosen!r}, which was not offered.", remedy=f"It must choose a number from 0 to {len(offers) - 1}, or null.")
    return chosen


class Program:
    """A program as a model: it reads one JSON object from standard input and prints one to standard output.

    ``{"task": "choose", "question": ..., "choices": [{"name": ..., "title": ..., "parameters": {name: type}}]}`` -> ``{"choice": 0}`` or null;
    ``{"task": "write", "question": ..., "vocabulary": ...}`` -> ``{"sparql": "SELECT ..."}`` or null. What it prints to standard error is left as it is.
    """

    def __init__(self, command: str, seconds: float = SECONDS) -> None:
        try:
            self._command = shlex.split(command)
        except ValueError as error:
            raise UsageError(f"The model's program cannot be read: {error}.", remedy="Close the quotation.") from error
        if not self._command or not shutil.which(self._command[0]):
            raise UsageError(f"There is no program {(self._command or [''])[0]!r} to ask as a model.", remedy="Name one that can be run: --model './my-model --fast'")
        self._seconds = seconds

    def choose(self, question: str, offers: Sequence[Offer]) -> int | None:
        """The program's ``choice``."""
        chosen = self._asked({"task": "choose", "question": question, "choices": [asdict(offer) for offer in offers]}, "choice")
        if chosen is not None and (isinstance(chosen, bool) or not isinstance(chosen, int)):
            raise FaultError(f"The model chose {json.dumps(chosen)[:80]}, which was not offered.", remedy="It must print a whole number or null.")
        return chosen

    def write(self, question: str, vocabulary: str) -> str | None:
        """The program's ``sparql``."""
        written = self._asked({"task": "write", "question": question, "vocabulary": vocabulary}, "sparql")
        if written is not None and not isinstance(written, str):
            raise FaultError("The model's program gave no text as sparql.", remedy='It must print {"sparql": "..."} or {"sparql": null}.')
        return written

    def _asked(self, task: Mapping[str, object], key: str) -> Any:
        printed = self._run(json.dumps(task, ensure_ascii=False).encode())
        try:
            answer = json.loads(printed)
        except (ValueError, RecursionError) as error:
            raise FaultError("The model's program printed no JSON.", where=self._command[0], remedy=f'It must print one object: {{"{key}": ...}}') from error
        if not isinstance(answer, dict) or key not in answer:
            raise FaultError(f"The model's program printed no object with {key!r}.", where=self._command[0], remedy=f'It must print: {{"{key}": ...}}')
        return answer[key]

    def _run(self, given: bytes) -> bytes:
        """What the program prints. It is killed with all it started when its time is over, or when it prints too much."""
        with tempfile.TemporaryFile() as standard_input:
            standard_input.write(given)
            standard_input.seek(0)
            try:
                process = subprocess.Popen(self._command, stdin=standard_input, stdout=subprocess.PIPE, start_new_session=True)
            except OSError as error:
                raise UsageError(f"The model's program cannot be run: {error.strerror}.", where=self._command[0]) from error
        try:
            end = monotonic() + self._seconds
            printed = self._printed(process.stdout, end) if process.stdout else b""
            code = process.wait(max(0.1, end - monotonic()))
        except subprocess.TimeoutExpired as error:
            raise self._late() from error
        finally:
            _end(process)
        if code:
            raise FaultError(f"The model's program failed (exit code {code}).", where=self._command[0], remedy="Run it by itself to see why.")
        return printed

    def _printed(self, output: IO[bytes], end: float) -> bytes:
        printed = b""
        with selectors.DefaultSelector() as waiting:
            waiting.register(output, selectors.EVENT_READ)
            while len(printed) <= _LARGEST:
                if not waiting.select(max(0.0, end - monotonic())):
                    raise self._late()
                piece = os.read(output.fileno(), 1 << 16)
                if not piece:
                    return printed
                printed += piece
        raise RefusedError(f"The model's program printed more than {_LARGEST} bytes.", where=self._command[0])

    def _late(self) -> RefusedError:
        return RefusedError(f"The model's program did not answer within {self._seconds:g} seconds, and was stopped.", where=self._command[0])


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()
