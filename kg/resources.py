"""Where the shipped folders are, in a checkout or in an installed wheel. The only module that knows.

A checkout keeps ``ontology/ shapes/ queries/`` beside the package; a wheel keeps copies of them in ``kg/_data``. The documents
are never shipped: ``seeds/`` is looked for in the checkout, or named by the caller.
"""

from __future__ import annotations

import os
from pathlib import Path

from kg.errors import BuildError

CURRENT = "current"
"""The link to the build in use, in the folder of builds."""
_PACKAGE = Path(__file__).resolve().parent


def _home() -> Path:
    beside = _PACKAGE.parent
    return beside if (beside / "ontology").is_dir() else _PACKAGE / "_data"


def folder(name: str) -> Path:
    """The folder ``ontology``, ``shapes`` or ``queries`` of this installation."""
    path = _home() / name
    if not path.is_dir():
        raise BuildError(f"The folder {name}/ is missing from this installation.", where=_home(), remedy="Reinstall the package.")
    return path


def seeds() -> Path:
    """The documents' folder: ``KG_SEEDS``, or ``seeds/`` of the checkout or of the current directory."""
    named = os.environ.get("KG_SEEDS")
    beside = _PACKAGE.parent / "seeds"
    return Path(named) if named else beside if beside.is_dir() else Path("seeds")


def build() -> Path:
    """Where builds are kept: ``KG_BUILD``, or ``build/`` of the checkout or of the current directory."""
    named = os.environ.get("KG_BUILD")
    checkout = (_PACKAGE.parent / "pyproject.toml").is_file() and (_PACKAGE.parent / "seeds").is_dir()
    return Path(named) if named else (_PACKAGE.parent if checkout else Path.cwd()) / "build"


def data_files(name: str, suffix: str) -> list[Path]:
    """All files of a shipped folder with this suffix, in an order that does not depend on the file system."""
    return sorted(folder(name).rglob(f"*{suffix}"))
