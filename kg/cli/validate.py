"""kg validate"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from kg import resources
from kg.cli.options import output_format

_PROFILES = ("publishable", "exchange")


@click.command("validate")
@click.argument("file", type=click.Path(path_type=Path))
@output_format("table", "json", "turtle", default="table")
@click.option("--profile", type=click.Choice(_PROFILES), default=_PROFILES[0], show_default=True,
              help="How much is asked. publishable: all that we ask of our own graph. exchange: what we ask of other people's data before we read it, "
                   "that is IRIs and names, a source and words or a place in it for each fact, readable dates, money and codes.")
@click.option("--engine", type=click.Choice(["shacl", "pyshacl"]), default="shacl", show_default=True, help="The validator: the fast one, or the reference.")
def command(file: Path, form: str, profile: str, engine: str) -> None:
    """Check someone else's RDF against our shapes: Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD.

    Each finding says file, node, path, value and remedy; turtle writes a SHACL validation report. Exit code 0 where the file conforms, 1 where it
    does not. Remote contexts and XML entities are refused.
    """
    from kg.validate import profile_files, report_turtle, validate_file
    findings = validate_file(file, profile_files(profile), engine, context=[resources.folder("ontology")])
    if form == "table":
        for f in findings:
            click.echo("\t".join([f.severity, f.where, f.focus, getattr(f, "path", ""), getattr(f, "value", ""), f"{f.message} {f.remedy}".strip()]))
        from kg.cli.talk import count_findings
        sys.exit(count_findings(findings))
    click.echo(json.dumps([asdict(f) for f in findings], ensure_ascii=False, indent=1) if form == "json" else report_turtle(findings))
    sys.exit(1 if any(f.severity == "error" for f in findings) else 0)
