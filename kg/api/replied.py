"""What a question in words came to: an answer that also says whether it is one, and what else may be meant."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.api.answer import Answer
from kg.render import in_words

if TYPE_CHECKING:
    from kg.asking.index import Found
    from kg.asking.reply import Choice
    from kg.citations import Citation


@dataclass(frozen=True, repr=False)
class Replied(Answer):
    """The rows of a question in words. Where ``answered`` is False there are none, but ``choices``, the facts that come ``nearest``, and ``passages``.

    ``matched`` is the stored question that was answered (name, title, values, score), None where facts were looked up; ``narrowed_to`` what
    its rows were narrowed to; ``read_as`` how misspelt names were read; ``sparql`` a query that a model wrote, ``note`` what to know of that;
    ``sureness``: of replies with such signs, the share that was right when it was measured (0 where nothing is answered, or a model answered).
    """

    answered: bool = False
    matched: Choice | None = None
    choices: tuple[Choice, ...] = ()
    passages: tuple[Found, ...] = ()
    narrowed_to: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    sparql: str = ""
    note: str = ""
    nearest: tuple[Citation, ...] = ()
    sureness: float = 0.0

    def to_html(self) -> str:
        """The table with its footnotes; where nothing was answered, the nearest questions and passages."""
        return super().to_html() if self.answered else self._nearest()

    def _repr_html_(self) -> str:
        return super()._repr_html_() if self.answered else self._nearest()

    def _nearest(self) -> str:
        nearest = "".join(f"<li>{html.escape(c.title)} <code>{html.escape(c.name)}</code></li>" for c in self.choices)
        facts = "".join(f"<p>{html.escape(fact.label)}<br>{html.escape(in_words(fact))}</p>" for fact in self.nearest)
        passages = "".join(f"<blockquote>{html.escape(p.text)}<br>— {html.escape(p.title)}. {html.escape(p.marking)}.</blockquote>" for p in self.passages)
        return f"<p>{html.escape(self.empty)}</p><ul>{nearest}</ul>{facts}{passages}"
