"""The pages as files in a folder, written whole or not at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg import iri
from kg.docs.book import Book, scheme_page
from kg.docs.cards import kind_of
from kg.docs.frame import whole
from kg.docs.pages import pages
from kg.docs.terms import Entry
from kg.errors import BuildError

_ASSETS = Path(__file__).parent / "assets"
MARK = ".kg-docs"
"""A file that says that a folder is ours to replace."""


def languages() -> dict[str, str]:
    """The languages of the switch: code -> the language's own name, English first."""
    found: dict[str, str] = json.loads((_ASSETS / "languages.json").read_text(encoding="utf-8"))
    return found


def files(book: Book) -> dict[str, str]:
    """File name -> text, for the whole site."""
    made = {page.file: whole(book, page) for page in pages(book)}
    made["index.js"] = f"window.kgIndex = {json.dumps(index(book), ensure_ascii=False, separators=(',', ':'))};\n"
    return made | {name: (_ASSETS / name).read_text(encoding="utf-8") for name in ("style.css", "site.js")} | {MARK: "made by kg docs\n"}


def index(book: Book) -> dict[str, Any]:
    """What search and language switch need: ``entries`` to be found, and ``labels`` in other languages by the key that pages carry."""
    entries = [_found(t.entry, kind_of(book, t), book.page_of(t.entry.iri)) for t in book.terms.values()]
    entries += [_found(c.entry, s.entry.label, book.page_of(c.entry.iri)) for s in book.schemes for c in s.concepts]
    entries += [_found(s.entry, "vocabulary", scheme_page(s.slug)) for s in book.schemes]
    every = [t.entry for t in book.terms.values()] + [c.entry for c in book.concepts.values()] + [s.entry for s in book.schemes]
    return {"entries": entries, "labels": {iri.compact(e.iri): found for e in every if (found := _others(e.labels))}}


def _found(entry: Entry, kind: str, url: str) -> dict[str, Any]:
    others = [text for texts in (*entry.alternatives.values(), *(v for k, v in entry.labels.items() if k != "en")) for text in texts]
    return {"t": entry.label, "n": iri.compact(entry.iri), "k": kind, "u": url, "d": entry.definition} | ({"o": list(dict.fromkeys(others))} if others else {})


def _others(labels: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {language: texts[0] for language, texts in sorted(labels.items()) if language != "en"}


def write_site(book: Book, folder: Path) -> int:
    """Write the site into a folder that is new, empty, or of an earlier run; the number of files. Raises BuildError."""
    if folder.exists() and not (folder / MARK).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise BuildError("This folder holds other files.", where=folder, remedy="Name a new or an empty folder with -o.")
    made = files(book)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as workshop:
            making = Path(workshop) / "site"
            making.mkdir()
            for name, text in made.items():
                (making / name).write_text(text, encoding="utf-8", newline="\n")
            if folder.exists():
                shutil.move(folder, Path(workshop) / "old")
            making.rename(folder)
    except OSError as error:
        raise BuildError(f"The pages cannot be written: {error.strerror}.", where=folder, remedy="Name another folder with -o.") from error
    return len(made)
