"""The index that questions in words are looked up in: names, questions, facts and passages of one view (``kg.asking.indexing``)."""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import BuildError

_AT_ONCE = 500
"""Values in one query: older builds of SQLite take 999."""


@dataclass(frozen=True, slots=True)
class NumberedFact:
    """A fact by its number in the index: its IRI, and its class."""

    id: int
    fact: str
    kind: str


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """A question for facts, with the weight of its words; ``is_open``: the facts seem to answer it, and do not."""

    weight: float
    negated: bool
    is_open: bool
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found, with what the search scored it (BM25, higher is nearer)."""

    text: str
    source: str
    title: str
    file: str
    start: int
    end: int
    kind: str
    heading: str
    marking: str
    score: float


class Index:
    """The index of one view, opened read only."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise BuildError("The build has no index for questions in words.", where=path, remedy="Run: kg build")
        self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[str, ...]]:
        return self._db.execute(query, values).fetchall()

    def names(self, keys: Sequence[str]) -> list[tuple[str, str, str, str, int, str]]:
        """(key, thing, label, name as written, rank, classes) of the names with these keys."""
        marks = ",".join("?" * len(keys))
        return [(k, t, lab, w, int(r), c) for k, t, lab, w, r, c in
                self._rows(f"SELECT key, name.thing, name.label, written, rank, classes FROM name JOIN thing USING (thing) WHERE key IN ({marks}) ORDER BY rank", list(keys))]

    def questions(self) -> list[tuple[str, str, str]]:
        """Name, title and form of every question."""
        return [(row[0], row[1], row[2]) for row in self._rows("SELECT name, title, form FROM question ORDER BY name")]

    def kept(self, name: str) -> str:
        """What the index keeps of the catalogue as a whole: *spread*, *speech* or *sureness*, as JSON."""
        return str(self._rows("SELECT value FROM kept WHERE name = ?", [name])[0][0])

    def knows(self, word: str) -> bool:
        """Whether a fact or a passage of the view has this word."""
        return bool(self._match("SELECT rowid FROM told WHERE told MATCH ? LIMIT ?", [word], 1) or self._match("SELECT rowid FROM said WHERE said MATCH ? LIMIT ?", [word], 1))

    def frequency(self, word: str) -> float:
        """The share of the view's facts that have this word in any of its forms."""
        count = self._rows("SELECT (SELECT COUNT(*) FROM told WHERE told MATCH ?), (SELECT COUNT(*) FROM fact)", [f'"{word}"'])[0]
        return float(count[0]) / max(1.0, float(count[1]))

    def facts_with(self, word: str, keys: Iterable[str]) -> set[str]:
        """The facts that have a word in any of its forms, or that answer a question with one of its keys."""
        asked = {asking for askings in self.asked(keys).values() for asking in askings}
        told = {row[0] for row in self._rows("SELECT fact FROM told JOIN fact ON fact.id = told.rowid WHERE told MATCH ?", [f'"{word}"'])}
        return told | {row[0] for row in self._among("SELECT fact.fact FROM asking JOIN asks ON asks.asking = asking.id JOIN fact ON fact.id = asks.fact WHERE NOT asking.open AND asking.id IN ({})", asked)}

    def every_key(self) -> list[str]:
        """The keys of all names of things with a name of their own, for spelling slips."""
        return [row[0] for row in self._rows("SELECT DISTINCT key FROM name JOIN thing USING (thing) WHERE ' ' || classes || ' ' LIKE '% Entity %'")]

    def parts(self, thing: str) -> set[str]:
        """The thing and all that lies within it."""
        return {thing, *(row[0] for row in self._rows("SELECT thing FROM within WHERE whole = ?", [thing]))}

    def facts_naming(self, things: Iterable[str]) -> set[str]:
        """The facts that name one of the things in any slot."""
        return {row[0] for row in self._among("SELECT fact FROM names JOIN fact USING (id) WHERE thing IN ({})", things)}

    def breadth(self, thing: str) -> float:
        """The share of the view's facts that name a thing or anything within it."""
        return len(self.facts_naming(self.parts(thing))) / max(1, int(self._rows("SELECT COUNT(*) FROM fact")[0][0]))

    def share(self, thing: str) -> float:
        """The share of the view's facts that name a thing."""
        counts = self._db.execute("SELECT (SELECT facts FROM thing WHERE thing = ?), (SELECT COUNT(*) FROM fact)", [thing]).fetchone()
        return float(counts[0] or 0) / max(1, int(counts[1]))

    def facts(self, words: Sequence[str], limit: int) -> list[tuple[NumberedFact, float]]:
        """The facts whose words come nearest, best first (BM25)."""
        found = self._match("SELECT id, fact, class, -bm25(told) FROM told JOIN fact ON fact.id = told.rowid WHERE told MATCH ? ORDER BY bm25(told), id LIMIT ?", words, limit)
        return [(NumberedFact(int(r[0]), r[1], r[2]), float(r[3])) for r in found]

    def asked(self, keys: Iterable[str]) -> dict[str, array[int]]:
        """For each key that some question of a fact has: the numbers of those questions."""
        wanted = sorted(keys)
        found = {}
        for key, askings in self._db.execute(f"SELECT key, askings FROM asked WHERE key IN ({','.join('?' * len(wanted))})", wanted):
            found[key] = array("I")
            found[key].frombytes(askings)
        return found

    def askings(self, numbers: Iterable[int]) -> dict[int, AskedBefore]:
        """The questions with these numbers."""
        return {int(r[0]): AskedBefore(float(r[1]), bool(r[2]), bool(r[3]), tuple(map(int, r[4].split())))
                for r in self._among("SELECT id, weight, negated, open, facts FROM asking WHERE id IN ({})", numbers)}

    def asked_of(self, facts: Iterable[int]) -> dict[int, list[str]]:
        """Number of a fact -> the questions that it answers."""
        found: dict[int, list[str]] = defaultdict(list)
        for fact, text in self._among("SELECT asks.fact, text FROM asking JOIN asks ON asks.asking = asking.id WHERE NOT open AND asks.fact IN ({}) ORDER BY asking.id", facts):
            found[int(fact)].append(text)
        return found

    @property
    def size_asked(self) -> int:
        """How many questions of facts there are."""
        return int(self._rows("SELECT COUNT(*) FROM asking")[0][0])

    def numbered(self, numbers: Iterable[int]) -> dict[int, NumberedFact]:
        """The facts with these numbers."""
        return {int(r[0]): NumberedFact(int(r[0]), r[1], r[2]) for r in self._among("SELECT id, fact, class FROM fact WHERE id IN ({})", numbers)}

    def texts(self, facts: Sequence[str]) -> dict[str, str]:
        """Each fact's kind, label, quote and the names it gives, as one text."""
        names = "(SELECT group_concat(thing.label, ' ') FROM names JOIN thing USING (thing) WHERE names.id = fact.id)"
        return {fact: " ".join(filter(None, texts)) for fact, *texts in self._among(f"SELECT fact, kind, fact.label, quote, {names} FROM fact WHERE fact IN ({{}})", facts)}

    def passages(self, words: Sequence[str], limit: int) -> list[Found]:
        """The passages whose words come nearest, best first (BM25)."""
        found = self._match("SELECT passage.text, source, title, file, start, end, kind, heading, marking, -bm25(said) FROM said JOIN passage ON passage.id = said.rowid WHERE said MATCH ? ORDER BY bm25(said), passage.id LIMIT ?", words, limit)
        return [Found(r[0], r[1], r[2], r[3], int(r[4]), int(r[5]), r[6], r[7], r[8], float(r[9])) for r in found]

    def _among(self, query: str, values: Iterable[object]) -> Iterator[tuple[str, ...]]:
        """The rows of a query with ``IN ({})``, asked of so many values at a time."""
        every = list(values)
        for start in range(0, len(every), _AT_ONCE):
            part = every[start:start + _AT_ONCE]
            yield from self._rows(query.format(",".join("?" * len(part))), part)

    def _match(self, query: str, words: Sequence[str], limit: int) -> list[tuple[str, ...]]:
        wanted = " OR ".join(f'"{word}"' for word in words)
        return self._rows(query, [wanted, limit]) if wanted else []
