"""Both views as N-Quads files, and the engines that have read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kg.engines import LocalGraph
from kg.export.files import export
from kg.remote import RemoteGraph
from tests.engines import virtuoso


@pytest.fixture(scope="session")
def stores(public: LocalGraph, restricted: LocalGraph) -> Mapping[str, LocalGraph]:
    """Our own answers, by audience."""
    return {"public": public, "wb-ran": restricted}


@pytest.fixture(scope="session")
def exports(stores: Mapping[str, LocalGraph], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The view of each audience as `kg export --format nquads` writes it."""
    folder = tmp_path_factory.mktemp("exports")
    files = {audience: folder / f"{audience}.nq" for audience in stores}
    for audience, file in files.items():
        file.write_bytes(export(stores[audience].store, "nquads"))
    return files


@pytest.fixture(scope="session")
def virtuosos(exports: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, RemoteGraph]]:
    """One Virtuoso that holds both views; each has a default graph of its own name, and so an address of its own."""
    if reason := virtuoso.missing():
        pytest.skip(reason)
    with virtuoso.serving(tmp_path_factory.mktemp("virtuoso")) as server:
        for audience, file in exports.items():
            server.load(file.read_bytes(), f"{virtuoso.DEFAULT_GRAPH}:{audience}")
        yield {audience: RemoteGraph(server.endpoint(f"{virtuoso.DEFAULT_GRAPH}:{audience}")) for audience in exports}
