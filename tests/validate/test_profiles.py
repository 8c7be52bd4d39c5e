from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.validate import command
from kg.errors import OntologyError, UnknownName
from kg.validate import profile_files, read_profiles

HEAD = "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
# Well enough said to be read, but without marking, basis, status, evidence and whatever else only we ask of ourselves.
READABLE = """@prefix kg: <https://w3id.org/smuggling-kg/ontology#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix ex: <https://example.org/> .
ex:fact a kg:PriceObservation ; kg:statedIn ex:paper ; kg:quote "two hundred euros" ; kg:maxAmount 200.0 ;
    kg:hasCurrency <https://w3id.org/smuggling-kg/id/currency/EUR> .
ex:paper a kg:Source ; dct:title "A paper" .
"""


def shapes(folder: Path, **files: str) -> Path:
    (folder / "profiles").mkdir()
    for name, text in files.items():
        place = folder / "profiles" if name.startswith("p_") else folder
        (place / f"{name}.ttl").write_text(HEAD + text, encoding="utf-8")
    return folder


def test_the_shipped_profiles_say_what_they_ask() -> None:
    assert [p.name for p in read_profiles()] == ["exchange", "publishable"]
    assert all(p.description.endswith(".") for p in read_profiles())
    assert len(profile_files("exchange")) < len(profile_files("publishable"))


def test_the_command_offers_the_profiles_there_are() -> None:
    (option,) = [p for p in command.params if p.name == "profile"]
    assert sorted(option.type.choices) == [p.name for p in read_profiles()]  # type: ignore[attr-defined]


def test_a_profile_is_its_file_and_all_that_it_imports(tmp_path: Path) -> None:
    folder = shapes(
        tmp_path,
        p_all='<http://x/all> a owl:Ontology ; dct:description "All." ; owl:imports <http://x/a> .',
        a="<http://x/a> a owl:Ontology ; owl:imports <http://x/b> .",
        b="<http://x/b> a owl:Ontology ; owl:imports <http://x/a> .",
        c="<http://x/c> a owl:Ontology .",
    )
    (profile,) = read_profiles(folder)
    assert (profile.name, profile.description) == ("p_all", "All.")
    assert [file.stem for file in profile.files] == ["p_all", "a", "b"]


def test_an_import_of_nothing_is_told(tmp_path: Path) -> None:
    folder = shapes(tmp_path, p_all="<http://x/all> a owl:Ontology ; owl:imports <http://x/a> .")
    with pytest.raises(OntologyError, match="http://x/a") as caught:
        read_profiles(folder)
    assert "p_all.ttl" in caught.value.place


def test_a_profile_that_is_no_turtle_is_told(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="not Turtle"):
        read_profiles(shapes(tmp_path, p_all="<http://x/all> a"))


def test_an_unknown_profile_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="exchange, publishable"):
        profile_files("everything")


@pytest.mark.parametrize(("profile", "code"), [("exchange", 0), ("publishable", 1)])
def test_others_are_asked_for_less_than_we_are(profile: str, code: int, tmp_path: Path) -> None:
    file = tmp_path / "theirs.ttl"
    file.write_text(READABLE, encoding="utf-8")
    done = CliRunner().invoke(command, [str(file), "--profile", profile, "--format", "json"])
    assert done.exit_code == code, done.output
    assert bool(json.loads(done.stdout)) == bool(code)


def test_what_cannot_be_read_fails_even_the_exchange(tmp_path: Path) -> None:
    file = tmp_path / "theirs.ttl"
    file.write_text(READABLE.replace("200.0", '"two hundred"').replace("id/currency/EUR", "id/currency/shells"), encoding="utf-8")
    done = CliRunner().invoke(command, [str(file), "--profile", "exchange", "--format", "json"])
    assert done.exit_code == 1
    assert {f["rule"].split(":")[0] for f in json.loads(done.stdout)} == {"ExchangeMoneyShape-maxAmount", "ExchangeMoneyShape-currency"}


def test_everything_is_asked_unless_less_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "theirs.ttl"
    file.write_text(READABLE, encoding="utf-8")
    assert CliRunner().invoke(command, [str(file), "--format", "json"]).exit_code == 1
