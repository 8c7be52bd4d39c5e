"""Typed mentions: who and what a passage names, in which role.

The names come from the ontology by way of the lexicon. The role is told by grammar: "Serbian nationals" are a nationality, "Serbian
police" are an actor, "Serbian-Hungarian border" is a border, "from Serbia" is a place.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from kg import iri
from kg.extract.amounts import AmountGrammar
from kg.lexicon import Lexicon, Mention, fold
from kg.vocab import Ontology

PLACE, NATIONALITY, ACTOR, BORDER, UNCLEAR = "place", "nationality", "actor", "border", "unclear"

_PEOPLE = re.compile(r"(?:\s+(?:female|male|young|adult|irregular|smuggled|undocumented|unaccompanied))*\s+(?:nationals?|citizens?|migrants?|refugees?|famil(?:y|ies)|wom[ae]n|"
                     r"m[ae]n|children|child|minors?|asylum|smugglers?|facilitators?|drivers?|suspects?|traffickers?|origin|descent|nationality|people|persons?|boys?|girls?|youths?)\b")
_AUTHORITY = re.compile(r"\s+(?:state\s+|federal\s+|national\s+|border\s+|law\s+enforcement\s+|customs\s+|asylum\s+|judicial\s+)*(?:police|authorit|government|ministr|officer|guard|customs|army|"
                        r"armed|court|prosecut|law enforcement|coast ?guard|officials?|parliament|law\b|legislation|agenc|service)", re.IGNORECASE)
_GROUND = re.compile(r"\s+(?:side|territory|soil|coast|town|village|capital|city|port|section|part|island|interior|route|border(?!\s+(?:police|guard|author)))", re.IGNORECASE)
_BEFORE_PEOPLE = re.compile(r"\b(?P<who>nationals?|citizens?|residents?|natives|migrants|refugees|people|persons|individuals)\s+(?:of|from)\s+(?:[\w*-]+(?:,\s+|\s+and\s+|,\s+and\s+))*$", re.IGNORECASE)
_ON_THE_MOVE = re.compile(r"(?:,? (?!and\b|or\b)[a-z]+){0,2},? (?:to|into|towards?|onwards?|via|through|across|over|enter\w*|cross\w*|reach\w*|arriv\w*)\b", re.IGNORECASE)
_ANYBODY = ("migrants", "refugees", "people", "persons", "individuals")
_PAIR = re.compile(r"\s?[-–—/]\s?")
_BORDER = re.compile(r"\s+(?:land |state |common |sea |green )?(?:border|frontier)s?(?:\s+section)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """An individual named at ``[start, end)``; ``classes`` are those of the ontology it belongs to; ``role`` is one of the constants above."""

    start: int
    end: int
    text: str
    ref: str
    classes: frozenset[str]
    role: str

    @property
    def is_place(self) -> bool:
        """Whether it is named as a place one can be in, start from or reach."""
        return self.role == PLACE and "Place" in self.classes and "BorderSection" not in self.classes

    @property
    def is_country(self) -> bool:
        """Whether it is named as a country to be in."""
        return self.role == PLACE and "Country" in self.classes


@lru_cache(maxsize=64)
def lexicon_of(ontology: Ontology, *classes: str) -> Lexicon:
    """The names of the individuals of some classes; made once."""
    return Lexicon(ontology, classes)


@lru_cache(maxsize=16)
def _demonyms(ontology: Ontology) -> frozenset[str]:
    countries = (one for one in ontology.individuals.values() if "Country" in one.classes)
    return frozenset(fold(name).lower() for one in countries for name in ontology.values(one.iri, iri.term("demonym")))


def find_named(text: str, lexicon: Lexicon, ontology: Ontology) -> list[Named]:
    """What the lexicon knows by name in a text, with its role. A name that several individuals share is given only where one of them is a place."""
    found = list(lexicon.find(text))
    named: list[Named] = []
    for at, mention in enumerate(found):
        ref = _only(mention.refs, ontology)
        if ref:
            classes = ontology.individuals[ref].classes
            neighbours = (found[at - 1] if at else None, found[at + 1] if at + 1 < len(found) else None)
            named.append(Named(mention.start, mention.end, mention.name, ref, classes, _role(text, mention, classes, neighbours, ontology)))
    return sorted([*named, *_inside_routes(named, ontology)], key=lambda one: one.start)


def _inside_routes(named: list[Named], ontology: Ontology) -> Iterator[Named]:
    """The places in a route's name that words a way itself: "route from A to B"."""
    for route in named:
        if "Route" in route.classes and re.search(r"\bfrom\b", route.text):
            for one in find_named(route.text, lexicon_of(ontology, "Place"), ontology):
                yield replace(one, start=one.start + route.start, end=one.end + route.start)


