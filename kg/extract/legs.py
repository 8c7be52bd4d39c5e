"""Legs of routes: "from A through B to C", told of people who move or are moved."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from kg.extract.asking import transports
from kg.extract.drafts import Desk, Draft
from kg.extract.mentions import NATIONALITY, Named, amount_grammar, lexicon_of
from kg.extract.scenes import Scene, scenes
from kg.extract.sentences import clause_of, widened
from kg.extract.ways import PLACES, Way
from kg.lexicon import Lexicon
from kg.model import Claim, Quote
from kg.sources import Reading
from kg.vocab import Ontology

# Trigger words, as data. A way counts where people move; not where officers are posted, goods sold or talks held.
_MOVING = re.compile(r"\b(?:routes?|corridors?|paths?|ways?|journey|legs?|travel\w*|mov(?:e|es|ed|ing|ements?)|migra\w+|refugees?|smuggl\w+|transport\w*|transfer\w*|cross\w*|flows?|enter\w*|"
                     r"arriv\w+|driv(?:e|es|en|ing)|drove|walk\w*|passage|transit\w*|operations|packages?|trips?|fly|flies|flew|flown)\b", re.IGNORECASE)
_NOT_MOVING = re.compile(r"\b(?:officers?|experts?|contingents?|agreements?|posting|deployed|deployment|goods|arms|weapons|returns?|readmission|flights of|money|funds|information|negotiat\w+|ranging|ministers?|aid|tents|equipment|vaccines|calls|letters)\b", re.IGNORECASE)
_ONWARD = re.compile(rf"(?:^From (?P<from>{PLACES}),? [^.;:\uE000-\uF8FF]{{0,60}}?)?\b(?:travel|continue|proceed|move|head|transport|transferr?|smuggl|cross|go|taken|brought|led|make their way)(?:s|ed|ing|es|e)?"
                     rf"(?! of\b| routes?\b)(?: [a-z]+){{0,6}}? (?:to|into|towards?)(?: (?:urban centres|cities|towns|villages|places) (?:such as|like))? (?P<to>{PLACES})", re.IGNORECASE)
_BOUND = re.compile(r"[,;:]|\b(?:and|then|before|while|after)\b")
_FROM_THERE = re.compile(r"From there\b")
_REACH = 120
_NEAR = 40


def find(reading: Reading, ontology: Ontology, lexicon: Lexicon) -> Iterator[Claim]:
    """Propose a RouteLeg for each pair of places that a way joins."""
    desk = Desk(reading, ontology)
    grammar = amount_grammar(ontology)
    for scene in scenes(reading, ontology, lexicon):
        is_price = next(grammar.find(scene.text), None) is not None
        drafts = [draft for way in scene.ways if is_price or _is_movement(scene, way) for draft in _legs(scene, way, ontology)]
        for draft in [*drafts, *_onward(scene, desk)]:
            desk.attribute(draft, scene.sentence)
            claim = desk.claim(draft)
            if claim and "leadsTo" in claim.slots:
                yield claim


def _is_movement(scene: Scene, way: Way) -> bool:
    before, inside = scene.text[max(0, way.start - _REACH):way.start], scene.text[way.start:way.end + 40]
    return not _NOT_MOVING.search(before) and _MOVING.search(f"{before} {inside}") is not None


def _legs(scene: Scene, way: Way, ontology: Ontology) -> Iterator[Draft]:
    stops = [list(way.origins), *([one] for one in way.passed), list(way.goals)]
    if way.passed and way.goals and _is_chain(way):
        for left, right in itertools.pairwise(stops):
            yield from _pairs(scene, way, left, right, (), ontology)
    else:
        yield from _pairs(scene, way, way.origins, way.goals, way.passed, ontology)
    last = way.goals
    for step in way.steps:
        # two places before "and onwards to": which of them is left for the next cannot be told
        yield from _pairs(scene, way, last if len(last) == 1 else (), step, (), ontology)
        last = step


def _is_chain(way: Way) -> bool:
    """Whether the places passed are towns, named one after the other before the goal, so that each is a stop of its own."""
    return all("Country" not in one.classes and "Region" not in one.classes and one.start < way.goals[0].start for one in way.passed)


def _onward(scene: Scene, desk: Desk) -> Iterator[Draft]:
    """Movement worded apart from "from A to B": "From A, migrants travel to B", "From there, ...", or on to B without a start."""
    tagged = scene.tagged
    for match in _ONWARD.finditer(tagged.text):
        start, end = tagged.back(match.start()), tagged.back(match.end() - 1) + 1
        if any(way.start < end and start < way.end for way in scene.ways) or _NOT_MOVING.search(match[0]):
            continue
        goals = tagged.listed(*match.span("to"))[0]
        origin = tagged.listed(*match.span("from"))[0] if match["from"] else []
        way = Way(start, max(one.end for one in goals), tuple(origin), (), tuple(goals))
        there = _there(scene, desk) if _FROM_THERE.match(scene.text) else None
        for goal in goals if len(origin) < 2 else ():
            if not origin and not there and goal.classes & {"Region", "GenericPlace"}:
                continue
            draft = _leg(scene, way, origin[0] if origin else there[0] if there else None, goal, (), desk.ontology)
            if there and not origin:
                draft.carried["startsFrom"] = there[1]
            draft.confidence = 0.6 if origin else 0.5
            yield draft


def _there(scene: Scene, desk: Desk) -> tuple[Named, Quote] | None:
    """The place with which the sentence before closes, and the words that name it."""
    earlier = scene.before[0] if scene.before else None
    places = [one for one in earlier.named if one.is_place] if earlier else []
    if not earlier or not places or len(earlier.text) - places[-1].end > 2:
        return None
    quote = widened(desk.reading.document, earlier.sentence, earlier.sentence.start + places[-1].start, earlier.sentence.start + places[-1].end)
    return (places[-1], quote) if quote else None


def _pairs(scene: Scene, way: Way, origins: Sequence[Named], goals: Sequence[Named], passed: Sequence[Named], ontology: Ontology) -> Iterator[Draft]:
    for goal in goals:
        for origin in origins:
            if origin.ref != goal.ref:
                yield _leg(scene, way, origin, goal, passed, ontology)


def _leg(scene: Scene, way: Way, origin: Named | None, goal: Named, passed: Sequence[Named], ontology: Ontology) -> Draft:
    clause = clause_of(scene.sentence, scene.sentence.start + way.start)
    draft = Draft("RouteLeg", clause, scene.part(max(clause.start - scene.sentence.start, way.start - 40), way.end), 0.7)
    draft.put("startsFrom", origin.ref if origin else None)
    draft.put("leadsTo", goal.ref)
    draft.put("passesThrough", *(one.ref for one in passed))
    routes = [one for one in scene.named if "Route" in one.classes and way.start - _NEAR <= one.end <= way.start]
    if routes and not any(routes[-1].end <= one.start < way.start for one in scene.named):
        draft.put("onRoute", routes[-1].ref)
    draft.put("hasTransport", *transports(_phrase(scene.text, way), ontology))
    draft.put("hasNationality", *(one.ref for one in scene.named if one.role == NATIONALITY and one.end <= way.start and scene.part(one.start, one.end).start >= clause.start))
    draft.put("hasPersonGroup", *_travellers(scene.text[clause.start - scene.sentence.start:way.start], ontology))
    return draft


def _phrase(text: str, way: Way) -> str:
    """The words around a way up to the next comma or "and": what comes behind those may be another leg."""
    left = max((m.end() for m in _BOUND.finditer(text[:way.start])), default=0)
    right = _BOUND.search(text, way.end)
    return text[left:right.start() if right else len(text)]


def _travellers(before: str, ontology: Ontology) -> list[str]:
    """The group of people named last before the way, unless it is those who do the smuggling."""
    found = list(lexicon_of(ontology, "PersonGroup").find(before))
    return list(found[-1].refs) if found and len(found[-1].refs) == 1 and not set(found[-1].refs) & _smugglers(ontology) else []


def _smugglers(ontology: Ontology) -> set[str]:
    """Groups whose name is also that of a role in smuggling."""
    roles = {name.lower() for one in ontology.individuals.values() if "SmugglerRole" in one.classes for name in one.names}
    return {one.ref for one in ontology.individuals.values() if "PersonGroup" in one.classes and roles & {name.lower() for name in one.names}}
