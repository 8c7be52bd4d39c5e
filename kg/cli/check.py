"""kg check"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg import resources
from kg.cli.options import seeds_folder


@click.command("check")
@seeds_folder
def command(seeds: Path | None) -> None:
    """Everything that can be wrong with documents, claims, graph and questions: all findings at once."""
    from kg.cli.talk import Progress, print_findings
    from kg.inspection import inspect
    sys.exit(print_findings(inspect(seeds or resources.seeds(), tell=Progress())))
