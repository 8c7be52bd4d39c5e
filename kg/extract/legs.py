"""Legs of routes: "from A through B to C", told of people who move or are moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.asking import transports
from kg.extract.drafts import Desk, Draft
from kg.extract.mentions import NATIONALITY, Named, amount_grammar, lexicon_of
from kg.extract.scenes import Scene, scenes
from kg.extract.sentences import clause_of
from kg.extract.ways import Way
from kg.lexicon import Lexicon
from kg.model import Claim
from kg.sources import Reading
from kg.vocab import Ontology

# Trigger words, as data. A way counts where people move; not where officers are posted, goods sold or talks held.
_MOVING = re.compile(r"\b(?:routes?|corridors?|paths?|ways?|journey|legs?|travel\w*|mov(?:e|es|ed|ing|ements?)|migra\w+|refugees?|smuggl\w+|transport\w*|transfer\w*|cross\w*|flows?|enter\w*|continu\w+|"
                     r"arriv\w+|driv\w+|walk\w*|lead\w*|led|passage|transit\w*|bring|brought|tak(?:e|en|ing)|go(?:es|ing)?|send|sent|prices?|costs?|runs?|operations|trips?)\b", re.IGNORECASE)
_NOT_MOVING = re.compile(r"\b(?:officers?|experts?|contingents?|agreements?|posting|deployed|deployment|goods|arms|weapons|returns?|readmission|flights of|money|funds|information|negotiat\w+|ranging|ministers?)\b", re.IGNORECASE)
_REACH = 120
_NEAR = 40


def find(reading: Reading, ontology: Ontology, lexicon: Lexicon) -> Iterator[Claim]:
    """Propose a RouteLeg for each pair of places that a way joins."""
    desk = Desk(reading, ontology)
    grammar = amount_grammar(ontology)
    for scene in scenes(reading, ontology, lexicon):
        # what a sentence says of a way for a sum is a price
        for way in () if next(grammar.find(scene.text), None) else scene.ways:
            if _is_movement(scene, way):
                for draft in _legs(scene, way, ontology):
                    desk.attribute(draft, scene.sentence)
                    claim = desk.claim(draft)
                    if claim and "leadsTo" in claim.slots:
                        yield claim


def _is_movement(scene: Scene, way: Way) -> bool:
    before, inside = scene.text[max(0, way.start - _REACH):way.start], scene.text[way.start:way.end + 40]
    return not _NOT_MOVING.search(before) and _MOVING.search(f"{before} {inside}") is not None


def _legs(scene: Scene, way: Way, ontology: Ontology) -> Iterator[Draft]:
    yield from _pairs(scene, way, way.origins, way.goals, way.passed, ontology)
    last = way.goals
    for step in way.steps:
        # two places before "and onwards to": which of them is left for the next cannot be told
        yield from _pairs(scene, way, last if len(last) == 1 else (), step, (), ontology)
        last = step


def _pairs(scene: Scene, way: Way, origins: Sequence[Named], goals: Sequence[Named], passed: Sequence[Named], ontology: Ontology) -> Iterator[Draft]:
    for goal in goals:
        for origin in origins:
            if origin.ref != goal.ref:
                yield _leg(scene, way, origin, goal, passed, ontology)


def _leg(scene: Scene, way: Way, origin: Named, goal: Named, passed: Sequence[Named], ontology: Ontology) -> Draft:
    clause = clause_of(scene.sentence, scene.sentence.start + way.start)
    draft = Draft("RouteLeg", clause, scene.part(max(clause.start - scene.sentence.start, way.start - 40), way.end), 0.7)
    draft.put("startsFrom", origin.ref)
    draft.put("leadsTo", goal.ref)
    draft.put("passesThrough", *(one.ref for one in passed))
    routes = [one for one in scene.named if "Route" in one.classes and way.start - _NEAR <= one.end <= way.start]
    if routes and not any(routes[-1].end <= one.start < way.start for one in scene.named):
        draft.put("onRoute", routes[-1].ref)
    draft.put("hasTransport", *transports(clause.text, ontology))
    draft.put("hasNationality", *(one.ref for one in scene.named if one.role == NATIONALITY and one.end <= way.start and scene.part(one.start, one.end).start >= clause.start))
    draft.put("hasPersonGroup", *_travellers(scene.text[clause.start - scene.sentence.start:way.start], ontology))
    return draft


def _travellers(before: str, ontology: Ontology) -> list[str]:
    """The group of people named last before the way, unless it is those who do the smuggling."""
    found = list(lexicon_of(ontology, "PersonGroup").find(before))
    return list(found[-1].refs) if found and len(found[-1].refs) == 1 and not set(found[-1].refs) & _smugglers(ontology) else []


def _smugglers(ontology: Ontology) -> set[str]:
    """Groups whose name is also that of a role in smuggling."""
    roles = {name.lower() for one in ontology.individuals.values() if "SmugglerRole" in one.classes for name in one.names}
    return {one.ref for one in ontology.individuals.values() if "PersonGroup" in one.classes and roles & {name.lower() for name in one.names}}
