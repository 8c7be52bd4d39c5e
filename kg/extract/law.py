"""Grounds of residence in law: which act and provision recognises which ground, how, and what follows from the status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg import iri
from kg.extract.drafts import ELSEWHERE, WORDED_NEGATIVELY, Desk, Draft, cue_places
from kg.extract.mentions import Named, cue_words, lexicon_of
from kg.extract.provisions import Provision, find_provisions
from kg.extract.scenes import Scene, scenes, topic
from kg.extract.sentences import Stretch, quote_of
from kg.lexicon import Lexicon
from kg.model import Claim, Quote
from kg.sources import Reading
from kg.text import Passage
from kg.vocab import Ontology

_BRACKETED = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_ARTICLE_HEAD = re.compile(r"(?:article|art\.|section|§)\s*\d+[a-z]?\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\((\d{1,2}[a-z]?)\)\s")
_OF_ACT = re.compile(r"\s*(?:of|in|under)\s+(?:the\s+)?$", re.IGNORECASE)
_REFUSED = re.compile(r"\b(?:may|shall|must|can|does|do|will)\s*not\s+(?:be\s+)?(?:\w+\s+)?(?:grant\w*|issu\w+|provid\w+|giv\w+|recogni\w+)", re.IGNORECASE)
_BENEFICIARY = re.compile(r"\b(?:an? (?:foreigner|alien|third-country national|foreign national|person)|(?:the )?(?:foreigners|aliens|smuggled migrants|third-country nationals))\b", re.IGNORECASE)


@dataclass(frozen=True)
class Ruled:
    """An act with its country and, where one is cited for the ground, its provision; ``carried``: the words outside the sentence that name act or number."""

    act: str
    country: str
    provision: Provision | None = None
    carried: tuple[tuple[str, Quote], ...] = ()


def find(reading: Reading, ontology: Ontology, lexicon: Lexicon) -> Iterator[Claim]:
    """Propose a ResidenceGround for each act and ground that a sentence joins with a residence status."""
    desk = Desk(reading, ontology)
    for scene in scenes(reading, ontology, lexicon):
        permits = cue_places(scene.text, ontology, "permit")
        grounds = cue_places(scene.text, ontology, "residence-ground")
        for draft in _grounds(scene, desk, grounds) if permits and grounds else ():
            desk.attribute(draft, scene.sentence)
            claim = desk.claim(draft)
            if claim and "inCountry" in claim.slots and "hasRecognition" in claim.slots:
                yield claim


def _grounds(scene: Scene, desk: Desk, grounds: Sequence[tuple[str, int]]) -> Iterator[Draft]:
    cues = cue_words(desk.ontology, "residence-ground")
    acts = [one for one in scene.named if "LegalAct" in one.classes]
    bracketed = _by_bracket(scene, acts, grounds, desk)
    if bracketed:
        for concept, ruled in bracketed:
            yield _draft(scene, ruled, concept, desk)
        return
    cited = list(find_provisions(scene.text))
    provision = cited[0] if len(cited) == 1 else None
    concepts = list(dict.fromkeys(cues[cue] for cue, _ in grounds))
    for ruled in _acts(scene, acts, provision, desk):
        for concept in concepts:
            yield _draft(scene, ruled, concept, desk)


def _by_bracket(scene: Scene, acts: Sequence[Named], grounds: Sequence[tuple[str, int]], desk: Desk) -> list[tuple[str, Ruled]]:
    """Grounds that each have a bracket of their own with provisions and their acts: "victims (Article 5 of the Law A and Article 7 of the Law B) or minors (...)"."""
    found = []
    cues = cue_words(desk.ontology, "residence-ground")
    for bracket in _BRACKETED.finditer(scene.text):
        before = [cues[cue] for cue, at in grounds if at < bracket.start()]
        for provision in find_provisions(bracket[1]):
            start = bracket.start(1)
            act = next((one for one in acts if one.start >= start + provision.end and _OF_ACT.fullmatch(scene.text[start + provision.end:one.start])), None)
            if act and before:
                found.append((before[-1], Ruled(act.ref, jurisdiction(act.ref, desk.ontology), provision)))
    return found


def _acts(scene: Scene, acts: Sequence[Named], provision: Provision | None, desk: Desk) -> Iterator[Ruled]:
    """The acts that a sentence speaks of; a statute's own text is under the heading of its act and article."""
    if acts:
        for ref in dict.fromkeys(one.ref for one in acts):
            yield Ruled(ref, jurisdiction(ref, desk.ontology), provision if len({one.ref for one in acts}) == 1 else None)
        return
    headed = headed_by(scene, desk)
    if headed:
        yield headed
    elif scene.countries and scene.countries[0].start == 0:
        yield Ruled("", scene.countries[0].ref, provision)
    elif about := topic(scene, desk.reading):
        yield Ruled("", about[0], provision, (("inCountry", about[1]),) if about[1] else ())


