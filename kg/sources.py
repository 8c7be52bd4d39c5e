"""The register of sources and the documents themselves, byte for byte as they were reviewed."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.model import Source
from kg.text import Document, read_document

LARGEST = 20 * 1024 * 1024
"""No document larger than this many bytes is read; the largest report known to us has under 2 MiB of text."""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NEEDED = ("file", "title", "publishers", "issued", "language", "kind", "markings", "sha256")


@dataclass(frozen=True, slots=True)
class Reading:
    """A source with its text."""

    source: Source
    document: Document


def read_register(seeds: Path) -> list[Source]:
    """The entries of ``register.toml``, in file order."""
    path = seeds / "register.toml"
    table = read_toml(path, "register").get("source")
    if not isinstance(table, dict) or not table:
        raise SourceError("The register names no source.", where=path, remedy="Add a [source.<slug>] table.")
    return [_entry(path, slug, entry) for slug, entry in table.items()]


def _entry(path: Path, slug: str, entry: dict[str, Any]) -> Source:
    missing = [key for key in _NEEDED if key not in entry]
    if missing or not _SLUG.fullmatch(slug):
        what = f"lacks {', '.join(missing)}" if missing else "has a slug that is not lower-case words joined by hyphens"
        raise SourceError(f"The source {slug!r} {what}.", where=path, remedy="Complete its entry.")
    if not entry["markings"]:
        raise SourceError(f"The source {slug!r} has no handling marking.", where=path, remedy='Give markings = ["marking/none"] if it has none.')
    details = {key: str(value) for key, value in entry.items() if key not in _NEEDED}
    return Source(slug, entry["file"], entry["title"], tuple(entry["publishers"]), entry["issued"], entry["language"], entry["kind"],
                  tuple(entry["markings"]), entry["sha256"], details)


def read_toml(path: Path, what: str) -> dict[str, Any]:
    """A TOML file as a table; SourceError with the line where it does not parse."""
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError as error:
        raise SourceError(f"The {what} is missing.", where=path, remedy="Name the folder that holds it with --seeds.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise SourceError(f"The {what} does not parse: {error}.", where=path, line=int(line[1]) if line else None, remedy="Mend the TOML.") from error


def read_source(seeds: Path, source: Source) -> Reading:
    """The document of a register entry. Raises SourceError where it is missing, too large, not UTF-8, empty or changed."""
    path = seeds / source.file
    data = read_bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    if digest != source.sha256:
        raise SourceError(f"The bytes of this document are not those that were reviewed (sha256 is {digest[:12]}…, the register has {source.sha256[:12]}…).",
                          where=path, remedy="Put the reviewed file back, or read the new text again and register it as a new source.")
    return Reading(source, read_document(decode(path, data)))


def read_bytes(path: Path) -> bytes:
    """The bytes of a document, with a limit on their number."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise SourceError(f"This document has {size:,} bytes; at most {LARGEST:,} are read.", where=path, remedy="Split it.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError("This document is missing.", where=path, remedy="Put the file back or take its entry out of the register.") from error
    except OSError as error:
        raise SourceError(f"This document cannot be read: {error.strerror}.", where=path) from error


def decode(path: Path, data: bytes) -> str:
    """The text of a document; offsets count its code points, so no newline is translated."""
    if not data.strip():
        raise SourceError("This document is empty.", where=path, remedy="Put the right file in its place.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(f"This document is not UTF-8 (byte {error.start}).", where=path, remedy="Convert it and register its new sha256.") from error


def read_all(seeds: Path) -> list[Reading]:
    """Every source of the register with its text."""
    return [read_source(seeds, source) for source in read_register(seeds)]
