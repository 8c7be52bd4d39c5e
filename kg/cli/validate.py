"""kg validate"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from kg import resources
from kg.cli.options import output_format


@click.command("validate")
@click.argument("file", type=click.Path(path_type=Path))
@output_format("table", "json", "turtle", default="table")
@click.option("--engine", type=click.Choice(["shacl", "pyshacl"]), default="shacl", show_default=True, help="The validator: the fast one, or the reference.")
def command(file: Path, form: str, engine: str) -> None:
    """Check someone else's RDF against our shapes: Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD.

    Exit code 0 where it conforms, 1 where it does not. Remote contexts and XML entities are refused.
    """
    from kg.cli.talk import print_findings
    from kg.validate import report_turtle, validate_file
    shapes = resources.data_files("shapes", ".ttl")
    findings = validate_file(file, shapes, engine, context=[resources.folder("ontology")])
    if form == "table":
        sys.exit(print_findings(findings))
    click.echo(json.dumps([asdict(f) for f in findings], ensure_ascii=False, indent=1) if form == "json" else report_turtle(findings))
    sys.exit(1 if any(f.severity == "error" for f in findings) else 0)
