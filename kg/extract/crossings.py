"""Where countries are entered and left, and places that serve as hubs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.asking import transports
from kg.extract.drafts import Desk, Draft, cue_places
from kg.extract.mentions import Named, cue_words, lexicon_of
from kg.extract.scenes import Scene, scenes, topic
from kg.extract.sentences import Stretch, clause_of, widened
from kg.extract.ways import PLACES
from kg.lexicon import Lexicon
from kg.model import Claim, Quote
from kg.sources import Reading
from kg.vocab import Ontology

_P = r"[\uE000-\uF8FF]"
# Frames over sentences whose places are single characters. "own" is the country entered or left, "list" its neighbours and places.
_ENTRY_POINTS = re.compile(rf"\b(?:entry|entrance) points?\b(?: (?:to|into|for|of|in) (?:the )?(?P<own>{_P}))?[^.;]{{0,60}}?\b(?:are|is|remain|include|lie|on|at|along|from)\b(?P<list>[^.;]*)", re.IGNORECASE)
_EXIT_POINTS = re.compile(rf"\bexit (?:points?|areas?)\b(?: (?:from|out of|of|in) (?:the )?(?P<own>{_P}))?[^.;]{{0,60}}?\b(?:are|is|remain|include|lie|on|at|along)\b(?P<list>[^.;]*)", re.IGNORECASE)
_WHEN_ENTERING = re.compile(rf"(?P<list>(?:\b(?:such as|including|in|at|near|through|and|,) )?(?:the )?(?:{PLACES})),? when (?P<verb>entering|leaving|exiting|coming)(?: (?P<own>{_P}))? (?:from|to|for|towards) (?P<far>{_P})", re.IGNORECASE)
_ENTERS = re.compile(rf"\b(?:enter(?:s|ed|ing)?|entry (?:into|to)|arriv(?:e|es|ed|ing|als?) in|cross(?:es|ed|ing)? into|reach(?:es|ed|ing)?(?: the territory of)?) (?:the )?(?P<own>{_P})"
                     rf"(?P<gap>[^.;{chr(0xE000)}-{chr(0xF8FF)}]{{0,50}}?)\b(?:from|via) (?P<list>[^.;]*)", re.IGNORECASE)
_FROM_ENTERS = re.compile(rf"\b(?:migrants|refugees|people|persons|groups|those|nationals|citizens)(?: [a-z]+)? from (?:the )?(?P<far>{_P}) (?:\w+ ){{0,2}}?(?:enter|cross into|reach) (?:the )?(?P<own>{_P})", re.IGNORECASE)
_HUB_VERB = re.compile(rf"(?P<place>{_P})[^.;{chr(0xE000)}-{chr(0xF8FF)}]{{0,40}}?\b(?:is|are|was|were|forms?|formed|remains?|remained|serves?|served|became|become|has become|emerged|has emerged)\b(?: as)?(?P<what>[^.;,]{{3,60}})", re.IGNORECASE)
_BRACKET = re.compile(r"\(([^()]*)\)")
_NEAR = re.compile(rf"{_P} near (?:the )?$")
"""A place that only says where the one before it lies."""


@dataclass
class Neighbour:
    """A country named in a list of entry or exit points, with the places that go with it."""

    country: Named | None
    places: list[Named] = field(default_factory=list)
    frequency: str = ""


def find(reading: Reading, ontology: Ontology, lexicon: Lexicon) -> Iterator[Claim]:
    """Propose EntryPoint, ExitPoint and Hub claims."""
    desk = Desk(reading, ontology)
    for scene in scenes(reading, ontology, lexicon):
        for draft in [*_points(scene, desk), *_hubs(scene, ontology)]:
            desk.attribute(draft, scene.sentence)
            claim = desk.claim(draft)
            if claim and len(set(claim.slots) & {"hasPlace", "fromCountry", "toCountry", "atBorderSection"}) and set(claim.slots) & {"inCountry", "inRegion", "hasHubRole"}:
                yield claim


def _points(scene: Scene, desk: Desk) -> Iterator[Draft]:
    tagged = scene.tagged
    for kind, frame in (("EntryPoint", _ENTRY_POINTS), ("ExitPoint", _EXIT_POINTS), ("EntryPoint", _ENTERS)):
        for match in frame.finditer(tagged.text):
            own = _own(match["own"], scene, desk)
            if not own:
                continue
            for neighbour in _neighbours(scene, match.start("list"), match.end("list"), own[0], desk.ontology, match.start()):
                yield from _drafts(kind, scene, own, neighbour, (match.start(), match.end()), desk)
    for match in _WHEN_ENTERING.finditer(tagged.text):
        own = _own(match["own"], scene, desk, beside=tagged.named_in(*match.span("far"))[0].ref)
        far = tagged.named_in(*match.span("far"))[0]
        if own and far.is_country:
            kind = "EntryPoint" if match["verb"].lower() in ("entering", "coming") else "ExitPoint"
            yield from _drafts(kind, scene, own, Neighbour(far, tagged.listed(*match.span("list"))[0]), match.span(), desk)
    for match in _FROM_ENTERS.finditer(tagged.text):
        far, near = tagged.named_in(*match.span("far"))[0], tagged.named_in(*match.span("own"))[0]
        if far.is_country and near.is_country and far.ref != near.ref:
            yield from _drafts("EntryPoint", scene, (near.ref, None), Neighbour(far), match.span(), desk)


def _own(named: str | None, scene: Scene, desk: Desk, beside: str = "") -> tuple[str, Quote | None] | None:
    """The country entered or left: named in the frame, else the one that the passage is headed by or that the sentence before is about."""
    if named:
        one = scene.tagged.places[ord(named) - 0xE000]
        return (one.ref, None) if one.is_country else None
    first = scene.before[-1] if scene.before else scene
    heads = [one for one in first.countries if one.start == 0 and first.text[one.end:one.end + 1] == ":"]
    if heads:
        quote = widened(desk.reading.document, first.sentence, first.sentence.start, first.sentence.start + heads[0].end + 1) if scene.before else None
        return heads[0].ref, quote
    about = topic(scene, desk.reading)
    return about if about and about[0] != beside and (about[1] or scene.where()) else None


def _neighbours(scene: Scene, start: int, end: int, own: str, ontology: Ontology, frame: int) -> Iterator[Neighbour]:
    """The neighbours of a list in order. Places in brackets behind a country are its own; places without one stand alone."""
    tagged = scene.tagged
    brackets = [(m.start() + start, m.end() + start) for m in _BRACKET.finditer(tagged.text[start:end])]
    current: Neighbour | None = None
    found: list[Neighbour] = []
    for at in range(start, end):
        if not re.match(_P, tagged.text[at]):
            continue
        one = tagged.named_in(at, at + 1)[0]
        if one.ref == own or (not one.is_country and _NEAR.search(tagged.text[start:at])):
            continue
        inside = any(left < at < right for left, right in brackets)
        if one.is_country and not inside:
            current = Neighbour(one, [], _frequency(tagged.text[frame:at], ontology))
            found.append(current)
        elif inside and current:
            current.places.append(one)
        elif not inside and "Region" not in one.classes and "GenericPlace" not in one.classes:
            alone = len({n.country.ref for n in found if n.country}) == 1 and not brackets
            if current and (alone or _goes_with(tagged.text[start:at])):
                current.places.append(one)
            else:
                found.append(Neighbour(None, [one]))
    yield from found


def _goes_with(before: str) -> bool:
    """Whether a place belongs to the country named before it: "from A, particularly from the municipality of B"."""
    return re.search(r"(?:particularly|notably|especially|mainly|mostly)(?: [a-z]+){0,4} (?:the )?$", before, re.IGNORECASE) is not None


def _frequency(before: str, ontology: Ontology) -> str:
    """The last word on how common the thing is, before a name in a list."""
    spoken = [m for m in lexicon_of(ontology, "Frequency").find(before) if len(m.refs) == 1]
    return spoken[-1].refs[0] if spoken else ""


def _drafts(kind: str, scene: Scene, own: tuple[str, Quote | None], neighbour: Neighbour, frame: tuple[int, int], desk: Desk) -> Iterator[Draft]:
    country, quote = own
    span = (scene.tagged.back(frame[0]), scene.tagged.back(frame[1] - 1) + 1)
    places: list[Named | None] = [one for one in neighbour.places if not one.is_country]
    if not places and neighbour.country:
        places.append(None)
    for place in places:
        clause = clause_of(scene.sentence, scene.sentence.start + span[0])
        draft = Draft(kind, clause, Stretch(clause.passage, max(clause.start, scene.sentence.start + span[0]), min(clause.end, scene.sentence.start + span[1])), 0.6)
        draft.put("inCountry", country)
        if quote:
            draft.carried["inCountry"] = quote
        draft.put("hasPlace", place.ref if place else None)
        if neighbour.country:
            draft.put("fromCountry" if kind == "EntryPoint" else "toCountry", neighbour.country.ref)
        draft.put("hasFrequency", neighbour.frequency or None)
        if kind == "EntryPoint":
            draft.put("hasTransport", *transports(clause.text, desk.ontology))
        yield draft


def _hubs(scene: Scene, ontology: Ontology) -> Iterator[Draft]:
    for match in _HUB_VERB.finditer(scene.tagged.text):
        place = scene.tagged.named_in(*match.span("place"))[0]
        roles = _roles(match["what"], ontology)
        if roles and "GenericPlace" not in place.classes:
            draft = Draft("Hub", scene.sentence, scene.part(place.start, scene.tagged.back(match.end() - 1)), 0.6)
            draft.put("hasPlace", place.ref)
            draft.put("hasHubRole", *roles)
            yield draft


def _roles(words: str, ontology: Ontology) -> Sequence[str]:
    named = [m.refs[0] for m in lexicon_of(ontology, "HubRole").find(words)]
    return list(dict.fromkeys(named or [cue_words(ontology, "hub-role")[cue] for cue, _ in cue_places(words, ontology, "hub-role")]))
