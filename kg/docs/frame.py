"""What every page has: head, search, language switch, navigation, the notes on names, foot."""

from __future__ import annotations

from dataclasses import dataclass

from kg.docs.book import Book, module_page, scheme_page
from kg.docs.markup import Child, Html, el, join

TITLE = "Migrant smuggling ontology"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its file name, title, one-line description and what stands in its main part."""

    file: str
    title: str
    description: str
    body: Html


def whole(book: Book, page: Page) -> str:
    """The page as a file."""
    head = el("head", el("meta", charset="utf-8"), el("meta", name="viewport", content="width=device-width, initial-scale=1"),
              el("title", f"{page.title} · {TITLE}" if page.title != TITLE else TITLE), el("meta", name="description", content=page.description),
              el("link", rel="stylesheet", href="style.css"), el("script", "", src="index.js", defer=True), el("script", "", src="site.js", defer=True))
    body = el("body", el("a", "Skip to content", href="#site_main", class_="skip"), _top(book),
              el("div", _side(book, page.file), el("main", page.body, _notes(book, page.body), id="site_main", tabindex="-1"), class_="columns"), _foot(book))
    return "<!DOCTYPE html>\n" + el("html", head, "\n", body, lang="en") + "\n"


def _top(book: Book) -> Html:
    search = el("form", el("label", "Search", for_="site_q", class_="unseen"),
                el("input", id="site_q", type="search", placeholder="Search terms in any language", autocomplete="off", role="combobox", aria_expanded="false",
                   aria_controls="site_hits", aria_autocomplete="list"),
                el("ul", id="site_hits", role="listbox", aria_label="Found terms", hidden=True), role="search", id="site_search")
    options = [el("option", name, value=code, lang=code) for code, name in book.languages.items()]
    switch = el("div", el("label", "Labels in", for_="site_language"), el("select", options, id="site_language"), class_="switch")
    return el("header", el("a", TITLE, href="index.html", class_="brand"), search, switch, class_="top")


def _side(book: Book, current: str) -> Html:
    def items(pages: list[tuple[str, Child]]) -> Html:
        return el("ul", [el("li", el("a", text, href=file, aria_current="page" if file == current else None)) for file, text in pages])

    modules = items([(module_page(m.slug), m.title) for m in book.modules])
    schemes = items([(scheme_page(s.slug), el("span", s.entry.label, data_t=f"id:scheme/{s.slug}", lang="en")) for s in book.schemes])
    inside = [items([("index.html", "Overview"), ("terms.html", "All terms, A–Z")]), el("p", "Modules"), modules, el("p", "Vocabularies"), schemes]
    return el("nav", el("details", el("summary", "Contents"), inside, open=True), aria_label="Contents", class_="side")


def _notes(book: Book, body: Html) -> Child:
    """What an asterisk in a name stands for, wherever such a name is shown."""
    shown = {note: name for name, note in sorted(book.notes.items(), reverse=True) if name in body}
    if not shown:
        return None
    return el("aside", [el("p", el("b", name), " ", note) for note, name in shown.items()], aria_label="Notes on names", class_="notes")


def _foot(book: Book) -> Html:
    licences = sorted({m.license for m in book.modules if m.license})
    versions = sorted({m.version for m in book.modules if m.version})
    source = f"Examples come from the public view of the build (version {book.use.version})." if book.use else "Made without a build: there are no examples."
    return el("footer", el("p", "Ontology ", join(versions, ", "), " · licence ", [el("a", one, href=one, rel="license") for one in licences], "."),
              el("p", "Made from the files of ontology and shapes. ", source))
