"""A finished picture: SVG whose parts say their words when one points at them, PNG, or a page with the picture and all its quotes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kg.citations import Citation
from kg.errors import BuildError, UsageError
from kg.render import in_words

FORMATS = ("svg", "png", "html")


@dataclass(frozen=True)
class Picture:
    """A drawing for one view. ``citations`` hold the words behind it, ``notes`` what it says it leaves out."""

    title: str
    view: str
    citations: tuple[Citation, ...] = field(repr=False)
    notes: tuple[str, ...]
    svg: str = field(repr=False)
    raster: Callable[[], bytes] = field(repr=False)

    @cached_property
    def png(self) -> bytes:
        """The picture as PNG, 1200 pixels wide; made when it is first asked for."""
        return self.raster()

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that the picture shows."""
        return tuple(c.fact for c in self.citations)

    @property
    def markings(self) -> list[str]:
        """The handling markings of all sources behind it."""
        return sorted({marking for c in self.citations for marking in c.markings})

    @property
    def html(self) -> str:
        """A page of its own, which fetches nothing: the picture, and every quote behind it."""
        notes = "\n".join(f"<li><strong>{html.escape(c.label)}</strong><br>{html.escape(in_words(c))}</li>" for c in self.citations)
        handling = html.escape(f"View: {self.view}. Handling: {'; '.join(self.markings) or 'nothing drawn'}.")
        picture = self.svg[self.svg.index("<svg"):]
        return _PAGE.format(title=html.escape(self.title), handling=handling, picture=picture, notes=notes)

    def data(self, form: str) -> bytes:
        """The picture in one of FORMATS."""
        if form not in FORMATS:
            raise UsageError(f"A picture cannot be written as {form or 'a file without an ending'!r}.", remedy=f"Name a file that ends in {', '.join(f'.{f}' for f in FORMATS)}.")
        return self.png if form == "png" else (self.svg if form == "svg" else self.html).encode("utf-8")

    def save(self, path: str | Path) -> Path:
        """Write the picture to a file whose ending says how: .svg, .png or .html. Raises UsageError for another, BuildError where it cannot be written."""
        target = Path(path)
        data = self.data(target.suffix.removeprefix(".").lower())
        try:
            target.write_bytes(data)
        except OSError as error:
            raise BuildError(f"This file cannot be written: {error.strerror}.", where=target, remedy="Name another with -o.") from error
        return target

    def _repr_svg_(self) -> str:
        return self.svg


def with_titles(svg: str, titles: Mapping[str, str]) -> str:
    """The SVG with a title in each part that has one: browsers show it when one points there, screen readers read it."""
    def titled(found: re.Match[str]) -> str:
        text = titles.get(found[1])
        return f"{found[0]}\n<title>{html.escape(text, quote=False)}</title>" if text else found[0]

    return re.sub(r'<g id="([\w-]+)">', titled, svg)


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ margin: 0 auto; max-width: 1240px; padding: 1rem; font: 15px/1.5 sans-serif; color: #1b1f24; }}
figure {{ margin: 0; }}
svg {{ width: 100%; height: auto; }}
svg g[id^="part-"]:hover {{ opacity: .55; }}
.handling {{ font-weight: bold; color: #b8541a; }}
</style>
</head>
<body>
<p class="handling">{handling}</p>
<figure role="img" aria-label="{title}">
{picture}
</figure>
<h2>The words it rests on</h2>
<ol>
{notes}
</ol>
<p class="handling">{handling}</p>
</body>
</html>
"""
