"""kg context"""

from __future__ import annotations

import click


@click.command("context")
def command() -> None:
    """The JSON-LD context made from the ontology, as it must stand in ontology/context.jsonld."""
    from kg.export.context import context_text
    from kg.vocab import read_ontology
    click.echo(context_text(read_ontology()), nl=False)
