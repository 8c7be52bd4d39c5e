"""What is said to people: errors, progress, tables. Colour only on a terminal."""

from __future__ import annotations

import sys
import textwrap
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kg.errors import KgError
from kg.render import Sheet, footnotes

if TYPE_CHECKING:
    from kg.model import Finding

_MOST_COLUMNS, _MOST_ROWS = 10, 40
_WIDE = 200
"""Columns of a table that is not shown on a terminal, so that lines are not cut to a guess of its width."""


def explain(error: KgError) -> None:
    """One clear line on standard error, and every finding where the error has several."""
    for finding in getattr(error, "findings", ()):
        say(finding)
    click.secho(f"kg: {error}", err=True, fg="red" if sys.stderr.isatty() else None)


def say(finding: Finding) -> None:
    """One finding on standard error."""
    click.echo(f"{finding.severity}: {finding.where or finding.focus}: {finding.rule}: {finding.message} {finding.remedy}".rstrip(), err=True)


class Progress:
    """Says each step with the time the one before it took; on a terminal in place, elsewhere line by line."""

    def __init__(self) -> None:
        self.started = time.perf_counter()

    def __call__(self, step: str) -> None:
        """Say that a step begins."""
        click.echo(f"[{time.perf_counter() - self.started:5.1f} s] {step}", err=True)


def print_table(sheet: Sheet) -> None:
    """The rows on standard output, with footnotes under them: as a table, or row by row where a table would be too wide or too long to read."""
    heads, rows = sheet.heads(), sheet.cells()
    if len(heads) > _MOST_COLUMNS or len(rows) > _MOST_ROWS:
        click.echo(_row_by_row(sheet.title, heads, rows))
    elif sys.stdout.isatty():
        _print_grid(sheet.title, heads, rows)
    else:
        click.echo(_plain_grid(sheet.title, heads, rows))
    for note in (*footnotes(sheet.citations), *sheet.notes):
        click.echo(textwrap.fill(note, _width(), break_on_hyphens=False))


def _width() -> int:
    if not sys.stdout.isatty():
        return _WIDE
    import shutil
    return shutil.get_terminal_size().columns


def _row_by_row(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Each row as lines of column and value; empty cells are left out."""
    indent, width = max(map(len, heads), default=0) + 2, _width()
    blocks = [title]
    for number, row in enumerate(rows, 1):
        lines = [f"--- {number} of {len(rows)} ---"]
        for head, cell in zip(heads, row, strict=True):
            if cell:
                lines.append(_under(f"{head:{indent}}", cell, width))
        blocks.append("\n".join(lines))
    return "\n".join(blocks)


def _plain_grid(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table for files and pipes: importing what draws it on a terminal takes longer than most queries."""
    widths = [max(len(r[n]) for r in (heads, *rows)) for n in range(len(heads))]
    while sum(widths) + 3 * len(heads) + 1 > _WIDE:
        widest = max(widths)
        widths = [w - 1 if w == widest else w for w in widths]
    rule = "+" + "+".join("-" * (w + 2) for w in widths) + "+"
    blocks = [title, rule, _grid_row(heads, widths), rule]
    for row in rows:
        blocks += [_grid_row(row, widths), rule]
    return "\n".join(blocks)


def _grid_row(cells: Sequence[str], widths: Sequence[int]) -> str:
    wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped))
    padded = [[*lines, *[""] * (height - len(lines))] for lines in wrapped]
    return "\n".join("| " + " | ".join(f"{lines[n]:{w}}" for lines, w in zip(padded, widths, strict=True)) + " |" for n in range(height))


def _under(head: str, cell: str, width: int) -> str:
    """A cell behind its head, wrapped only where it must be: wrapping every cell took longer than the query."""
    if len(head) + len(cell) <= width and "\n" not in cell:
        return head + cell
    return textwrap.fill(cell, width, initial_indent=head, subsequent_indent=" " * len(head), break_on_hyphens=False)


def _print_grid(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=_width(), highlight=False)
    table = Table(title=Text(title), title_justify="left", box=box.ROUNDED, show_lines=True)
    for head in heads:
        table.add_column(head, overflow="fold", ratio=_ratio(head))
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def _ratio(head: str) -> int | None:
    return 4 if head in ("quote", "condition") else None


def print_findings(findings: Sequence[Finding]) -> int:
    """Every finding, then a count; the exit code."""
    for finding in findings:
        say(finding)
    return count_findings(findings)


def count_findings(findings: Sequence[Finding]) -> int:
    """How many findings there are, said on standard error; the exit code."""
    errors = sum(f.severity == "error" for f in findings)
    click.echo(f"{len(findings)} finding(s), {errors} error(s).", err=True)
    return 1 if errors else 0
