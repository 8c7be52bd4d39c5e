"""What the pages are made from: markup, terms, constraints, examples."""

from pathlib import Path

import pytest

from kg import iri, resources
from kg.docs.book import Book
from kg.docs.constraints import Constraint, read_constraints
from kg.docs.examples import Fact, pick
from kg.docs.markup import Html, el, join
from kg.docs.terms import Concept, Entry, naming_notes, read_modules, read_schemes, tree

HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/smuggling-kg/ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"


@pytest.mark.parametrize(("made", "shown"), [
    (el("p", "a < b & c"), "<p>a &lt; b &amp; c</p>"),
    (el("p", el("b", "x"), ["y", None, ["z"]]), "<p><b>x</b>yz</p>"),
    (el("a", "x", href='"><script>', class_="k", aria_label="l"), '<a href="&quot;&gt;&lt;script&gt;" class="k" aria-label="l">x</a>'),
    (el("input", type="search", hidden=True, disabled=False, id=None), '<input type="search" hidden>'),
    (join(["a", Html("<b></b>")], " & "), "a &amp; <b></b>"),
])
def test_elements_are_escaped(made: Html, shown: str) -> None:
    assert made == shown


def concept(name: str, *broader: str) -> Concept:
    return Concept(Entry(iri.ID + name, {"en": (name,)}, {}, "", (), (), (), False, ()), "s", (), (), tuple(iri.ID + b for b in broader), (), ())


def test_the_tree_holds_each_concept_once() -> None:
    found = tree([concept("a"), concept("b", "a"), concept("c", "b"), concept("d", "a", "b"), concept("e", "elsewhere")])
    assert [(c.entry.label, depth) for c, depth in found] == [("a", 0), ("b", 1), ("c", 2), ("d", 1), ("e", 0)]


def test_a_circle_of_concepts_is_cut() -> None:
    assert sorted(c.entry.label for c, _ in tree([concept("a", "b"), concept("b", "a")])) == ["a", "b"]


def constraints(tmp_path: Path, text: str) -> list[Constraint]:
    file = tmp_path / "s.ttl"
    file.write_text(HEAD + text, encoding="utf-8")
    return read_constraints([file])


@pytest.mark.parametrize(("rule", "count", "values"), [
    ("sh:minCount 1 ; sh:maxCount 1", "exactly 1", ()),
    ("sh:minCount 1", "at least 1", ()),
    ("sh:minCount 0 ; sh:maxCount 2", "at most 2", ()),
    ("sh:maxCount 0", "none", ()),
    ("sh:datatype xsd:date ; sh:lessThanOrEquals kg:periodEnd", "", ("xsd:date", "not after kg:periodEnd")),
    ('sh:in ( kg:A "b" ) ; sh:minInclusive 0', "", ("one of kg:A, b", "at least 0")),
    ("sh:class kg:Country ; sh:nodeKind sh:IRI", "", ("kg:Country", "a IRI")),
])
def test_a_constraint_in_words(tmp_path: Path, rule: str, count: str, values: tuple[str, ...]) -> None:
    [found] = constraints(tmp_path, f'kg:S sh:targetClass kg:Fact ; sh:property kg:P . kg:P sh:path kg:quote ; {rule} ; sh:message "Do." .')
    assert (found.count, found.values, found.path, found.targets) == (count, values, iri.term("quote"), (iri.term("Fact"),))


def test_a_path_of_several_steps_is_about_each_of_them(tmp_path: Path) -> None:
    [found] = constraints(tmp_path, 'kg:S sh:targetClass kg:Fact ; sh:message "Do." ; sh:or ( [ sh:path ( kg:hasProvision [ sh:inversePath kg:hasAct ] ) ; sh:maxCount 0 ] ) .')
    assert found.about == {iri.term("Fact"), iri.term("hasProvision"), iri.term("hasAct")}
    assert found.path == ""


def test_a_shape_that_nothing_targets_asks_nothing(tmp_path: Path) -> None:
    assert constraints(tmp_path, 'kg:S sh:path kg:quote ; sh:message "Do." .') == []


def fact(name: str, quote: str, title: str) -> Fact:
    return Fact(name, name, (), quote, title, "", ())


def test_examples_come_from_different_sources_and_never_repeat_a_quote() -> None:
    facts = [fact("1", "a", "X"), fact("2", "a", "X"), fact("3", "b", "X"), fact("4", "c", "Y")]
    assert [f.iri for f in pick(facts, 2)] == ["1", "4"]
    assert [f.iri for f in pick(facts, 9)] == ["1", "4", "3"]
    assert pick([], 2) == []


def test_modules_come_after_those_on_which_they_build() -> None:
    modules = read_modules(resources.folder("ontology"))
    place = {m.iri: n for n, m in enumerate(modules)}
    assert [(m.slug, i) for m in modules for i in m.imports if place.get(i, -1) > place[m.iri]] == []
    assert modules[0].slug == "core"


def test_what_every_term_of_the_files_says_is_read(book: Book) -> None:
    hub = book.terms[iri.term("Hub")]
    assert (hub.entry.label, hub.module, hub.sort, iri.local_name(hub.supers[0])) == ("hub", "routes", "class", "Fact")
    assert iri.term("hasHubRole") in book.declared_slots(hub.entry.iri)
    assert book.terms[iri.term("isWithin")].traits[:1] == ("transitive",)
    assert book.is_kind_of(hub.entry.iri, iri.term("Fact"))
    assert not book.is_kind_of(iri.term("Fact"), hub.entry.iri)


def test_things_are_not_told_of() -> None:
    schemes = read_schemes(resources.folder("ontology"))
    assert {c.entry.iri.removeprefix(iri.ID).split("/")[0] for s in schemes for c in s.concepts}.isdisjoint({"country", "place", "institution", "person", "act"})


def test_names_with_an_asterisk_have_a_note() -> None:
    notes = naming_notes(resources.folder("ontology"))
    assert len(notes) >= 2
    assert all(name.endswith("*") and len(note) > 40 for name, note in notes.items())
