"""kg questions"""

from __future__ import annotations

import json

import click

from kg.cli.options import output_format
from kg.export.questions import ENDPOINT, FORMATS, export
from kg.questions import Question, read_question, read_questions
from kg.vocab import read_ontology


@click.command("questions")
@click.argument("name", required=False)
@output_format("table", "json", *FORMATS, default="table")
@click.option("--target", default=ENDPOINT, metavar="URL", show_default=True, help="With turtle and jsonld: the SPARQL endpoint that the questions are for.")
def command(name: str | None, form: str, target: str) -> None:
    """The catalogue of stored questions; with NAME, one question with its parameters, columns and query.

    turtle and jsonld give the questions as RDF, each a SHACL SPARQLSelectExecutable with its title, the other ways to ask it, its
    parameters, its query and its classes as keywords: the form of the SPARQL examples of the SIB.
    """
    good, bad = ([read_question(name)], []) if name else read_questions()
    if form == "json":
        click.echo(json.dumps([_record(q) for q in good], ensure_ascii=False, indent=1))
    elif form in FORMATS:
        click.echo(export(good, read_ontology(), form, target), nl=False)
    elif name:
        _one(good[0])
    else:
        for question in good:
            takes = ", ".join(f"{p.name}={p.default or '…'}" for p in question.parameters)
            click.echo(f"{question.name}{f' ({takes})' if takes else ''}\n    {question.title}")
    for error in bad:
        click.echo(f"kg: broken question: {error}", err=True)
    if bad:
        raise click.exceptions.Exit(1)


def _one(question: Question) -> None:
    click.echo(f"{question.title}\n\n{question.summary}\n")
    for p in question.parameters:
        given = f" [default: {p.default}]" if p.default else ""
        examples = f" For example {', '.join(p.examples)}." if p.examples else ""
        click.echo(f"  -p {p.name}=<{p.type}>  {p.explanation}{given}{examples}")
    for column, says in question.columns:
        click.echo(f"  column {column}: {says}")
    click.echo(f"\n{question.text}")


def _record(question: Question) -> dict[str, object]:
    return {"name": question.name, "title": question.title, "summary": question.summary, "view": question.view, "asked": list(question.asked),
            "parameters": [{"name": p.name, "type": p.type, "default": p.default, "examples": list(p.examples), "explanation": p.explanation} for p in question.parameters],
            "columns": dict(question.columns), "evidence": list(question.evidence)}
