"""kg draw"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.options import audience, build_folder, endpoint, open_view
from kg.cli.query import pair


@click.command("draw")
@click.argument("kind")
@click.option("--param", "-p", "params", multiple=True, metavar="KEY=VALUE", help="What the picture is narrowed to, as in kg query. May be repeated.")
@click.option("--output", "-o", type=click.Path(path_type=Path), default=None, help="The file to write: .svg, .png or .html. [default: SVG on standard output]")
@audience
@build_folder
@endpoint
def command(kind: str, params: tuple[str, ...], output: Path | None, audience: str, build_dir: Path | None, endpoint: str | None) -> None:
    """Draw what is told: KIND is map, timeline or network, or one question of which these are made.

    A part of the picture says its quotes when one points at it; title and caption name audience, markings and sources. Dashed is what a
    source hedges or does not simply assert. Nothing is fetched, and the same build gives the same bytes.
    Examples: kg draw map -p state=Serbia -o serbia.html; kg draw timeline-of-agreements -p since=2019-01-01 -o agreements.png
    """
    from kg.drawing import draw
    picture = draw(open_view(audience, build_dir, endpoint), kind, dict(map(pair, params)), endpoint or audience)
    if output is None or str(output) == "-":
        sys.stdout.write(picture.svg)
    else:
        picture.save(output)
    for note in picture.notes:
        click.echo(note, err=True)
    click.echo(f"{output or 'standard output'}: {len(picture.facts)} fact(s) drawn, for {endpoint or audience}. Handling: {'; '.join(picture.markings) or 'nothing drawn'}.", err=True)
