"""Where things lie in a folder of builds."""

from __future__ import annotations

from pathlib import Path

from kg.engines import LocalGraph
from kg.errors import BuildError, UnknownName
from kg.resources import CURRENT


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


def open_store(out: Path, audience: str) -> LocalGraph:
    """The view of an audience in the build in use. Raises UnknownName with the audiences there are."""
    path = store_path(out, audience)
    if path.name not in audiences_of(out):
        raise UnknownName("audience", audience, audiences_of(out))
    return LocalGraph(path)
