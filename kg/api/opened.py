"""A graph that is open: stored questions, questions in words, SPARQL, quotes and pictures, all for one audience."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg import answers, citations, resources
from kg.api.answer import Answer
from kg.api.replied import Replied
from kg.api.values import written
from kg.builds import audiences_of, current, index_path, open_store
from kg.engines import Graph
from kg.errors import UnknownName
from kg.questions import Question, read_question, read_questions

if TYPE_CHECKING:
    from kg.asking.index import Index
    from kg.asking.model import Model
    from kg.drawing import Picture

_EMPTY = "No fact of this view matches; that says nothing about the world."
_UNSURE = "No stored question is near enough to answer this. The nearest:"


def open_graph(audience: str = "public", build: str | Path | None = None, endpoint: str | None = None) -> KnowledgeGraph:
    """Open the view of an audience. Raises BuildError where there is no build, UnknownName where it has no such audience."""
    folder = Path(build) if build is not None else resources.build()
    if endpoint:
        from kg.remote import RemoteGraph
        return KnowledgeGraph(RemoteGraph(endpoint), audience, folder)
    return KnowledgeGraph(open_store(folder, audience), audience, folder)


class KnowledgeGraph:
    """What one audience may see. Read only.

    An endpoint is asked as it is: whoever runs it has decided what it holds.
    """

    def __init__(self, graph: Graph, audience: str, build: Path) -> None:
        self.graph, self.audience, self.build = graph, audience, build

    def __repr__(self) -> str:
        return f"<KnowledgeGraph for {self.audience}, {getattr(self.graph, 'url', self.build)}>"

    def questions(self) -> tuple[Question, ...]:
        """The catalogue of stored questions, by name."""
        return tuple(read_questions()[0])

    def query(self, name: str, /, **parameters: object) -> Answer:
        """The rows of a stored question: ``graph.query("hubs-of-a-country", state="Serbia")``.

        A parameter whose name Python keeps for itself is given as ``**{"from": "Serbia"}``; one that is None is as good as left out.
        """
        given = {key: written(value) for key, value in parameters.items() if value is not None}
        found = answers.ask(self.graph, read_question(name), given)
        question = found.question
        return Answer(found.title, found.rows, self.graph, question.evidence, question.words, question.empty or _EMPTY)

    def ask(self, text: str, model: Model | None = None) -> Replied:
        """Answer a question in words, or give what comes nearest to it and no answer; a ``model`` of yours is asked only where the words alone give none."""
        from kg.asking.reply import ask
        reply = ask(self.graph, self._index, text, model)
        stored, choice = reply.question, reply.choice
        words = stored.words if stored else ("quote", "source", "place")
        empty = (stored.empty if stored else "") or _EMPTY if reply.answered else _UNSURE
        return Replied(reply.title or reply.asked, reply.rows, self.graph, reply.evidence, words, empty, reply.answered, choice, reply.choices, reply.passages, reply.by, reply.read_as,
                       reply.sparql, reply.note, tuple(citations.cite_all(self.graph, reply.nearest)), reply.sureness)

    def sparql(self, text: str) -> Answer:
        """The rows of your own SPARQL. Raises BadQuery where it does not parse, or would change the graph or reach out of it."""
        return Answer("", self.graph.select(text), self.graph, empty="No row.")

    def cite(self, fact: str) -> citations.Citation:
        """The words of one fact in their context, by its IRI or by the part after ``fact/``."""
        return citations.cite(self.graph, fact)

    def draw(self, kind: str, /, **parameters: object) -> Picture:
        """A map, timeline or network; a notebook shows it, ``.save("file.svg")`` keeps it (or .png, .html)."""
        from kg.drawing import draw
        given = {key: written(value) for key, value in parameters.items() if value is not None}
        return draw(self.graph, kind, given, self.view)

    @property
    def view(self) -> str:
        """Whose view it is, as pictures say it."""
        return str(getattr(self.graph, "url", self.audience))

    @cached_property
    def _index(self) -> Index:
        from kg.asking.index import Index
        if self.audience not in audiences_of(self.build):
            raise UnknownName("audience", self.audience, audiences_of(self.build))
        return Index(index_path(current(self.build), self.audience))
