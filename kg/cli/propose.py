"""kg propose"""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.options import output_format


@click.command("propose")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@output_format("jsonl", "toml", default="jsonl")
@click.option("--rejected", is_flag=True, help="Also show the proposals that the gate refuses, with its reasons.")
def command(files: tuple[Path, ...], form: str, rejected: bool) -> None:
    """Candidate claims from any text document, by rules. The graph is not touched: a person decides what becomes a fact.

    Proposals that the gate refuses are only counted, unless --rejected.
    """
    from kg.proposals import as_candidate, as_toml, propose_from
    for file in files:
        ontology, reading, rulings = propose_from(file)
        passed = refused = 0
        for ruling in rulings:
            passed += ruling.is_accepted
            refused += not ruling.is_accepted
            if ruling.is_accepted or rejected:
                click.echo(json.dumps(as_candidate(ontology, reading, ruling), ensure_ascii=False) if form == "jsonl" else as_toml(ruling))
        click.echo(f"{file}: {passed} candidate(s); {refused} refused by the gate.", err=True)
