"""Profiles: how much is asked of a graph. Each is a shapes graph in ``shapes/profiles/`` that imports others by ``owl:imports``.

>>> [profile.name for profile in read_profiles()]
['exchange', 'publishable']
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg import iri, resources
from kg.errors import OntologyError, UnknownName

_ONTOLOGY = ox.NamedNode(iri.PREFIXES["owl"] + "Ontology")
_IMPORTS = ox.NamedNode(iri.PREFIXES["owl"] + "imports")
_TYPE = ox.NamedNode(iri.PREFIXES["rdf"] + "type")
_DESCRIPTION = ox.NamedNode(iri.PREFIXES["dct"] + "description")


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile by the name of its file: what it asks, in a sentence, and the files of shapes it consists of."""

    name: str
    description: str
    files: tuple[Path, ...]


@cache
def read_profiles(folder: Path | None = None) -> tuple[Profile, ...]:
    """The profiles in ``profiles/`` of the folder of shapes (the shipped one unless named), in the order of their names.

    Raises:
        OntologyError: a file is not Turtle, or imports a shapes graph that no file of the folder holds.
    """
    folder = folder or resources.folder("shapes")
    graphs = {name: file for file in sorted(folder.rglob("*.ttl")) for name in _values(file, _TYPE, _ONTOLOGY)}
    return tuple(_profile(file, graphs) for file in sorted((folder / "profiles").glob("*.ttl")))


def profile_files(name: str) -> list[Path]:
    """The files of shapes of a shipped profile; raises UnknownName with the names there are."""
    profiles = {profile.name: profile for profile in read_profiles()}
    if name not in profiles:
        raise UnknownName("profile", name, list(profiles))
    return list(profiles[name].files)


def _profile(file: Path, graphs: dict[str, Path]) -> Profile:
    found: list[Path] = []
    todo = [file]
    while todo:
        one = todo.pop(0)
        if one not in found:
            found.append(one)
            todo.extend(_imported(one, graphs))
    return Profile(file.stem, " ".join(_values(file, _DESCRIPTION)), tuple(found))


def _imported(file: Path, graphs: dict[str, Path]) -> Iterable[Path]:
    for name in _values(file, _IMPORTS):
        if name not in graphs:
            raise OntologyError(f"No file of shapes is the graph {name}.", where=file, remedy="Correct the owl:imports, or add the file.")
        yield graphs[name]


@cache
def _head(file: Path) -> tuple[ox.Triple, ...]:
    """What the file says of itself as an ontology."""
    try:
        triples = [q.triple for q in ox.parse(path=file, format=ox.RdfFormat.TURTLE, base_iri=iri.BASE)]
    except (SyntaxError, OSError) as error:
        raise OntologyError(f"The shapes file is not Turtle: {error}.", where=file, remedy="Correct the syntax.") from error
    own = {t.subject for t in triples if t.predicate == _TYPE and t.object == _ONTOLOGY}
    return tuple(t for t in triples if t.subject in own)


def _values(file: Path, predicate: ox.NamedNode, value: ox.NamedNode | None = None) -> list[str]:
    """The values of the property; with a value, the subjects that have it."""
    if value is not None:
        return [t.subject.value for t in _head(file) if t.predicate == predicate and t.object == value and isinstance(t.subject, ox.NamedNode)]
    return [t.object.value for t in _head(file) if t.predicate == predicate and isinstance(t.object, ox.NamedNode | ox.Literal)]
