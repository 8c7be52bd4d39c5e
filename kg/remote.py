"""Any SPARQL 1.1 endpoint as a Graph, through SPARQLWrapper. Read only; the time limit is this side's."""

from __future__ import annotations

from typing import Any
from urllib.error import URLError

import pyoxigraph as ox

from kg import iri
from kg.engines import Rows, Term, refuse_outreach
from kg.errors import BadQuery, BuildError

_SECONDS = 60
_BOOLEAN = iri.PREFIXES["xsd"] + "boolean"
_BOOLEANS = {"1": "true", "0": "false"}
_ASKED = ("__ASK_RETVAL",)
"""Virtuoso answers ASK in JSON with this column, and a row for yes."""


class RemoteGraph:
    """A remote endpoint."""

    def __init__(self, url: str, seconds: int = _SECONDS) -> None:
        self.url, self.seconds = url, seconds

    def select(self, query: str) -> Rows:
        """Run a query there. Raises BadQuery where the endpoint refuses it, BuildError where it cannot be reached."""
        from SPARQLWrapper import JSON, POST, SELECT, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, QueryBadFormed, SPARQLWrapperException

        refuse_outreach(query)
        wrapper = SPARQLWrapper(self.url)
        wrapper.setQuery(query)
        wrapper.queryType = SELECT  # its own guess reads the words of comments
        wrapper.setReturnFormat(JSON)
        wrapper.setMethod(POST)
        wrapper.setTimeout(self.seconds)
        try:
            found = wrapper.query().convert()
        except (QueryBadFormed, EndPointInternalError) as error:
            raise BadQuery(f"The endpoint refuses the query: {' '.join(str(error).split())[:300]}.") from error
        except (TypeError, ValueError) as error:
            raise BadQuery("The endpoint's answer cannot be read.", remedy="Check that the address is that of a SPARQL endpoint.") from error
        except (URLError, OSError, SPARQLWrapperException) as error:
            raise BuildError(f"The endpoint does not answer: {error}.", where=self.url, remedy="Check its address.") from error
        if not isinstance(found, dict) or not found.keys() & {"boolean", "results"}:
            raise BadQuery("The endpoint's answer has no rows.", remedy="Ask a SELECT or ASK query.")
        return _rows(found)


def _rows(found: Any) -> Rows:
    columns = tuple(found["head"].get("vars", ()))
    if "boolean" in found or columns == _ASKED:
        truth = found["boolean"] if "boolean" in found else bool(found["results"]["bindings"])
        return Rows(("answer",), ((ox.Literal(str(truth).lower(), datatype=ox.NamedNode(_BOOLEAN)),),))
    return Rows(columns, tuple(tuple(_term(b[c]) if c in b else None for c in columns) for b in found["results"]["bindings"]))


def _term(binding: dict[str, str]) -> Term:
    if binding["type"] == "uri":
        return ox.NamedNode(binding["value"])
    if "xml:lang" in binding:
        return ox.Literal(binding["value"], language=binding["xml:lang"])
    return _typed(binding["value"], binding["datatype"]) if "datatype" in binding else ox.Literal(binding["value"])


def _typed(value: str, datatype: str) -> ox.Literal:
    """The literal; a boolean in its canonical spelling, since engines may give either (Virtuoso gives ``1``)."""
    return ox.Literal(_BOOLEANS.get(value, value) if datatype == _BOOLEAN else value, datatype=ox.NamedNode(datatype))
