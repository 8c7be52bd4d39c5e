"""Turtle for people to read: texts of several lines stand as they are, and lists in brackets (pyoxigraph writes ``\\n`` and ``rdf:rest``)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg import iri

_RDF = iri.PREFIXES["rdf"]
_LOCAL = re.compile(r"[A-Za-z][\w-]*(?:\.[\w-]+)*", re.ASCII)
_CLOSING = re.compile(r'"(?="|\Z)')
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Nodes = Mapping[str, Mapping[str, list[_Term]]]


def to_turtle(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> str:
    """The triples, nodes and properties sorted, each blank list written where it is used; only the prefixes in use are declared."""
    nodes: dict[str, dict[str, list[_Term]]] = defaultdict(lambda: defaultdict(list))
    for t in triples:
        nodes[str(t.subject)][t.predicate.value].append(t.object)
    writer = _Writer(nodes, prefixes)
    body = "\n".join(writer.node(subject) for subject in sorted(nodes, key=lambda name: name.strip("<>")) if _RDF + "first" not in nodes[subject])
    head = "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(writer.used))
    return f"{head}\n{body}"


class _Writer:
    """The nodes of one document, and the prefixes that were needed to write them."""

    def __init__(self, nodes: _Nodes, prefixes: Mapping[str, str]) -> None:
        self.nodes, self.used = nodes, set[str]()
        self._prefixes = sorted(prefixes.items(), key=lambda p: -len(p[1]))

    def node(self, subject: str) -> str:
        """One node with all that is said of it; its types first."""
        said = self.nodes[subject]
        ordered = sorted(said, key=lambda name: (name != _RDF + "type", name))
        return f"{self._named(subject)} " + " ;\n    ".join(self._said(name, said[name]) for name in ordered) + " .\n"

    def _said(self, name: str, objects: Iterable[_Term]) -> str:
        values = sorted(map(self._object, objects))
        verb = "a" if name == _RDF + "type" else self._short(name)
        return f"{verb} {', '.join(values)}" if sum(map(len, values)) < 100 else f"{verb} " + ",\n        ".join(values)

    def _named(self, node: str) -> str:
        return self._short(node[1:-1]) if node.startswith("<") else node

    def _short(self, full: str) -> str:
        for name, base in self._prefixes:
            if full.startswith(base) and _LOCAL.fullmatch(full[len(base):]):
                self.used.add(name)
                return f"{name}:{full[len(base):]}"
        return str(ox.NamedNode(full))

    def _object(self, node: _Term) -> str:
        if isinstance(node, ox.Literal):
            return self._literal(node)
        if str(node) in self.nodes and _RDF + "first" in self.nodes[str(node)]:
            return f"( {' '.join(map(self._object, self._members(str(node))))} )"
        return self._named(str(node))

    def _members(self, node: str) -> Iterable[_Term]:
        while node in self.nodes:
            yield self.nodes[node][_RDF + "first"][0]
            node = str(self.nodes[node][_RDF + "rest"][0])

    def _literal(self, node: ox.Literal) -> str:
        text = _long(node.value) if "\n" in node.value else str(ox.Literal(node.value))
        if node.language:
            return f"{text}@{node.language}"
        kind = node.datatype.value
        return text if kind == iri.PREFIXES["xsd"] + "string" else f"{text}^^{self._short(kind)}"


def _long(text: str) -> str:
    """A text of several lines; a quote before another, or at the end, might close it."""
    safe = _CLOSING.sub(r'\\"', text.replace("\\", "\\\\")).replace("\r", "\\r")
    return f'"""{safe}"""'
