"""Provisions of laws as texts cite them: "Article 52, paragraph 1, point 1", "Art. 52(1)(1)", "paragraph 2 of Article 41"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ARTICLE = r"(?<![^\W\d_])(?:articles?|art\.)\s*(?P<article{0}>\d+[a-z]?)\b(?!\s*%)"
_PARAGRAPH = r"(?:paragraphs?|para\.?|par\.)\s*\(?(?P<paragraph{0}>\d+[a-z]?)\b\)?"
_POINT = r"(?:points?|items?|subparagraphs?|sub-paragraphs?|letters?|lit\.)\s*\(?(?P<point{0}>\d+|[a-z])\b\)?"
_FORMS = tuple(re.compile(form, re.IGNORECASE) for form in (
    rf"{_POINT.format('')}(?:,\s*| of )(?:the )?{_PARAGRAPH.format('')}(?:,\s*| of )(?:the )?{_ARTICLE.format('')}",
    rf"{_PARAGRAPH.format('')}(?:,\s*| of )(?:the )?{_ARTICLE.format('')}",
    rf"{_ARTICLE.format('')}\s?\((?P<paragraph>\d+[a-z]?)\)(?:\s?\((?P<point>\d+|[a-z])\))?",
    rf"{_ARTICLE.format('')}(?:,?\s+{_PARAGRAPH.format('')})?(?:,?\s+{_POINT.format('')})?",
))


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision cited at ``[start, end)``, numbered as the text numbers it; empty where it does not say."""

    start: int
    end: int
    article: str
    paragraph: str = ""
    point: str = ""

    @property
    def number(self) -> str:
        """As a register writes it: ``Article 52(1)(1)``."""
        return f"Article {self.article}" + "".join(f"({part})" for part in (self.paragraph, self.point) if part)


def find_provisions(text: str) -> Iterator[Provision]:
    """The provisions cited in a text, in order; lists of articles ("Articles 3 and 5") give the first only when it stands alone."""
    found: list[Provision] = []
    for form in _FORMS:
        for match in form.finditer(text):
            groups = match.groupdict()
            if any(match.start() < p.end and p.start < match.end() for p in found) or _opens_list(text, match):
                continue
            found.append(Provision(match.start(), match.end(), groups["article"], groups.get("paragraph") or "", groups.get("point") or ""))
    yield from sorted(found, key=lambda p: p.start)


def _opens_list(text: str, match: re.Match[str]) -> bool:
    """Whether more numbers follow ("Articles 3 to 5", "paragraphs 1 and 2"), so that the citation is not one provision."""
    return re.match(r"\s*(?:,|and|to|or|[-–])\s*\d", text[match.end():]) is not None
