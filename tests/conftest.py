"""What several tests share: one build of the real documents, made once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import pipeline
from kg.builds import store_path
from kg.engines import LocalGraph
from tests.small.world import make_seeds

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the documents in ``seeds/``; one for each worker, so that workers share nothing."""
    out = tmp_path_factory.mktemp("built")
    pipeline.build(ROOT / "seeds", out)
    return out


@pytest.fixture(scope="session")
def small_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the small world; to be read, not changed."""
    folder = tmp_path_factory.mktemp("small")
    pipeline.build(make_seeds(folder / "seeds"), folder / "build")
    return folder / "build"


@pytest.fixture(scope="session")
def public(built: Path) -> LocalGraph:
    """What the public may see."""
    return LocalGraph(store_path(built, "audience/public"))


@pytest.fixture(scope="session")
def restricted(built: Path) -> LocalGraph:
    """What the participants of the Western Balkans Risk Analysis Network may see."""
    return LocalGraph(store_path(built, "audience/wb-ran"))
