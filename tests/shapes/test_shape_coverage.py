"""Every class and slot in use has a shape; every shape says what it is for, what to do, and where a form shows it."""

from __future__ import annotations

import tomllib

import pyoxigraph as ox
import pytest

from kg import iri, resources
from kg.validate import profile_files, read_profiles

SH = "PREFIX sh: <http://www.w3.org/ns/shacl#>\n" + "".join(f"PREFIX {p}: <{n}>\n" for p, n in iri.PREFIXES.items() if p != "sh")
SHAPE = iri.BASE + "shape/"


def shape_store() -> ox.Store:
    store = ox.Store()
    for file in profile_files("publishable"):
        store.load(path=str(file))
    return store


SHAPES = shape_store()


def rows(query: str, store: ox.Store = SHAPES) -> list[tuple[str, ...]]:
    return sorted(tuple(term.value for term in row) for row in store.query(SH + query))  # type: ignore[union-attr]


SLOTS = rows('SELECT ?property ?path { ?property sh:targetSubjectsOf ?path ; sh:path ?path FILTER(STRENDS(STR(?property), "Slot")) }')


def ontology_names(*kinds: str) -> set[str]:
    found: set[str] = set()
    for file in resources.folder("ontology").glob("*.ttl"):
        for quad in ox.parse(path=str(file)):
            if quad.object in [ox.NamedNode(iri.PREFIXES["owl"] + kind) for kind in kinds] and isinstance(quad.subject, ox.NamedNode):
                found.add(quad.subject.value)
    return found


def test_every_slot_of_the_ontology_has_a_shape_and_no_other() -> None:
    ours = {name for name in ontology_names("ObjectProperty", "DatatypeProperty") if name.startswith(iri.TERM)}
    assert {slot for _, slot in SLOTS} == ours


def test_every_term_in_the_shapes_is_one_of_the_ontology() -> None:
    known = ontology_names("ObjectProperty", "DatatypeProperty", "Class", "AnnotationProperty")
    used = {t.value for quad in SHAPES for t in (quad.subject, quad.object) if isinstance(t, ox.NamedNode)}
    assert sorted(t for t in used if t.startswith(iri.TERM) and t not in known) == []


def test_each_module_of_the_ontology_has_its_file_of_shapes() -> None:
    """An ontology file that declares none of our terms, only alignments of them, needs none."""
    kinds = [ox.NamedNode(iri.PREFIXES["owl"] + kind) for kind in ("Class", "ObjectProperty", "DatatypeProperty")]
    modules = {
        file.name
        for file in resources.folder("ontology").glob("*.ttl")
        if any(q.object in kinds and str(q.subject).startswith(f"<{iri.TERM}") for q in ox.parse(path=str(file)))
    }
    assert {file.name for file in profile_files("publishable")} == modules | {"groups.ttl", "publishable.ttl"}


def said(store: ox.Store, prop: str, kind: str = "?kind") -> dict[str, str]:
    return dict(rows(f"SELECT ?s ?v {{ ?s a {kind} ; sh:{prop} ?v VALUES ?kind {{ sh:NodeShape sh:PropertyShape }} }}", store))


def profile_store(name: str) -> ox.Store:
    store = ox.Store()
    for file in profile_files(name):
        store.load(path=str(file))
    return store


PROFILES = {profile.name: profile_store(profile.name) for profile in read_profiles()}


@pytest.mark.parametrize("name", PROFILES)
def test_every_property_shape_says_in_one_sentence_what_to_do(name: str) -> None:
    messages = said(PROFILES[name], "message", "sh:PropertyShape")
    assert {s for (s,) in rows("SELECT ?s { ?s a sh:PropertyShape }", PROFILES[name])} == set(messages)
    assert [m for m in messages.values() if not m.endswith(".") or not m[0].isupper() or ". " in m] == []


