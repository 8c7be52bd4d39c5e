"""kg search"""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import click

from kg.asking.index import Found
from kg.cli.options import audience, build_folder, open_index, output_format

_WIDTH = 110


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", "-n", default=5, show_default=True, type=click.IntRange(1, 100), help="The most passages to show.")
@output_format("table", "json", default="table")
@audience
@build_folder
def command(words: tuple[str, ...], limit: int, form: str, audience: str, build_dir: Path | None) -> None:
    """Passages of the documents that have these words, the nearest first.

    A passage is what a document says, not an answer. Example: kg search hawala Serbia
    """
    from kg.asking.search import search
    found = search(open_index(audience, build_dir), " ".join(words), limit)
    if form == "json":
        click.echo(json.dumps([passage_record(p) for p in found], ensure_ascii=False, indent=1))
    else:
        for passage in found:
            click.echo(passage_text(passage))
    if not found:
        click.echo("No passage of this view has any of these words.", err=True)


def passage_text(passage: Found) -> str:
    """A passage as people read it: its words, and where they stand."""
    where = f"{passage.title}, {passage.file}, characters {passage.start}–{passage.end}. {passage.marking}."
    return textwrap.fill(passage.text, _WIDTH, break_on_hyphens=False) + f"\n    — {where}\n"


def passage_record(passage: Found) -> dict[str, object]:
    """A passage as the JSON outputs show it."""
    return {"text": passage.text, "source": passage.title, "file": passage.file, "span": [passage.start, passage.end], "kind": passage.kind,
            "heading": passage.heading, "marking": passage.marking, "score": round(passage.score, 3)}
