"""What is known, and on whose word, about the smuggling of migrants through the Western Balkans.

    >>> from kg import open_graph
    >>> graph = open_graph()                                      # doctest: +SKIP
    >>> graph.query("prices-of-a-leg", **{"from": "Serbia"})      # doctest: +SKIP
"""

from __future__ import annotations

import typing
from pathlib import Path

from kg.version import __version__

if typing.TYPE_CHECKING:
    from kg.api import KnowledgeGraph

__all__ = ["__version__", "open_graph"]


def open_graph(audience: str = "public", build: str | Path | None = None, endpoint: str | None = None) -> KnowledgeGraph:
    """The graph of an audience: of the build in use, of the one in the folder ``build``, or of a SPARQL 1.1 endpoint.

    The libraries behind it are imported only now, so that ``import kg`` and ``kg --help`` stay quick.
    """
    from kg.api import open_graph as open_it
    return open_it(audience, build, endpoint)
