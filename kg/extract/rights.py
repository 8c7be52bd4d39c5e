"""Rights that follow from a residence status, and provisions that a text cites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.drafts import Desk, Draft, cue_places
from kg.extract.law import find_provision, headed_by, jurisdiction
from kg.extract.mentions import cue_words, lexicon_of
from kg.extract.provisions import Provision, find_provisions
from kg.extract.scenes import Scene, scenes, topic
from kg.extract.sentences import Stretch
from kg.lexicon import Lexicon, Mention
from kg.model import Claim, Quote
from kg.sources import Reading
from kg.vocab import Ontology

# Trigger words, as data.
_ENTITLED = re.compile(r"\b(?:is|are|shall be)?\s*(?:entitled to|has the right to|have the right to|have access to|has access to|shall enjoy|includes?|access to)\b", re.IGNORECASE)
_RESIDENCE = re.compile(r"\b(?:residence|permit|holders?|status)\b", re.IGNORECASE)
_ACT_AFTER = re.compile(r"\s*(?:,|\)|of|in|under|from)?\s*(?:of |in )?(?:the\s+)?$", re.IGNORECASE)


def find(reading: Reading, ontology: Ontology, lexicon: Lexicon) -> Iterator[Claim]:
    """Propose a ResidenceRight for each right listed behind "is entitled to", and a LegalReference for each provision of a known act."""
    desk = Desk(reading, ontology)
    for scene in scenes(reading, ontology, lexicon):
        for draft in _rights(scene, desk):
            claim = desk.claim(draft)
            if claim and {"grantsRight", "inCountry"} <= set(claim.slots):
                yield claim
    for scene in scenes(reading, ontology, lexicon, "paragraph", "item", "row", "note"):
        for draft in _references(scene, ontology):
            claim = desk.claim(draft)
            if claim and "hasAct" in claim.slots:
                yield claim


def _rights(scene: Scene, desk: Desk) -> Iterator[Draft]:
    verb = _ENTITLED.search(scene.text)
    about = _where(scene, desk) if verb else None
    context = " ".join([scene.text, *(earlier.text for earlier in scene.before[:2])])
    if verb is None or about is None or not _RESIDENCE.search(context):
        return
    permits = [cue_words(desk.ontology, "permit")[cue] for cue, _ in cue_places(scene.text, desk.ontology, "permit")]
    seen: set[str] = set()
    for mention in lexicon_of(desk.ontology, "Right").find(scene.text[verb.end():]):
        if mention.refs[0] in seen:
            continue
        seen.add(mention.refs[0])
        draft = Draft("ResidenceRight", scene.sentence, scene.part(max(0, verb.start() - 15), verb.end()), 0.7)
        draft.put("inCountry", about[0])
        if about[1]:
            draft.carried["inCountry"] = about[1]
        draft.put("grantsRight", mention.refs[0])
        draft.put("grantsPermit", *permits[:1])
        yield draft


def _where(scene: Scene, desk: Desk) -> tuple[str, Quote | None] | None:
    """The country of a sentence: told by the text, or by the act in the headings above."""
    ruled = headed_by(scene, desk)
    return (ruled.country, dict(ruled.carried)["inCountry"]) if ruled else topic(scene, desk.reading)


def _references(scene: Scene, ontology: Ontology) -> Iterator[Draft]:
    """Acts and provisions cited, where the sentence is not about residence (that is a ground)."""
    if cue_places(scene.text, ontology, "residence-ground") and cue_places(scene.text, ontology, "permit"):
        return
    acts = [m for m in lexicon_of(ontology, "LegalAct").find(scene.text) if len(m.refs) == 1]
    cited: set[str] = set()
    for provision in find_provisions(scene.text):
        act = next((m for m in acts if m.start >= provision.end and _ACT_AFTER.fullmatch(scene.text[provision.end:m.start])), None)
        if act:
            cited.add(act.refs[0])
            yield _reference(scene, act, provision, ontology)
    for act in acts:
        # a title of one word ("the Protocol") may be that of any act, and is no citation by itself
        if act.refs[0] not in cited and " " in act.name:
            cited.add(act.refs[0])
            draft = Draft("LegalReference", scene.sentence, scene.sentence, 0.5)
            draft.put("hasAct", act.refs[0])
            draft.put("reference", act.name)
            yield draft


def _reference(scene: Scene, act: Mention, provision: Provision, ontology: Ontology) -> Draft:
    cited = scene.part(provision.start, act.end)
    draft = Draft("LegalReference", _widest(scene, cited), cited, 0.7)
    draft.put("hasAct", act.refs[0])
    draft.put("hasProvision", find_provision(act.refs[0], provision.number, ontology))
    for slot, value in (("article", provision.article), ("paragraph", provision.paragraph), ("point", provision.point)):
        draft.put(slot, value)
    draft.put("reference", cited.text)
    draft.put("inCountry", jurisdiction(act.refs[0], ontology))
    return draft


def _widest(scene: Scene, cited: Stretch) -> Stretch:
    """The citation itself; the words around it say what it is cited for, which a reader has to tell."""
    return cited if len(cited.text.split()) > 3 else scene.sentence

