"""The indexes of the real build, one for each audience."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.asking.index import Index
from kg.builds import current, index_path


@pytest.fixture(scope="session")
def public_index(built: Path) -> Index:
    return Index(index_path(current(built), "audience/public"))


@pytest.fixture(scope="session")
def restricted_index(built: Path) -> Index:
    return Index(index_path(current(built), "audience/wb-ran"))
