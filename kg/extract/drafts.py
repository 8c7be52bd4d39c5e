"""Drafts made into claims: quoted, weighed for doubt and denial, and rid of whatever their words do not bear out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from kg import iri
from kg.extract.mentions import cue_words, lexicon_of
from kg.extract.sentences import Stretch, quote_of, without_stop
from kg.lexicon import names
from kg.model import Claim, Place, Quote, Raw
from kg.sources import Reading
from kg.vocab import Ontology

RULE = "basis/rule"
ELSEWHERE, WORDED_NEGATIVELY = "{elsewhere}", "{worded negatively}"
"""Cues, kept with the concepts, that stand for a position and not for words: the doubt or denial is not about this statement."""
_ACCORDING = re.compile(r"\baccording to(?: [^\s,.;:()]+){1,9}(?=[\s,.;:()]|$)", re.IGNORECASE)
_TENDENCY = ("hasModality", "hasPolarity")


@dataclass(slots=True)
class Draft:
    """A statement on its way to a claim. ``stretch`` will be its quote; ``core`` the words that make the statement, where doubt counts."""

    type: str
    stretch: Stretch
    core: Stretch
    confidence: float
    slots: dict[str, list[Raw]] = field(default_factory=dict)
    carried: dict[str, Quote] = field(default_factory=dict)
    negation: str = ""

    def put(self, slot: str, *values: Raw | None) -> None:
        """Add values to a slot, each once; None and empty text are left out."""
        held = self.slots.setdefault(slot, [])
        held += [value for value in dict.fromkeys(values) if value not in (None, "") and value not in held]


class Desk:
    """Makes claims of one reading."""

    def __init__(self, reading: Reading, ontology: Ontology) -> None:
        self.reading = reading
        self.ontology = ontology

    @cached_property
    def _lines(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.reading.document.raw)]

    @cached_property
    def _notes(self) -> Mapping[int, list[tuple[int, str]]]:
        """Footnotes by the passage they are anchored in: position of the mark, words of the note."""
        found: dict[int, list[tuple[int, str]]] = {}
        for passage in self.reading.document.passages:
            if passage.anchor:
                found.setdefault(passage.anchor[0], []).append((passage.anchor[1], passage.text.text))
        return found

    def claim(self, draft: Draft) -> Claim | None:
        """The draft as a claim; None where its words cannot be quoted or nothing but doubt is left of it."""
        stretch = without_stop(draft.stretch)
        quote = quote_of(self.reading.document, stretch)
        if quote is None:
            return None
        slots = {name: kept for name, values in draft.slots.items() if (kept := self._borne_out(name, values, quote, draft.carried))}
        if not slots:
            return None
        slots |= self._stance(draft, quote.words)
        carried = {name: words for name, words in draft.carried.items() if name in slots and words.words not in quote.words}
        return Claim(self.reading.source.slug, draft.type, slots, (quote,), carried, RULE, self._place(stretch), draft.confidence)

    def _place(self, stretch: Stretch) -> Place:
        spans = stretch.passage.text.raw_spans(stretch.start, stretch.end)
        return Place(self.reading.source.file, bisect_right(self._lines, spans[0].start - 1) + 1 if spans else 0)

    def _borne_out(self, name: str, values: Iterable[Raw], quote: Quote, carried: Mapping[str, Quote]) -> tuple[Raw, ...]:
        slot = self.ontology.slot(name)
        if not slot.is_object or slot.is_reading:
            return tuple(values)
        words = " | ".join([quote.words, *([carried[name].words] if name in carried else [])])
        return tuple(value for value in values if self._is_named(str(value), words))

    def _is_named(self, ref: str, words: str) -> bool:
        one = self.ontology.entity(ref)
        sides = self.ontology.values(one.iri, iri.term("betweenCountry"))
        return any(names(words, name) for name in one.names) or (bool(sides) and all(self._is_named(side.removeprefix(iri.ID), words) for side in sides))

    def _stance(self, draft: Draft, words: str) -> dict[str, tuple[Raw, ...]]:
        stance: dict[str, tuple[Raw, ...]] = {}
        for slot in _TENDENCY:
            scheme = slot.removeprefix("has").lower()
            if slot in draft.slots or not find_cues(words, self.ontology, scheme):
                continue
            cues = cue_words(self.ontology, scheme)
            mine = find_cues(draft.core.text, self.ontology, scheme)
            own = draft.negation if slot == "hasPolarity" and draft.negation else max(mine, key=len, default="")
            stance[slot] = (cues[own if mine else ELSEWHERE],)
        return stance

    def attribute(self, draft: Draft, sentence: Stretch) -> None:
        """Say where the source has the statement from: a short footnote without figures at the sentence, or "according to"."""
        notes = [words for at, words in self._notes.get(sentence.passage.number, ()) if sentence.start < at <= sentence.end + 1]
        short = [words.rstrip(". ") for words in notes if len(words.split()) <= 12 and not re.search(r"\d", words)]
        told = _ACCORDING.search(draft.stretch.text)
        if told:
            draft.put("attribution", told[0].strip())
        elif len(short) == 1:
            draft.put("attribution", short[0])
        bodies = {m.refs for m in lexicon_of(self.ontology, "Institution").find(" ".join([told[0]] if told else short))}
        if len(bodies) == 1 and len(refs := next(iter(bodies))) == 1:
            draft.put("reportedBy", refs[0])


@lru_cache(maxsize=64)
def _cue_pattern(ontology: Ontology, scheme: str) -> re.Pattern[str]:
    cues = sorted((cue for cue in cue_words(ontology, scheme) if "{" not in cue), key=len, reverse=True)
    return re.compile("|".join(rf"(?P<g{at}>{_spelled(cue)})" for at, cue in enumerate(cues)) or r"(?!)", re.IGNORECASE)


def _spelled(cue: str) -> str:
    """A cue as a pattern: whole words, "…" for up to eight words between."""
    body = r"(?:[\w'’-]+\s+){0,8}?".join(re.escape(part.strip()) + (r"\s+" if part.rstrip() != cue.rstrip() and not cue.endswith(part) else "") for part in cue.split("…"))
    return rf"(?<=\w){body}\b" if cue.startswith("n'") else rf"(?<![\w-]){body}(?![\w-])"


def find_cues(words: str, ontology: Ontology, scheme: str) -> list[str]:
    """The cues of a vocabulary that stand in the words, in order, as the vocabulary spells them."""
    return [cue for cue, _ in cue_places(words, ontology, scheme)]


def cue_places(words: str, ontology: Ontology, scheme: str) -> list[tuple[str, int]]:
    """The cues of a vocabulary in the words, with where each begins; the longest at each place."""
    cues = sorted((cue for cue in cue_words(ontology, scheme) if "{" not in cue), key=len, reverse=True)
    return [(cues[int(str(match.lastgroup)[1:])], match.start()) for match in _cue_pattern(ontology, scheme).finditer(words)]
