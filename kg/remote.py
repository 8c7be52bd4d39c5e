"""Any SPARQL 1.1 endpoint as a Graph, through SPARQLWrapper. Read only; the time limit is this side's."""

from __future__ import annotations

from typing import Any
from urllib.error import URLError

import pyoxigraph as ox

from kg.engines import Rows, Term, refuse_outreach
from kg.errors import BadQuery, BuildError

_SECONDS = 60


class RemoteGraph:
    """A remote endpoint."""

    def __init__(self, url: str, seconds: int = _SECONDS) -> None:
        self.url, self.seconds = url, seconds

    def select(self, query: str) -> Rows:
        """Run a query there. Raises BadQuery where the endpoint refuses it, BuildError where it cannot be reached."""
        from SPARQLWrapper import JSON, POST, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

        refuse_outreach(query)
        wrapper = SPARQLWrapper(self.url)
        wrapper.setQuery(query)
        wrapper.setReturnFormat(JSON)
        wrapper.setMethod(POST)
        wrapper.setTimeout(self.seconds)
        try:
            found = wrapper.query().convert()
        except QueryBadFormed as error:
            raise BadQuery(f"The endpoint refuses the query: {' '.join(str(error).split())[:300]}.") from error
        except (URLError, OSError, SPARQLWrapperException) as error:
            raise BuildError(f"The endpoint does not answer: {error}.", where=self.url, remedy="Check its address.") from error
        return _rows(found)


def _rows(found: Any) -> Rows:
    if "boolean" in found:
        return Rows(("answer",), ((ox.Literal(str(found["boolean"]).lower(), datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")),),))
    columns = tuple(found["head"]["vars"])
    return Rows(columns, tuple(tuple(_term(b[c]) if c in b else None for c in columns) for b in found["results"]["bindings"]))


def _term(binding: dict[str, str]) -> Term:
    if binding["type"] == "uri":
        return ox.NamedNode(binding["value"])
    if "xml:lang" in binding:
        return ox.Literal(binding["value"], language=binding["xml:lang"])
    return ox.Literal(binding["value"], datatype=ox.NamedNode(binding["datatype"])) if "datatype" in binding else ox.Literal(binding["value"])
