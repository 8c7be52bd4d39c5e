"""What a price is asked for, of whom and how: charge unit, payers, means of transport, size of the group, way of paying."""

from __future__ import annotations

import re

from kg.extract.drafts import ELSEWHERE, cue_places
from kg.extract.mentions import NATIONALITY, cue_words, lexicon_of
from kg.extract.scenes import Scene
from kg.vocab import Ontology

_PER = re.compile(r"\b(?:per|for each|for every|each|every)\s+(?P<unit>[a-z]+(?: [a-z]+)?)", re.IGNORECASE)
_EACH = re.compile(r"\s*,?\s*each\b", re.IGNORECASE)
_MEANS = re.compile(r"\b(?:by|via|on|in|with|using|aboard|inside|through)\s+(?:an?\s|the\s|one\s|their\s|private\s|rented\s|small\s|old\s|exceptionally\s|such\s)*$", re.IGNORECASE)
_SIZE = re.compile(r"\b(?:groups? of|accommodat\w+|carry(?:ing)?|carries|with|if|transport\w*|smuggl\w+|for|of)\s+(?:up to |about |around |some |a group of |between )*$", re.IGNORECASE)
_PAYING = re.compile(r"\b(?:pays?|paid|paying|charged|asked)\b", re.IGNORECASE)
_STEADY = ("per ", "for each ", "for every ")
_LIST = re.compile(r"\s*(?:,|and|or|, and|, or)\s*")
_USUAL = re.compile(r"\s+(?:\w+\s+){0,1}$")


def charge_unit(zone: str, after: int, sentence: str, ontology: Ontology) -> str | None:
    """The concept for which the sum is charged once; ``after`` is where the sum ends in its zone.

    None where the text names a unit that the vocabulary lacks; the concept "not said" only where no unit is worded at all.
    """
    cues = cue_words(ontology, "charge-unit")
    tail = zone[after:]
    if _EACH.match(tail) and (unit := _unit(tail, ontology)) is None:
        return cues.get("each")
    for words in (tail, zone[:after]):
        spoken = [cue for cue, at in cue_places(words, ontology, "charge-unit") if cue.startswith(_STEADY) or "…" in cue or (words is tail and not cue.isalpha() and at < 3)]
        if spoken:
            return cues[spoken[0]]
        match = _PER.search(words)
        if match and (unit := _unit(words, ontology)):
            return unit
        if match and match[0].lower().startswith("per "):
            return None
    return cues.get(ELSEWHERE)


def _unit(words: str, ontology: Ontology) -> str | None:
    match = _PER.search(words)
    found = list(lexicon_of(ontology, "ChargeUnit").find(match["unit"])) if match else []
    return found[0].refs[0] if found and found[0].start == 0 else None


def transports(zone: str, ontology: Ontology) -> list[str]:
    """The means of transport named with "by", "in", "via" and so on, or that hold such a word themselves ("on foot")."""
    found: list[str] = []
    for mention in lexicon_of(ontology, "Transport").find(zone):
        if _MEANS.search(zone[:mention.start]) or re.match(r"(?:on|by) ", mention.name):
            found += mention.refs
    return list(dict.fromkeys(found))


def payment_methods(tail: str, ontology: Ontology) -> list[str]:
    """The ways of paying named with "in", "by", "via" or "through" behind the sum."""
    return [ref for m in lexicon_of(ontology, "PaymentMethod").find(tail) if _MEANS.search(tail[:m.start]) for ref in m.refs]


def payers(scene: Scene, start: int, end: int, left: int, right: int) -> list[str]:
    """The nationalities that pay: those before a verb of paying before the sum, else those named with "for" right behind it."""
    nationals = [one for one in scene.named if one.role == NATIONALITY and left <= one.start < right]
    verb = next((m for m in _PAYING.finditer(scene.text, left, start)), None)
    subjects = [one for one in nationals if verb and one.end <= verb.start()]
    if subjects:
        kept = [subjects[-1]]
        for one in reversed(subjects[:-1]):
            if not _LIST.fullmatch(scene.text[one.end:kept[0].start]):
                break
            kept.insert(0, one)
        return [one.ref for one in kept] if verb and verb.start() - kept[-1].end < 40 else []
    return [one.ref for one in nationals if one.start >= end and re.fullmatch(r".{0,25}\bfor (?:\w+ )?", scene.text[end:one.start])]


def groups(tail: str, ontology: Ontology) -> list[str]:
    """The groups of people named with "for" behind the sum."""
    return [ref for m in lexicon_of(ontology, "PersonGroup").find(tail) if re.search(r"\bfor (?:an? |the )?$", tail[:m.start]) for ref in m.refs]


def is_size_of_group(head: str) -> bool:
    """Whether a number of people behind these words is the size of the group or vehicle."""
    return _SIZE.search(head) is not None


def frequencies(zone: str, price: re.Pattern[str], ontology: Ontology) -> list[str]:
    """How common the price is said to be: an adverb next to a word of price."""
    found: list[str] = []
    for mention in lexicon_of(ontology, "Frequency").find(zone):
        follows = re.match(r"\s+(?:\w+\s+)?", zone[mention.end:])
        if mention.name.endswith("ly") and follows and (price.match(zone, mention.end + follows.end()) or re.match(r"\s+(?:ranges?|varies|vary|amounts?)\b", zone[mention.end:]) or price.match(zone, mention.end + 1)):
            found += mention.refs
    return found[:1]
