"""The reference as a whole: every term has its place, every link leads somewhere, nothing is fetched, nothing restricted is told."""

import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from kg import iri
from kg.docs.book import Book, read_book
from kg.docs.site import files, index, languages, write_site
from kg.errors import BuildError, OntologyError
from kg.vocab import read_ontology
from tests.docs.conftest import SHAPES, Seen, look

ROOT = Path(__file__).parents[2]


def search_index(site: dict[str, str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(site["index.js"].removeprefix("window.kgIndex = ").rstrip().removesuffix(";"))
    return found


def test_every_class_property_and_vocabulary_term_has_its_anchor(book: Book, pages: dict[str, Seen]) -> None:
    ontology = read_ontology()
    wanted = {iri.term(name) for name in (*ontology.kinds, *ontology.slots)} | {one.iri for one in ontology.individuals.values() if "Term" in one.classes}
    assert len(wanted) > 500
    lost = {one for one in wanted if (lambda page, _, anchor: anchor not in pages[page].ids)(*(book.page_of(one) or "index.html#").partition("#"))}
    assert lost == set()


def test_every_vocabulary_has_its_page(book: Book, pages: dict[str, Seen]) -> None:
    assert {book.page_of(s.entry.iri) for s in book.schemes} <= pages.keys()
    assert all(s.concepts for s in book.schemes)


def test_every_internal_link_leads_to_an_anchor(site: dict[str, str], pages: dict[str, Seen]) -> None:
    broken = []
    for name, seen in pages.items():
        for link in (a["href"] for a in seen.all("a") if ":" not in a["href"].partition("#")[0]):
            page, _, anchor = link.partition("#")
            if (page or name) not in pages or (anchor and anchor not in pages[page or name].ids):
                broken.append((name, link))
    assert broken == []
    entries = search_index(site)["entries"]
    assert isinstance(entries, list)
    assert [e["u"] for e in entries if (p := e["u"].partition("#"))[0] not in pages or (p[2] and p[2] not in pages[p[0]].ids)] == []


def test_nothing_is_fetched_from_elsewhere(site: dict[str, str], pages: dict[str, Seen]) -> None:
    for seen in pages.values():
        assert {s.get("src", "inline") for s in seen.all("script")} == {"index.js", "site.js"}
        assert [x["href"] for x in seen.all("link")] == ["style.css"]
        assert seen.all("img", "iframe", "object", "embed", "style", "base", "video", "audio", "use", "image") == []
    assert re.findall(r"url\(|@import|https?:", site["style.css"]) == []
    assert re.findall(r"https?:|fetch\(|XMLHttpRequest|innerHTML|eval\(", site["site.js"]) == []


def test_pages_are_well_formed_with_landmarks_and_headings_in_order(pages: dict[str, Seen]) -> None:
    for name, seen in pages.items():
        levels = [int(tag[1]) for tag, _ in seen.tags if re.fullmatch(r"h[1-6]", tag)]
        assert seen.faults == [], name
        assert len(seen.ids) == len(set(seen.ids)), name
        assert (levels[0], levels.count(1)) == (1, 1), name
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), name
        assert [len(seen.all(tag)) for tag in ("main", "nav", "footer")] == [1, 1, 1], name
        assert not any(c["id"].startswith("site_") for c in seen.all("article")), name
        assert {x["for"] for x in seen.all("label")} == {x["id"] for x in seen.all("input", "select")}, name
        assert all(x["aria-label"] for x in seen.all("svg", "nav")), name


def test_pages_are_html5_to_a_strict_parser(site: dict[str, str]) -> None:
    html5 = pytest.importorskip("html5rdf", reason="comes with pyshacl")
    for name in ("index.html", "terms.html", "module-core.html", "vocabulary-transport.html"):
        html5.HTMLParser(strict=True).parse(site[name])


def test_examples_are_the_publics_alone(site: dict[str, str]) -> None:
    whole = "\n".join(site.values())
    assert "The ride from Belgrade to Sarajevo costs between EUR 300 and EUR 500 per person." in whole
    assert [word for word in ("Smugglers gather in Obrenovac", "Kiknda", "EUR 1 000 per group", "boat from Serbia to Hungary", "restricted note", "restricted-note") if word in whole] == []


def test_the_command_shows_the_public_view_whoever_asks(small_build: Path, tmp_path: Path) -> None:
    env = {**os.environ, "KG_AUDIENCE": "wb-ran"}
    done = subprocess.run([sys.executable, "-m", "kg", "docs", "--build", str(small_build), "-o", str(tmp_path / "site")], capture_output=True, text=True, cwd=ROOT, env=env, check=True)
    assert done.stdout == ""
    assert "index.html" in done.stderr
    pages = "\n".join(p.read_text(encoding="utf-8") for p in (tmp_path / "site").iterdir())
    assert ("a public note" in pages or "public note" in pages, "restricted note" in pages, "restricted-note" in pages) == (True, False, False)


def test_without_a_build_there_are_pages_without_examples(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "kg", "docs", "--build", str(tmp_path / "none"), "-o", str(tmp_path / "site")], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "no build" in done.stderr
    assert "<blockquote>" not in (tmp_path / "site" / "module-routes.html").read_text(encoding="utf-8")


def test_a_name_that_needs_care_brings_its_note(book: Book, site: dict[str, str]) -> None:
    name, note = next((name, note) for name, note in book.notes.items() if name.isascii())
    showing = [page for page, text in site.items() if page.endswith(".html") and name in text]
    assert showing
    assert [page for page in showing if note.partition(",")[0] not in site[page]] == []


def test_markup_in_the_files_is_shown_as_text(ontology: Path) -> None:
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)">&amp;'
    core, hubs, shape = ontology / "core.ttl", ontology / "vocabularies" / "hub-role.ttl", ontology.parent / "shape.ttl"
    written = json.dumps(evil)
    core.write_text(re.sub(r'skos:prefLabel "fact"@en ;\n    skos:definition "[^\n]*"@en', lambda _: f"skos:prefLabel {written}@en ;\n    skos:example {written}@en ;\n    skos:definition {written}@en",
                           core.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    hubs.write_text(re.sub(r'skos:prefLabel "bottleneck"@en', lambda _: f"skos:prefLabel {written}@en, {written}@mk ; skos:notation {written}", hubs.read_text(encoding="utf-8")), encoding="utf-8")
    shape.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/smuggling-kg/ontology#> .\n"
                     f"<https://e.org/s> a sh:NodeShape ; sh:targetClass kg:Fact ; sh:name {written} ; sh:message {written} ; sh:pattern {written} .", encoding="utf-8")
    made = files(read_book(ontology, [shape], languages()))
    for name in ("index.html", "terms.html", "module-core.html", "vocabulary-hub-role.html"):
        seen = look(made[name])
        assert [s for s in seen.all("script") if "src" not in s] == []
        assert (seen.all("img"), seen.faults) == ([], [])
    assert evil in "".join(look(made["module-core.html"]).texts)
    assert evil in "".join(look(made["vocabulary-hub-role.html"]).texts)
    assert evil in {e["t"] for e in search_index(made)["entries"]}  # type: ignore[attr-defined]


def test_labels_of_other_languages_are_there_for_the_switch(ontology: Path) -> None:
    file = ontology / "vocabularies" / "hub-role.ttl"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'skos:prefLabel "bottleneck"@en[^;.]*', 'skos:prefLabel "bottleneck"@en, "тесно грло"@mk, "usko grlo"@bs ', text), encoding="utf-8")
    book = read_book(ontology, SHAPES, languages())
    made, known = files(book), index(book)
    assert known["labels"]["id:hub-role/bottleneck"] == {"bs": "usko grlo", "mk": "тесно грло"}
    assert [e["o"] for e in known["entries"] if e["n"] == "id:hub-role/bottleneck"] == [["тесно грло", "usko grlo"]]
    page = look(made["vocabulary-hub-role.html"])
    assert "id:hub-role/bottleneck" in {a.get("data-t") for a in page.all("span")}
    assert {"mk", "bs"} <= {a.get("lang") for a in page.all("span")}
    assert [o["value"] for o in page.all("option")] == ["en", "sq", "bs", "hr", "sr", "mk", "cnr"]


