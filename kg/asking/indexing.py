"""Writing the index that questions in words are looked up in: names, questions, facts and passages of one view, in one SQLite file.

It is made when a view is built, from that view alone, so that it holds nothing that its audience may not see. Full text is
indexed by SQLite's FTS5 (BM25, Porter stems; https://www.sqlite.org/fts5.html) over letters folded by ``kg.lexicon.fold``.
"""

from __future__ import annotations

import contextlib
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import iri
from kg.asking.words import key_of, telling
from kg.lexicon import fold

if TYPE_CHECKING:
    from kg.asking.askings import Worded
    from kg.asking.catalogue import Recorded
    from kg.sources import Reading
    from kg.vocab import Ontology

_TABLES = """
CREATE TABLE name (key TEXT, thing TEXT, label TEXT, written TEXT, rank INTEGER);
CREATE TABLE thing (thing TEXT PRIMARY KEY, label TEXT, classes TEXT, facts INTEGER) WITHOUT ROWID;
CREATE TABLE within (thing TEXT, whole TEXT);
CREATE TABLE fact (id INTEGER PRIMARY KEY, fact TEXT, class TEXT, kind TEXT, label TEXT, quote TEXT);
CREATE TABLE names (id INTEGER, thing TEXT);
CREATE VIRTUAL TABLE told USING fts5(text, content='', tokenize='porter unicode61 remove_diacritics 2');
CREATE TABLE asking (id INTEGER PRIMARY KEY, weight REAL, negated INTEGER, open INTEGER, facts TEXT, text TEXT);
CREATE TABLE asks (asking INTEGER, fact INTEGER);
CREATE TABLE asked (key TEXT PRIMARY KEY, askings BLOB) WITHOUT ROWID;
CREATE TABLE question (name TEXT, title TEXT, form TEXT);
CREATE TABLE kept (name TEXT, value TEXT);
CREATE TABLE passage (id INTEGER PRIMARY KEY, source TEXT, title TEXT, file TEXT, start INTEGER, end INTEGER, kind TEXT, heading TEXT, text TEXT, marking TEXT);
CREATE VIRTUAL TABLE said USING fts5(text, content='', tokenize='porter unicode61 remove_diacritics 2');
"""
_KEYS = "CREATE INDEX name_key ON name(key); CREATE INDEX within_thing ON within(thing); CREATE INDEX names_id ON names(id); CREATE INDEX fact_fact ON fact(fact); CREATE INDEX asks_asking ON asks(asking, fact); CREATE INDEX asks_fact ON asks(fact, asking);"
_NAMING = {"prefLabel": 0, "altLabel": 1, "notation": 1, "hiddenLabel": 2, "demonym": 3}


def write_index(path: Path, ontology: Ontology, store: ox.Store, readings: Sequence[Reading], catalogue: Recorded, asked: Iterable[Worded]) -> None:
    """Write the index of a closed view: its store, the documents that it may show, the forms of the questions that can be asked of it,
    and in what words people ask for facts; a question for any fact that the view does not hold is left out."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
        told = _tell(ontology, store)
        labels = _write_names(db, store, told)
        _write_facts(db, ontology, told, labels)
        _write_askings(db, told, asked)
        _write_passages(db, readings, ontology)
        db.executemany("INSERT INTO question VALUES (?, ?, ?)", catalogue.forms)
        db.executemany("INSERT INTO kept VALUES (?, ?)", [("spread", catalogue.spread), ("speech", catalogue.speech), ("sureness", catalogue.sureness)])
        db.executescript(_KEYS)
        db.commit()


@dataclass(slots=True)
class _Told:
    """What one fact says, gathered from its triples."""

    kind: str = ""
    plain: dict[str, str] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    things: set[str] = field(default_factory=set)


def _tell(ontology: Ontology, store: ox.Store) -> dict[str, _Told]:
    """Every fact of the view with its texts and the things it names."""
    facts: dict[str, _Told] = {}
    for fact, _ in _objects(store, iri.term("statedIn")):
        one = _Told()
        for quad in store.quads_for_pattern(ox.NamedNode(fact), None, None, ox.DefaultGraph()):
            target, term = quad.object, iri.local_name(quad.predicate.value)
            if isinstance(target, ox.Literal):
                one.texts.add(target.value)
                one.plain[term] = target.value
            elif isinstance(target, ox.NamedNode) and (target.value.startswith(iri.ID) or term == "statedIn"):
                one.things.add(target.value)
            elif isinstance(target, ox.NamedNode) and term == "type" and ontology.is_fact(iri.local_name(target.value)):
                one.kind = _narrower(ontology, one.kind, iri.local_name(target.value))
        facts[fact] = one
    return dict(sorted(facts.items()))


def _objects(store: ox.Store, predicate: str) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.subject.value, quad.object


def _write_names(db: sqlite3.Connection, store: ox.Store, told: Mapping[str, _Told]) -> dict[str, str]:
    """Names and classes of the things of the view; returns each thing's English label."""
    classes: dict[str, set[str]] = defaultdict(set)
    for thing, kind in _objects(store, iri.PREFIXES["rdf"] + "type"):
        if thing.startswith(iri.ID) and kind.value.startswith(iri.TERM):
            classes[thing].add(iri.local_name(kind.value))
    skos = iri.PREFIXES["skos"]
    named = [(thing, name, rank) for term, rank in _NAMING.items()
             for thing, name in _objects(store, iri.term(term) if term == "demonym" else skos + term) if thing in classes and isinstance(name, ox.Literal)]
    labels = {thing: name.value for thing, name, rank in named if rank == 0 and name.language == "en"}
    rows = {(key_of(name.value), thing, labels.get(thing, name.value), name.value, rank) for thing, name, rank in named if key_of(name.value)}
    for source, names in _names_of_sources(store).items():
        classes[source], labels[source] = {"Source"}, names[0]
        rows |= {(key_of(name), source, names[0], name, 0) for name in names}
    db.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", sorted(rows))
    facts = Counter(thing for one in told.values() for thing in one.things)
    db.executemany("INSERT INTO thing VALUES (?, ?, ?, ?)", [(t, labels.get(t, t), " ".join(sorted(c)), facts[t]) for t, c in sorted(classes.items())])
    db.executemany("INSERT INTO within VALUES (?, ?)", sorted((t, o.value) for t, o in _objects(store, iri.term("isWithin"))))
    return labels


