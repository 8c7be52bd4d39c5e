"""Extractors: rules that propose claims from any text. They never decide; the gate and a reviewer do.

Each module of this package that defines ``find(reading, ontology, lexicon)`` is a family.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from kg.lexicon import Lexicon
from kg.model import Claim
from kg.sources import Reading
from kg.vocab import Ontology


def families() -> list[ModuleType]:
    """The modules of the package that propose claims, by name."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return [module for module in modules if hasattr(module, "find")]


def propose(reading: Reading, ontology: Ontology) -> Iterator[Claim]:
    """Every claim that the rules of any family read in the document, family by family, in reading order."""
    lexicon = Lexicon(ontology)
    for family in families():
        yield from family.find(reading, ontology, lexicon)
