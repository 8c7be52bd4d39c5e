"""kg export"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.options import audience, build_folder, open_local
from kg.export.files import FORMATS, export, write


@click.command("export")
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), default="turtle", show_default=True, help="How the graph is written.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), default=None, help="The file to write. [default: standard output]")
@audience
@build_folder
def command(form: str, output: Path | None, audience: str, build_dir: Path | None) -> None:
    """The graph of an audience as a file, sorted and stable.

    turtle, ntriples, rdfxml and jsonld hold the default graph: ontology, facts and what follows from them; trig and nquads also one
    graph per source and the catalogue. Without --audience it is the public's: nothing that rests on a restricted document leaves.
    """
    data = export(open_local(audience, build_dir).store, form)
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(data)
    else:
        write(data, output)
        click.echo(f"{output}: {len(data):,} bytes, for {audience}", err=True)
