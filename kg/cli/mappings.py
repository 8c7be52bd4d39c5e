"""kg mappings"""

from __future__ import annotations

import click

from kg.cli.options import output_format
from kg.cli.talk import print_findings
from kg.errors import UnknownName
from kg.mappings import CHECKS, MappingSet, check_mappings, read_mappings, to_turtle
from kg.vocab import nearest, read_ontology


@click.command("mappings")
@click.argument("names", nargs=-1, metavar="[TABLE]...")
@output_format("table", "turtle", default="table")
def command(names: tuple[str, ...], form: str) -> None:
    """Alignments with other vocabularies and data sets: all tables, or the TABLEs named. Says on standard error how the objects' IRIs were checked."""
    sets = _chosen(read_mappings(), names)
    if form == "turtle":
        click.echo(to_turtle(sets), nl=False)
    else:
        _rows(sets)
    _summary(sets)
    wrong = [] if names else check_mappings(sets, read_ontology())
    if wrong:
        raise click.exceptions.Exit(print_findings(wrong))


def _chosen(sets: list[MappingSet], names: tuple[str, ...]) -> list[MappingSet]:
    known = {one.name: one for one in sets}
    for name in names:
        if name not in known:
            raise UnknownName("table of mappings", name, nearest(name, known))
    return [one for one in sets if not names or one.name in names]


def _rows(sets: list[MappingSet]) -> None:
    click.echo("table\tsubject\tpredicate\tobject\tobject label\tconfidence\tIRI check")
    for one in sets:
        for m in one.mappings:
            click.echo("\t".join((one.name, m.row["subject_id"], m.row["predicate_id"], m.row["object_id"], m.row["object_label"], m.row["confidence"], m.iri_check)))


def _summary(sets: list[MappingSet]) -> None:
    for one in sets:
        counts = ", ".join(f"{one.checks[c]} {c}" for c in CHECKS if one.checks[c])
        click.echo(f"{one.title}: {len(one.mappings)} ({counts})", err=True)
