"""Alignments with other vocabularies and data sets: the SSSOM tables of ``ontology/mappings``, read and checked.

A table is a YAML head of ``#`` lines (prefixes and what the set is) and tab-separated rows, as SSSOM 1.0 says
(https://mapping-commons.github.io/sssom). A row says in ``other`` how the object's IRI was checked: ``iri_check=`` one of CHECKS.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml

from kg import iri, resources
from kg.errors import OntologyError
from kg.model import Finding
from kg.vocab import Ontology

REQUIRED = ("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification", "confidence", "other")
"""The columns that SSSOM wants, and those that we want besides."""

AXIOMS = ("rdfs:subClassOf", "rdfs:subPropertyOf", "owl:equivalentClass", "owl:equivalentProperty")
"""Predicates that a reasoner reads: such a row must stand in the ontology, and such an axiom in a table."""

MATCHES = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch")

CHECKS = {
    "rdflib": "stands in rdflib's closed namespace of the vocabulary, which a test asks on every run",
    "publisher": "was seen in a file of the publisher",
    "dataset": "was found in a published data set by name, code or coordinates",
    "third-party": "was seen only in files of others",
    "unverified": "is known to the curator and was not seen in any file",
}
"""How the IRI of an object was checked, best first."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """One row. ``subject``, ``predicate`` and ``object`` are full IRIs, the ``..._id`` in ``row`` are CURIEs."""

    subject: str
    predicate: str
    object: str
    row: dict[str, str]
    line: int

    @property
    def iri_check(self) -> str:
        """The key of CHECKS that ``other`` gives, or nothing."""
        pairs = dict(part.split("=", 1) for part in self.row["other"].split("|") if "=" in part)
        return pairs.get("iri_check", "")


@dataclass(frozen=True, slots=True)
class MappingSet:
    """One table: its name is that of its file without the ending."""

    name: str
    title: str
    prefixes: dict[str, str]
    mappings: tuple[Mapping, ...]
    file: Path

    @property
    def checks(self) -> Counter[str]:
        """How many rows have which check of the object's IRI."""
        return Counter(m.iri_check for m in self.mappings)


def read_mappings(folder: Path | None = None) -> list[MappingSet]:
    """Every table of ``ontology/mappings``, by name. Raises OntologyError with file and line where one cannot be read."""
    return [read_table(file) for file in sorted((folder or resources.folder("ontology") / "mappings").glob("*.sssom.tsv"))]


def read_table(file: Path) -> MappingSet:
    """One table. Raises OntologyError for a broken head, a missing column, a ragged row or a prefix that the head does not declare."""
    lines = file.read_text(encoding="utf-8").splitlines()
    size = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    head = _head(file, [line[1:] for line in lines[:size]])
    rows = csv.reader(lines[size:], delimiter="\t")
    columns = next(rows, [])
    missing = [c for c in REQUIRED if c not in columns]
    if missing:
        raise OntologyError(f"This table lacks {', '.join(missing)}.", where=file, line=size + 1, remedy="Add the columns.")
    prefixes = {str(k): str(v) for k, v in head["curie_map"].items()}
    mappings = tuple(_mapping(file, n, columns, row, prefixes) for n, row in enumerate(rows, size + 2))
    return MappingSet(file.name.removesuffix(".sssom.tsv"), str(head["mapping_set_title"]), prefixes, mappings, file)


def _head(file: Path, lines: Sequence[str]) -> dict[str, Any]:
    try:
        head = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as error:
        raise OntologyError(f"The head of this table is no YAML: {error}.", where=file, line=1, remedy="Mend the lines that begin with #.") from error
    found: dict[str, Any] = head if isinstance(head, dict) else {}
    missing = [k for k in ("curie_map", "mapping_set_id", "mapping_set_title", "license") if not found.get(k)]
    if missing or not isinstance(found["curie_map"], dict):
        raise OntologyError(f"The head of this table lacks {', '.join(missing) or 'a map of prefixes'}.", where=file, line=1, remedy="Add it as lines that begin with #.")
    return found


def _mapping(file: Path, line: int, columns: Sequence[str], cells: Sequence[str], prefixes: dict[str, str]) -> Mapping:
    if len(cells) != len(columns):
        raise OntologyError(f"This row has {len(cells)} cells, the table {len(columns)} columns.", where=file, line=line, remedy="Mend the tabs.")
    row = dict(zip(columns, cells, strict=True))
    for column in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
        if row[column].partition(":")[0] not in prefixes or ":" not in row[column]:
            raise OntologyError(f"The head declares no prefix for {row[column]!r}.", where=file, line=line, remedy="Add it to curie_map, or mend the CURIE.")
    subject, predicate, target = (_expand(row[c], prefixes) for c in ("subject_id", "predicate_id", "object_id"))
    return Mapping(subject, predicate, target, row, line)


