"""Where things lie in a folder of builds."""

from __future__ import annotations

from pathlib import Path

from kg.errors import BuildError

CURRENT = "current"


def current(out: Path) -> Path:
    """The build in use. Raises BuildError where there is none."""
    path = out / CURRENT
    if not path.exists():
        raise BuildError("There is no build here.", where=out, remedy="Run: kg build")
    return path


def store_path(out: Path, audience: str) -> Path:
    """Where the store of an audience is kept in the build in use."""
    return current(out) / Path(audience.split("/")[-1]).name


def index_path(build: Path, audience: str) -> Path:
    """Where a build keeps the index of an audience's view for questions in words."""
    return build / f"{Path(audience.split('/')[-1]).name}.index"


def audiences_of(out: Path) -> list[str]:
    """The audiences for which the build in use has a view."""
    return sorted(p.stem for p in current(out).glob("*.version"))
