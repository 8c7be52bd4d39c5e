"""Sources are read as they were reviewed, or not at all."""

import re
from pathlib import Path

import pytest

from kg import sources
from kg.errors import SourceError
from kg.sources import read_all, read_bytes, read_register, read_source
from tests.small.world import make_seeds

ROOT = Path(__file__).parents[1]


def test_a_register_entry_holds_what_is_known_of_its_document() -> None:
    by_slug = {s.slug: s for s in read_register(ROOT / "seeds")}
    report = by_slug["joint-report-2020"]
    assert report.markings == ("marking/limited-wb-ran", "marking/europol-bpl")
    assert report.publishers == ("Europol", "Frontex", "EASO")
    assert by_slug["sirocco-2-press-item"].issued == ""  # the dateline gives no year


def test_every_shipped_document_is_registered_and_unchanged() -> None:
    readings = read_all(ROOT / "seeds")
    registered = {r.source.file for r in readings}
    lying_there = {p.name for p in (ROOT / "seeds").glob("*.txt")}
    assert registered == lying_there


def test_no_newline_is_translated_so_that_offsets_hold(tmp_path: Path) -> None:
    seeds = make_seeds(tmp_path, public="One line.\r\n\r\nAnother line.\r\n", public_claims="")
    raw = read_source(seeds, read_register(seeds)[0]).document.raw
    assert raw == "One line.\r\n\r\nAnother line.\r\n"


def damage(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)


@pytest.mark.parametrize(("data", "says"), [
    (None, "is missing"),
    (b"A public note, changed.", "are not those that were reviewed"),
])
def test_a_missing_or_changed_document_stops_with_its_name(tmp_path: Path, data: bytes | None, says: str) -> None:
    seeds = make_seeds(tmp_path)
    damage(seeds / "public-note.txt", data)
    with pytest.raises(SourceError, match=f"public-note.txt: .*{says}"):
        read_all(seeds)


@pytest.mark.parametrize(("data", "says"), [(b"", "is empty"), (b" \n\n", "is empty"), (b"caf\xe9", "not UTF-8")])
def test_an_empty_or_foreign_document_is_refused_even_if_registered(tmp_path: Path, data: bytes, says: str) -> None:
    import hashlib
    seeds = make_seeds(tmp_path)
    damage(seeds / "public-note.txt", data)
    register = (seeds / "register.toml").read_text()
    first = re.search(r'sha256 = "(\w+)"', register)
    assert first
    (seeds / "register.toml").write_text(register.replace(first[1], hashlib.sha256(data).hexdigest()))
    with pytest.raises(SourceError, match=says):
        read_all(seeds)


def test_a_document_beyond_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST", 10)
    (tmp_path / "big.txt").write_bytes(b"x" * 11)
    with pytest.raises(SourceError, match="has 11 bytes; at most 10 are read"):
        read_bytes(tmp_path / "big.txt")


@pytest.mark.parametrize(("old", "new", "says"), [
    ("[source.public-note]", "[source.public-note", "does not parse"),
    ('title = "public note"', "", "lacks title"),
    ('markings = ["marking/none"]', "markings = []", "has no handling marking"),
    ("[source.public-note]", '[source."Public Note"]', "has a slug"),
])
def test_a_faulty_register_says_what_is_wrong(tmp_path: Path, old: str, new: str, says: str) -> None:
    seeds = make_seeds(tmp_path)
    register = (seeds / "register.toml").read_text()
    assert old in register
    (seeds / "register.toml").write_text(register.replace(old, new, 1))
    with pytest.raises(SourceError, match=says):
        read_register(seeds)


def test_a_folder_without_register_says_how_to_name_one(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="register.toml: The register is missing. Name the folder"):
        read_register(tmp_path)
