"""What a family works on: each sentence of a document with what it names, and what the words around it carry over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.extract.mentions import Named, find_named
from kg.extract.sentences import Stretch, sentences, widened
from kg.extract.ways import Tagged, Way, find_ways, tag
from kg.lexicon import Lexicon
from kg.model import Quote
from kg.sources import Reading
from kg.text import Passage
from kg.vocab import Ontology

_HEAD = re.compile(r"[^:.]{2,40}:\s")
_TOPIC = re.compile(r"(?:^|[,;(]\s|\b)(?:in|within|across|throughout|inside)\s+(?:the\s+)?(?:Republic of\s+)?$", re.IGNORECASE)
_OPENING = re.compile(r"(?:In|Within|Across|Throughout|Inside)\s+(?:the\s+)?$")
_RANGE_OF_TEXT = {"paragraph", "item", "row", "caption"}


@dataclass(frozen=True)
class Scene:
    """A sentence with its mentions; positions of mentions, ways and so on count from the sentence's start."""

    sentence: Stretch
    named: tuple[Named, ...]
    before: tuple[Scene, ...]
    """The sentences before it in its passage, nearest first."""

    @cached_property
    def tagged(self) -> Tagged:
        """The sentence with its places as single characters."""
        return tag(self.text, self.named)

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The ways that the sentence words."""
        return tuple(find_ways(self.tagged))

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.sentence.text

    @property
    def countries(self) -> list[Named]:
        """The countries named as places to be in."""
        return [one for one in self.named if one.is_country]

    def part(self, start: int, end: int) -> Stretch:
        """A stretch of the sentence, given by positions in it."""
        return Stretch(self.sentence.passage, self.sentence.start + start, self.sentence.start + end)

    def where(self) -> list[Named]:
        """The countries that the sentence is about by its opening ("In Albania, ...") or by "in"; empty where it names several."""
        opening = [one for one in self.countries if _OPENING.fullmatch(self.text[:one.start])]
        inside = [one for one in self.countries if _TOPIC.search(self.text[:one.start]) and not self._on_way(one)]
        return opening or (inside if len({one.ref for one in inside}) == 1 else [])

    def _on_way(self, one: Named) -> bool:
        return any(way.start <= one.start < way.end for way in self.ways)


def scenes(reading: Reading, ontology: Ontology, lexicon: Lexicon, *kinds: str) -> Iterator[Scene]:
    """Every sentence of the factual text, in order; headings, contents and questionnaires are left out, and notes unless asked for among ``kinds``."""
    for passage in reading.document.passages:
        if passage.factual and passage.kind in (kinds or _RANGE_OF_TEXT):
            earlier: list[Scene] = []
            for sentence in sentences(passage):
                if sentence.text.rstrip("\"”’') ").endswith("?"):
                    continue  # a question states nothing
                scene = Scene(sentence, tuple(find_named(sentence.text, lexicon, ontology)), tuple(reversed(earlier)))
                earlier.append(scene)
                yield scene


def topic(scene: Scene, reading: Reading) -> tuple[str, Quote | None] | None:
    """The one country a sentence is about, and the quote that carries it where the sentence does not name it.

    Told by the sentence itself, by the head words of its passage ("Serbia: ..."), or by the nearest sentence before it that says where it plays.
    """
    own = scene.where()
    if own:
        return own[0].ref, None
    if scene.countries:
        return _headed(scene, reading)
    for earlier in scene.before:
        places = earlier.where()
        if places:
            return places[0].ref, where_quote(earlier, places[0], reading)
        if earlier.countries:
            return _headed(scene, reading)
    return _headed(scene, reading)


def where_quote(scene: Scene, place: Named, reading: Reading) -> Quote | None:
    """The words that name a place of a sentence, from "in" on where that stands before it, as a quote that stands once."""
    found = _TOPIC.search(scene.text[:place.start])
    start = found.start() + len(found[0]) - len(found[0].lstrip(" ,;(")) if found else place.start
    return widened(reading.document, scene.sentence, scene.sentence.start + start, scene.sentence.start + place.end)


def _headed(scene: Scene, reading: Reading) -> tuple[str, Quote | None] | None:
    first = scene.before[-1] if scene.before else scene
    head = _HEAD.match(first.text)
    places = [one for one in first.countries if one.start == 0] if head else []
    if head and len(places) == 1 and places[0].end == len(head[0].rstrip()) - 1:
        inside = not scene.before
        return places[0].ref, None if inside else widened(reading.document, first.sentence, first.sentence.start, first.sentence.start + head.end())
    return None


def lead_in(passages: tuple[Passage, ...], passage: Passage) -> Passage | None:
    """The passage that introduces a list item with a colon; None where there is none."""
    for earlier in reversed(passages[:passage.number]):
        if earlier.kind not in ("item", "note"):
            return earlier if earlier.kind == "paragraph" and earlier.text.text.rstrip().endswith(":") else None
    return None
