"""What is let in: the size, encoding and format of a file, and the two formats that could reach out or blow up."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

import pyoxigraph as ox

from kg.errors import FaultError, RefusedError, UnknownName

_SYNTAX = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
}
_MAX_DEPTH = 100
# Turtle and its kin, as far as needed to tell "<<" in the syntax from "<<" in a text, a comment or an IRI.
_TOKEN = re.compile(
    r"""\\.|<[^<>"{}|^`\x00-\x20]*>|\#[^\r\n]*|<<|\"{3}(?:[^"\\]|\\.|"(?!""))*"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
    r"""|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'""",
    re.DOTALL,
)


def syntax_of(path: Path) -> ox.RdfFormat:
    """The RDF format that the extension stands for."""
    syntax = _SYNTAX.get(path.suffix.lower())
    if syntax is None:
        raise UnknownName("RDF format for the extension", path.suffix, sorted(_SYNTAX), where=str(path))
    return syntax


def read_text(path: Path, limit: int) -> str:
    """The file as text, without a byte order mark; never more than ``limit`` bytes are read."""
    try:
        if not path.is_file():  # a pipe or a device may never end
            raise FaultError("There is no such file.", where=path, remedy="Name an existing file.")
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        raise FaultError(f"The file cannot be read: {error.strerror}.", where=path, remedy="Name a readable file.") from error
    if len(content) > limit:
        raise RefusedError(f"The file is larger than {limit:,} bytes.", where=path, remedy="Split it, or raise the limit.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FaultError("The file is not UTF-8.", where=path, line=line, remedy="Save it as UTF-8.") from error
    if not text.strip():
        raise FaultError("The file is empty.", where=path, remedy="Name a file with RDF statements in it.")
    return text


def refuse_unsafe(path: Path, syntax: ox.RdfFormat, text: str) -> None:
    """Raises RefusedError for what could reach out or blow up, and FaultError where XML or JSON is broken already."""
    if syntax == ox.RdfFormat.RDF_XML:
        _refuse_xml(path, text)
    elif syntax == ox.RdfFormat.JSON_LD:
        _refuse_json(path, text)
    else:
        _refuse_triple_terms(path, text)


def _refuse_triple_terms(path: Path, text: str) -> None:
    """Ours is RDF 1.1; and terms nested without end would overflow the parser's stack and end the process."""
    if "<<" not in text:
        return
    for token in _TOKEN.finditer(text):
        if token[0] == "<<":
            _refuse(path, "the file holds triple terms of RDF 1.2", text.count("\n", 0, token.start()) + 1)


def _refuse_xml(path: Path, text: str) -> None:
    depth = 0

    def doctype(*_: object) -> None:
        _refuse(path, "RDF/XML with a document type may define entities", parser.CurrentLineNumber)

    def declaration(version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            _refuse(path, f"the file is UTF-8 but declares the encoding {encoding}", parser.CurrentLineNumber)

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            _refuse(path, f"elements are nested deeper than {_MAX_DEPTH}", parser.CurrentLineNumber)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.XmlDeclHandler = doctype, declaration
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        raise FaultError(f"This is not XML: {error}.", where=path, line=error.lineno, remedy="Correct the syntax.") from error


def _refuse_json(path: Path, text: str) -> None:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise FaultError(f"This is not JSON: {error.msg}.", where=path, line=error.lineno, remedy="Correct the syntax.") from error
    except RecursionError:
        _refuse(path, f"values are nested deeper than {_MAX_DEPTH}")
    todo = [(document, 0)]
    while todo:
        value, depth = todo.pop()
        if depth > _MAX_DEPTH:
            _refuse(path, f"values are nested deeper than {_MAX_DEPTH}")
        if isinstance(value, dict):
            _refuse_remote(path, value)
            todo.extend((inner, depth + 1) for inner in value.values())
        elif isinstance(value, list):
            todo.extend((inner, depth + 1) for inner in value)


def _refuse_remote(path: Path, value: dict[str, object]) -> None:
    context = value.get("@context")
    named = context if isinstance(context, list) else [context]
    if "@import" in value or any(isinstance(c, str) for c in named):
        _refuse(path, "JSON-LD with a remote context would have to be fetched")


def _refuse(path: Path, reason: str, line: int | None = None) -> NoReturn:
    raise RefusedError(f"Refused: {reason}.", where=path, line=line, remedy="Write the file without it.")
