"""kg evaluate"""

from __future__ import annotations

from pathlib import Path

import click

from kg import resources
from kg.cli.options import seeds_folder


@click.command("evaluate")
@click.argument("facts", type=click.Path(path_type=Path))
@click.option("--missed", is_flag=True, help="Also list the facts that were not found.")
@seeds_folder
def command(facts: Path, missed: bool, seeds: Path | None) -> None:
    """Recall, by type, of a hand-read list of facts (JSON Lines: id, doc, type, subject, object, qualifiers, quote, start, end)."""
    from kg.evaluation import evaluate, read_lines
    from kg.ledger import as_record, read_ledger
    wanted = read_lines(facts)
    ledger = read_ledger(seeds or resources.seeds())
    score = evaluate((as_record(ledger, r) for r in ledger.rulings), wanted)
    for kind in sorted(score.asked, key=lambda k: (-score.asked[k], k)):
        click.echo(_line(kind, score.found.get(kind, 0), score.asked[kind]))
    click.echo(_line("all", sum(score.found.values()), sum(score.asked.values())))
    for fact in score.missed if missed else ():
        click.echo(f"{fact.get('id')}\t{fact['type']}\t{fact.get('subject')}\t{fact.get('object')}\t{' '.join(str(fact['quote']).split())[:120]}")


def _line(kind: str, found: int, asked: int) -> str:
    return f"{kind:28s} {found:4d} / {asked:4d}  {found / max(1, asked):.3f}"
