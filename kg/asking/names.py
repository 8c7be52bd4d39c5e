"""The things that a question names: any label, demonym or spelling of the view's things, small slips of the pen forgiven."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg import iri
from kg.asking.index import Index
from kg.asking.words import Word
from kg.lexicon import fold

_LONGEST = 9
"""Words of the longest name that is looked for."""
DEMONYM = 3
"""The rank of a demonym among the names of a thing."""
_HIDDEN = 2
_GENERAL = 0.2
"""A region that more than this share of all facts are about says nothing: everything is about it."""
_SHARED = 2
"""A name that more things of their own share names none of them (*Status Agreement*, for instance)."""
_CASED = 4
"""Names of up to this many letters must be written as the name is, or in capitals: Bar, Una, Tuzi are words otherwise."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the graph that a name may mean; ``rank`` is 0 for its preferred label, higher for lesser names."""

    iri: str
    label: str
    classes: frozenset[str]
    rank: int

    @property
    def is_entity(self) -> bool:
        """Whether it is a thing with a name of its own, not a concept of a vocabulary."""
        return "Entity" in self.classes or self.is_source

    @property
    def is_source(self) -> bool:
        """Whether it is a document of the graph."""
        return self.iri.startswith(iri.BASE + "source/")


@dataclass(frozen=True, slots=True)
class Mention:
    """The words ``[first, last)`` of a question that name something; ``read_as`` is the name that a misspelt one was read as.

    ``is_general``: a region that so many facts are about that naming it says nothing.
    """

    first: int
    last: int
    written: str
    things: tuple[Thing, ...]
    read_as: str = ""
    is_general: bool = False

    @property
    def is_entity(self) -> bool:
        """Whether any thing it may mean has a name of its own."""
        return any(thing.is_entity for thing in self.things)

    @property
    def stands_alone(self) -> bool:
        """Whether it names a thing that a question can be about: neither a document, nor a region that everything is about."""
        return self.is_entity and not self.is_general and not self.things[0].is_source


def find_mentions(index: Index, text: str, words: Sequence[Word]) -> list[Mention]:
    """The mentions in order, the longest first at each place, none inside another."""
    spans = {(i, j): _forms([w.text for w in words[i:j]]) for i in range(len(words)) for j in range(i + 1, min(len(words), i + _LONGEST) + 1)}
    by_key: dict[str, list[tuple[str, Thing]]] = defaultdict(list)
    for key, thing, label, written, rank, classes in index.names(sorted({form for forms in spans.values() for form in forms})):
        by_key[key].append((written, Thing(thing, label, frozenset(classes.split()), rank)))
    found: list[Mention] = []
    taken = 0
    for first in range(len(words)):
        if first < taken:
            continue
        for last in range(min(len(words), first + _LONGEST), first, -1):
            things = _meant(text, words[first:last], spans[first, last], by_key)
            if things:
                found.append(Mention(first, last, text[words[first].start:words[last - 1].end], things, is_general=_is_general(index, things[0])))
                taken = last
                break
    return sorted([*found, *_misspelt(index, text, words, found)], key=lambda m: m.first)


def _is_general(index: Index, thing: Thing) -> bool:
    return "Region" in thing.classes and index.breadth(thing.iri) > _GENERAL


def _forms(words: list[str]) -> list[str]:
    """The words as a key, and with the last word in the singular."""
    last = words[-1]
    singular = [last[:-1]] if last.endswith("s") and len(last) > 3 else []
    singular += [last[:-2]] if last.endswith("es") and len(last) > 4 else []
    singular += [last[:-3] + "y"] if last.endswith("ies") and len(last) > 4 else []
    return [" ".join([*words[:-1], form]) for form in (last, *singular)]


def _meant(text: str, words: Sequence[Word], forms: list[str], by_key: dict[str, list[tuple[str, Thing]]]) -> tuple[Thing, ...]:
    """The things that the words may mean. A name that is itself in small letters (*status agreement*) is a noun and names nothing."""
    if all(not word.keys for word in words):
        return ()
    written = fold(text[words[0].start:words[-1].end])
    best: dict[str, Thing] = {}
    for form in forms:
        for name, thing in by_key.get(form, ()):
            if not (thing.rank == _HIDDEN and name.islower()) and _fits_case(text, written, fold(name), thing) and (thing.iri not in best or thing.rank < best[thing.iri].rank):
                best[thing.iri] = thing
    nouns = {thing.iri for form in forms for name, thing in by_key.get(form, ()) if thing.is_entity and not thing.is_source and name.islower()}
    best = {key: thing for key, thing in best.items() if key not in nouns}
    if sum(thing.is_entity for thing in best.values()) > _SHARED:
        best = {key: thing for key, thing in best.items() if not thing.is_entity}
    return tuple(sorted(best.values(), key=lambda t: (t.rank, not t.is_entity, t.iri)))


def _fits_case(text: str, written: str, name: str, thing: Thing) -> bool:
    """Short names are words otherwise, and so are many names in small letters, unless all is written in small letters."""
    bare = name.rstrip("*")
    if len(bare) <= _CASED:
        return written.startswith(bare) or sum(c.isupper() for c in bare) > 1
    careless = text[1:].islower()
    return careless or not thing.is_entity or thing.is_source or not (written[0].islower() and bare[0].isupper())


def _misspelt(index: Index, text: str, words: Sequence[Word], found: Sequence[Mention]) -> Iterator[Mention]:
    """Names with a slip of the pen: words that no fact and no passage knows, one letter or two away from exactly one name."""
    taken = {at for mention in found for at in range(mention.first, mention.last)}
    odd = [at for at, word in enumerate(words) if at not in taken and word.keys and len(word.text) >= 5 and word.text.isalpha() and not index.knows(word.text)]
    if not odd:
        return
    from rapidfuzz.distance import OSA
    keys = [key for key in index.every_key() if " " not in key]
    for at in odd:
        word = words[at]
        near = [key for key in keys if OSA.distance(word.text, key, score_cutoff=2) <= (1 if len(word.text) < 8 else 2)]
        if len(near) == 1:
            things = tuple(Thing(t, label, frozenset(c.split()), r) for _, t, label, _, r, c in index.names(near))
            yield Mention(at, at + 1, text[word.start:word.end], things, things[0].label)
