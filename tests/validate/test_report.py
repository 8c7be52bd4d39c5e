from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, SH

from kg.model import Finding
from kg.validate import report_turtle, validate

THING = "<http://x/a> a <http://x/Thing> ; <http://x/part> <http://x/p> .\n<http://x/q> <http://x/of> <http://x/p> . <http://x/r> <http://x/of> <http://x/p> ."


def graph(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format="turtle")


def found(shape_file: Path, engine: str = "shacl") -> list[Finding]:
    return validate(list(ox.parse(THING, format=ox.RdfFormat.TURTLE)), [shape_file], engine)


def test_a_report_of_nothing_conforms() -> None:
    read = graph(report_turtle([]))
    assert [bool(o) for o in read.objects(None, SH.conforms)] == [True]
    assert not list(read.subjects(RDF.type, SH.ValidationResult))


def test_a_report_says_all_that_shacl_asks_for(shape_file: Path) -> None:
    read = graph(report_turtle(found(shape_file)))
    assert [bool(o) for o in read.objects(None, SH.conforms)] == [False]
    results = list(read.subjects(RDF.type, SH.ValidationResult))
    assert set(results) == set(read.objects(None, SH.result))
    assert len(results) == 2
    severities = {read.value(r, SH.resultSeverity): r for r in results}
    error = severities[SH.Violation]
    assert read.value(error, SH.focusNode) == rdflib.URIRef("http://x/a")
    assert read.value(error, SH.resultPath) == rdflib.URIRef("http://x/name")
    assert read.value(error, SH.sourceConstraintComponent) == SH.MinCountConstraintComponent
    assert read.value(error, SH.sourceShape) == rdflib.URIRef("http://x/ThingShape-name")
    assert str(read.value(error, SH.resultMessage)) == "Give the thing a name."
    sequence = read.value(severities[SH.Info], SH.resultPath)
    assert sequence is not None
    part, back = rdflib.collection.Collection(read, sequence)
    assert part == rdflib.URIRef("http://x/part")
    assert read.value(back, SH.inversePath) == rdflib.URIRef("http://x/of")


def test_both_engines_give_the_same_text(shape_file: Path) -> None:
    assert report_turtle(found(shape_file)) == report_turtle(found(shape_file, "pyshacl"))


PATHS = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> .
x:S a sh:NodeShape ; sh:targetClass x:Thing ; sh:property [ sh:path %s ; sh:minCount 9 ] .
"""


@pytest.mark.parametrize(
    "path",
    [
        "x:p",
        "[ sh:inversePath x:p ]",
        "( x:p x:q x:r )",
        "[ sh:alternativePath ( x:p ( x:q [ sh:inversePath x:r ] ) ) ]",
        "[ sh:zeroOrMorePath x:p ]",
        "[ sh:oneOrMorePath [ sh:inversePath x:p ] ]",
        "[ sh:zeroOrOnePath ( x:p x:q ) ]",
        "[ sh:inversePath ( x:p [ sh:alternativePath ( x:q x:r ) ] ) ]",
    ],
)
def test_a_path_comes_back_as_it_was(path: str, tmp_path: Path) -> None:
    file = tmp_path / "s.ttl"
    file.write_text(PATHS % path, encoding="utf-8")
    for engine in ("shacl", "pyshacl"):
        findings = validate(list(ox.parse(THING, format=ox.RdfFormat.TURTLE)), [file], engine)
        read, meant = graph(report_turtle(findings)), graph(PATHS % path)
        (given,), (wanted,) = read.objects(None, SH.resultPath), meant.objects(None, SH.path)
        assert below(read, given) == below(meant, wanted)


def below(g: rdflib.Graph, node: rdflib.term.Node) -> object:
    if isinstance(node, rdflib.URIRef):
        return str(node)
    return sorted((str(p), below(g, o)) for p, o in g.predicate_objects(node))  # type: ignore[type-var]


def test_a_literal_and_a_plain_finding_are_written_too() -> None:
    text = report_turtle([Finding("some-check", "warning", "Something is wrong.", focus="http://x/a")])
    assert "sh:Warning" in text
    assert "Something is wrong." in text
    assert "<http://x/a>" in text


def test_the_value_is_the_term_itself(shape_file: Path) -> None:
    data = '<http://x/a> a <http://x/Thing> ; <http://x/name> "l\\"1\\nl2"@en .'
    read = graph(report_turtle(validate(list(ox.parse(data, format=ox.RdfFormat.TURTLE)), [shape_file])))
    assert list(read.objects(None, SH.value)) == [rdflib.Literal('l"1\nl2', lang="en")]
