"""An endpoint is asked by the protocol, and what it answers is read; the endpoint is a few lines on 127.0.0.1."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from kg.errors import BadQuery, BuildError
from kg.remote import RemoteGraph

XSD = "http://www.w3.org/2001/XMLSchema#"
Serve = Callable[..., tuple[RemoteGraph, list[str]]]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start an endpoint that gives one answer; also the queries that it was sent."""
    servers: list[HTTPServer] = []

    def start(answer: Any, status: int = 200, kind: str = "application/sparql-results+json") -> tuple[RemoteGraph, list[str]]:
        sent: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent.extend(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["query"])
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(answer if isinstance(answer, bytes) else json.dumps(answer).encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        servers.append(HTTPServer(("127.0.0.1", 0), Handler))
        Thread(target=servers[-1].serve_forever, daemon=True).start()
        return RemoteGraph(f"http://127.0.0.1:{servers[-1].server_port}/sparql?default-graph-uri=urn%3Ag", 5), sent

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def rows_of(*cells: dict[str, str]) -> dict[str, Any]:
    return {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": cell} if cell else {} for cell in cells]}}


def test_each_kind_of_term_is_read(serve: Serve) -> None:
    graph, sent = serve(rows_of({"type": "uri", "value": "urn:a"}, {"type": "literal", "value": "b"}, {"type": "literal", "value": "c", "xml:lang": "en"},
                                {"type": "literal", "value": "1", "datatype": XSD + "integer"}, {"type": "typed-literal", "value": "d", "datatype": XSD + "string"}, {}))
    found = graph.select("SELECT ?x WHERE { ?x ?y ?z }")
    assert found.columns == ("x",)
    assert [row[0] for row in found.rows] == [ox.NamedNode("urn:a"), ox.Literal("b"), ox.Literal("c", language="en"), ox.Literal(1), ox.Literal("d"), None]
    assert sent == ["SELECT ?x WHERE { ?x ?y ?z }"]


def test_a_boolean_has_one_spelling(serve: Serve) -> None:
    graph, _ = serve(rows_of(*({"type": "literal", "value": v, "datatype": XSD + "boolean"} for v in ("1", "true", "0", "false"))))
    assert [row[0].value for row in graph.select("SELECT ?x WHERE { ?s ?p ?x }").rows if row[0]] == ["true", "true", "false", "false"]


@pytest.mark.parametrize(("answer", "says"), [
    ({"head": {}, "boolean": True}, "true"),
    ({"head": {}, "boolean": False}, "false"),
    ({"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": [{"__ASK_RETVAL": {"type": "literal", "value": "1"}}]}}, "true"),
    ({"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": []}}, "false"),
])
def test_a_yes_or_no_is_read(answer: dict[str, Any], says: str, serve: Serve) -> None:
    graph, _ = serve(answer)
    assert graph.select("ASK { ?s ?p ?o }").rows == ((ox.Literal(says, datatype=ox.NamedNode(XSD + "boolean")),),)


def test_the_words_of_a_comment_are_not_the_query(serve: Serve) -> None:
    graph, _ = serve(rows_of())
    assert graph.select("#+ title: What do they\n#+   describe?\n#+   construct?\nSELECT ?x WHERE { ?x ?y ?z }").rows == ()


@pytest.mark.parametrize(("answer", "says"), [({"@graph": []}, "no rows"), ([1, 2], "cannot be read"), (b"<html>", "cannot be read")])
def test_an_answer_without_rows_is_told(answer: object, says: str, serve: Serve) -> None:
    graph, _ = serve(answer)
    with pytest.raises(BadQuery, match=says):
        graph.select("CONSTRUCT WHERE { ?s ?p ?o }")


@pytest.mark.parametrize("status", [400, 500])
def test_a_refusal_is_told_in_the_endpoint_s_words(status: int, serve: Serve) -> None:
    graph, _ = serve(b"line 1: syntax error", status, "text/plain")
    with pytest.raises(BadQuery, match="line 1"):
        graph.select("SELECT WHERE {")


def test_an_endpoint_that_is_not_there_is_told() -> None:
    with pytest.raises(BuildError, match="does not answer"):
        RemoteGraph("http://127.0.0.1:9/sparql", 2).select("SELECT * WHERE { ?s ?p ?o }")


def test_nothing_that_reaches_out_is_sent(serve: Serve) -> None:
    graph, sent = serve(rows_of())
    with pytest.raises(BadQuery, match="SERVICE"):
        graph.select("SELECT * WHERE { SERVICE <urn:x> { ?s ?p ?o } }")
    assert sent == []
