"""What changed from one version of the ontology's folder to another: the change log, made from the files.

Terms are classes, properties, vocabularies and their concepts. A term that is gone without having been deprecated before, or whose kind,
range or domain changed, breaks what others have written with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import iri
from kg.errors import OntologyError
from kg.vocab import parse_file

KINDS = ("removed", "changed", "deprecated", "added")
_P = iri.PREFIXES
_TYPE, _DEPRECATED, _SCHEME = _P["rdf"] + "type", _P["owl"] + "deprecated", _P["skos"] + "inScheme"
_LABEL, _ENGLISH = _P["skos"] + "prefLabel", "English label"
_BREAKING = {_TYPE, _P["rdfs"] + "range", _P["rdfs"] + "domain"}
_FOLLOWED = {**dict.fromkeys(_BREAKING), **dict.fromkeys(_P["rdfs"] + n for n in ("subClassOf", "subPropertyOf")),
             **dict.fromkeys(_P["skos"] + n for n in ("prefLabel", "definition", "notation", "broader")), _P["owl"] + "disjointWith": None}

Terms = dict[str, dict[str, set[str]]]


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One change: its kind, the term's compact IRI and label, what it concerns (for ``changed``), the values before and after."""

    kind: str
    term: str
    label: str
    what: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    is_breaking: bool = False


def compare(old: Path, new: Path) -> list[Change]:
    """Every change, by kind in the order of KINDS, then by term. Raises OntologyError where a folder has no file or one does not parse."""
    before, after = _read(old), _read(new)
    found = [c for term in sorted(before.keys() | after.keys()) for c in _changes(term, before.get(term), after.get(term))]
    return sorted(found, key=lambda c: (KINDS.index(c.kind), c))


def _read(folder: Path) -> Terms:
    files = [*sorted(folder.glob("*.ttl")), *sorted((folder / "vocabularies").rglob("*.ttl"))]
    if not files:
        raise OntologyError("There is no ontology file.", where=folder, remedy="Name a folder of ontology modules.")
    said: Terms = {}
    for triple in (t for file in files for t in parse_file(file)):
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith((iri.TERM, iri.ID)) and not isinstance(triple.object, ox.Triple):
            values = said.setdefault(triple.subject.value, {})
            values.setdefault(triple.predicate.value, set()).add(_written(triple.object))
            if triple.predicate.value == _LABEL and isinstance(triple.object, ox.Literal) and triple.object.language == "en":
                values[_ENGLISH] = {triple.object.value}
    return {subject: values for subject, values in said.items() if _TYPE in values}


def _written(node: ox.NamedNode | ox.BlankNode | ox.Literal) -> str:
    if isinstance(node, ox.Literal):
        return f"{node.value} ({node.language})" if node.language not in (None, "en") else node.value
    return iri.compact(node.value)


def _changes(term: str, before: dict[str, set[str]] | None, after: dict[str, set[str]] | None) -> Iterator[Change]:
    name = iri.compact(term)
    if before is None or after is None:
        known = before or after or {}
        yield Change("added" if before is None else "removed", name, _label(known), is_breaking=after is None and "true" not in known.get(_DEPRECATED, ()))
        return
    if "true" in after.get(_DEPRECATED, ()) and "true" not in before.get(_DEPRECATED, ()):
        yield Change("deprecated", name, _label(after), "replaced by", after=tuple(sorted(after.get(_P["dct"] + "isReplacedBy", ()))))
    for predicate in _FOLLOWED:
        was, now = before.get(predicate, set()), after.get(predicate, set())
        if was != now:
            yield Change("changed", name, _label(after), iri.compact(predicate), tuple(sorted(was - now)), tuple(sorted(now - was)), predicate in _BREAKING and bool(was - now))


def _label(said: dict[str, set[str]]) -> str:
    return next(iter(said.get(_ENGLISH, ())), "")


def as_markdown(changes: list[Change]) -> str:
    """The change log as Markdown: a heading a kind, a line a change, breaking ones in bold."""
    lines = []
    for kind in KINDS:
        of_kind = [c for c in changes if c.kind == kind]
        if of_kind:
            lines += [f"### {kind.capitalize()} ({len(of_kind)})", "", *map(_line, of_kind), ""]
    return "\n".join(lines) if lines else "No term changed.\n"


def _line(change: Change) -> str:
    values = " → ".join(" ; ".join(v) or "nothing" for v in (change.before, change.after)) if change.kind == "changed" else " ; ".join(change.after)
    detail = f": {change.what} {values}" if change.what and values else ""
    return f"- `{change.term}` {_plain(change.label)}{_plain(detail)}".rstrip() + (" **breaking**" if change.is_breaking else "")


def _plain(text: str) -> str:
    """The text so that Markdown leaves it as it is."""
    return "".join("\\" + c if c in "\\*_`[]<>" else c for c in text)
