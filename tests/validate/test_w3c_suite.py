"""The W3C's SHACL test suite on both engines, through our own reading of their results."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.validate import ENGINES, validate
from tests.validate.suite import Case, Key, cases, key, triples

SUITE = Path(__file__).parents[2].parent / "shared" / "w3c" / "shacl"
COUNTS = {"core": 98, "sparql": 23}
DEVIATIONS = tomllib.loads((Path(__file__).parent / "w3c_deviations.toml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason=f"the W3C SHACL suite is not at {SUITE}")


def suite() -> Iterator[tuple[str, Case]]:
    for file in sorted(SUITE.rglob("*.ttl")):
        for case in cases(file):
            yield file.relative_to(SUITE).as_posix(), case


def passes(case: Case, engine: str, copy: Path) -> bool:
    ox.serialize(triples(case.shapes), str(copy), format=ox.RdfFormat.N_TRIPLES)  # its relative IRIs are made whole
    try:
        found = {without_shape(key(f)) for f in validate(case.triples(), [copy], engine)}
    except KgError:
        return case.expected is None
    return case.expected is not None and found == {without_shape(k) for k in case.expected}


def without_shape(k: Key) -> tuple[str, ...]:
    """We name the nearest shape that has an IRI, which some tests do not."""
    return k[:5]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("engine", ENGINES)
def test_the_suite_passes_but_for_what_is_known(engine: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL + 1)  # rdflib tells each literal that is ill-typed on purpose
    failed, counts = set(), dict.fromkeys(COUNTS, 0)
    for number, (name, case) in enumerate(suite()):
        counts[name.split("/")[0]] += 1
        if not passes(case, engine, tmp_path / f"{number}.ttl"):
            failed.add(name)
    assert counts == COUNTS
    assert failed == set(DEVIATIONS[engine])


def test_every_deviation_is_justified() -> None:
    assert set(DEVIATIONS) == set(ENGINES)
    assert all(len(reason) > 30 and reason.endswith(".") for known in DEVIATIONS.values() for reason in known.values())
