"""Any document -> candidate claims, each with the gate's ruling; the graph is not touched."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.extract import propose
from kg.gate import Gate, Ruling
from kg.lexicon import fold
from kg.model import Source
from kg.sources import Reading, decode, read_bytes
from kg.text import read_document
from kg.vocab import Ontology, read_ontology


def propose_from(file: Path) -> tuple[Ontology, Reading, Iterator[Ruling]]:
    """The candidates of a file that need not be registered. Raises SourceError where it cannot be read."""
    ontology = read_ontology()
    data = read_bytes(file)
    source = Source(slug_of(file), file.name, file.stem, (), "", "en", "unregistered document", (), hashlib.sha256(data).hexdigest())
    reading = Reading(source, read_document(decode(file, data)))
    gate = Gate(ontology)
    return ontology, reading, (gate.rule(claim, reading) for claim in propose(reading, ontology))


def slug_of(file: Path) -> str:
    """A source slug from a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", fold(file.stem).lower()).strip("-") or "document"


def as_candidate(ontology: Ontology, reading: Reading, ruling: Ruling) -> dict[str, Any]:
    """A ruling as a record of ``kg propose``: the claim, where it stands, and whether the gate would let it through to review."""
    claim = ruling.claim
    return {
        "document": reading.source.file, "type": claim.type, **{name: _plain(values) for name, values in claim.slots.items()},
        "quote": [q.words for q in claim.quotes], "carried": {slot: q.words for slot, q in claim.carried.items()},
        "spans": [[s.start, s.end] for e in ruling.evidence if not e.slot for s in e.spans], "place": str(claim.place), "basis": claim.basis,
        "confidence": claim.confidence, "status": "candidate" if ruling.is_accepted else "rejected", "reasons": list(ruling.reasons),
    }


def _plain(values: tuple[Any, ...]) -> Any:
    return values[0] if len(values) == 1 else list(values)


def as_toml(ruling: Ruling) -> str:
    """A candidate as the TOML a reviewer would put into a claims file."""
    claim = ruling.claim
    lines = ["[[claim]]", f"type = {_toml(claim.type)}"]
    lines += [f"{name} = {_toml(_plain(values))}" for name, values in claim.slots.items()]
    lines.append(f"quote = {_toml(_plain(tuple(q.words for q in claim.quotes)))}")
    if claim.quotes[0].prefix:
        lines.append(f"prefix = {_toml(claim.quotes[0].prefix)}")
    lines += [f"carried.{slot} = {_toml(q.words)}" for slot, q in claim.carried.items()]
    return "\n".join([*lines, f"basis = {_toml(claim.basis)}", f"confidence = {claim.confidence}"]) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
