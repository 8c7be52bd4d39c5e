"""SPARQL that somebody else wrote, held against the vocabulary and the shapes before it runs, and stopped when it takes too long.

What is refused could only come back empty, and an empty answer would pass for a *no*: a term or thing that the view does not have, a
variable that would be of two classes at once, a property of a node that never bears it. pyoxigraph has no time limit in Python,
so all of it happens in a process of its own, which reads the store and is killed when its time is over.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox

from kg import iri
from kg.asking.patterns import Node, Triple, read_pattern
from kg.asking.vocabulary import Vocabulary, read_vocabulary
from kg.engines import Graph, LocalGraph, Rows, refuse_outreach, rows
from kg.errors import BadQuery, KgError, RefusedError, UnknownName, UsageError
from kg.extras import need
from kg.vocab import nearest

MOST = 1_000
SECONDS = 5.0
_CHECKING = 30.0
"""Seconds for starting the process and checking the query."""
_MEMORY = 4 << 30
_TYPE = iri.PREFIXES["rdf"] + "type"
_TEXT = "text"
"""Stands for the class of all literals."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows of a checked query, at most ``MOST``; ``is_cut`` where there were more."""

    rows: Rows
    is_cut: bool


def check(vocabulary: Vocabulary, text: str) -> None:
    """Raises BadQuery or UnknownName where a query is not read only, names what is not there, or cannot have rows."""
    refuse_outreach(text)
    pattern = read_pattern(text)
    for name in pattern.iris:
        _must_exist(vocabulary, name)
    for name in pattern.properties:
        if not name.startswith(iri.TERM) and not vocabulary.holds(f"?thing <{name}> ?value"):
            raise BadQuery(f"Nothing in this view has the property {iri.compact(name)}.")
    for group in pattern.groups:
        _check_group(vocabulary, group)


def _must_exist(vocabulary: Vocabulary, name: str) -> None:
    if name.startswith(iri.TERM):
        if name not in vocabulary.terms:
            raise UnknownName("term", iri.compact(name), [iri.compact(t) for t in _near(name, vocabulary.terms)])
    elif name.startswith(iri.ID):
        things = vocabulary.ontology.individuals
        if iri.local_name(name) not in things:
            raise UnknownName("thing", iri.compact(name), nearest(iri.local_name(name), things))
    elif name.startswith(iri.BASE) and not vocabulary.holds(f"{{ <{name}> ?property ?value }} UNION {{ GRAPH <{name}> {{ ?thing ?property ?value }} }}"):
        raise UnknownName("thing", name)


def _near(name: str, among: Iterable[str]) -> list[str]:
    return [iri.term(found) for found in nearest(iri.local_name(name), map(iri.local_name, among))]


def _check_group(vocabulary: Vocabulary, group: tuple[Triple, ...]) -> None:
    """Every node of the group must be able to be all that the group makes of it."""
    taken: dict[Node, dict[str, str]] = defaultdict(dict)
    for subject, path, value in group:
        for node, name, why in _told(vocabulary, subject, path, value):
            _must_agree(vocabulary, node, name, why, taken[node])
            taken[node].setdefault(name, why)
    for subject, path, _ in group:
        if isinstance(path, ox.NamedNode) and path.value != _TYPE:
            for name in (*taken.get(subject, ()), *_classes(vocabulary, subject)):
                _must_bear(vocabulary, subject, name, path.value)


def _told(vocabulary: Vocabulary, subject: Node, path: Node, value: Node) -> list[tuple[Node, str, str]]:
    """What one triple makes of its nodes: (node, class, by what)."""
    if not isinstance(path, ox.NamedNode):
        return []
    if path.value == _TYPE:
        if not isinstance(value, ox.NamedNode) or not value.value.startswith(iri.TERM):
            return []
        return [(subject, vocabulary.ontology.kind(iri.local_name(value.value)).name, "its type")]
    if not path.value.startswith(iri.TERM) or (name := iri.local_name(path.value)) not in vocabulary.ontology.slots:
        return _no_class(vocabulary, path)
    slot, why = vocabulary.ontology.slots[name], f"the values of kg:{name}"
    stated = [(subject, iri.local_name(c), f"what kg:{name} is said of") for c in vocabulary.ontology.values(path.value, iri.PREFIXES["rdfs"] + "domain")]
    if not slot.is_object:
        return [*stated, (value, _TEXT, why)]
    return [*stated, (value, iri.local_name(slot.range), why)] if slot.range.startswith(iri.TERM) else stated


def _no_class(vocabulary: Vocabulary, path: ox.NamedNode) -> list[tuple[Node, str, str]]:
    if iri.local_name(path.value) in vocabulary.ontology.kinds:
        raise BadQuery(f"{iri.compact(path.value)} is a class and no property.", remedy="Write: ?thing a " + iri.compact(path.value))
    return []


