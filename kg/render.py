"""An answer as table, CSV, TSV, JSON, Markdown or HTML. CSV, TSV and JSON follow the W3C SPARQL 1.1 result formats.

Columns that hold facts (the question's evidence) are shown by the machine formats and turned into footnote marks by the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import iri
from kg.engines import Rows, Term

if TYPE_CHECKING:
    from kg.citations import Citation

FORMATS = ("table", "csv", "tsv", "json", "md", "html")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be shown: rows, the columns that hold facts, those that hold the words themselves, a title, the citations asked for,
    and the notes that names in it carry."""

    title: str
    rows: Rows
    evidence: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def shown(self) -> list[str]:
        """The columns a person reads: not those that no row fills, and not those whose words the footnotes hold."""
        hidden = {*self.evidence, *(self.words if self.citations else ())}
        filled = {c for row in self.rows.maps() for c in row} or set(self.rows.columns)
        return [c for c in self.rows.columns if c not in hidden and c in filled]

    def cells(self) -> list[list[str]]:
        """The rows as a person reads them; the last cell carries the footnote marks."""
        number = numbers(self.citations)
        shown = self.shown
        lines = []
        for row in self.rows.maps():
            marks = [f"[{number[f]}]" for f in facts_of(row, self.evidence) if f in number]
            line = [read(row.get(c)) for c in shown]
            lines.append([*line, "".join(dict.fromkeys(marks))] if self.citations else line)
        return lines

    def heads(self) -> list[str]:
        """The column heads that go with ``cells``."""
        return [c.replace("_", " ") for c in self.shown] + (["words"] if self.citations else [])


def facts_in(term: Term) -> list[str]:
    """The facts a cell names: one IRI, or several in a string joined by blanks (GROUP_CONCAT)."""
    return [part for part in term.value.split() if part.startswith(iri.BASE + "fact/")]


def facts_of(row: Mapping[str, Term], columns: Iterable[str]) -> list[str]:
    """The facts that the cells of some columns of a row name, in the order of the columns."""
    return [fact for column in columns if column in row for fact in facts_in(row[column])]


def read(term: Term | None) -> str:
    """A term as a person reads it."""
    if term is None:
        return ""
    return iri.compact(term.value) if isinstance(term, ox.NamedNode) else term.value


def render(sheet: Sheet, form: str) -> str:
    """The sheet in one of FORMATS but ``table``, which needs a terminal and is made by the command line."""
    makers: dict[str, Callable[[Sheet], str]] = {"csv": _csv, "tsv": _tsv, "json": _json, "md": _markdown, "html": _html}
    return makers[form](sheet)


def _csv(sheet: Sheet) -> str:
    import csv
    import io
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(sheet.rows.columns)
    writer.writerows([[t.value if t is not None else "" for t in row] for row in sheet.rows.rows])
    return out.getvalue()


def _tsv(sheet: Sheet) -> str:
    head = "\t".join(f"?{c}" for c in sheet.rows.columns)
    return "\n".join([head, *("\t".join(str(t) if t is not None else "" for t in row) for row in sheet.rows.rows)]) + "\n"


def _json(sheet: Sheet) -> str:
    bindings = [{c: _binding(t) for c, t in row.items()} for row in sheet.rows.maps()]
    result: dict[str, object] = {"head": {"vars": list(sheet.rows.columns)}, "results": {"bindings": bindings}}
    if sheet.citations:
        result["evidence"] = [evidence(c) for c in sheet.citations]
    if sheet.notes:
        result["notes"] = list(sheet.notes)
    import json
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def evidence(citation: Citation) -> dict[str, object]:
    """A citation as the JSON outputs show it."""
    return {"fact": citation.fact, "quote": " … ".join(citation.quotes), "source": citation.title, "file": citation.file, "spans": citation.spans,
            "marking": list(citation.markings)}


def _binding(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    plain = term.datatype.value == iri.PREFIXES["xsd"] + "string"
    return {"type": "literal", "value": term.value} | ({} if plain else {"datatype": term.datatype.value})


def numbers(citations: Sequence[Citation]) -> dict[str, int]:
    """The footnote of each fact; facts that rest on the same words share it."""
    order = {words: n for n, words in enumerate(dict.fromkeys(map(_words, citations)), 1)}
    return {c.fact: order[_words(c)] for c in citations}


def _words(citation: Citation) -> tuple[str, tuple[str, ...], str]:
    return citation.file, citation.quotes, _place(citation)


def footnotes(citations: Sequence[Citation]) -> list[str]:
    """One line for each stretch of words: number, words, source, place, marking."""
    distinct = {_words(c): c for c in reversed(citations)}
    return [f"[{n}] {in_words(distinct[words])}" for n, words in enumerate(dict.fromkeys(map(_words, citations)), 1)]


def in_words(citation: Citation) -> str:
    """The words a fact rests on, with source, place and marking."""
    return f"“{' … '.join(citation.quotes)}” — {citation.title}, {citation.file}, characters {_place(citation)}. {'; '.join(citation.markings)}."


def _place(citation: Citation) -> str:
    return ", ".join(f"{start}–{end}" for start, end in citation.spans)


def _markdown(sheet: Sheet) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(c.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ").replace("<", "&lt;").replace("*", "\\*") for c in cells) + " |"

    notes = [f"\n{note.replace('*', chr(92) + '*')}  " for note in (*footnotes(sheet.citations), *sheet.notes)]
    return "\n".join([line(sheet.heads()), line(["---"] * len(sheet.heads())), *map(line, sheet.cells()), *notes]) + "\n"


def _html(sheet: Sheet) -> str:
    import html
    heads = "".join(f"<th scope=\"col\">{html.escape(h)}</th>" for h in sheet.heads())
    body = "\n".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in sheet.cells())
    notes = "".join(f"<p>{html.escape(note)}</p>\n" for note in (*footnotes(sheet.citations), *sheet.notes))
    return f"<table>\n<caption>{html.escape(sheet.title)}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n{notes}"
