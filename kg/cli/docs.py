"""kg docs"""

from __future__ import annotations

from pathlib import Path

import click

from kg import resources
from kg.builds import current
from kg.cli.options import build_folder, open_local
from kg.docs.examples import Use, read_use


@click.command("docs")
@click.option("--output", "-o", type=click.Path(path_type=Path, file_okay=False), default=None, help="The folder to write. [default: docs/ in the folder of builds]")
@click.option("--ontology", type=click.Path(path_type=Path, exists=True, file_okay=False), default=None, help="Another folder of ontology files. [default: ours]")
@build_folder
def command(output: Path | None, ontology: Path | None, build_dir: Path | None) -> None:
    """A reference of ontology, vocabularies and shapes as static web pages, with drawings, search and a language switch.

    Open index.html; no server is needed and nothing is fetched. Examples come from the public view of the build, whoever asks; without
    a build there are none.
    """
    from kg.docs.book import read_book
    from kg.docs.site import languages, write_site
    use = _public_use(build_dir)
    if use is None:
        click.echo("There is no build, so the pages have no examples. Run: kg build", err=True)
    book = read_book(ontology or resources.folder("ontology"), resources.data_files("shapes", ".ttl"), languages(), use)
    folder = output or (build_dir or resources.build()) / "docs"
    number = write_site(book, folder)
    click.echo(f"{folder / 'index.html'}: {number} files, {len(book.terms)} terms, {len(book.concepts)} vocabulary terms", err=True)


def _public_use(build_dir: Path | None) -> Use | None:
    out = build_dir or resources.build()
    if not (out / resources.CURRENT).exists():
        return None
    version = (current(out) / "public.version").read_text(encoding="utf-8").strip()
    return read_use(open_local("public", build_dir), version)
