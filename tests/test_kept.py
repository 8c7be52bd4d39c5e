"""Heads that a build keeps parsed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.kept import FOLDER, keep, parsed

TEXT = "title: What is kept?\nparameters:\n  - {name: state, type: Country}\n"


@pytest.fixture
def current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The build in use, empty."""
    monkeypatch.setenv("KG_BUILD", str(tmp_path))
    (tmp_path / "current").mkdir()
    return tmp_path / "current"


def test_a_kept_head_is_read_from_the_build(current: Path) -> None:
    keep(current, [("kept", TEXT)])
    file = current / FOLDER / "kept.json"
    file.write_text(json.dumps([TEXT, {"title": "From the build"}]), encoding="utf-8")
    assert parsed(TEXT, "kept") == {"title": "From the build"}


def test_a_changed_text_is_parsed_anew(current: Path) -> None:
    keep(current, [("kept", TEXT)])
    assert parsed(TEXT.replace("kept", "changed"), "kept")["title"] == "What is changed?"


@pytest.mark.parametrize("written", ["", "{", "[]", "17", '["a", "b", "c"]', "\udcff"])
def test_a_broken_file_of_the_build_does_no_harm(current: Path, written: str) -> None:
    keep(current, [("kept", TEXT)])
    (current / FOLDER / "kept.json").write_bytes(written.encode(errors="surrogateescape"))
    assert parsed(TEXT, "kept")["title"] == "What is kept?"


def test_what_json_cannot_hold_is_not_kept(current: Path) -> None:
    keep(current, [("dated", "day: 2021-05-01"), ("broken", "a: [b"), ("numbered", "{1: one}"), ("plain", "a: b")])
    assert sorted(f.name for f in (current / FOLDER).iterdir()) == ["plain.json"]
    assert parsed("{1: one}", "numbered") == {1: "one"}


def test_a_text_that_does_not_parse_is_an_error(current: Path) -> None:
    with pytest.raises(ValueError, match="expected"):
        parsed("a: [b", "broken")