def headed_by(scene: Scene, desk: Desk) -> Ruled | None:
    """The act named in a heading above a provision's own text, and its article and paragraph."""
    document = desk.reading.document
    headings = {p.text.text: p for p in document.passages if p.kind == "heading" and p.number < scene.sentence.passage.number}
    above = [headings[words] for words in scene.sentence.passage.headings if words in headings]
    named = [(m, p) for p in above for m in lexicon_of(desk.ontology, "LegalAct").find(p.text.text) if len(m.refs) == 1]
    if not named:
        return None
    mention, passage = named[-1]
    country = jurisdiction(mention.refs[0], desk.ontology)
    quote = quote_of(document, Stretch(passage, 0, len(passage.text)))
    if not country or quote is None:
        return None
    carried = [("hasAct", quote), ("inCountry", quote)]
    provision, words = _numbered(scene, above, desk)
    return Ruled(mention.refs[0], country, provision, tuple(carried + words))


def _numbered(scene: Scene, above: Sequence[Passage], desk: Desk) -> tuple[Provision | None, list[tuple[str, Quote]]]:
    """The article of the nearest heading that is one, and the paragraph whose number opens the passage: "(2) ..."."""
    heading = next((passage for passage in reversed(above) if _ARTICLE_HEAD.match(passage.text.text)), None)
    quote = quote_of(desk.reading.document, Stretch(heading, 0, len(heading.text))) if heading else None
    found = next(find_provisions(heading.text.text), None) if heading else None
    if found is None or quote is None:
        return None, []
    paragraph = _NUMBERED.match(scene.text)
    return replace(found, paragraph=paragraph[1] if paragraph else ""), [("article", quote)]


def jurisdiction(act: str, ontology: Ontology) -> str:
    """The country whose law an act is; empty if the ontology does not say."""
    return next((value.removeprefix(iri.ID) for value in ontology.values(iri.individual(act), iri.term("hasJurisdiction"))), "")


def _draft(scene: Scene, ruled: Ruled, concept: str, desk: Desk) -> Draft:
    ontology, text = desk.ontology, scene.text
    draft = Draft("ResidenceGround", scene.sentence, scene.sentence, 0.7 if ruled.provision else 0.6)
    draft.put("inCountry", ruled.country)
    draft.put("hasAct", ruled.act)
    draft.put("hasGround", concept)
    draft.carried |= dict(ruled.carried)
    recognitions = _concepts(text, "recognition", ontology)
    denied = [ref for ref in recognitions if _is_negative(ref, ontology)]
    if not denied and _REFUSED.search(text):
        recognitions = []
    draft.put("hasRecognition", *(denied or recognitions)[:1])
    if denied:
        cue, at = next((cue, at) for cue, at in cue_places(text, ontology, "recognition") if cue_words(ontology, "recognition")[cue] in denied)
        draft.core, draft.negation = scene.part(at, at + len(cue)), WORDED_NEGATIVELY
    else:
        draft.negation = ELSEWHERE
        draft.put("hasDiscretion", *_concepts(text, "discretion", ontology)[:1])
    draft.put("grantsPermit", *_permit(text, ontology))
    acts = [(one.start, one.end) for one in scene.named if "LegalAct" in one.classes]
    who = next((m for m in _BENEFICIARY.finditer(text) if not any(start <= m.start() < end for start, end in acts)), None)
    draft.put("beneficiary", who[0].lower() if who else None)
    if ruled.provision and ruled.act:
        one = ruled.provision
        for slot, value in (("article", one.article), ("paragraph", one.paragraph), ("point", one.point)):
            draft.put(slot, value)
        draft.put("hasProvision", find_provision(ruled.act, one.number, ontology))
    return draft


def _concepts(text: str, scheme: str, ontology: Ontology) -> list[str]:
    """The concepts whose cues stand in the text, those of the longest cue first."""
    cues = cue_words(ontology, scheme)
    spoken = sorted((cue for cue, _ in cue_places(text, ontology, scheme)), key=len, reverse=True)
    return list(dict.fromkeys(cues[cue] for cue in spoken))


def _is_negative(ref: str, ontology: Ontology) -> bool:
    """Whether every cue of a concept holds a negation, so that the concept itself is the denial."""
    cues = ontology.cues(ref.split("/")[0])[ref]
    return all(cue_places(cue, ontology, "polarity") for cue in cues)


def _permit(text: str, ontology: Ontology) -> list[str]:
    """The most exact status named: a ground of its own in the name goes before residence in general."""
    cues = cue_words(ontology, "permit")
    spoken = sorted((cue for cue, _ in cue_places(text, ontology, "permit")), key=len, reverse=True)
    return [cues[spoken[0]]] if spoken else []


def find_provision(act: str, number: str, ontology: Ontology) -> str | None:
    """The provision of an act with this number, if the ontology has it."""
    of_act, written = iri.term("isProvisionOf"), iri.PREFIXES["eli"] + "number"
    return next((one.ref for one in ontology.individuals.values() if "LegalProvision" in one.classes
                 and iri.individual(act) in ontology.values(one.iri, of_act) and number in ontology.values(one.iri, written)), None)

