"""kg query"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import click

from kg.cli.options import audience, build_folder, endpoint, open_view, output_format
from kg.designations import notes_on_names, texts
from kg.engines import Graph
from kg.errors import UsageError
from kg.render import FORMATS, Sheet, facts_of, render


@click.command("query")
@click.argument("name", required=False)
@click.option("--param", "-p", "params", multiple=True, metavar="KEY=VALUE", help="A parameter's value: a name, IRI, number or date. May be repeated.")
@click.option("--sparql", "sparql", type=click.File("r", encoding="utf-8"), default=None, help="Ask the SPARQL query in this file (- for standard input) instead.")
@click.option("--cite", "with_words", is_flag=True, help="Add the quotes behind each row.")
@output_format(*FORMATS, default="table")
@audience
@build_folder
@endpoint
def command(name: str | None, params: tuple[str, ...], sparql: TextIO | None, with_words: bool, form: str, audience: str,
            build_dir: Path | None, endpoint: str | None) -> None:
    """Ask a stored question, or run your own SPARQL. Read only.

    NAME is a question of `kg questions`. Example: kg query prices-of-a-leg -p from=Serbia -p to=Hungary --cite
    """
    if (name is None) == (sparql is None):
        raise click.UsageError("Give the name of a stored question, or --sparql FILE.")
    graph = open_view(audience, build_dir, endpoint)
    sheet = _free(graph, sparql) if sparql else _stored(graph, name or "", params)
    sheet = replace(sheet, notes=notes_on_names(graph, texts(sheet.rows)))
    if with_words:
        from kg.citations import cite_all
        sheet = replace(sheet, citations=tuple(cite_all(graph, _facts(sheet))))
    _print(sheet, form)


def _free(graph: Graph, sparql: TextIO) -> Sheet:
    return Sheet("", graph.select(sparql.read()))


def _stored(graph: Graph, name: str, params: Iterable[str]) -> Sheet:
    from kg.answers import ask
    from kg.questions import read_question
    question = read_question(name)
    answer = ask(graph, question, dict(map(pair, params)))
    if not answer.rows.rows:
        click.echo(question.empty or "No fact of this view matches; that says nothing about the world.", err=True)
    return Sheet(answer.title, answer.rows, question.evidence, question.words)


def pair(text: str) -> tuple[str, str]:
    """KEY=VALUE as a pair. Raises UsageError where it is none."""
    key, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"{text!r} is not KEY=VALUE.", remedy="Write -p parameter=value.")
    return key.strip(), value.strip()


def _facts(sheet: Sheet) -> list[str]:
    columns = sheet.evidence or sheet.rows.columns
    return [fact for row in sheet.rows.maps() for fact in facts_of(row, columns)]


def _print(sheet: Sheet, form: str) -> None:
    if form == "table":
        from kg.cli.talk import print_table
        print_table(sheet)
    else:
        sys.stdout.write(render(sheet, form))
