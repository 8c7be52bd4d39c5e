"""kg build"""

from __future__ import annotations

from pathlib import Path

import click

from kg import resources
from kg.cli.options import seeds_folder


@click.command("build")
@seeds_folder
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Where builds are kept. [default: build/]")
@click.option("--answers", is_flag=True, help="Then ask every question whose rows were read, and show each row that differs, with its claim.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def command(seeds: Path | None, out: Path | None, answers: bool, quiet: bool) -> None:
    """Read the documents and build the graph of every audience.

    Reads, gates, builds each view, closes, validates, checks and stores. Atomic: a build that fails or is killed leaves the one before
    it untouched. Fails with exit code 1 where anything is wrong, after saying all that is.
    """
    from kg.cli.talk import Progress, say
    from kg.pipeline import build
    progress = Progress()
    built = build(seeds or resources.seeds(), out or resources.build(), tell=(lambda _: None) if quiet else progress)
    for finding in built.findings:
        if finding.severity != "info":
            say(finding)
    if not quiet:
        progress("done")
        for audience, facts in built.facts.items():
            click.echo(f"  {audience}: {facts} facts of {built.claims} claims, {built.triples[audience]} quads", err=True)
        click.echo(f"  in {built.path}", err=True)
    if answers:
        _show_changed_answers(seeds or resources.seeds(), out or resources.build(), built.path)


def _show_changed_answers(seeds: Path, out: Path, build: Path) -> None:
    from kg.cli.options import open_local
    from kg.cli.talk import say
    from kg.pins import compare_all
    changed = list(compare_all(seeds / "answers", build, lambda audience: open_local(audience, out)))
    for finding in changed:
        say(finding)
    click.echo(f"  {len(changed)} answer(s) differ from what was read", err=True)
