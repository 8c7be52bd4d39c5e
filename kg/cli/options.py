"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg import resources
from kg.builds import audiences_of, current, index_path, open_store
from kg.engines import Graph, LocalGraph
from kg.errors import UnknownName

if TYPE_CHECKING:
    from kg.asking.index import Index

_F = TypeVar("_F", bound=Callable[..., Any])

audience = click.option("--audience", "-a", default="public", envvar="KG_AUDIENCE", show_default=True, show_envvar=True,
                        help="Whose view of the graph: nothing that this audience may not see is used or shown.")
build_folder = click.option("--build", "build_dir", type=click.Path(path_type=Path), default=None, help="The folder of builds. [default: build/]")
seeds_folder = click.option("--seeds", type=click.Path(path_type=Path), default=None, help="The folder of documents, register and claims. [default: seeds/]")
endpoint = click.option("--endpoint", default=None, metavar="URL", help="Ask this SPARQL 1.1 endpoint instead of the build.")


def output_format(*names: str, default: str) -> Callable[[_F], _F]:
    """``--format`` over the names that a command knows."""
    return click.option("--format", "-f", "form", type=click.Choice(names), default=default, show_default=True, help="How the data is written.")


def open_view(audience_name: str, build_dir: Path | None, url: str | None = None) -> Graph:
    """The graph of an audience: the build's store, or a remote endpoint."""
    if url:
        from kg.remote import RemoteGraph
        return RemoteGraph(url)
    return open_local(audience_name, build_dir)


def open_local(audience_name: str, build_dir: Path | None) -> LocalGraph:
    """The store of an audience in the build in use."""
    return open_store(build_dir or resources.build(), audience_name)


def open_index(audience_name: str, build_dir: Path | None) -> Index:
    """The index of an audience's view for questions in words."""
    from kg.asking.index import Index
    out = build_dir or resources.build()
    if audience_name not in audiences_of(out):
        raise UnknownName("audience", audience_name, audiences_of(out))
    return Index(index_path(current(out), audience_name))
