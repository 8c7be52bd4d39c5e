"""YAML that a build has parsed already. Importing a YAML parser and parsing the head of a question takes longer than most queries, so a
build keeps each head as JSON beside the text it was parsed from; it serves only while that text is what stands in the file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg import resources

FOLDER = "heads"


def parsed(text: str, name: str) -> Any:
    """What a YAML text says: as the build in use keeps it under a name, or parsed now. Raises ValueError where it does not parse."""
    kept = resources.build() / resources.CURRENT / FOLDER / f"{name}.json"
    try:
        before, says = json.loads(kept.read_bytes())
    except (OSError, ValueError, TypeError):
        before = None  # No build, or one of another version: the text itself is at hand.
    return says if before == text else _parse(text)


def keep(folder: Path, texts: Iterable[tuple[str, str]]) -> None:
    """Keep (name, YAML text) under a build's folder. A text that does not parse, or says what JSON cannot hold as it is, such as a date, is not kept."""
    (folder / FOLDER).mkdir()
    for name, text in texts:
        try:
            says = _parse(text)
            written = json.dumps([text, says], ensure_ascii=False)
        except (ValueError, TypeError):
            continue
        if json.loads(written)[1] == says:
            (folder / FOLDER / f"{name}.json").write_text(written, encoding="utf-8")


def _parse(text: str) -> Any:
    import yaml
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error