def test_every_label_on_a_page_can_be_switched(book: Book, pages: dict[str, Seen]) -> None:
    keys = {a["data-t"] for seen in pages.values() for _, a in seen.tags if "data-t" in a}
    assert {key for key in index(book)["labels"] if key not in keys} == set()


def test_the_same_files_give_the_same_bytes(book: Book, site: dict[str, str]) -> None:
    assert files(book) == site


def test_a_new_run_replaces_the_old_and_leaves_other_folders_alone(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "out" / "site"
    assert write_site(book, target) == len(list(target.iterdir()))
    (target / "old.html").write_text("gone")
    write_site(book, target)
    assert not (target / "old.html").exists()
    assert list(target.parent.iterdir()) == [target]
    other = tmp_path / "mine"
    other.mkdir()
    (other / "letter.txt").write_text("dear")
    with pytest.raises(BuildError, match="holds other files"):
        write_site(book, other)
    assert (other / "letter.txt").read_text() == "dear"


def test_a_file_that_does_not_parse_is_named_with_its_line(ontology: Path) -> None:
    (ontology / "law.ttl").write_text("@prefix kg: <https://w3id.org/smuggling-kg/ontology#> .\nkg:A kg:b .\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"law\.ttl:2: This file does not parse"):
        read_book(ontology, SHAPES, languages())


def test_a_deprecated_term_says_so_and_names_its_successor(ontology: Path) -> None:
    with (ontology / "law.ttl").open("a", encoding="utf-8") as file:
        file.write('\nkg:OldPermit a owl:Class ; skos:prefLabel "old permit"@en ; skos:definition "A permit of old."@en ; owl:deprecated true ; dct:isReplacedBy kg:Permit .\n')
    page = files(read_book(ontology, SHAPES, languages()))["module-law.html"]
    card = page[page.index('id="OldPermit"'):]
    card = card[:card.index("</article>")]
    assert ">deprecated<" in card
    assert 'href="module-law.html#Permit"' in card
