from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import FaultError, KgError, RefusedError, UsageError
from kg.validate import validate_file

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
WRITTEN = {
    "a.ttl": "@prefix x: <http://x/> .\nx:a a x:Thing .",
    "a.trig": "@prefix x: <http://x/> .\nx:g { x:a a x:Thing }",
    "a.nt": f"<http://x/a> <{TYPE}type> <http://x/Thing> .\n",
    "a.nq": f"<http://x/a> <{TYPE}type> <http://x/Thing> <http://x/g> .\n",
    "a.rdf": f'<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="{TYPE}" xmlns:x="http://x/">\n<x:Thing rdf:about="http://x/a"/>\n</rdf:RDF>',
    "a.jsonld": '{"@context": {"x": "http://x/"}, "@id": "x:a", "@type": "x:Thing"}',
}


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("engine", ["shacl", "pyshacl"])
def test_every_format_is_read(name: str, engine: str, tmp_path: Path, shape_file: Path) -> None:
    path = write(tmp_path, name, WRITTEN[name])
    (finding,) = validate_file(path, [shape_file], engine)
    assert (finding.rule, finding.focus, finding.where) == ("ThingShape-name:MinCount", "http://x/a", str(path))


def test_the_extension_may_be_in_capitals_and_the_text_begin_with_a_mark(tmp_path: Path, shape_file: Path) -> None:
    path = write(tmp_path, "A.TTL", b"\xef\xbb\xbf" + WRITTEN["a.ttl"].encode())
    assert len(validate_file(path, [shape_file])) == 1


# name, content, words of the error, its line
BROKEN = [
    ("a.ttl", "<http://x/a> <http://x/b> .", "not Turtle", 1),
    ("a.trig", "<http://x/g> {\n<http://x/a> }", "not TriG", 2),
    ("a.nt", WRITTEN["a.nt"] + "nonsense\n", "not N-Triples", 2),
    ("a.nq", WRITTEN["a.nq"] + "\nnonsense\n", "not N-Quads", 3),
    ("a.rdf", "<a>\n<b></a>", "not XML", 2),
    ("a.rdf", "<a>\n<b/></a>", "not RDF/XML", None),
    ("a.jsonld", '{"@id":\n "x:a",}', "not JSON", 2),
    ("a.jsonld", '{"@id": ["x:a"], "@type": 7}', "not JSON-LD", None),
    ("a.ttl", b'<x:a> <x:b> "1" .\n<x:a> <x:b> "\xe9" .', "not UTF-8", 2),
    ("a.ttl", "", "empty", None),
    ("a.ttl", " \n\t", "empty", None),
    ("a.ttl", b"\xef\xbb\xbf", "empty", None),
    ("a.ttl", "# nothing but a comment", "no statement", None),
    ("a.jsonld", "{}", "no statement", None),
]


@pytest.mark.parametrize(("name", "content", "words", "line"), BROKEN)
def test_a_broken_file_says_what_and_where(
    name: str, content: str | bytes, words: str, line: int | None, tmp_path: Path, shape_file: Path
) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(FaultError, match=words) as caught:
        validate_file(path, [shape_file])
    assert not isinstance(caught.value, RefusedError)
    assert caught.value.where == str(path)
    assert caught.value.line == line
    assert caught.value.remedy


RDF = f'xmlns:rdf="{TYPE}" xmlns:x="http://x/"'
LAUGHS = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
REFUSED = [
    ("a.rdf", f"{LAUGHS}<rdf:RDF {RDF}><x:Thing><x:name>&b;</x:name></x:Thing></rdf:RDF>", "document type"),
    ("a.rdf", f"<!-- a --><?p i?>\n<!DOCTYPE r SYSTEM 'file:///etc/passwd'><rdf:RDF {RDF}/>", "document type"),
    ("a.xml", f"<!DOCTYPE r><rdf:RDF {RDF}/>", "document type"),
    ("a.owl", f"<?xml version='1.0' encoding='utf-7'?><rdf:RDF {RDF}/>", "encoding utf-7"),
    ("a.rdf", f"<rdf:RDF {RDF}>" + "<x:a>" * 200, "nested deeper"),
    ("a.jsonld", '{"@context": "http://x/context", "@id": "x:a"}', "remote context"),
    ("a.jsonld", '{"@context": [{}, "context.jsonld"]}', "remote context"),
    ("a.jsonld", '[{"x:p": {"@context": "http://x/context"}}]', "remote context"),
    ("a.jsonld", '{"@context": {"x": {"@id": "x:y", "@context": "http://x/c"}}}', "remote context"),
    ("a.json", '{"@context": {"@import": "http://x/context"}}', "remote context"),
    ("a.jsonld", "[" * 100_000 + "]" * 100_000, "nested deeper"),
    ("a.jsonld", '{"x:a":' * 150 + "1" + "}" * 150, "nested deeper"),
    ("a.nt", "<x:a> <x:b> " + "<<( <x:a> <x:b> " * 100_000 + "<x:c>" + " )>>" * 100_000 + " .", "triple terms"),
    ("a.ttl", '# a\n<x:a> <x:b> \'<<\' , """<< """ , <<( <x:a> <x:b> <x:c> )>> .', "triple terms"),
    ("a.trig", "<x:a\\u0023> <x:b> <<( <x:a> <x:b> <x:c> )>> .", "triple terms"),
    (
        "a.rdf",
        f'<rdf:RDF {RDF} rdf:version="1.2"><x:Thing><x:p rdf:parseType="Triple">'
        '<rdf:Description rdf:about="http://x/a"><x:q>1</x:q></rdf:Description></x:p></x:Thing></rdf:RDF>',
        "triple terms",
    ),
]


