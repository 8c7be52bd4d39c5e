"""``seeds/asked``: in what words people may ask for facts, where these are other words than the documents'.

Each line of ``<source>.tsv`` holds the names of facts (the last parts of their IRIs, blanks between them) and a question that they answer
together. ``<source>.open.tsv`` holds questions that facts seem to answer and leave open: the sum, the name, the year that is not told.
The questions only help to find facts, and to know when none answers: they are kept in the index of a view that holds the facts, and
are never shown as something that a source says. Expanding what is searched by the questions it answers: Nogueira et al., Document
Expansion by Query Prediction, 2019; training on questions that are not answered: Rajpurkar et al., Know What You Don't Know, 2018.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import iri
from kg.asking.words import read_speech
from kg.errors import ClaimError
from kg.model import Finding

_LARGEST, _LONGEST = 8 * 1024 * 1024, 300
_OPEN = ".open"


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, the facts that answer it or (``is_open``) seem to, and the line it stands in."""

    facts: tuple[str, ...]
    question: str
    place: str
    is_open: bool = False


def read_askings(folder: Path) -> list[Asking]:
    """All questions of a folder, in file order; none where there is no folder. Raises ClaimError with file and line."""
    return [asking for file in sorted(folder.glob("*.tsv")) for asking in _read(file)]


@dataclass(frozen=True, slots=True)
class Worded:
    """A question for facts, with the keys of each of its words, and whether it asks for what is not."""

    asking: Asking
    words: tuple[frozenset[str], ...]
    negated: bool


def worded(askings: Iterable[Asking]) -> list[Worded]:
    """The questions taken apart."""
    speech = read_speech()
    found = []
    for asking in askings:
        words = speech.words(asking.question)
        found.append(Worded(asking, tuple(speech.matter(words)), speech.negates(words)))
    return found


def orphans(askings: Iterable[Asking], facts: Collection[str]) -> list[Finding]:
    """One warning for each file with questions for facts that there are not, as after a claim was changed."""
    lost: dict[str, list[Asking]] = defaultdict(list)
    for asking in askings:
        if not all(fact in facts for fact in asking.facts):
            lost[asking.place.rpartition(":")[0]].append(asking)
    return [Finding("asked", "warning", f"{len(some)} question(s) ask for facts that there are not.", some[0].place, next(fact for fact in some[0].facts if fact not in facts),
                    "Give them the new name of the fact, or take them out.") for some in lost.values()]


def _read(file: Path) -> Iterator[Asking]:
    try:
        if file.stat().st_size > _LARGEST:
            raise ClaimError("This file of questions is too large.", where=file)
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ClaimError(f"This file of questions cannot be read: {error}.", where=file) from error
    source = file.stem.removesuffix(_OPEN)
    for number, line in enumerate(lines, 1):
        names, tab, question = line.partition("\t")
        facts = names.split(" ")
        if not tab or not all(name.isalnum() for name in facts) or not question.strip() or "\t" in question or len(question) > _LONGEST:
            raise ClaimError("This line is not names of facts, a tab and a question.", where=file, line=number,
                             remedy="Write the last parts of the facts' IRIs with blanks between them, a tab, and one question.")
        yield Asking(tuple(f"{iri.BASE}fact/{source}/{name}" for name in facts), question.strip(), f"{file}:{number}", file.stem.endswith(_OPEN))
