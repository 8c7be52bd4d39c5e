"""``claims/*.toml`` -> Claims. What a person read and wrote down; the format is described in seeds/claims/README.md."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import ClaimError
from kg.model import Claim, Place, Quote, Raw

_OWN = {"type", "quote", "prefix", "carried", "each", "confidence", "basis"}
_LARGEST = 8 * 1024 * 1024
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*claim[ \t]*\]\]", re.MULTILINE)
BASIS = "basis/read-by-person"


def read_claims(folder: Path) -> Iterator[Claim]:
    """Every claim of every file of a claims folder, in file order. A file's name up to the first dot is its source's slug."""
    for path in sorted(folder.glob("*.toml")):
        yield from read_claims_file(path)


def read_claims_file(path: Path) -> Iterator[Claim]:
    """The claims of one file. Raises ClaimError with file and line."""
    text = _text(path)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ClaimError(f"This claims file does not parse: {error}.", where=path, line=int(line[1]) if line else None, remedy="Mend the TOML.") from error
    unknown = set(table) - {"claim"}
    if unknown:
        raise ClaimError(f"Unknown table {sorted(unknown)[0]!r}.", where=path, remedy="A claims file holds [[claim]] tables only.")
    lines = [text.count("\n", 0, m.start()) + 1 for m in _HEADER.finditer(text)]
    source = path.name.split(".", 1)[0]
    for entry, number in zip(table.get("claim", []), lines, strict=True):
        yield from _claims(source, entry, Place(str(path), number))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise ClaimError("This claims file is too large.", where=path, remedy="Split it by family.")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ClaimError(f"This claims file cannot be read: {error}.", where=path) from error


def _claims(source: str, entry: Mapping[str, Any], place: Place) -> Iterator[Claim]:
    variants = entry.get("each", [{}])
    if not isinstance(variants, list) or not variants or not all(isinstance(v, dict) for v in variants):
        raise ClaimError("'each' is not a list of tables.", where=place.file, line=place.line, remedy="Write each = [{ slot = value }, ...].")
    for variant in variants:
        merged = {**entry, **variant, "carried": {**entry.get("carried", {}), **variant.get("carried", {})}}
        if not isinstance(merged.get("type"), str) or "quote" not in merged:
            raise ClaimError("A claim needs a type and a quote.", where=place.file, line=place.line, remedy="Add them.")
        slots = {name: _values(name, value, place) for name, value in merged.items() if name not in _OWN}
        carried = {slot: _quote(words, place) for slot, words in merged["carried"].items()}
        yield Claim(source, merged["type"], slots, _quotes(merged, place), carried, str(merged.get("basis", BASIS)), place, float(merged.get("confidence", 1)))


def _quotes(entry: Mapping[str, Any], place: Place) -> tuple[Quote, ...]:
    written = entry["quote"] if isinstance(entry["quote"], list) else [entry["quote"]]
    quotes = [_quote(words, place) for words in written]
    prefix = entry.get("prefix")
    return (Quote(quotes[0].words, prefix), *quotes[1:]) if isinstance(prefix, str) else tuple(quotes)


def _quote(written: object, place: Place) -> Quote:
    """A quote is its words, or a table with ``words`` and the ``prefix`` that tells it from its double."""
    match written:
        case str() if written.strip():
            return Quote(written)
        case {"words": str(words), "prefix": str(prefix)} if words.strip():
            return Quote(words, prefix)
    raise ClaimError(f"This is not a quote: {written!r}.", where=place.file, line=place.line, remedy='Write "words", or { words = "...", prefix = "..." }.')


def _values(name: str, value: object, place: Place) -> tuple[Raw, ...]:
    items = value if isinstance(value, list) else [value]
    dated = [v.isoformat() if isinstance(v, datetime.date) else v for v in items]
    plain = tuple(v for v in dated if isinstance(v, str | int | float | bool) and v != "")
    if not plain or len(plain) != len(dated):
        raise ClaimError(f"The slot {name!r} holds no value that a slot can hold: {value!r}.", where=place.file, line=place.line, remedy="Give a text, number, date or reference.")
    return plain
