"""Checks that shapes cannot say: each a query in ``queries/checks`` that must return nothing, its severity from ``profile.toml``.

The head of a check gives ``#+ problem:`` and ``#+ solution:``; the first column is the focus, the others are shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import resources
from kg.errors import QuestionError
from kg.model import Finding
from kg.sources import read_toml

_HEAD = re.compile(r"^#\+\s*(\w+):\s*(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what is wrong where the query finds something, and what to do."""

    name: str
    problem: str
    solution: str
    severity: str
    text: str


def read_checks(folder: Path | None = None) -> list[Check]:
    """The checks of the folder that the profile gives a severity."""
    folder = folder or resources.folder("queries") / "checks"
    profile = read_toml(folder / "profile.toml", "profile of checks")
    return [_check(file, profile) for file in sorted(folder.glob("*.rq"))]


def _check(file: Path, profile: dict[str, object]) -> Check:
    text = file.read_text(encoding="utf-8")
    head = dict(_HEAD.findall(text))
    severity = str(profile.get(file.stem, ""))
    if not {"problem", "solution"} <= set(head) or severity not in ("error", "warning", "info"):
        raise QuestionError("A check needs a problem, a solution and a severity in profile.toml.", where=file)
    return Check(file.stem, head["problem"], head["solution"], severity, text)


def run_checks(store: ox.Store, checks: list[Check] | None = None) -> list[Finding]:
    """All that the checks find in a view."""
    found = []
    for check in read_checks() if checks is None else checks:
        try:
            rows = store.query(check.text)
        except SyntaxError as error:
            raise QuestionError(f"The check {check.name} does not parse: {error}.") from error
        if not isinstance(rows, ox.QuerySolutions):
            raise QuestionError(f"The check {check.name} is no SELECT query.", remedy="Write it as SELECT.")
        for row in rows:
            values = [v.value if isinstance(v, ox.NamedNode | ox.Literal) else str(v) for v in row if v is not None]
            found.append(Finding(check.name, check.severity, f"{check.problem} ({'; '.join(values[1:])})" if values[1:] else check.problem,
                                 focus=values[0] if values else "", remedy=check.solution))
    return found
