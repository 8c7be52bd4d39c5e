"""A small shape with each way of failing, in a file of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
x:ThingShape a sh:NodeShape ; sh:targetClass x:Thing ; sh:name "thing"@en ;
    sh:property x:ThingShape-name ,
        [ sh:path ( x:part [ sh:inversePath x:of ] ) ; sh:maxCount 1 ; sh:severity sh:Info ; sh:message "Name one part."@en ] ,
        [ sh:path [ sh:alternativePath ( x:age [ sh:zeroOrMorePath x:years ] ) ] ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "Give an age."@en ] .
x:ThingShape-name a sh:PropertyShape ; sh:path x:name ; sh:minCount 1 ; sh:datatype xsd:string ; sh:message "Give the thing a name."@en ; sh:name "thing: a name"@en .
"""


@pytest.fixture
def shape_file(tmp_path: Path) -> Path:
    path = tmp_path / "thing-shapes.ttl"
    path.write_text(SHAPES, encoding="utf-8")
    return path