def _expand(curie: str, prefixes: dict[str, str]) -> str:
    prefix, _, local = curie.partition(":")
    return prefixes[prefix] + local


def check_mappings(sets: Sequence[MappingSet], ontology: Ontology) -> list[Finding]:
    """Everything that is wrong with the tables, and with the ontology against them; empty where all is well."""
    found = [finding for one in sets for m in one.mappings for finding in _row_findings(one, m, ontology)]
    return [*found, *_twice(sets), *_axioms_without_row(sets, ontology)]


def _row_findings(one: MappingSet, m: Mapping, ontology: Ontology) -> Iterator[Finding]:
    labels = ontology.values(m.subject, iri.PREFIXES["skos"] + "prefLabel")
    predicate = m.row["predicate_id"]
    rules = (
        ("unknown-subject", bool(labels), "Our ontology has no such term.", "Mend the subject."),
        ("other-label", not labels or m.row["subject_label"] in labels, "The label is not the one in the ontology.", "Copy the preferred label."),
        ("odd-predicate", predicate in (*AXIOMS, *MATCHES), "The predicate is none that we use.", f"Use one of {', '.join((*AXIOMS, *MATCHES))}."),
        ("no-justification", m.row["mapping_justification"].startswith("semapv:"), "The justification is no term of SEMAPV.", "Say for example semapv:ManualMappingCuration."),
        ("odd-confidence", _is_share(m.row["confidence"]), "The confidence is no number above 0 and up to 1.", "Give one."),
        ("no-iri-check", m.iri_check in CHECKS, "The row does not say how the object's IRI was checked.", f"Write iri_check= and one of {', '.join(CHECKS)} in the column other."),
        ("axiom-not-asserted", predicate not in AXIOMS or m.object in ontology.values(m.subject, m.predicate), "The ontology does not assert this axiom.", "Assert it, or call it a match."),
        ("match-asserted", predicate not in MATCHES or not _asserted(m, ontology), "The ontology asserts more than this match says.", "Write the axiom's own predicate."),
    )
    for rule, holds, message, remedy in rules:
        if not holds:
            yield Finding(rule, "error", message, f"{one.file}:{m.line}", f"{m.row['subject_id']} {predicate} {m.row['object_id']}", remedy)


def _asserted(m: Mapping, ontology: Ontology) -> bool:
    return any(m.object in ontology.values(m.subject, iri.PREFIXES[p.partition(":")[0]] + p.partition(":")[2]) for p in AXIOMS)


def _is_share(text: str) -> bool:
    try:
        return 0 < float(text) <= 1
    except ValueError:
        return False


def _twice(sets: Sequence[MappingSet]) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for one in sets:
        for m in one.mappings:
            if (m.subject, m.object) in seen:
                yield Finding("mapped-twice", "error", "This pair has a row already.", f"{one.file}:{m.line}", f"{m.row['subject_id']} {m.row['object_id']}", "Keep the closest.")
            seen.add((m.subject, m.object))


def _axioms_without_row(sets: Sequence[MappingSet], ontology: Ontology) -> Iterator[Finding]:
    rows = {(m.subject, m.predicate, m.object) for one in sets for m in one.mappings}
    kinds = {iri.PREFIXES[p] + name for p, name in (a.split(":") for a in AXIOMS)} | {iri.PREFIXES["skos"] + m.partition(":")[2] for m in MATCHES}
    for t in ontology.triples:
        if t.predicate.value in kinds and isinstance(t.subject, ox.NamedNode) and isinstance(t.object, ox.NamedNode) and _leads_out(t.subject.value, t.object.value):
            triple = (t.subject.value, t.predicate.value, t.object.value)
            if triple not in rows:
                yield Finding("axiom-without-row", "error", "No table has this alignment of the ontology.", "", " ".join(map(iri.compact, triple)), "Add a row to ontology/mappings.")


def _leads_out(subject: str, target: str) -> bool:
    return subject.startswith((iri.TERM, iri.ID)) and not target.startswith(iri.BASE)


def to_turtle(sets: Sequence[MappingSet]) -> str:
    """The mappings as plain triples in Turtle, sorted, each set's prefixes declared once."""
    triples = sorted({(m.subject, m.predicate, m.object) for one in sets for m in one.mappings})
    graph = [ox.Triple(*(ox.NamedNode(x) for x in t)) for t in triples]
    prefixes = {k: v for one in sets for k, v in sorted(one.prefixes.items()) if k != "semapv"}
    return (ox.serialize(graph, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()
