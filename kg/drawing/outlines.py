"""Coasts and border lines as a background of maps: ``ontology/outlines.json``, which says where they come from and what they do not say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg import resources
from kg.errors import OntologyError

Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Outlines:
    """Rings of land, border lines with whether each is drawn dashed, and the remark that goes with them. Longitude first."""

    land: tuple[Line, ...]
    borders: tuple[tuple[Line, bool], ...]
    remark: str


@lru_cache(maxsize=1)
def read_outlines(file: Path | None = None) -> Outlines:
    """Read the outlines. Raises OntologyError where the file is not as it should be."""
    file = file or resources.folder("ontology") / "outlines.json"
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return Outlines(tuple(_line(ring) for land in data["land"] for ring in land), tuple((_line(b["line"]), bool(b["dashed"])) for b in data["borders"]), str(data["caption"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OntologyError(f"The outlines cannot be read: {error}.", where=file, remedy="Restore the file.") from error


def _line(points: list[list[float]]) -> Line:
    return tuple((float(x), float(y)) for x, y in points)
