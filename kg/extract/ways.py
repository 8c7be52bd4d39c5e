"""Ways from place to place as a sentence words them: "from A through B to C and onwards to D", with lists and brackets.

Places are first made one character each, so that the grammar speaks of places and not of their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.mentions import Named

_FIRST = 0xE000
_P = r"[\uE000-\uF8FF]"
_PRIVATE = re.compile(_P)
_NOUNS = r"(?:border (?:areas?|villages?|zones?|regions?)|territor(?:y|ies)|cit(?:y|ies)|towns?|villages?|areas?|regions?|municipalit(?:y|ies)|ports?|capital|outskirts|islands?|mountains?|coast|shores?)"
_BEFORE = rf"(?:the |their |its |a |an )?(?:(?:(?:north|south|east|west)(?:ern)? )?{_NOUNS} (?:of|near|around|in) (?:the )?)?[\"“‘']?"
_AFTER = rf"[\"”’']?(?: (?:{_NOUNS}|zone|border crossing(?: point)?|crossing|camp|side|coast|Mountains?))?(?: in (?:the )?{_P})?"
_BRACKET = rf"(?: \((?:(?:via|through|mainly|especially|e\.g\.) )?(?:the )?{_P}(?:(?:,| and| or|, and) (?:the )?{_P})*\))?"
_ITEM = rf"{_BEFORE}{_P}{_AFTER}{_BRACKET}"
PLACES = rf"{_ITEM}(?:(?:, (?:and |or )?| and | or |/){_ITEM})*"
"""A list of places; for use in patterns over tagged text."""
_VIA = r"(?:(?:passing|going|travelling|traversing|transiting|crossing) )?(?:via|through|across|over|by way of)"
_TO = r"(?:to|into|towards?)"
_ON = r"(?:onwards?|further|on|then|finally|ultimately|subsequently|continuing|afterwards)"
_NEXT = rf"(?:,? (?:and |then |before |from there )?(?:[a-z]+ )?{_ON}(?: [a-z]+){{0,2}}? {_TO} {PLACES})*"
_WAY = re.compile(
    rf"\bfrom (?P<from>{PLACES})(?:,? {_VIA} (?P<via>{PLACES}))?"
    rf"(?:(?:,? (?!(?:{_TO}|borders?)\b)[a-z]+){{0,3}}?,? (?:on )?{_TO} (?P<to>{PLACES})(?:,? \(?{_VIA} (?P<late>{PLACES})\)?)?(?P<next>{_NEXT}))?", re.IGNORECASE)
_BEGUN = re.compile(rf"\b(?:begins?|starts?|commences?|originates?) (?:in|at) (?P<from>{PLACES})[^.;]{{0,60}}? (?:continu|lead|runn?|head|proceed)[a-z]* {_TO} (?P<to>{PLACES})(?P<next>{_NEXT})",
                    re.IGNORECASE)
_LEAVING = re.compile(rf"\b(?:leav(?:e|es|ing)|left|quit|depart(?:s|ed|ing)? from) (?P<from>{PLACES}) (?:behind )?for (?P<to>{PLACES})(?P<next>{_NEXT})", re.IGNORECASE)
_BARE = re.compile(rf"^(?P<from>{PLACES}) ?(?:to|-|–|—|→) ?(?P<to>{PLACES})(?P<next>)(?=\s*[:,(]|\s*$)", re.IGNORECASE)
_STEP = re.compile(rf"{_ON}(?: [a-z]+){{0,2}}? {_TO} (?P<to>{PLACES})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text in which each place is one character; ``origin`` maps its positions back."""

    text: str
    origin: tuple[int, ...]
    places: tuple[Named, ...]

    def back(self, at: int) -> int:
        """The position in the text as it was."""
        return self.origin[at]

    def named_in(self, start: int, end: int) -> list[Named]:
        """The places of a stretch in order."""
        return [self.places[ord(c) - _FIRST] for c in self.text[start:end] if _FIRST <= ord(c) < _FIRST + len(self.places)]

    def listed(self, start: int, end: int) -> tuple[list[Named], list[Named]]:
        """The places of a list and those it is said to pass: a bracket makes its place more exact, unless it opens with "via";
        what follows as "in B" only says where A lies."""
        piece = re.sub(rf" in (?:the )?{_P}", lambda m: " " * len(m[0]), self.text[start:end])
        exact = re.sub(rf"{_P}({_AFTER} \((?!via|through))", lambda m: " " + m[1], piece)
        passed = [c for m in re.finditer(r" \((?:via|through) [^)]*\)", exact) for c in m[0]]
        kept = re.sub(r" \((?:via|through) [^)]*\)", "", exact)
        return self._named(kept), self._named("".join(passed))

    def _named(self, piece: str) -> list[Named]:
        return [self.places[ord(c) - _FIRST] for c in piece if _FIRST <= ord(c) < _FIRST + len(self.places)]


@dataclass(frozen=True, slots=True)
class Way:
    """A way worded at ``[start, end)``. ``steps``: the goals after the first one, each a list of alternatives or companions."""

    start: int
    end: int
    origins: tuple[Named, ...]
    passed: tuple[Named, ...]
    goals: tuple[Named, ...]
    steps: tuple[tuple[Named, ...], ...] = ()


def tag(text: str, named: Sequence[Named]) -> Tagged:
    """The text with each of its places as one character."""
    places = [one for one in named if one.is_place][: 0xF8FF - _FIRST]
    pieces: list[str] = []
    origin: list[int] = []
    done = 0
    for number, one in enumerate(places):
        pieces += (_PRIVATE.sub(" ", text[done:one.start]), chr(_FIRST + number))
        origin += range(done, one.start + 1)
        done = one.end
    pieces.append(_PRIVATE.sub(" ", text[done:]))
    origin += range(done, len(text) + 1)
    return Tagged("".join(pieces), tuple(origin), tuple(places))


def find_ways(tagged: Tagged) -> Iterator[Way]:
    """The ways of a text in order: a start, and a goal or a place passed, are always there."""
    found = [match for form in (_WAY, _BEGUN, _LEAVING, _BARE) for match in form.finditer(tagged.text)]
    for match in sorted(found, key=lambda m: m.start()):
        groups = match.groupdict()
        if not groups["to"] and not groups.get("via"):
            continue
        origins, early = tagged.listed(*match.span("from"))
        goals, late = tagged.listed(*match.span("to")) if groups["to"] else ([], [])
        for name in ("via", "late"):
            if groups.get(name):
                late += tagged.listed(*match.span(name))[0]
        steps = tuple(tuple(tagged.listed(step.start("to"), step.end("to"))[0]) for step in _STEP.finditer(tagged.text, match.start("next"), match.end("next"))) if groups["to"] else ()
        yield Way(tagged.back(match.start()), _end(tagged, match.end()), tuple(origins), (*early, *late), tuple(goals), steps)


def _end(tagged: Tagged, end: int) -> int:
    """Where a stretch ends in the text as it was: behind the whole name if it ends with one."""
    last = tagged.named_in(end - 1, end)
    return last[0].end if last else tagged.back(end - 1) + 1
