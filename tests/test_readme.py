"""The README shows before it tells, and what it shows is true."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"<!-- run -->\n```console\n\$ (kg [^\n]*)\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[c for c, _ in BLOCKS])
def test_what_the_readme_shows_is_what_the_command_prints(built: Path, command: str, shown: str) -> None:
    arguments = shlex.split(command)[1:]
    done = subprocess.run([sys.executable, "-m", "kg", *arguments, "--build", str(built)], capture_output=True, text=True, cwd=ROOT, check=False)
    lines = [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]
    assert lines == shown.splitlines()


def test_there_is_something_to_run() -> None:
    assert len(BLOCKS) >= 3


def test_every_command_is_in_the_table() -> None:
    commands = {p.stem for p in (ROOT / "kg" / "cli").glob("*.py")} - {"__init__", "options", "talk"}
    shown = set(re.findall(r"^\| `kg (\w+)", README, re.MULTILINE))
    assert shown == commands


def test_every_dependency_has_its_line_and_reason() -> None:
    import tomllib
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[=<>\[]", d)[0] for d in [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]}
    table = README[README.index("## What it stands on"):README.index("## Licence")].replace("pytest (-xdist, -randomly)", "pytest pytest-xdist pytest-randomly")
    assert {name for name in wanted - {"smuggling-kg", "types-pyyaml"} if not re.search(rf"\b{name}\b", table)} == set()


def test_every_file_it_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
