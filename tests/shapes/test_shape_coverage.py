"""Every shape has something to look at in the good graph, and can fail; every class and slot in use has a shape."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri, resources
from kg.validate import validate

SH = "PREFIX sh: <http://www.w3.org/ns/shacl#>\n" + "".join(f"PREFIX {p}: <{n}>\n" for p, n in iri.PREFIXES.items() if p != "sh")
SHAPE = iri.BASE + "shape/"


def shape_store() -> ox.Store:
    store = ox.Store()
    for file in resources.data_files("shapes", ".ttl"):
        store.load(path=str(file))
    return store


SHAPES = shape_store()


def rows(query: str) -> list[tuple[str, ...]]:
    return sorted(tuple(term.value for term in row) for row in SHAPES.query(SH + query))  # type: ignore[union-attr]


# (property shape, its path as SPARQL, the target of its node shape, how often the path must and may be there)
PATH = """
    ?shape sh:property ?property . ?shape ?how ?target . VALUES ?how { sh:targetClass sh:targetSubjectsOf sh:targetObjectsOf }
    ?property sh:path ?path FILTER(ISIRI(?path))
"""
REQUIRED = rows(f"SELECT ?property ?path ?how ?target {{ {PATH} ?property sh:minCount ?n FILTER(?n > 0) }}")
LIMITED = rows(f"SELECT ?property ?path ?how ?target ?n {{ {PATH} ?property sh:maxCount ?n }}")
CHOICES = rows("""SELECT ?property ?how ?target (GROUP_CONCAT(STR(?one); separator=" ") AS ?all) {
    ?shape sh:property ?property . ?shape ?how ?target . VALUES ?how { sh:targetClass sh:targetSubjectsOf }
    ?property sh:path/sh:alternativePath/rdf:rest*/rdf:first ?one ; sh:minCount ?n FILTER(ISIRI(?one))
} GROUP BY ?property ?how ?target""")
SLOTS = rows('SELECT ?property ?path { ?property sh:targetSubjectsOf ?path ; sh:path ?path FILTER(STRENDS(STR(?property), "Slot")) }')


def local(shape: str) -> str:
    return shape.removeprefix(SHAPE)


def focus_of(store: ox.Store, how: str, target: str) -> str:
    pattern = {
        "targetClass": f"?x a/rdfs:subClassOf* <{target}>",
        "targetSubjectsOf": f"?x <{target}> ?o",
        "targetObjectsOf": f"?s <{target}> ?x",
    }[how.split("#")[1]]
    found = sorted(row["x"].value for row in store.query(SH + f"SELECT ?x {{ {pattern} }}"))  # type: ignore[union-attr,misc]
    assert found, f"the good graph has nothing for {target}"
    return found[0]


def rules_at(store: ox.Store, shapes: list[Path], focus: str) -> set[str]:
    return {f.rule for f in validate(store, shapes) if f.focus == focus}


@pytest.fixture(scope="session")
def whole(good: list[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(good)
    return store


@pytest.mark.parametrize(("shape", "path", "how", "target"), REQUIRED, ids=[local(r[0]) for r in REQUIRED])
def test_what_must_be_there_is_missed(
    shape: str, path: str, how: str, target: str, whole: ox.Store, broken: Callable[[str], ox.Store], shapes: list[Path]
) -> None:
    focus = focus_of(whole, how, target)
    store = broken(f"DELETE WHERE {{ <{focus}> <{path}> ?o }}")
    assert f"{local(shape)}:MinCount" in rules_at(store, shapes, focus)


@pytest.mark.parametrize(("shape", "how", "target", "paths"), CHOICES, ids=[local(r[0]) for r in CHOICES])
def test_one_of_several_must_be_there(
    shape: str,
    how: str,
    target: str,
    paths: str,
    whole: ox.Store,
    broken: Callable[[str], ox.Store],
    shapes: list[Path],
) -> None:
    focus = focus_of(whole, how, target)
    store = broken(" ; ".join(f"DELETE WHERE {{ <{focus}> <{path}> ?o }}" for path in paths.split()))
    assert f"{local(shape)}:MinCount" in rules_at(store, shapes, focus)


@pytest.mark.parametrize(("shape", "path", "how", "target", "limit"), LIMITED, ids=[local(r[0]) for r in LIMITED])
def test_what_may_be_there_once_is_not_there_twice(
    shape: str,
    path: str,
    how: str,
    target: str,
    limit: str,
    whole: ox.Store,
    broken: Callable[[str], ox.Store],
    shapes: list[Path],
) -> None:
    focus = focus_of(whole, how, target)
    values = ", ".join(f"<x:{n}>" for n in range(int(limit) + 1))
    assert f"{local(shape)}:MaxCount" in rules_at(broken(f"INSERT DATA {{ <{focus}> <{path}> {values} }}"), shapes, focus)


@pytest.mark.parametrize(("shape", "slot"), SLOTS, ids=[local(r[0]) for r in SLOTS])
def test_a_slot_refuses_the_wrong_kind_of_value(shape: str, slot: str, broken: Callable[[str], ox.Store], shapes: list[Path]) -> None:
    store = broken(f'INSERT DATA {{ <x:node> <{slot}> "wrong"@en }}')
    assert any(rule.startswith(f"{local(shape)}:") for rule in rules_at(store, shapes, "x:node"))


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
    modules = {file.name for file in resources.folder("ontology").glob("*.ttl")}
    assert {file.name for file in resources.data_files("shapes", ".ttl")} == modules


def test_every_shape_says_in_one_sentence_what_to_do() -> None:
    said = dict(rows("SELECT ?s ?m { ?s a sh:PropertyShape ; sh:message ?m }"))
    shapes = {s for (s,) in rows("SELECT ?s { ?s a sh:PropertyShape }")}
    assert shapes == set(said)
    named = {s for (s,) in rows("SELECT ?s { ?s a ?kind ; sh:name ?n VALUES ?kind { sh:NodeShape sh:PropertyShape } }")}
    assert named >= shapes | {s for (s,) in rows("SELECT ?s { ?s a sh:NodeShape }")}
    assert [m for m in said.values() if not m.endswith(".") or not m[0].isupper() or ". " in m] == []


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