@pytest.mark.parametrize("name", PROFILES)
def test_every_shape_has_one_name_and_says_in_one_sentence_why(name: str) -> None:
    store = PROFILES[name]
    shapes = [s for (s,) in rows("SELECT ?s { ?s a ?kind VALUES ?kind { sh:NodeShape sh:PropertyShape } }", store)]
    for prop in ("name", "description"):
        assert [s for (s,) in rows(f"SELECT ?s {{ ?s sh:{prop} ?v }}", store)] == shapes
    assert [d for d in said(store, "description").values() if not d.endswith(".") or not d[0].isupper()] == []


@pytest.mark.parametrize("name", PROFILES)
def test_every_property_shape_has_its_place_in_a_form(name: str) -> None:
    """One group, which has a label and an order, and an order in the group."""
    store = PROFILES[name]
    placed = rows("SELECT ?s { ?s a sh:PropertyShape ; sh:order ?o ; sh:group ?g . ?g a sh:PropertyGroup ; sh:order ?p ; rdfs:label ?l }", store)
    assert placed == rows("SELECT ?s { ?s a sh:PropertyShape }", store)


def test_a_node_shape_with_a_constraint_of_its_own_says_what_to_do() -> None:
    own = "VALUES ?c { sh:or sh:not sh:nodeKind sh:closed sh:xone sh:and }"
    assert rows(f"SELECT ?s {{ ?s a sh:NodeShape ; ?c ?v {own} MINUS {{ ?s sh:message ?m }} }}") == []


def test_every_shape_belongs_to_something() -> None:
    """A property shape without a target and outside every node shape would look at nothing."""
    assert (
        rows("""SELECT ?s { ?s sh:path ?p FILTER(ISIRI(?s))
        MINUS { ?n sh:property ?s } MINUS { ?s sh:targetSubjectsOf ?t } MINUS { ?s sh:targetClass ?c } }""")
        == []
    )


def targets() -> set[str]:
    classes = (c for (c,) in rows("SELECT ?c { ?s sh:targetClass ?c }"))
    return {c.removeprefix(iri.TERM) for c in classes if c.startswith(iri.TERM)}


def claim_types() -> set[str]:
    files = (resources.seeds() / "claims").glob("*.toml")
    return {
        table["type"]
        for file in files
        for claim in tomllib.loads(file.read_text(encoding="utf-8")).get("claim", [])
        for table in (claim, *claim.get("each", []))
        if "type" in table
    }


def shaped_classes() -> set[str]:
    """Classes that a shape looks at by themselves or as part of a larger class, other than the two that hold everything."""
    store = ox.Store()
    for file in resources.data_files("ontology", ".ttl"):
        store.load(path=str(file))
    large = {"Fact", "Entity", "Term"}
    found = {name for name in targets() if name not in large}
    for name in sorted(found):
        below = store.query(SH + f"SELECT ?c {{ ?c rdfs:subClassOf+ kg:{name} }}")
        found |= {row["c"].value.removeprefix(iri.TERM) for row in below}  # type: ignore[union-attr]
    return found


def test_every_type_of_claim_has_a_shape() -> None:
    types = claim_types()
    if not types:
        pytest.skip("there are no claims here")
    assert sorted(types - shaped_classes()) == []


def instances(top: str) -> set[str]:
    """The classes below this one that something in the ontology is an instance of, or that facts are to be."""
    store = ox.Store()
    for file in resources.data_files("ontology", ".ttl"):
        store.load(path=str(file))
    used = "" if top == "Fact" else "?x a ?c ."
    query = f"SELECT DISTINCT ?c {{ ?c rdfs:subClassOf+ kg:{top} . {used} }}"
    return {row["c"].value.removeprefix(iri.TERM) for row in store.query(SH + query)}  # type: ignore[union-attr]


def test_every_class_of_facts_has_a_shape() -> None:
    assert sorted(instances("Fact") - shaped_classes()) == []


def test_every_vocabulary_has_a_shape() -> None:
    assert sorted(instances("Term") - shaped_classes()) == []


def test_every_entity_is_looked_at() -> None:
    assert "Entity" in targets()
    assert instances("Entity")
