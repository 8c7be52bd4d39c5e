"""Drawings: no box on another, every class of the module there, and no wider than a page."""

import re

import pytest

from kg.docs.book import Book
from kg.docs.boxes import Box, width_of, wrap
from kg.docs.hierarchy import forest, hierarchy
from kg.docs.markup import Html
from kg.docs.overview import overview
from kg.docs.relations import MOST_CLASSES, MOST_LINKS, Link, central, relations
from kg.docs.terms import Entry, Term

MODULES = ["actors", "agreements", "core", "institutions", "law", "observations", "records", "routes", "smuggling"]


def rectangles(drawn: str) -> list[tuple[float, float, float, float]]:
    found = re.findall(r'<g class="box[^>]*>.*?<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"|'
                       r'<a href="[^"]*" class="box[^>]*>.*?<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', drawn)
    return [tuple(float(v) for v in numbers if v) for numbers in found]  # type: ignore[misc]


def assert_readable(drawn: str) -> None:
    boxes = rectangles(drawn)
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)[0])
    assert width <= 1200
    for n, (x, y, w, h) in enumerate(boxes):
        assert (x >= 0, y >= 0, x + w <= width, y + h <= height) == (True, True, True, True)
        assert not [b for b in boxes[n + 1:] if x < b[0] + b[2] and b[0] < x + w and y < b[1] + b[3] and b[1] < y + h]


def plain(one: str, x: float, y: float, width: float, height: float) -> Box:
    return Box(x, y, width, height, one.rsplit("#", 1)[-1])


@pytest.mark.parametrize("slug", MODULES)
def test_the_drawings_of_each_module_are_readable(book: Book, site: dict[str, str], slug: str) -> None:
    drawings = re.findall(r"<svg .*?</svg>", site[f"module-{slug}.html"])
    assert drawings
    for drawn in drawings:
        assert_readable(drawn)
    classes = {t.name for m in book.modules if m.slug == slug for t in m.terms if t.is_class}
    assert {name for name in classes if f'href="module-{slug}.html#{name}"' not in drawings[0]} == set()


def test_the_drawing_of_the_modules_holds_each_once(book: Book) -> None:
    drawn = overview(book.modules, lambda m: m.slug)
    assert_readable(drawn)
    assert sorted(re.findall(r'<a href="([^"]*)"', drawn)) == sorted(m.slug for m in book.modules)


def term(name: str, *supers: str) -> Term:
    base = "https://w3id.org/smuggling-kg/ontology#"
    entry = Entry(base + name, {"en": (name,)}, {}, "", (), (), (), False, ())
    return Term(entry, "m", "class", tuple(base + s for s in supers), (), (), (), (), ())


def test_a_circle_of_classes_ends() -> None:
    drawn = hierarchy([term("A", "B"), term("B", "A"), term("C", "A"), term("D")], plain, "circle")
    assert drawn is not None
    assert_readable(drawn)


def test_a_class_stands_under_the_first_of_its_superclasses() -> None:
    roots, children = forest([term("A"), term("B", "A"), term("C", "B", "A"), term("D", "Elsewhere")])
    base = "https://w3id.org/smuggling-kg/ontology#"
    assert roots == [base + "A", base + "Elsewhere"]
    assert children == {base + "A": [base + "B"], base + "B": [base + "C"], base + "Elsewhere": [base + "D"]}


def test_nothing_to_draw_gives_no_drawing() -> None:
    assert hierarchy([], plain, "none") is None
    assert relations([], plain, "none") is None


@pytest.mark.parametrize("number", [1, 2, 5, 40])
def test_many_links_stay_apart(number: int) -> None:
    links = [Link(f"#s{n % 4}", f"leads to {n}", f"#e{n % 7}") for n in range(number)]
    drawn = relations(list(dict.fromkeys(links)), plain, "links")
    assert drawn is not None
    assert_readable(drawn)
    assert len(set(re.findall(r'y="([\d.]+)" class="edge"', drawn))) == number


def test_central_classes_are_those_with_most_links_and_not_too_many() -> None:
    by_class = {f"c{n}": [Link(f"c{n}", f"p{i}", "e") for i in range(n)] for n in range(12)}
    links = central(by_class)
    assert links[0].start == "c11"
    assert len(links) <= MOST_LINKS
    assert len({link.start for link in links}) <= MOST_CLASSES


def test_long_labels_are_wrapped_and_cut() -> None:
    assert wrap("border crossing point", 130, 13) == ["border crossing", "point"]
    cut = wrap("a very long label that no box of ours could ever hold in two lines", 80, 13)
    assert len(cut) == 2
    assert cut[-1].endswith("…")
    assert all(width_of(line, 13) <= 80 for line in cut)


def test_labels_in_drawings_are_text() -> None:
    drawn = hierarchy([term("A")], lambda one, x, y, w, h: Box(x, y, w, h, "<b>&", "<i>", 'x"y'), '"quoted"')
    assert isinstance(drawn, Html)
    assert "<b>" not in drawn
    assert 'href="x&quot;y"' in drawn
    assert 'aria-label="&quot;quoted&quot;"' in drawn
