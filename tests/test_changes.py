"""The change log, made from two versions of the files."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg import resources
from kg.changes import Change, as_markdown, compare
from kg.errors import OntologyError

ROOT = Path(__file__).parents[1]
HEAD = """@prefix kg: <https://w3id.org/smuggling-kg/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix dct: <http://purl.org/dc/terms/> .
"""
A = 'kg:A a owl:Class ; skos:prefLabel "an (old) a"@en ; skos:definition "An a."@en .'
P = 'kg:p a owl:ObjectProperty ; rdfs:range kg:A ; skos:prefLabel "p"@en .'


def folder(path: Path, *terms: str) -> Path:
    path.mkdir()
    (path / "m.ttl").write_text(HEAD + "\n".join(terms), encoding="utf-8")
    return path


@pytest.mark.parametrize(("before", "after", "found"), [
    ((A,), (A,), []),
    ((), (A,), [Change("added", "kg:A", "an (old) a")]),
    ((A,), (), [Change("removed", "kg:A", "an (old) a", is_breaking=True)]),
    ((A.replace(" .", " ; owl:deprecated true ."),), (), [Change("removed", "kg:A", "an (old) a")]),
    ((A,), (A.replace("An a.", "One a."),), [Change("changed", "kg:A", "an (old) a", "skos:definition", ("An a.",), ("One a.",))]),
    ((A,), (A.replace(' .\n', " ;") .replace('"An a."@en .', '"An a."@en ; owl:deprecated true ; dct:isReplacedBy kg:B .'),),
     [Change("deprecated", "kg:A", "an (old) a", "replaced by", after=("kg:B",))]),
    ((P,), (P.replace("kg:A", "kg:B"),), [Change("changed", "kg:p", "p", "rdfs:range", ("kg:A",), ("kg:B",), is_breaking=True)]),
    ((P.replace("rdfs:range kg:A ;", ""),), (P,), [Change("changed", "kg:p", "p", "rdfs:range", (), ("kg:A",))]),
    ((A,), (A.replace('"@en ; skos:def', '"@en, "a-ja"@bs ; skos:def'),), [Change("changed", "kg:A", "an (old) a", "skos:prefLabel", (), ("a-ja (bs)",))]),
], ids=["same", "added", "removed", "removed-after-deprecation", "definition", "deprecated", "range", "range-given", "label"])
def test_each_kind_of_change(tmp_path: Path, before: tuple[str, ...], after: tuple[str, ...], found: list[Change]) -> None:
    keep = 'kg:Keep a owl:Class ; skos:prefLabel "keep"@en .'
    assert compare(folder(tmp_path / "old", keep, *before), folder(tmp_path / "new", keep, *after)) == found


def test_the_shipped_ontology_is_the_same_as_itself() -> None:
    assert compare(resources.folder("ontology"), resources.folder("ontology")) == []


def test_the_log_is_plain_markdown() -> None:
    log = as_markdown([Change("removed", "kg:A", "an *a*", is_breaking=True), Change("changed", "kg:B", "b", "skos:definition", ("<b>",), ("c",))])
    assert log == "### Removed (1)\n\n- `kg:A` an \\*a\\* **breaking**\n\n### Changed (1)\n\n- `kg:B` b: skos:definition \\<b\\> → c\n"
    assert as_markdown([]) == "No term changed.\n"


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="no ontology file"):
        compare(tmp_path, resources.folder("ontology"))


def kg(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kg", "changes", *arguments], capture_output=True, text=True, cwd=ROOT, check=False)


def test_the_command_compares_with_the_shipped_ontology(tmp_path: Path) -> None:
    old = Path(shutil.copytree(resources.folder("ontology"), tmp_path / "old"))
    file = old / "vocabularies" / "hub-role.ttl"
    file.write_text(re.sub(r"<id/hub-role/bottleneck>", "<id/hub-role/narrows>", file.read_text(encoding="utf-8")), encoding="utf-8")
    done = kg(str(old), "--format", "json", "--fail-on-breaking")
    assert done.returncode == 1
    found = {(c["kind"], c["term"], c["is_breaking"]) for c in json.loads(done.stdout)}
    assert {("added", "id:hub-role/bottleneck", False), ("removed", "id:hub-role/narrows", True)} <= found
    assert "1 breaking" in done.stderr
    assert kg(str(old)).returncode == 0


def test_a_folder_that_is_not_there_is_a_wrong_use(tmp_path: Path) -> None:
    done = kg(str(tmp_path / "none"))
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
