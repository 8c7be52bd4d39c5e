"""Compact JSON-LD with our context written in, by our own writer: pyld's from_rdf is quadratic (a measured 8 s at 10,000 triples)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from kg import iri

_TYPE = iri.PREFIXES["rdf"] + "type"
_XSD = iri.PREFIXES["xsd"]
_SAFE = 2**53
"""JSON readers keep whole numbers exact up to here."""


class _Terms:
    """The context turned round: property IRI -> term and coercion."""

    def __init__(self, context: dict[str, Any]) -> None:
        entries = context["@context"]
        self.prefixes = {name: value for name, value in entries.items() if isinstance(value, str) and value.startswith("http")}
        self.by_iri: dict[str, tuple[str, str]] = {}
        self.classes: dict[str, str] = {}
        for name, value in entries.items():
            target, kind = (value["@id"], value.get("@type", "")) if isinstance(value, dict) else (value, "")
            if isinstance(target, str) and ":" in target and not target.startswith("http"):
                self.by_iri[self.expand(target)] = (name, self.expand(kind) if ":" in kind else kind)

    def expand(self, compact: str) -> str:
        """A compact IRI in full."""
        prefix, _, rest = compact.partition(":")
        return self.prefixes.get(prefix, prefix + ":") + rest

    def shorten(self, full: str) -> str:
        """An IRI as a compact one where that reads back as the same."""
        for prefix, base in self.prefixes.items():
            if full.startswith(base) and len(full) > len(base):
                return f"{prefix}:{full[len(base):]}"
        return full


def to_jsonld(triples: Iterable[ox.Triple], context: dict[str, Any]) -> str:
    """The triples as one JSON-LD document, nodes and keys sorted."""
    terms = _Terms(context)
    nodes: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for t in triples:
        key, value = _pair(terms, t)
        nodes[_subject(terms, t.subject)][key].append(value)
    graph = [{"id": subject, **{key: _single(values) for key, values in sorted(entry.items())}} for subject, entry in sorted(nodes.items())]
    return json.dumps({**context, "graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _subject(terms: _Terms, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return terms.shorten(node.value) if isinstance(node, ox.NamedNode) else str(node)


def _pair(terms: _Terms, t: ox.Triple) -> tuple[str, Any]:
    if t.predicate.value == _TYPE and isinstance(t.object, ox.NamedNode):
        name, _ = terms.by_iri.get(t.object.value, ("", ""))
        return "type", name or terms.shorten(t.object.value)
    name, kind = terms.by_iri.get(t.predicate.value, (terms.shorten(t.predicate.value), ""))
    return name, _value(terms, t.object, kind)


def _value(terms: _Terms, node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, kind: str) -> Any:
    if isinstance(node, ox.Literal):
        return _literal(terms, node, kind)
    reference = _subject(terms, node)
    return reference if kind == "@id" else {"id": reference}


def _literal(terms: _Terms, node: ox.Literal, kind: str) -> Any:
    if node.language:
        return {"@value": node.value, "@language": node.language}
    datatype = node.datatype.value
    if datatype == kind:
        if datatype == _XSD + "integer" and abs(int(node.value)) < _SAFE and str(int(node.value)) == node.value:
            return int(node.value)
        return {"true": True, "false": False}.get(node.value, node.value) if datatype == _XSD + "boolean" else node.value
    if datatype == _XSD + "string":
        return {"@value": node.value} if kind else node.value
    return {"@value": node.value, "@type": terms.shorten(datatype)}


def _single(values: list[Any]) -> Any:
    ordered = sorted(values, key=lambda v: json.dumps(v, ensure_ascii=False, sort_keys=True))
    return ordered[0] if len(ordered) == 1 else ordered
