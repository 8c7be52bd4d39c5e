"""kg cite"""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.citations import Citation, cite
from kg.cli.options import audience, build_folder, open_view, output_format
from kg.render import evidence


@click.command("cite")
@click.argument("iri")
@output_format("text", "json", default="text")
@audience
@build_folder
def command(iri: str, form: str, audience: str, build_dir: Path | None) -> None:
    """The words a fact rests on, in their context, with source, place and marking. IRI is a fact's IRI or its part after fact/."""
    found = cite(open_view(audience, build_dir), iri)
    if form == "json":
        click.echo(json.dumps({"label": found.label, "type": found.type, **evidence(found)}, ensure_ascii=False, indent=1))
        return
    _show(found)


def _show(found: Citation) -> None:
    click.echo(f"{found.label}\n  ({found.type})\n{found.fact}\n\n{found.title}{f', {found.issued}' if found.issued else ''}\n{'; '.join(found.markings)}")
    for passage in found.passages:
        role = f", brings in {passage.carries}" if passage.carries else ""
        click.echo(f"\n{found.file}, characters {passage.span.start}–{passage.span.end}{role}:")
        click.echo(f"  …{passage.before}" + click.style(f"⟦{passage.words}⟧", bold=True) + f"{passage.after}…")
