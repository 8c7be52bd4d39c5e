"""HTML elements from Python, escaped by construction: whatever is not markup already is text.

>>> el("p", "a < b ", el("b", "c"), class_="x")
'<p class="x">a &lt; b <b>c</b></p>'
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

_VOID = {"meta", "link", "input", "br", "hr", "img"}


class Html(str):
    """Text that is markup already and is not escaped again."""

    __slots__ = ()


Child = str | None | Iterable["Child"]


def el(name: str, /, *children: Child, **attributes: str | int | float | bool | None) -> Html:
    """One element. ``class_`` is written ``class``, other underscores as hyphens; True gives a bare attribute, None and False none."""
    shown = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None and value is not False)
    return Html(f"<{name}{shown}>") if name in _VOID else Html(f"<{name}{shown}>{join(children)}</{name}>")


def _attribute(key: str, value: str | int | float | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html.escape(str(value))}"'


def join(children: Child, between: str = "") -> Html:
    """Several children as one piece of markup."""
    return Html(html.escape(between).join(_flat(children)))


def _flat(child: Child) -> Iterator[str]:
    if child is None:
        return
    if isinstance(child, Html):
        yield child
    elif isinstance(child, str):
        yield html.escape(child, quote=False)
    else:
        for one in child:
            yield from _flat(one)
