"""The pages of the shipped ontology with the examples of a small world, made once; and what a browser would find on them."""

import shutil
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg import resources
from kg.builds import store_path
from kg.docs.book import Book, read_book
from kg.docs.examples import read_use
from kg.docs.site import files, languages
from kg.engines import LocalGraph

VOID = {"meta", "link", "input", "br", "hr", "img"}
SHAPES = resources.data_files("shapes", ".ttl")


@dataclass
class Seen:
    """What stands on a page."""

    ids: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def all(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in names]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen, self.open = Seen(), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {k: v or "" for k, v in attrs}
        self.seen.tags.append((tag, attributes))
        self.seen.ids += [attributes["id"]] if "id" in attributes else []
        if len(attributes) != len(attrs):
            self.seen.faults.append(f"<{tag}> has an attribute twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.seen.faults.append(f"</{tag}> closes another element")

    def handle_data(self, data: str) -> None:
        self.seen.texts.append(data)


def look(page: str) -> Seen:
    """Read a page as a browser would."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.seen.faults += [f"<{tag}> is not closed" for tag in reader.open]
    return reader.seen


@pytest.fixture(scope="session")
def book(small_build: Path) -> Book:
    return read_book(resources.folder("ontology"), SHAPES, languages(), read_use(LocalGraph(store_path(small_build, "public")), "0"))


@pytest.fixture(scope="session")
def site(book: Book) -> dict[str, str]:
    return files(book)


@pytest.fixture(scope="session")
def pages(site: dict[str, str]) -> dict[str, Seen]:
    return {name: look(text) for name, text in site.items() if name.endswith(".html")}


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    """A copy of the ontology that a test may change."""
    return Path(shutil.copytree(resources.folder("ontology"), tmp_path / "ontology"))
