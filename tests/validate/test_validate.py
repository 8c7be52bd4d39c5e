from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import FaultError, OntologyError, UnknownName
from kg.model import Finding
from kg.validate import ShapeFinding, read_shapes, validate

NAMED = b'<http://x/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/Thing> .\n<http://x/a> <http://x/name> "A" .\n'
NAMELESS = NAMED.splitlines(keepends=True)[0]
NUMBERED = NAMELESS + b"<http://x/a> <http://x/name> 7 .\n".replace(b"7", b'"7"^^<http://www.w3.org/2001/XMLSchema#integer>')
TWO_PARTS = NAMED + b"".join(
    b"<http://x/a> <http://x/part> <http://x/p> .\n<http://x/%s> <http://x/of> <http://x/p> .\n" % n for n in (b"q", b"r")
)
ENGINES = ("shacl", "pyshacl")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_graph_that_conforms_gives_nothing(engine: str, shape_file: Path) -> None:
    assert validate(NAMED, [shape_file], engine) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_finding_says_what_is_wrong_and_what_to_do(engine: str, shape_file: Path) -> None:
    (finding,) = validate(NAMELESS, [shape_file], engine)
    assert isinstance(finding, Finding)
    assert isinstance(finding, ShapeFinding)
    assert (finding.rule, finding.severity, finding.focus) == ("ThingShape-name:MinCount", "error", "http://x/a")
    assert finding.message == "<http://x/name> is missing or has too few values."
    assert finding.remedy == "Give the thing a name."
    assert (finding.path, finding.value, finding.shape) == ("<http://x/name>", "", "http://x/ThingShape-name")
    assert finding.component == "http://www.w3.org/ns/shacl#MinCountConstraintComponent"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_value_is_shown_as_n_triples(engine: str, shape_file: Path) -> None:
    (finding,) = validate(NUMBERED, [shape_file], engine)
    assert isinstance(finding, ShapeFinding)
    assert finding.rule == "ThingShape-name:Datatype"
    assert finding.value == '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert '"7"^^xsd:integer' in finding.message


@pytest.mark.parametrize("engine", ENGINES)
def test_a_nameless_shape_is_called_by_the_shape_around_it(engine: str, shape_file: Path) -> None:
    (finding,) = validate(TWO_PARTS, [shape_file], engine)
    assert isinstance(finding, ShapeFinding)
    assert (finding.rule, finding.severity, finding.remedy) == ("ThingShape:MaxCount", "info", "Name one part.")
    assert finding.path == "(<http://x/part>/^<http://x/of>)"


@pytest.mark.parametrize("engine", ENGINES)
def test_long_values_are_cut_in_the_message_only(engine: str, shape_file: Path) -> None:
    data = NAMELESS + b'<http://x/a> <http://x/name> "%s"@en .\n' % (b"long" * 100)
    (finding,) = validate(data, [shape_file], engine)
    assert isinstance(finding, ShapeFinding)
    assert len(finding.message) < 200 < len(finding.value)


def test_findings_come_the_gravest_first_and_once(shape_file: Path) -> None:
    data = TWO_PARTS.replace(b'<http://x/a> <http://x/name> "A" .\n', b"")
    assert [f.severity for f in validate(data, [shape_file, shape_file])] == ["error", "info"]


def test_the_order_of_the_data_does_not_matter(shape_file: Path) -> None:
    lines = (TWO_PARTS + NAMELESS.replace(b"/a>", b"/b>") + NUMBERED.replace(b"/a>", b"/c>")).splitlines(keepends=True)
    assert validate(b"".join(lines), [shape_file]) == validate(b"".join(reversed(lines)), [shape_file]) != []


def test_a_store_is_checked_in_its_default_graph(shape_file: Path) -> None:
    store = ox.Store()
    store.load(NAMELESS, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode("http://x/graph"))
    assert validate(store, [shape_file]) == []
    store.load(NAMELESS, format=ox.RdfFormat.N_TRIPLES)
    assert len(validate(store, [shape_file])) == 1


def test_quads_and_triples_are_checked_as_one_graph(shape_file: Path) -> None:
    quads = list(ox.parse(NAMED, format=ox.RdfFormat.N_TRIPLES))
    kind, name = quads
    elsewhere = ox.Quad(name.subject, name.predicate, name.object, ox.NamedNode("http://x/graph"))
    assert validate([kind, elsewhere], [shape_file]) == []
    assert validate((q.triple for q in quads), [shape_file]) == []
    assert len(validate([kind.triple], [shape_file])) == 1


def test_subclasses_count_where_the_data_says_so(shape_file: Path) -> None:
    below = b"<http://x/Tool> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <http://x/Thing> .\n"
    tool = NAMELESS.replace(b"/Thing>", b"/Tool>")
    assert validate(tool, [shape_file]) == []
    assert len(validate(tool + below, [shape_file])) == 1


def test_an_unknown_engine_is_named_with_the_known_ones(shape_file: Path) -> None:
    with pytest.raises(UnknownName, match="shacl, pyshacl"):
        validate(NAMED, [shape_file], "jena")


@pytest.mark.parametrize("engine", ENGINES)
def test_broken_data_is_a_fault(engine: str, shape_file: Path) -> None:
    with pytest.raises(FaultError, match="cannot be read as N-Triples"):
        validate(b"<http://x/a> nonsense", [shape_file], engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_data_that_is_not_utf8_is_a_fault(engine: str, shape_file: Path) -> None:
    with pytest.raises(FaultError, match="cannot be read as N-Triples"):
        validate(NAMED.replace(b'"A"', b'"\xe9"'), [shape_file], engine)


def test_no_shapes_would_approve_of_anything(tmp_path: Path) -> None:
    (tmp_path / "none.ttl").write_text("<x:a> <x:b> <x:c> .", encoding="utf-8")
    for shapes in ([], [tmp_path / "none.ttl"], [tmp_path]):
        with pytest.raises(OntologyError, match="no shape"):
            validate(NAMED, shapes)


def test_missing_and_broken_shapes_say_where(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"nowhere\.ttl"):
        validate(NAMED, [tmp_path / "nowhere.ttl"])
    (tmp_path / "broken.ttl").write_text("<x:a> <x:b>\n<x:c> <x:d> .", encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        validate(NAMED, [tmp_path / "broken.ttl"])
    assert caught.value.place.endswith("broken.ttl:2")


def test_shapes_are_read_again_when_they_change(shape_file: Path) -> None:
    assert len(validate(NAMELESS, [shape_file])) == 1
    shape_file.write_text(shape_file.read_text(encoding="utf-8").replace("sh:minCount 1 ; sh:datatype", "sh:datatype"), encoding="utf-8")
    assert validate(NAMELESS, [shape_file]) == []


def test_shapes_are_compiled_once_while_they_stay(shape_file: Path) -> None:
    assert read_shapes([shape_file]) is read_shapes([shape_file])


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.ttl").write_text(
            f"@prefix sh: <http://www.w3.org/ns/shacl#> . <http://x/{name}> a sh:NodeShape ; sh:targetClass <http://x/Thing> ;"
            f' sh:property _:p . _:p sh:path <http://x/{name}> ; sh:minCount 1 ; sh:message "Give {name}." .',
            encoding="utf-8",
        )
    assert [f.remedy for f in validate(NAMED, [tmp_path])] == ["Give one.", "Give two."]


def test_the_fast_engine_does_not_load_the_slow_one() -> None:
    import subprocess

    code = "import sys, kg.validate; print([m for m in ('rdflib', 'pyshacl') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
