"""What the shapes ask of each class and property, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import iri
from kg.docs.index import Index, key, read

_TARGETS = ("sh:targetClass", "sh:targetSubjectsOf", "sh:targetObjectsOf")
_BOUNDS = (("sh:minInclusive", "at least"), ("sh:maxInclusive", "at most"), ("sh:minExclusive", "more than"), ("sh:maxExclusive", "less than"),
           ("sh:pattern", "written as"), ("sh:lessThan", "before"), ("sh:lessThanOrEquals", "not after"), ("sh:equals", "the same as"))


@dataclass(frozen=True, slots=True)
class Constraint:
    """One shape. ``path`` is a property's IRI or empty; ``about`` holds every class and property that it targets or follows."""

    iri: str
    name: str
    message: str
    description: str
    targets: tuple[str, ...]
    path: str
    about: frozenset[str]
    count: str
    values: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The last part of its IRI."""
        return self.iri.rsplit("/", 1)[-1]


def read_constraints(files: Iterable[Path]) -> list[Constraint]:
    """Every shape that asks something, with what it is about, in file order. Raises OntologyError."""
    index = read(files)
    found = []
    for subject in index.subjects():
        targets = tuple(t for p in _TARGETS for t in index.links(subject, p))
        if not targets:
            continue
        members = [m for m in index.nodes(subject, "sh:property") if not isinstance(m, ox.Literal)]
        found += [_constraint(key(m), targets, index) for m in members]
        if index.texts(subject, "sh:message"):
            found.append(_constraint(subject, targets, index))
    return list(dict.fromkeys(found))


def _constraint(subject: str, targets: tuple[str, ...], index: Index) -> Constraint:
    paths = index.nodes(subject, "sh:path")
    path = next((p.value for p in paths if isinstance(p, ox.NamedNode)), "")
    about = {*targets, *(leaf.value for p in paths for leaf in index.within(p)), *_inside(subject, index)}
    return Constraint(subject if not subject.startswith("_:") else "", index.text(subject, "sh:name"), index.text(subject, "sh:message"),
                      index.text(subject, "sh:description"), targets, path, frozenset(a for a in about if a.startswith(iri.TERM)), _count(subject, index),
                      tuple(_values(subject, index)))


def _inside(subject: str, index: Index) -> set[str]:
    """Our terms under the logical parts of a shape: ``sh:or``, ``sh:and``, ``sh:not``, ``sh:xone``."""
    return {leaf.value for p in ("sh:or", "sh:and", "sh:not", "sh:xone") for node in index.nodes(subject, p) for leaf in index.within(node)}


def _count(subject: str, index: Index) -> str:
    least, most = (index.text(subject, p) for p in ("sh:minCount", "sh:maxCount"))
    if least and least == most:
        return f"exactly {least}"
    parts = ([f"at least {least}"] if least not in ("", "0") else []) + (["none"] if most == "0" else [f"at most {most}"] if most else [])
    return ", ".join(parts)


def _values(subject: str, index: Index) -> list[str]:
    kinds = [iri.compact(link) for p in ("sh:class", "sh:datatype") for link in index.links(subject, p)]
    kinds += [f"a {iri.local_name(link)}" for link in index.links(subject, "sh:nodeKind")]
    listed = [iri.compact(leaf.value) for node in index.nodes(subject, "sh:in") for leaf in index.within(node)]
    bounds = [f"{word} {iri.compact(node.value)}" for p, word in _BOUNDS for node in index.nodes(subject, p)]
    return kinds + ([f"one of {', '.join(listed)}"] if listed else []) + bounds


def links_of(constraints: Iterable[Constraint], term: str) -> list[Constraint]:
    """The shapes that target a class, or that follow or mention a property."""
    return [c for c in constraints if (term in c.targets or term == c.path or term in c.about)]
