"""How smugglers are paid and how prices move: ways of paying named with a verb of paying, and prices that rise or fall."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.drafts import WORDED_NEGATIVELY, Desk, Draft
from kg.extract.mentions import lexicon_of
from kg.extract.scenes import Scene, scenes
from kg.lexicon import Lexicon
from kg.model import Claim
from kg.sources import Reading
from kg.vocab import Ontology

# Trigger words, as data.
_PAYMENT = re.compile(r"\b(?:payments?|pa(?:y|ys|id|ying)|deposit\w*|transfer(?:s|red)? (?:the |of )?money|money transfers?)\b", re.IGNORECASE)
_MEANS = re.compile(r"\b(?:in|via|through|by|with|using|like|as|or|and)\s+(?:a |an |the |[A-Z]\w+ (?:or|and) )*$|,\s+$", re.IGNORECASE)
_NOUN = r"(?:the )?(?:(?!that|and|but|of)[\w’'-]+ )?(?:prices?|fees?|costs?|tariffs?|rates?)\b"
_MOVE = r"(?:r[oi]se[ns]?|rising|rose|increas(?:e[ds]?|ing)|grow(?:s|n|ing)?|grew|f[ae]ll(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|decreas(?:e[ds]?|ing)|declin(?:e[ds]?|ing)|doubl(?:e[ds]?|ing)|tripled|fluctuat\w+|go(?:ne)? up|went up)"
_TREND = re.compile(rf"{_NOUN}[^.;,()]{{0,60}}?\b{_MOVE}\b(?!\s+(?:the|an?)\s)(?: by [\w%]+(?: per cent| percent)?)?|(?:increased|rising|higher|growing|falling|decreased) (?:smuggling )?(?:prices|fees|costs)\b", re.IGNORECASE)
_SMUGGLING = re.compile(r"smuggl|facilitat|migra|refugee|crossing", re.IGNORECASE)
_LONGEST = 15


def find(reading: Reading, ontology: Ontology, lexicon: Lexicon) -> Iterator[Claim]:
    """Propose a Payment for each way of paying, and a PriceTrend for each movement of prices."""
    desk = Desk(reading, ontology)
    for scene in scenes(reading, ontology, lexicon):
        for draft in [*_payments(scene, ontology), *_trends(scene)]:
            desk.attribute(draft, scene.sentence)
            claim = desk.claim(draft)
            if claim:
                yield claim


def _payments(scene: Scene, ontology: Ontology) -> Iterator[Draft]:
    verb = _PAYMENT.search(scene.text)
    seen: set[str] = set()
    for mention in lexicon_of(ontology, "PaymentMethod").find(scene.text) if verb else ():
        if not _MEANS.search(scene.text[:mention.start]) or mention.refs[0] in seen:
            continue
        seen.add(mention.refs[0])
        draft = Draft("Payment", scene.sentence, scene.sentence, 0.7)
        draft.put("hasPaymentMethod", *mention.refs)
        where = scene.where()
        if where and not any(one.ref != where[0].ref for one in scene.countries):
            draft.put("inCountry", where[0].ref)
        yield draft


def _trends(scene: Scene) -> Iterator[Draft]:
    if not _SMUGGLING.search(scene.text):
        return
    for match in _TREND.finditer(scene.text):
        words = match[0].split()
        if len(words) > _LONGEST or re.search(r"\d", match[0]):
            continue
        draft = Draft("PriceTrend", scene.sentence, scene.part(match.start(), match.end()), 0.6)
        draft.put("description", " ".join(words))
        draft.negation = WORDED_NEGATIVELY
        draft.put("inCountry", *(one.ref for one in scene.where()[:1]))
        yield draft