def _names_of_sources(store: ox.Store) -> dict[str, list[str]]:
    """What people call a document: by its title, by what it is, and by its year."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for term in (iri.PREFIXES["dct"] + "title", iri.term("documentKind"), iri.PREFIXES["dct"] + "issued"):
        for source, value in _objects(store, term):
            said[source][iri.local_name(term)] = value.value
    found = {}
    for source, one in sorted(said.items()):
        kind, year = one.get("documentKind", ""), one.get("issued", "")[:4]
        last = kind.rpartition(" ")[2]
        found[source] = [n for n in (one["title"], kind, f"{year} {kind}".strip(), f"{kind} of {year}" if year else "", f"{year} {last}" if year else "", f"{last} of {year}" if year else "") if n] if "title" in one else []
    return {source: names for source, names in found.items() if names}


def _write_facts(db: sqlite3.Connection, ontology: Ontology, told: Mapping[str, _Told], labels: Mapping[str, str]) -> None:
    """Every fact with the words that tell it: its kind, its label, its quote, its texts, and the names of what it is about."""
    kinds = {name: next(iter(ontology.values(iri.term(name), iri.PREFIXES["skos"] + "prefLabel")), name) for name in ontology.kinds}
    for number, (fact, one) in enumerate(told.items()):
        kind, plain = kinds.get(one.kind, one.kind), one.plain
        db.execute("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?)", (number, fact, one.kind, kind, plain.get("label", ""), plain.get("quote", "")))
        words = [kind, *sorted(one.texts), *sorted(labels.get(thing, "") for thing in one.things)]
        db.execute("INSERT INTO told(rowid, text) VALUES (?, ?)", (number, fold(" ".join(words))))
        db.executemany("INSERT INTO names VALUES (?, ?)", [(number, thing) for thing in sorted(one.things)])


def _write_askings(db: sqlite3.Connection, told: Iterable[str], asked: Iterable[Worded]) -> None:
    """Every question for facts of the view, with the weight of its words, and for each key the questions that have it."""
    numbers = {fact: number for number, fact in enumerate(told)}
    rows = [one for one in asked if all(fact in numbers for fact in one.asking.facts)]
    having: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for at, one in enumerate(rows):
        for key in frozenset().union(*one.words):
            having[key].append(at)
    counts = {key: len(askings) for key, askings in having.items()}
    weights = {keys: telling(keys, counts, len(rows)) for keys in {keys for one in rows for keys in one.words}}
    db.executemany("INSERT INTO asking VALUES (?, ?, ?, ?, ?, ?)",
                   [(at, sum(weights[keys] for keys in one.words), one.negated, one.asking.is_open, " ".join(str(numbers[fact]) for fact in one.asking.facts), one.asking.question) for at, one in enumerate(rows)])
    db.executemany("INSERT INTO asks VALUES (?, ?)", [(at, numbers[fact]) for at, one in enumerate(rows) for fact in one.asking.facts])
    db.executemany("INSERT INTO asked VALUES (?, ?)", [(key, askings.tobytes()) for key, askings in sorted(having.items())])


def _narrower(ontology: Ontology, one: str, other: str) -> str:
    """Of two classes, the one below the other."""
    return other if not one or one in ontology.kinds[other].ancestors else one


def _write_passages(db: sqlite3.Connection, readings: Iterable[Reading], ontology: Ontology) -> None:
    number = 0
    for reading in readings:
        markings = "; ".join(ontology.entity(m).label for m in reading.source.markings)
        for passage in reading.document.passages:
            spans = passage.text.raw_spans(0, len(passage.text))
            if spans and passage.kind != "heading":
                number += 1
                heading = " > ".join(passage.headings)
                db.execute("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (number, iri.source(reading.source.slug), reading.source.title, reading.source.file,
                                                                                       spans[0].start, spans[-1].end, passage.kind, heading, passage.text.text, markings))
                db.execute("INSERT INTO said(rowid, text) VALUES (?, ?)", (number, fold(f"{heading} {passage.text.text}")))
