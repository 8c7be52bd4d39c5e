"""Prices of smuggling services: sums that somebody asks or pays for a way, a crossing, a ride or a place to sleep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.extract import asking
from kg.extract.amounts import find_counts
from kg.extract.drafts import ELSEWHERE, WORDED_NEGATIVELY, Desk, Draft, cue_places, find_cues
from kg.extract.mentions import Named, cue_words
from kg.extract.periods import find_periods
from kg.extract.scenes import Scene, scenes, topic, where_quote
from kg.extract.sentences import Stretch, widened
from kg.extract.sums import NEAR_BEHIND, PRICE, Priced, is_price, is_silent, priced_sums
from kg.extract.ways import Way
from kg.lexicon import Lexicon
from kg.model import Claim
from kg.sources import Reading
from kg.vocab import Ontology

_THIS = re.compile(r"\b(?:this|these|such|that)\s+(?:\w+\s+)?(?:services?|journeys?|trips?|crossings?|route|transfer|leg)\b", re.IGNORECASE)
_GOAL = re.compile(r"\b(?:cross\w*|transport\w*|transfer\w*|journey|trip|passage|travel\w*|smuggl\w+|reach\w*|way|go|taken|brought|package|entry|ride|get)\b[^.;]{0,40}?\b(?:to|into) (?:the )?$|\b(?:reach|reaching|enter|entering) (?:the )?$", re.IGNORECASE)
_ORIGIN = re.compile(r"\b(?:journey|trip|package|cross\w*|transport\w*|travel\w*|smuggl\w+|passage|ride|transfer)\b[^.;,]{0,30}\bfrom (?:the |their |his |her )?$", re.IGNORECASE)
_ACROSS = re.compile(r"\b(?:across|through|via) (?:the )?$", re.IGNORECASE)


def find(reading: Reading, ontology: Ontology, lexicon: Lexicon) -> Iterator[Claim]:
    """Propose a PriceObservation for each sum that is a price."""
    desk = Desk(reading, ontology)
    running: tuple[Scene, ...] = ()
    for scene in scenes(reading, ontology, lexicon):
        earlier: Draft | None = None
        for priced in priced_sums(scene, ontology):
            if not is_price(priced, reading) and not (is_silent(priced) and running == scene.before[:1]):
                continue
            draft = _draft(priced, desk, earlier)
            claim = desk.claim(draft)
            if claim:
                earlier, running = draft, (scene,)
                yield claim


def _draft(priced: Priced, desk: Desk, earlier: Draft | None) -> Draft:
    scene, amount, ontology = priced.scene, priced.amount, desk.ontology
    is_aside = earlier is not None and priced.clause.text.startswith("(")
    draft = Draft("PriceObservation", _quoted(priced, is_aside), scene.part(priced.left, priced.right), 0.8)
    draft.put("minAmount", _number(amount.low))
    draft.put("maxAmount", _number(amount.high))
    draft.put("hasCurrency", amount.currency)
    draft.put("hasApproximation", cue_words(ontology, "approximation").get(amount.form))
    if earlier is not None and is_aside:
        for slot in ("startsFrom", "leadsTo", "passesThrough", "inCountry", "hasService", "serviceText", "hasChargeUnit"):
            draft.put(slot, *earlier.slots.get(slot, ()))
    else:
        _put_way(draft, priced, desk)
        draft.put("hasChargeUnit", asking.charge_unit(priced.zone, amount.end - priced.left, scene.text, ontology))
        _put_service(draft, priced, ontology)
    _put_people(draft, priced, desk)
    _put_doubt(draft, priced, desk)
    # a negation counts only right before the sum: "did not pay EUR 500"; the "no" of "no more than" is part of the bound
    near = scene.text[max(priced.left, amount.start - NEAR_BEHIND):amount.start].removesuffix(f"{amount.hedge} ")
    if not find_cues(near, ontology, "polarity"):
        draft.negation = WORDED_NEGATIVELY if find_cues(amount.hedge, ontology, "polarity") else ELSEWHERE
    return draft


def _quoted(priced: Priced, is_aside: bool) -> Stretch:
    scene = priced.scene
    if is_aside:
        return scene.part(0, min(len(scene.text), priced.clause.end - scene.sentence.start))
    end = priced.clause.end - scene.sentence.start
    closed = min(priced.right, end) if priced.first == priced.amount.start else end
    lead = re.match(r"(?:while|whereas|whilst|but|although|though)\s+", priced.clause.text, re.IGNORECASE)
    words = re.sub(r"[\s,]*(?:\b(?:and|or|to|but|around|about|up to|for|of|while)\b[\s,]*|\()*$", "", scene.text[:closed]) if closed < end else scene.text[:closed]
    return scene.part(priced.clause.start - scene.sentence.start + (lead.end() if lead else 0), max(len(words), priced.amount.end))


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else int(value) if value == value.to_integral_value() else float(value)


def _put_way(draft: Draft, priced: Priced, desk: Desk) -> None:
    """Where the service leads from and to, or where it is sold; carried from the sentence before where this one says "this service"."""
    scene = priced.scene
    way = _own_way(priced)
    if way:
        for slot, places in (("startsFrom", way.origins), ("passesThrough", way.passed), ("leadsTo", way.goals)):
            draft.put(slot, *(one.ref for one in places))
    start, end = (way.start, way.end) if way else (-1, -1)
    free = [one for one in scene.named if one.is_place and not start <= one.start < end and _in_clause(one.start, priced)
            and (one.start >= priced.left or one.start < priced.first)]
    goals = [] if way and way.goals else [one for one in free if _GOAL.search(scene.text[:one.start]) and one.start < priced.amount.start]
    draft.put("leadsTo", *(one.ref for one in goals[-1:]))
    draft.put("passesThrough", *(one.ref for one in goals[:-1]))
    if not way and not goals:
        draft.put("leadsTo", *(one.ref for one in _goals_behind(priced, free)))
    if not way:
        draft.put("startsFrom", *(one.ref for one in free if one.start < priced.amount.start and _ORIGIN.search(scene.text[:one.start])
                                  and not re.match(r" borders?\b", scene.text[one.end:])))
    for one in free:
        if _ACROSS.search(scene.text[:one.start]):
            draft.put("inCountry" if one.is_country and (not way or one.start < way.start) else "passesThrough", one.ref)
    if not way and not goals and _THIS.search(scene.text) and scene.before:
        _carry_way(draft, scene.before[0], desk)
    _put_country(draft, priced, desk)


def _goals_behind(priced: Priced, free: list[Named]) -> list[Named]:
    """The goals worded behind the sum: "paid 500 euros to reach A or B"."""
    text, end = priced.scene.text, priced.amount.end
    behind = [one for one in free if end <= one.start < priced.right]
    if not behind or not _GOAL.search(text[end:behind[0].start]):
        return []
    kept = behind[:1]
    for one in behind[1:]:
        if not re.fullmatch(r",? (?:and|or) (?:the )?|, ", text[kept[-1].end:one.start]):
            break
        kept.append(one)
    return kept


def _in_clause(at: int, priced: Priced) -> bool:
    offset = priced.clause.start - priced.scene.sentence.start
    return offset <= at < offset + len(priced.clause.text)


def _own_way(priced: Priced) -> Way | None:
    """The way the sum is for: the last before it where the clause words its ways before its sums, else the first behind it, before the next sum."""
    ways = [way for way in priced.scene.ways if _in_clause(way.start, priced)]
    if any(way.end <= priced.first for way in ways):
        return [way for way in ways if way.end <= priced.amount.start][-1]
    return next((way for way in ways if priced.amount.end <= way.start < priced.right), None)


def _carry_way(draft: Draft, earlier: Scene, desk: Desk) -> None:
    for way in earlier.ways[-1:]:
        quote = widened(desk.reading.document, earlier.sentence, earlier.sentence.start + way.start, earlier.sentence.start + way.end)
        for slot, places in (("startsFrom", way.origins), ("leadsTo", way.goals)):
            if quote and places:
                draft.put(slot, *(one.ref for one in places))
                draft.carried[slot] = quote
        return
    goals = [one for one in earlier.named if one.is_place and _GOAL.search(earlier.text[:one.start])]
    quote = widened(desk.reading.document, earlier.sentence, earlier.sentence.start + goals[-1].start, earlier.sentence.start + goals[-1].end) if goals else None
    if quote:
        draft.put("leadsTo", goals[-1].ref)
        draft.carried["leadsTo"] = quote
        draft.confidence = 0.5


def _put_country(draft: Draft, priced: Priced, desk: Desk) -> None:
    if draft.slots.get("inCountry") or (draft.slots.get("startsFrom") and draft.slots.get("leadsTo") and not priced.scene.where()):
        return
    about = topic(priced.scene, desk.reading)
    if not about:
        return
    country, quote = about
    if quote is None and priced.scene.where() and not _in_clause(priced.scene.where()[0].start, priced):
        one = priced.scene.where()[0]
        quote = where_quote(priced.scene, one, desk.reading)
    if quote is None and not priced.scene.where():
        return
    draft.put("inCountry", country)
    if quote:
        draft.carried["inCountry"] = quote
        draft.confidence = min(draft.confidence, 0.6)


def _put_service(draft: Draft, priced: Priced, ontology: Ontology) -> None:
    text = priced.scene.text
    named = [(one.start, one.end) for one in priced.scene.named]
    cues = [(cue, at + priced.left) for cue, at in cue_places(priced.zone, ontology, "service")]
    concepts = [cue_words(ontology, "service")[cue] for cue, at in cues if not any(s <= at < e for s, e in named)]
    draft.put("hasService", *concepts)
    way = _own_way(priced)
    if way:
        words = text[way.start:way.end]
        draft.put("serviceText", re.sub(r"^From\b", "from", words))
        if not concepts and way.goals:
            draft.put("hasService", cue_words(ontology, "service").get(ELSEWHERE))
    draft.put("hasTransport", *asking.transports(priced.zone, ontology))
    draft.put("hasPaymentMethod", *asking.payment_methods(text[priced.amount.end:priced.right], ontology))


def _put_people(draft: Draft, priced: Priced, desk: Desk) -> None:
    scene, amount = priced.scene, priced.amount
    draft.put("isAskedOf", *asking.payers(scene, amount.start, amount.end, priced.left, priced.right))
    draft.put("hasPersonGroup", *asking.groups(scene.text[amount.end:priced.right], desk.ontology))
    for count in find_counts(priced.zone):
        if asking.is_size_of_group(priced.zone[:count.start]):
            draft.put("minPersons", count.low)
            draft.put("maxPersons", count.high)
            break
    periods = [p for p in find_periods(scene.text) if not p.is_baseline]
    if len(periods) == 1 and _in_clause(periods[0].start, priced):
        draft.put("periodText", scene.text[periods[0].start:periods[0].end])
        draft.put("periodStart", periods[0].first.isoformat())
        draft.put("periodEnd", periods[0].last.isoformat() if periods[0].last else None)


def _put_doubt(draft: Draft, priced: Priced, desk: Desk) -> None:
    doubt = [priced.amount.hedge, *(_as_written(priced.zone, cue) for cue in find_cues(priced.zone, desk.ontology, "modality"))]
    draft.put("hedge", "; ".join(dict.fromkeys(word for word in doubt if word)))
    draft.put("hasFrequency", *asking.frequencies(priced.zone, PRICE, desk.ontology))
    desk.attribute(draft, priced.scene.sentence)


def _as_written(text: str, cue: str) -> str:
    found = re.search(re.escape(cue), text, re.IGNORECASE)
    return found[0] if found else ""
