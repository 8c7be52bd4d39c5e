"""``seeds/asked/<source>.tsv``: in what words people may ask for a fact, where these are other words than the document's.

Each line holds the last part of a fact's IRI and a question that the fact answers. The questions only help to find the fact: they are
kept in the index of a view that holds it, and are never shown as something that a source says. Expanding what is searched by
the questions it answers: Nogueira et al., Document Expansion by Query Prediction, 2019.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg import iri
from kg.asking.words import read_speech
from kg.errors import ClaimError
from kg.model import Finding

_LARGEST, _LONGEST = 8 * 1024 * 1024, 300


@dataclass(frozen=True, slots=True)
class Asking:
    """A question that a fact answers, and the line it stands in."""

    fact: str
    question: str
    place: str


def read_askings(folder: Path) -> list[Asking]:
    """All questions of a folder, in file order; none where there is no folder. Raises ClaimError with file and line."""
    return [asking for file in sorted(folder.glob("*.tsv")) for asking in _read(file)]


@dataclass(frozen=True, slots=True)
class Worded:
    """A question that a fact answers, with the keys of each of its words, and whether it asks for what is not."""

    question: str
    words: tuple[frozenset[str], ...]
    negated: bool


def by_fact(askings: Collection[Asking]) -> Mapping[str, list[Worded]]:
    """Fact -> the questions that ask for it."""
    speech = read_speech()
    found: dict[str, list[Worded]] = defaultdict(list)
    for asking in askings:
        found[asking.fact].append(Worded(asking.question, tuple(word.keys for word in speech.words(asking.question) if word.keys), speech.negates(asking.question)))
    return found


def orphans(askings: Collection[Asking], facts: Collection[str]) -> list[Finding]:
    """One warning for each file with questions for facts that there are not, as after a claim was changed."""
    lost: dict[str, list[Asking]] = defaultdict(list)
    for asking in askings:
        if asking.fact not in facts:
            lost[asking.place.rpartition(":")[0]].append(asking)
    return [Finding("asked", "warning", f"{len(some)} question(s) ask for facts that there are not.", some[0].place, some[0].fact, "Give them the new name of the fact, or take them out.")
            for some in lost.values()]


def _read(file: Path) -> Iterator[Asking]:
    try:
        if file.stat().st_size > _LARGEST:
            raise ClaimError("This file of questions is too large.", where=file)
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ClaimError(f"This file of questions cannot be read: {error}.", where=file) from error
    for number, line in enumerate(lines, 1):
        name, tab, question = line.partition("\t")
        if not tab or not name.isalnum() or not question.strip() or "\t" in question or len(question) > _LONGEST:
            raise ClaimError("This line is not a fact's name, a tab and a question.", where=file, line=number, remedy="Write the last part of the fact's IRI, a tab, and one question.")
        yield Asking(f"{iri.BASE}fact/{file.stem}/{name}", question.strip(), f"{file}:{number}")
