"""Libraries that only some uses need: they come with an extra of the package, and are asked for where they are used."""

from __future__ import annotations

import importlib
from types import ModuleType

from kg.errors import MissingExtra


def need(library: str, extra: str) -> ModuleType:
    """The library, imported. Raises MissingExtra, which says how to install it."""
    try:
        return importlib.import_module(library)
    except ImportError as error:
        raise MissingExtra(library, extra) from error
