"""A build is whole or not there; two builds are the same."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import BuildError
from kg.export.files import export
from kg.pipeline import Faults, build
from tests.small.world import PUBLIC_CLAIMS, make_seeds

BROKEN = PUBLIC_CLAIMS.replace("maxAmount = 500", "maxAmount = 501")
ILL_SHAPED = PUBLIC_CLAIMS.replace('hasCurrency = "currency/EUR"\n', "")


def state(out: Path) -> tuple[str, list[str]]:
    return str((out / "current").readlink()), sorted(p.name for p in out.glob("build-*"))


def test_two_builds_of_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    make_seeds(tmp_path / "seeds")
    exports = []
    for name in ("one", "two"):
        build(tmp_path / "seeds", tmp_path / name)
        store = ox.Store.read_only(str(tmp_path / name / "current" / "wb-ran"))
        exports.append([export(store, form) for form in ("turtle", "trig", "nquads", "jsonld")])
    assert exports[0] == exports[1]


@pytest.mark.parametrize(("claims", "rule", "line"), [(BROKEN, "gate", 12), (ILL_SHAPED, "MoneyShape", 12)])
def test_a_fault_stops_the_build_with_its_place_and_leaves_the_one_before(tmp_path: Path, claims: str, rule: str, line: int) -> None:
    seeds, out = make_seeds(tmp_path / "seeds"), tmp_path / "out"
    build(seeds, out)
    before = state(out)
    make_seeds(tmp_path / "seeds", public_claims=claims)
    with pytest.raises(Faults) as caught:
        build(seeds, out)
    assert state(out) == before
    assert not list(out.glob("making-*"))
    finding = caught.value.findings[0]
    assert finding.rule.startswith(rule)
    assert finding.where.endswith(f"public-note.toml:{line}")


def test_a_second_build_replaces_the_first_and_clears_it(tmp_path: Path) -> None:
    seeds, out = make_seeds(tmp_path / "seeds"), tmp_path / "out"
    build(seeds, out)
    build(seeds, out)
    assert state(out) == ("build-2", ["build-2"])


@pytest.mark.parametrize("moment", [0.15, 0.4, 0.7, 1.0])
def test_a_killed_build_leaves_the_one_before_whole(tmp_path: Path, moment: float) -> None:
    seeds, out = make_seeds(tmp_path / "seeds"), tmp_path / "out"
    build(seeds, out)
    size = len(ox.Store.read_only(str(out / "current" / "public")))
    process = subprocess.Popen([sys.executable, "-m", "kg", "build", "-q", "--seeds", str(seeds), "--out", str(out)], cwd=Path(__file__).parents[1])
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert len(ox.Store.read_only(str(out / "current" / "public"))) == size
    build(seeds, out)  # and what the killed one left behind is no obstacle
    assert not list(out.glob("making-*"))


def test_two_builds_at_once_are_kept_apart(tmp_path: Path) -> None:
    import fcntl
    seeds, out = make_seeds(tmp_path / "seeds"), tmp_path / "out"
    build(seeds, out)
    with (out / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BuildError, match="Another build is running"):
            build(seeds, out)


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    seeds = make_seeds(tmp_path / "seeds")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BuildError, match="cannot be written to"):
        build(seeds, tmp_path / "file" / "out")


def test_a_full_disk_leaves_the_build_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg import pipeline
    seeds, out = make_seeds(tmp_path / "seeds"), tmp_path / "out"
    build(seeds, out)
    before = state(out)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pipeline, "_write_store", full)
    with pytest.raises(BuildError, match="No space left"):
        build(seeds, out)
    assert state(out) == before
    assert not list(out.glob("making-*"))