def _classes(vocabulary: Vocabulary, node: Node) -> frozenset[str]:
    """The classes of a thing that the query names."""
    found = vocabulary.ontology.individuals.get(iri.local_name(node.value)) if isinstance(node, ox.NamedNode) and node.value.startswith(iri.ID) else None
    return frozenset(c for c in found.classes if c in vocabulary.ontology.kinds) if found else frozenset()


def _must_agree(vocabulary: Vocabulary, node: Node, name: str, why: str, taken: dict[str, str]) -> None:
    shown = iri.compact(node.value) if isinstance(node, ox.NamedNode) else "what lies on the path" if node.value.startswith("__") else str(node)
    if isinstance(node, ox.Literal) != (name == _TEXT) and not isinstance(node, ox.Variable):
        raise BadQuery(f"{shown} does not fit {why}, which are {_shown(name)}.", remedy="" if name == _TEXT else "Find the thing by its skos:prefLabel, or by its IRI.")
    own = _classes(vocabulary, node)
    if own and name not in own:
        raise BadQuery(f"{shown} does not fit {why}: it is no {_shown(name)}.")
    for other, because in taken.items():
        if other != name and not vocabulary.agree(name, other):
            raise BadQuery(f"{shown} cannot be both {_shown(other)} (by {because}) and {_shown(name)} (by {why}).")


def _shown(name: str) -> str:
    return "a number, date or text" if name == _TEXT else f"kg:{name}"


def _must_bear(vocabulary: Vocabulary, node: Node, name: str, path: str) -> None:
    """The class must not be one to which a shape forbids the property, nor of another sort (fact, entity, ...) than all that shapes list it for.

    Among facts any may bear it: what a source says of a thing is not bounded, and a query may well ask whether anything is said.
    """
    if name == _TEXT:
        raise BadQuery(f"{node} is a number, date or text, and has no {iri.compact(path)}.")
    if any(path == forbidden and vocabulary.is_below(name, above) for above, forbidden in vocabulary.borne.forbidden):
        raise BadQuery(f"The shapes forbid {iri.compact(path)} of kg:{name}.")
    tops = {top for one in vocabulary.domain(iri.local_name(path)) for top in vocabulary.tops(one)} if path.startswith(iri.TERM) else set()
    if tops and not tops & vocabulary.tops(name) and not vocabulary.holds(f"?thing a <{iri.term(name)}> ; <{path}> ?value"):
        raise BadQuery(f"{iri.compact(path)} is not said of kg:{name}.", remedy=f"It belongs to: {', '.join(f'kg:{top}' for top in sorted(tops))}.")


def run_checked(graph: Graph, text: str, seconds: float = SECONDS) -> Checked:
    """Check a query and run it in a process that is killed after so many seconds.

    Raises:
        BadQuery: it is refused.
        RefusedError: it takes too long or too much memory.
    """
    if not isinstance(graph, LocalGraph):
        raise UsageError("Queries that a model writes run on a build of your own only.", remedy="Leave --endpoint out.")
    need("rdflib", "reference")
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(graph.path, text, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        _receive(ours, _CHECKING, "checked")
        found: Checked = _receive(ours, seconds, "run")
        return found
    finally:
        process.kill()
        process.join()
        ours.close()


def _receive(pipe: Connection, seconds: float, doing: str) -> Checked:
    """What the process sends next. Raises the error that it sends, or RefusedError where nothing comes in time."""
    try:
        sent = pipe.recv() if pipe.poll(seconds) else None
    except EOFError as error:
        raise RefusedError(f"The query's process ended before it was {doing}, as where it takes too much memory.", remedy="Ask for less.") from error
    if sent is None:
        raise RefusedError(f"The query was stopped: it was not {doing} within {seconds:g} seconds.", remedy="Ask for less.")
    if isinstance(sent, tuple):
        what, remedy = sent
        raise BadQuery(what, remedy=remedy)
    if not isinstance(sent, Checked):
        raise RefusedError("The process that ran the query sent no rows.")
    return sent


def _work(path: Path, text: str, pipe: Connection) -> None:
    """In the process: check, say so, run, send the rows."""
    _limit()
    try:
        graph = LocalGraph(path)
        check(read_vocabulary(graph), text)
        pipe.send(Checked(Rows((), ()), False))
        pipe.send(_run(graph, text))
    except KgError as error:
        pipe.send((error.what, error.remedy))


def _limit() -> None:
    """It gets no more memory than this, and no more time even where nobody is left to kill it."""
    if sys.platform != "win32":
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(_CHECKING + 2 * SECONDS), int(_CHECKING + 2 * SECONDS)))


def _run(graph: LocalGraph, text: str) -> Checked:
    try:
        found = rows(graph.store.query(text), MOST + 1)
    except (SyntaxError, ValueError) as error:
        raise BadQuery(f"{' '.join(str(error).split())}.") from error
    return Checked(Rows(found.columns, found.rows[:MOST]), len(found.rows) > MOST)
