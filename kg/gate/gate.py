"""The gate: decides whether a claim, hand-read or proposed, may become a fact.

1. every quote stands in its source once, word for word after the stated normalisation (kg.text.fold_quote);
2. every number slot is a number of the quote, every date is readable in it;
3. every entity slot is named in the quote, or carried with a quote of its own that names it;
4. a negation or modality cue in the quote is decided on by the claim;
5. type, slots and values are terms of the ontology.
Shapes are checked later, on the graph. All reasons are reported, not the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from kg import iri
from kg.errors import UnknownName
from kg.gate.figures import check_figures, check_verbatim, fits
from kg.gate.rulings import Evidence, Ruling, supporting_words
from kg.lexicon import names
from kg.model import Claim, Quote, Raw
from kg.sources import Reading
from kg.text import find_quote, fold_quote, nearest_passage
from kg.vocab import Ontology, Slot

_XSD = iri.PREFIXES["xsd"]


class Gate:
    """The gate over one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self._found: dict[tuple[str, Quote], Evidence | str] = {}
        self._texts: dict[str, str] = {}

    @cached_property
    def _cues(self) -> dict[str, re.Pattern[str]]:
        slots = {"hasPolarity": "polarity", "hasModality": "modality"}
        return {slot: _cue_pattern(cue for cues in self.ontology.cues(scheme).values() for cue in cues) for slot, scheme in slots.items()}

    def rule(self, claim: Claim, reading: Reading) -> Ruling:
        """Decide on one claim against its source."""
        reasons = list(self._vocabulary(claim))
        evidence: list[Evidence] = []
        for slot, quote in [("", q) for q in claim.quotes] + list(claim.carried.items()):
            found = self._ground(reading, quote)
            if isinstance(found, Evidence):
                evidence.append(replace(found, slot=slot))
            else:
                reasons.append(found)
        if not reasons:
            reasons += [*self._entities(claim, evidence), *check_figures(self.ontology, claim, evidence), *check_verbatim(claim, evidence), *self._attributed(claim, reading), *self._stance(claim, evidence)]
        return Ruling(claim, self.mint(claim), tuple(evidence), tuple(reasons))

    def _ground(self, reading: Reading, quote: Quote) -> Evidence | str:
        """The quote's place, or why it has none; many claims share a quote, so it is looked for once."""
        key = (reading.source.slug, quote)
        if key not in self._found:
            self._found[key] = _ground(reading, quote)
        return self._found[key]

    def _attributed(self, claim: Claim, reading: Reading) -> Iterator[str]:
        """An attribution may come from a footnote or a heading, so it is looked for in the whole source."""
        for value in map(str, claim.slots.get("attribution", ())):
            slug = reading.source.slug
            if slug not in self._texts:
                self._texts[slug] = fold_quote(" ".join(p.text.text for p in reading.document.passages)).casefold()
            parts = [fold_quote(p).casefold() for p in re.split(r"\s*;\s*", value) if p]
            yield from (f"attribution {part!r} is not in the source." for part in parts if part not in self._texts[slug])

    def mint(self, claim: Claim) -> str:
        """The fact's IRI: over its type, its first quote and the slots that name its subject and object."""
        kind = self.ontology.kinds.get(claim.type)
        keys = (*kind.subjects, *kind.objects) if kind else ()
        raw = [str(v) for key in dict.fromkeys(keys) for v in claim.slots.get(key, ())]
        return iri.fact(claim.source, [claim.type, fold_quote(claim.quotes[0].words), *raw])

    def _vocabulary(self, claim: Claim) -> Iterator[str]:
        if not self.ontology.is_fact(claim.type):
            yield str(_unknown("class of facts", claim.type, [k for k in self.ontology.kinds if self.ontology.is_fact(k)]))
        for name, values in claim.slots.items():
            slot = self.ontology.slots.get(name)
            if slot is None:
                yield str(_unknown("slot", name, self.ontology.slots))
                continue
            yield from (reason for value in values for reason in self._value(slot, value))
        yield from (f"The carried slot {name!r} is not among the claim's slots." for name in claim.carried if name not in claim.slots)

    def _value(self, slot: Slot, value: Raw) -> Iterator[str]:
        if slot.is_object:
            one = self.ontology.individuals.get(str(value))
            if one is None:
                yield str(_unknown(f"individual for {slot.name}", str(value), self.ontology.individuals))
            elif slot.range and iri.local_name(slot.range) not in one.classes:
                yield f"{slot.name} takes a {iri.local_name(slot.range)}, and {value} is none."
        elif not fits(slot.range, value):
            yield f"{slot.name} takes a {slot.range.removeprefix(_XSD)}, not {value!r}."

    def _entities(self, claim: Claim, evidence: list[Evidence]) -> Iterator[str]:
        for name, values in claim.slots.items():
            slot = self.ontology.slots[name]
            if not slot.is_object or slot.is_reading:
                continue
            words = supporting_words(evidence, name)
            yield from (f"{name} {value} is not named in the quote; carry it with a quote that names it." for value in values if not self._is_named(str(value), words))

    def _is_named(self, ref: str, words: str) -> bool:
        one = self.ontology.entity(ref)
        if any(names(words, name) for name in one.names):
            return True
        sides = self.ontology.values(one.iri, iri.term("betweenCountry"))
        return bool(sides) and all(self._is_named(side.removeprefix(iri.ID), words) for side in sides)

    def _stance(self, claim: Claim, evidence: list[Evidence]) -> Iterator[str]:
        words = " ".join(e.words for e in evidence if not e.slot)
        for slot, cues in self._cues.items():
            seen = None if slot in claim.slots else cues.search(words)
            if seen:
                yield f"The quote says {seen[0]!r} and the claim does not decide on it; set {slot}."
        if "polarity/denied" in claim.slots.get("hasPolarity", ()) and not self._cues["hasPolarity"].search(words):
            yield "The claim is denied, and its quote holds no negation."


def _unknown(kind: str, name: str, among: Iterable[str]) -> UnknownName:
    from kg.vocab import nearest
    return UnknownName(kind, name, nearest(name, among))


def _cue_pattern(cues: Iterable[str]) -> re.Pattern[str]:
    """Any of the cues as whole words; a cue that begins with an apostrophe's letter ("n't") is the tail of a word."""
    tails: list[str] = []
    whole: list[str] = []
    for cue in sorted(cues, key=len, reverse=True):
        (tails if cue.startswith("n'") else whole).append(re.escape(cue))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(whole)})(?![\w-])" + (rf"|\w(?:{'|'.join(tails)})\b" if tails else ""))


def _ground(reading: Reading, quote: Quote) -> Evidence | str:
    matches = find_quote(reading.document, quote.words, quote.prefix)
    if len(matches) == 1:
        one = matches[0]
        return Evidence(reading.document.passages[one.passage].text.text[one.start:one.end], one.passage, one.spans)
    if matches:
        return f"The quote stands {len(matches)} times in the source; lengthen it or give the words before it as prefix: {quote.words!r}."
    near = nearest_passage(reading.document, quote.words)
    hint = f" Nearest passage: {near[0].text.text[:300]!r}." if near and near[1] > 60 else ""
    return f"The quote is not in the source: {quote.words!r}.{hint}"


