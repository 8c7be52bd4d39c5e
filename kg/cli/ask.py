"""kg ask"""

from __future__ import annotations

import json
import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import audience, build_folder, open_index, open_local, output_format
from kg.cli.search import passage_record, passage_text
from kg.designations import notes_on_names, texts
from kg.render import FORMATS, Sheet, evidence, facts_of, in_words, render

if TYPE_CHECKING:
    from kg.asking.model import Model
    from kg.asking.reply import Choice, Reply
    from kg.engines import LocalGraph


@click.command("ask")
@click.argument("question", nargs=-1, required=True)
@click.option("--cite", "with_words", is_flag=True, help="Add the quotes behind each row.")
@click.option("--model", "program", default=None, envvar="KG_MODEL", show_envvar=True, metavar="PROGRAM",
              help="Where the words alone give no answer, ask this program (a language model of yours) to choose a stored question or to write SPARQL. It is given the "
                   "question, titles of questions and the vocabulary, and no fact. [default: none]")
@output_format(*FORMATS, default="table")
@audience
@build_folder
def command(question: tuple[str, ...], with_words: bool, program: str | None, form: str, audience: str, build_dir: Path | None) -> None:
    """Ask a question in words.

    It is answered by a stored question whose parameters are filled from the words, or by facts looked up; where neither is sure, nothing is
    answered, and the nearest questions and passages are shown. Example: kg ask "What does it cost to get from Serbia to Hungary?" --cite
    """
    from kg.asking.reply import ask
    graph = open_local(audience, build_dir)
    reply = ask(graph, open_index(audience, build_dir), " ".join(question), _model(program))
    sheet = _sheet(graph, reply, with_words or form == "json")
    if form == "json":
        click.echo(json.dumps(_record(reply, sheet), ensure_ascii=False, indent=1))
        return
    _say(reply)
    if not reply.answered:
        _nearest(graph, reply)
    elif not reply.rows.rows and form == "table":
        click.echo(f"{sheet.title}: no row.")
    elif form == "table":
        from kg.cli.talk import print_table
        print_table(sheet)
    else:
        sys.stdout.write(render(sheet, form))


def _model(program: str | None) -> Model | None:
    if not program:
        return None
    from kg.asking.model import Program
    return Program(program)


def _sheet(graph: LocalGraph, reply: Reply, with_words: bool) -> Sheet:
    from kg.citations import cite_all
    stored = reply.question
    sheet = Sheet(_title(reply), reply.rows, reply.evidence, stored.words if stored else ("quote", "source", "place"), notes=notes_on_names(graph, texts(reply.rows)))
    facts = [fact for row in reply.rows.maps() for fact in facts_of(row, sheet.evidence)]
    return replace(sheet, citations=tuple(cite_all(graph, facts))) if with_words or (facts and not sheet.shown) else sheet


def _title(reply: Reply) -> str:
    return reply.title or ("Rows of a query that a model wrote" if reply.sparql else "Facts whose words come nearest")


def _say(reply: Reply) -> None:
    """What was understood, on standard error."""
    for written, read in reply.read_as:
        click.echo(f"{written!r} is read as {read}.", err=True)
    for said in filter(None, (reply.sparql, reply.note)):
        click.echo(said, err=True)
    if reply.answered:
        click.echo(f"Answered by {_how(reply)}; {len(reply.rows.rows)} row(s) from {reply.sources} document(s){_grade(reply)}.", err=True)
    if reply.answered and not reply.rows.rows and reply.question:
        click.echo(reply.question.empty, err=True)
    if reply.by:
        click.echo(f"Only rows that speak of: {', '.join(reply.by)}.", err=True)


def _grade(reply: Reply) -> str:
    """How often replies like this one were right when it was measured, in tenths."""
    return f"; about {round(10 * reply.sureness)} in 10 replies like this were right when it was measured" if reply.sureness and not reply.choice else ""


def _how(reply: Reply) -> str:
    if reply.choice:
        return f"the stored question {reply.choice.name}{', which the model chose' if reply.by_model else ''}"
    return "the query above, which the model wrote" if reply.sparql else "a look-up of facts, not by a stored question"


def _nearest(graph: LocalGraph, reply: Reply) -> None:
    from kg.citations import cite_all
    facts = cite_all(graph, reply.nearest)
    click.echo("Nothing is near enough to answer this.", err=True)
    if reply.choices:
        click.echo("The nearest questions:")
    for choice in reply.choices:
        given = "".join(f" -p {shlex.quote(f'{name}={value}')}" for name, value in choice.shown.items())
        click.echo(f"  {choice.title}\n      kg query {choice.name}{given}")
    if facts:
        click.echo("\nFacts that come nearest (what documents say, not an answer):\n")
    for fact in facts:
        click.echo(f"{fact.label}\n    {in_words(fact)}\n")
    if reply.passages:
        click.echo("\nPassages that have the words (what documents say, not an answer):\n")
    for passage in reply.passages:
        click.echo(passage_text(passage))
    shown = [*(fact.label for fact in facts), *(value for choice in reply.choices for value in choice.shown.values()), *(passage.text for passage in reply.passages)]
    for note in notes_on_names(graph, shown):
        click.echo(note)


def _record(reply: Reply, sheet: Sheet) -> dict[str, object]:
    return {"question": reply.asked, "answered": reply.answered, "matched": _choice(reply.choice) if reply.choice else None,
            "by_model": reply.by_model, "sparql": reply.sparql or None, "note": reply.note or None, "choices": [_choice(c) for c in reply.choices], "narrowed_to": list(reply.by), "read_as": dict(reply.read_as), "sources": reply.sources,
            "columns": list(sheet.rows.columns), "rows": [[term.value if term is not None else None for term in row] for row in sheet.rows.rows],
            "evidence": [evidence(c) for c in sheet.citations], "notes": list(sheet.notes), "sureness": round(reply.sureness, 3), "nearest": list(reply.nearest), "passages": [passage_record(p) for p in reply.passages]}


def _choice(choice: Choice) -> dict[str, object]:
    return {"name": choice.name, "title": choice.title, "parameters": choice.shown, "score": choice.score}
