"""Text that remembers where every character of it stood in the original file."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kg.model import Span

Replacement = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class OffsetText:
    """Immutable text with one offset (code points of the original file) for each of its characters.

    ``breaks`` are offsets at which a new raw span must begin, because a footnote block or page furniture lies before
    them in the file. ``widths`` gives the raw length of the characters that are longer in the file (``&amp;``).
    """

    text: str
    offsets: array[int]
    breaks: frozenset[int] = frozenset()
    widths: Mapping[int, int] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def of(cls, raw: str, start: int = 0, end: int | None = None) -> OffsetText:
        """The stretch ``raw[start:end]``, unchanged."""
        stop = len(raw) if end is None else end
        return cls(raw[start:stop], array("l", range(start, stop)))

    @property
    def raw_end(self) -> int:
        """The offset just behind the last character; 0 for empty text."""
        return self._end_of(len(self.text) - 1) if self.text else 0

    def slice(self, start: int, end: int | None = None) -> OffsetText:
        """``self.text[start:end]`` with its offsets."""
        stop = len(self.text) if end is None else end
        return OffsetText(self.text[start:stop], self.offsets[start:stop], self.breaks, self.widths)

    def strip(self) -> OffsetText:
        """Without white space at both ends."""
        lead = len(self.text) - len(self.text.lstrip())
        return self.slice(lead, max(lead, len(self.text.rstrip())))

    def sub(self, pattern: str | re.Pattern[str], repl: Replacement) -> OffsetText:
        """Like ``re.sub``. A replacement's characters stand where those it replaces stood, one for one, the last
        offset repeated if it is longer; what replaces nothing takes the offset of the character behind it."""
        pieces: list[str] = []
        offsets: array[int] = array("l")
        done = 0
        for match in re.finditer(pattern, self.text):
            new = repl if isinstance(repl, str) else repl(match)
            pieces += (self.text[done : match.start()], new)
            offsets += self.offsets[done : match.start()]
            offsets.extend(self._offsets_for(match, len(new)))
            done = match.end()
        if not done and not pieces:
            return self
        pieces.append(self.text[done:])
        offsets += self.offsets[done:]
        return OffsetText("".join(pieces), offsets, self.breaks, self.widths)

    def cut(self, stretches: Iterable[tuple[int, int]]) -> OffsetText:
        """Without the stretches ``[start, end)`` given in order and not overlapping."""
        pieces: list[str] = []
        offsets: array[int] = array("l")
        done = 0
        for start, end in stretches:
            pieces.append(self.text[done:start])
            offsets += self.offsets[done:start]
            done = max(done, end)
        pieces.append(self.text[done:])
        offsets += self.offsets[done:]
        return OffsetText("".join(pieces), offsets, self.breaks, self.widths)

    def insert(self, places: Iterable[int], new: str) -> OffsetText:
        """With ``new`` put in at the places, given in order; it takes the offset of the character behind it."""
        result = self
        for place in sorted(places, reverse=True):
            if 0 <= place < len(self.text):
                middle = array("l", [self.offsets[place]] * len(new))
                offsets = result.offsets[:place] + middle + result.offsets[place:]
                text = result.text[:place] + new + result.text[place:]
                result = OffsetText(text, offsets, self.breaks, self.widths)
        return result

    def widen(self, widths: Mapping[int, int]) -> OffsetText:
        """The same text, told how long the characters at some offsets are in the file."""
        return OffsetText(self.text, self.offsets, self.breaks, {**self.widths, **widths}) if widths else self

    def join(self, other: OffsetText, separator: str = " ", *, broken: bool = False) -> OffsetText:
        """This text, the separator, the other text. ``broken``: something else lies between them in the file."""
        if not self.text or not other.text:
            return self if self.text else other
        offsets = self.offsets[:]
        offsets.extend([min(self.raw_end, other.offsets[0])] * len(separator))
        offsets += other.offsets
        breaks = self.breaks | other.breaks | ({other.offsets[0]} if broken else frozenset())
        return OffsetText(self.text + separator + other.text, offsets, breaks, {**self.widths, **other.widths})

    def position(self, offset: int) -> int:
        """How many characters stand before an offset of the file."""
        return bisect_left(self.offsets, offset)

    def raw_spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Where ``text[start:end]`` stands in the file: half-open spans without white space at their ends.

        One span, however many marks, asterisks or line ends lie inside; a new one only where a footnote block or
        page furniture lies between two neighbouring characters. Empty for an empty or blank stretch.
        """
        cuts = sorted(at for at in (self.position(offset) for offset in self.breaks) if start < at < end)
        spans = []
        for left, right in zip([start, *cuts], [*cuts, end], strict=True):
            piece = self.text[left:right]
            first = left + len(piece) - len(piece.lstrip())
            last = left + len(piece.rstrip()) - 1
            if first <= last:
                spans.append(Span(self.offsets[first], self._end_of(last)))
        return tuple(spans)

    def _end_of(self, index: int) -> int:
        offset = self.offsets[index]
        return offset + self.widths.get(offset, 1)

    def _offsets_for(self, match: re.Match[str], size: int) -> Iterable[int]:
        first, behind = match.span()
        if first == behind:
            at = self.offsets[first] if first < len(self.offsets) else self.raw_end
            return [at] * size
        return [self.offsets[min(first + step, behind - 1)] for step in range(size)]
