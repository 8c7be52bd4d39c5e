"""kg claims"""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg import resources
from kg.cli.options import output_format, seeds_folder


@click.command("claims")
@output_format("jsonl", "table", default="jsonl")
@click.option("--source", default=None, help="Only this source, by slug.")
@click.option("--status", type=click.Choice(["accepted", "rejected"]), default=None, help="Only claims of this status.")
@click.option("--sample", "size", type=click.IntRange(1), default=None, help="Only so many, drawn from all types, to be judged by eye.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which sample is drawn.")
@seeds_folder
def command(form: str, source: str | None, status: str | None, size: int | None, seed: int, seeds: Path | None) -> None:
    """Every claim with what the gate decided on it, all markings included: the steward's list, not for passing on."""
    from kg.ledger import as_record, read_ledger, sample
    ledger = read_ledger(seeds or resources.seeds())
    for ruling in sample(ledger.rulings, size, seed) if size else ledger.rulings:
        record = as_record(ledger, ruling)
        if (source and ruling.claim.source != source) or (status and record["status"] != status):
            continue
        click.echo(json.dumps(record, ensure_ascii=False) if form == "jsonl" else f"{record['status']}\t{record['type']}\t{_label(record['subject'])}\t{_label(record['object'])}\t{record['place']}")


def _label(shown: object) -> str:
    match shown:
        case {"label": str(label)}:
            return label
        case [*several]:
            return ", ".join(map(_label, several))
    return ""