@pytest.mark.parametrize(("name", "content", "words"), REFUSED, ids=range(len(REFUSED)))
def test_what_could_reach_out_or_blow_up_is_refused(name: str, content: str, words: str, tmp_path: Path, shape_file: Path) -> None:
    with pytest.raises(RefusedError, match=words) as caught:
        validate_file(write(tmp_path, name, content), [shape_file])
    assert caught.value.where
    assert caught.value.remedy


def test_two_less_than_signs_in_a_text_are_no_triple_term(tmp_path: Path, shape_file: Path) -> None:
    text = '@prefix x: <http://x/> . # <<(\nx:a a x:Thing ; x:name \'\'\'<<( \' " << \'\'\', "a \\" << b", """ << "" << """ ; x:b\\#c <http://x/#d> .'
    assert validate_file(write(tmp_path, "a.ttl", text), [shape_file]) == []


def test_deep_lists_do_no_harm(tmp_path: Path, shape_file: Path) -> None:
    text = WRITTEN["a.ttl"] + " x:a x:b " + "( " * 20_000 + ")" * 20_000 + " ."
    assert len(validate_file(write(tmp_path, "a.ttl", text), [shape_file])) == 1


def test_too_large_is_refused_by_its_size(tmp_path: Path, shape_file: Path) -> None:
    path = write(tmp_path, "a.ttl", WRITTEN["a.ttl"])
    size = path.stat().st_size
    assert len(validate_file(path, [shape_file], limit=size)) == 1
    with pytest.raises(RefusedError, match="larger"):
        validate_file(path, [shape_file], limit=size - 1)


def test_what_is_no_readable_file_is_a_fault(tmp_path: Path, shape_file: Path) -> None:
    (tmp_path / "folder.ttl").mkdir()
    os.mkfifo(tmp_path / "pipe.ttl")
    for name in ("nowhere.ttl", "folder.ttl", "pipe.ttl"):
        with pytest.raises(FaultError, match="no such file"):
            validate_file(tmp_path / name, [shape_file])


def test_an_unknown_extension_is_a_wrong_use(tmp_path: Path, shape_file: Path) -> None:
    with pytest.raises(UsageError, match=r"\.ttl"):
        validate_file(write(tmp_path, "a.csv", "a,b"), [shape_file])


def test_every_error_is_one_of_ours(tmp_path: Path, shape_file: Path) -> None:
    for suffix in (".ttl", ".trig", ".nt", ".nq", ".rdf", ".jsonld"):
        for noise in (b"\x00", b"\xff\xfe<\x00", b"PK\x03\x04", b"null", b"<", b"[[[", b'"', b"@prefix", b"%PDF-1.7"):
            with pytest.raises(KgError):
                validate_file(write(tmp_path, f"noise{suffix}", noise), [shape_file])


def test_silence_is_not_approval(tmp_path: Path, shape_file: Path) -> None:
    path = write(tmp_path, "a.ttl", "<http://x/a> a <http://x/Thign> .")
    (finding,) = validate_file(path, [shape_file])
    assert (finding.rule, finding.severity, finding.where) == ("nothing-to-validate", "warning", str(path))


def test_what_conforms_gives_nothing(tmp_path: Path, shape_file: Path) -> None:
    path = write(tmp_path, "a.ttl", WRITTEN["a.ttl"] + ' x:a x:name "A" .')
    assert validate_file(path, [shape_file]) == []


def test_the_context_helps_and_is_not_judged(tmp_path: Path, shape_file: Path) -> None:
    path = write(tmp_path, "a.ttl", "<http://x/a> a <http://x/Tool> .")
    (tmp_path / "ontology").mkdir()
    write(
        tmp_path / "ontology",
        "o.ttl",
        "@prefix x: <http://x/> . x:Tool <http://www.w3.org/2000/01/rdf-schema#subClassOf> x:Thing . x:other a x:Thing .",
    )
    assert [f.focus for f in validate_file(path, [shape_file], context=[tmp_path / "ontology"])] == ["http://x/a"]
    assert [f.rule for f in validate_file(path, [shape_file])] == ["nothing-to-validate"]