def _only(refs: tuple[str, ...], ontology: Ontology) -> str:
    if len(refs) == 1:
        return refs[0]
    places = [ref for ref in refs if "Place" in ontology.individuals[ref].classes]
    return places[0] if len(places) == 1 else ""


def _role(text: str, mention: Mention, classes: frozenset[str], neighbours: tuple[Mention | None, Mention | None], ontology: Ontology) -> str:
    if "BorderSection" in classes:
        return BORDER
    if "Place" not in classes:
        return ACTOR if "Agent" in classes else UNCLEAR
    if "Country" not in classes:
        return PLACE
    after = text[mention.end:mention.end + 60]
    if _in_border_pair(text, mention, neighbours):
        return BORDER
    if fold(mention.name).lower() not in _demonyms(ontology):
        people = _BEFORE_PEOPLE.search(text[:mention.start][-120:])
        # "migrants from Serbia into Hungary" come from there, whoever they are
        is_start = people is not None and people["who"].lower() in _ANYBODY and _ON_THE_MOVE.match(after) is not None
        return NATIONALITY if people and not is_start else PLACE
    if _PEOPLE.match(after):
        return NATIONALITY
    if _AUTHORITY.match(after):
        return ACTOR
    if _GROUND.match(after):
        return PLACE
    return NATIONALITY if mention.name.endswith("s") else UNCLEAR


def _in_border_pair(text: str, mention: Mention, neighbours: tuple[Mention | None, Mention | None]) -> bool:
    """Whether the name is one half of "A-B border"."""
    before, after = neighbours
    if after and _PAIR.fullmatch(text[mention.end:after.start]):
        return _BORDER.match(text, after.end) is not None
    return before is not None and _PAIR.fullmatch(text[before.end:mention.start]) is not None and _BORDER.match(text, mention.end) is not None


def find_borders(text: str, named: list[Named], ontology: Ontology) -> Iterator[tuple[int, int, str]]:
    """Border sections as ``(start, end, reference)``: by name, as "A-B border", "border between A and B" or "border of A with B"."""
    for one in named:
        if "BorderSection" in one.classes:
            yield one.start, one.end, one.ref
    for left, right in itertools.pairwise(named):
        between, start, end = text[left.end:right.start], left.start, right.end
        if left.role == BORDER == right.role and _PAIR.fullmatch(between):
            tail = _BORDER.match(text, right.end)
            end = tail.end() if tail else end
        elif re.fullmatch(r"\s+and\s+", between) and (head := re.search(r"\bborder\s+between\s+(?:the\s+)?$", text[:left.start], re.IGNORECASE)):
            start = head.start()
        elif not (re.fullmatch(r"(?:'s|’s)?\s+border\s+with\s+(?:the\s+)?", between) and "Country" in left.classes):
            continue
        section = border_between(ontology, left.ref, right.ref)
        if section:
            yield start, end, section


@lru_cache(maxsize=16)
def _sections(ontology: Ontology) -> Mapping[frozenset[str], str]:
    return {frozenset(side.removeprefix(iri.ID) for side in ontology.values(one.iri, iri.term("betweenCountry"))): one.ref
            for one in ontology.individuals.values() if "BorderSection" in one.classes}


def border_between(ontology: Ontology, one: str, other: str) -> str:
    """The border section between two countries; empty if the ontology has none."""
    return _sections(ontology).get(frozenset((one, other)), "")


@lru_cache(maxsize=64)
def cue_words(ontology: Ontology, scheme: str) -> Mapping[str, str]:
    """Cue -> concept, over one vocabulary."""
    return {cue: ref for ref, cues in ontology.cues(scheme).items() for cue in cues}


@lru_cache(maxsize=16)
def amount_grammar(ontology: Ontology) -> AmountGrammar:
    """The grammar of sums, over the currencies and cues of approximation of the vocabularies."""
    currencies = {name: one.ref for one in ontology.individuals.values() if "Currency" in one.classes for name in one.names}
    forms = {ref: next((cue for cue in cues if "{" in cue), "") for ref, cues in ontology.cues("approximation").items()}
    spoken = {cue: forms[ref] for cue, ref in cue_words(ontology, "approximation").items() if "{" not in cue and forms[ref]}
    return AmountGrammar(currencies, spoken)
