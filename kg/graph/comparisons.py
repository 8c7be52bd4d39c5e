"""Facts of different sources held against one another: corroborates, conflicts with, updates, refines – with the reason.

``seeds/comparisons.toml`` holds what a reader judged; the rules of ``queries/comparisons`` find what can be found by rule, each a SELECT of
?first ?second ?reason whose head names the relation. Rules run inside one view, and a judged comparison enters a view only with both facts,
so that none tells a reader of a fact that he may not see.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import iri, resources
from kg.errors import ClaimError, OntologyError, QuestionError
from kg.gate import Ruling
from kg.sources import read_toml
from kg.text import fold_quote
from kg.vocab import Ontology

_BETWEEN = " \x1f "
"""Keeps the quotes of one claim apart, so that no selector matches across them."""
_HEAD = re.compile(r"^#\+\s*relation:\s*(\S+)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first fact's relation to the second, by IRI; ``basis`` and ``relation`` are references to concepts."""

    first: str
    second: str
    relation: str
    reason: str
    basis: str


def read_comparisons(path: Path, rulings: Sequence[Ruling]) -> list[Comparison]:
    """The judged comparisons, each end found among the accepted claims. A selector that finds none, or several, is an error."""
    if not path.is_file():
        return []
    by_source: dict[str, list[tuple[str, Ruling]]] = defaultdict(list)
    for ruling in rulings:
        if ruling.is_accepted:
            by_source[ruling.claim.source].append((_BETWEEN.join(fold_quote(q.words) for q in ruling.claim.quotes), ruling))
    return [_comparison(path, number, entry, by_source) for number, entry in enumerate(read_toml(path, "comparisons").get("comparison", []), 1)]


def _comparison(path: Path, number: int, entry: Mapping[str, Any], by_source: Mapping[str, list[tuple[str, Ruling]]]) -> Comparison:
    if set(entry) != {"relation", "first", "second", "reason"} or not str(entry["reason"]).strip():
        raise ClaimError(f"Comparison {number} needs relation, first, second and reason, and nothing else.", where=path)
    first, second = (_select(path, number, entry[end], by_source) for end in ("first", "second"))
    return Comparison(first.iri, second.iri, f"relation/{entry['relation']}", str(entry["reason"]), "basis/read-by-person")


def _select(path: Path, number: int, selector: Mapping[str, Any], by_source: Mapping[str, list[tuple[str, Ruling]]]) -> Ruling:
    """The one claim of this source whose quote holds these words, and whose type and slots are those given."""
    words = fold_quote(str(selector.get("quote", "")))
    slots = {name: value for name, value in selector.items() if name not in ("source", "quote", "type")}
    found = [r for text, r in by_source.get(str(selector.get("source")), ()) if words in text
             and selector.get("type", r.claim.type) == r.claim.type and all(value in r.claim.slots.get(name, ()) for name, value in slots.items())]
    if len(found) == 1:
        return found[0]
    candidates = "; ".join(f"{r.claim.type} at {r.claim.place}" for r in found[:5])
    raise ClaimError(f"Comparison {number}: {len(found)} claims fit {dict(selector)!r}{f' ({candidates})' if found else ''}.", where=path,
                     remedy="Give source, the words of the quote, and the type or slots that tell it from others.")


def find_comparisons(store: ox.Store, folder: Path | None = None) -> Iterator[Comparison]:
    """What the rules find in a view."""
    folder = folder or resources.folder("queries") / "comparisons"
    for file in sorted(folder.glob("*.rq")):
        text = file.read_text(encoding="utf-8")
        relation = _HEAD.search(text)
        if relation is None:
            raise QuestionError("A comparison rule needs a head that names its relation.", where=file, remedy="Begin it with #+ relation: updates, for example.")
        yield from _found(store, text, relation[1], file)


def _found(store: ox.Store, text: str, relation: str, file: Path) -> Iterator[Comparison]:
    try:
        rows = store.query(text)
    except SyntaxError as error:
        raise QuestionError(f"The rule does not parse: {error}.", where=file) from error
    if not isinstance(rows, ox.QuerySolutions):
        raise QuestionError("A comparison rule is a SELECT query.", where=file)
    for row in rows:
        first, second, reason = row["first"], row["second"], row["reason"]
        if isinstance(first, ox.NamedNode) and isinstance(second, ox.NamedNode) and isinstance(reason, ox.Literal):
            yield Comparison(first.value, second.value, f"relation/{relation}", reason.value, "basis/rule")


def comparison_triples(ontology: Ontology, comparisons: Iterable[Comparison], facts: set[str]) -> Iterator[ox.Triple]:
    """The comparisons both of whose facts are in the view, as nodes and as short properties; a judged pair stands before a found one."""
    seen: set[tuple[str, str]] = set()
    for one in sorted(comparisons, key=lambda c: (c.basis != "basis/read-by-person", c.first, c.second, c.relation)):
        pair = (min(one.first, one.second), max(one.first, one.second))
        if {one.first, one.second} <= facts and pair not in seen:
            seen.add(pair)
            yield from _triples(ontology, one)


def _triples(ontology: Ontology, one: Comparison) -> Iterator[ox.Triple]:
    digest = hashlib.sha256(f"{one.first}\x1f{one.second}\x1f{one.relation}".encode()).hexdigest()[:16]
    node, relation = ox.NamedNode(f"{iri.BASE}comparison/{digest}"), ontology.entity(one.relation)
    short = next(iter(ontology.values(relation.iri, iri.term("derives"))), "")
    if not short:
        raise OntologyError(f"The relation {one.relation} names no short property.", remedy="Give it kg:derives.")
    about = {"comparesFact": one.first, "withFact": one.second, "hasRelation": relation.iri, "hasBasis": iri.individual(one.basis)}
    yield ox.Triple(node, ox.NamedNode(iri.PREFIXES["rdf"] + "type"), ox.NamedNode(iri.term("Comparison")))
    yield from (ox.Triple(node, ox.NamedNode(iri.term(name)), ox.NamedNode(value)) for name, value in about.items())
    yield ox.Triple(node, ox.NamedNode(iri.term("reason")), ox.Literal(one.reason))
    label = f"{relation.label}: {one.reason}"
    yield ox.Triple(node, ox.NamedNode(iri.PREFIXES["skos"] + "prefLabel"), ox.Literal(label[:200], language="en"))
    yield ox.Triple(ox.NamedNode(one.first), ox.NamedNode(short), ox.NamedNode(one.second))
