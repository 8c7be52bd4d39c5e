"""kg changes"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.options import output_format

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command("changes")
@click.argument("old", type=_FOLDER)
@click.argument("new", type=_FOLDER, required=False)
@output_format("md", "json", default="md")
@click.option("--fail-on-breaking", is_flag=True, help="Exit with 1 where a change breaks what others have written with the terms.")
def command(old: Path, new: Path | None, form: str, fail_on_breaking: bool) -> None:
    """The change log from one version of the ontology's folder (OLD) to another (NEW; ours, where it is left out).

    Terms added, removed, deprecated, and changed in label, definition, superclass, range. Example:
    git archive v0.1.0 ontology | tar -x -C before && kg changes before/ontology
    """
    from kg import resources
    from kg.changes import as_markdown, compare
    changes = compare(old, new or resources.folder("ontology"))
    click.echo(as_markdown(changes) if form == "md" else json.dumps([asdict(c) for c in changes], ensure_ascii=False, indent=1))
    breaking = sum(c.is_breaking for c in changes)
    click.echo(f"{len(changes)} change(s), {breaking} breaking.", err=True)
    sys.exit(1 if breaking and fail_on_breaking else 0)
