"""Both SHACL engines side by side on the same data and shapes.

    python benchmarks/validation.py [--sizes 100000,1000000] [--limit 100] [--generator ../shared/bench/gen.py] [--build build/current]

The generator writes data with known faults and its shapes; without it only our own graph is measured, against the profile
"publishable". Each run is a fresh process, ended at the limit. Times are those of reading shapes and data and validating, without
imports; they hold for one machine only, so compare the ratio. "same" says whether both engines found the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENGINES = ("shacl", "pyshacl")
Run = dict[str, float | int | str]


def child(engine: str, data: Path, shapes: list[Path]) -> None:
    """Validates once and prints what it took."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    from kg.validate import ShapeFinding, validate

    if engine == "pyshacl":
        import kg.validate.reference  # noqa: F401 - imports are not part of the time
    started = time.perf_counter()
    found = validate(data.read_bytes(), shapes, engine)
    seconds = time.perf_counter() - started
    keys = sorted({f"{f.focus} {f.path} {f.component}" for f in found if isinstance(f, ShapeFinding) and not f.focus.startswith("_:")})
    print(json.dumps({"seconds": seconds, "findings": len(found), "digest": hashlib.sha256("\n".join(keys).encode()).hexdigest()}))


def measure(engine: str, data: Path, shapes: list[Path], limit: float) -> Run:
    """One run in a process of its own; without ``seconds`` where the limit ended it."""
    command = [sys.executable, __file__, "--child", engine, str(data), *map(str, shapes)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=limit, check=True)
    except subprocess.TimeoutExpired:
        return {}
    except subprocess.CalledProcessError as error:
        sys.exit(f"{engine} on {data.name} failed: {error.stderr[-500:]}")
    result: Run = json.loads(done.stdout)
    return result


def generate(generator: Path, size: int, folder: Path) -> tuple[Path, list[Path]]:
    """Data of about this many triples, and its shapes."""
    rate = "25" if size < 1_000_000 else "100"
    subprocess.run([sys.executable, str(generator), str(folder), "--triples", str(size), "--rate", rate, "--formats", "nt"], check=True, capture_output=True)
    return folder / "data.nt", [folder / "shapes.ttl"]


def our_graph(view: Path, folder: Path) -> tuple[Path, list[Path]]:
    """The default graph of a built view, and our shapes."""
    import pyoxigraph as ox

    from kg.validate import profile_files
    from kg.validate.run import as_ntriples

    (folder / "view.nt").write_bytes(as_ntriples(ox.Store.read_only(str(view))))
    return folder / "view.nt", profile_files("publishable")


def row(name: str, data: Path, shapes: list[Path], limit: float) -> str:
    """A line of the table."""
    with data.open("rb") as stream:
        triples = sum(1 for _ in stream)
    runs = {engine: measure(engine, data, shapes, limit) for engine in ENGINES}
    times = {e: float(r["seconds"]) if r else None for e, r in runs.items()}
    fast, slow = times["shacl"], times["pyshacl"]
    shown = [f"{t:9.2f} s" if t is not None else f"  > {limit:.0f} s" for t in times.values()]
    ratio = "" if fast is None else f"{slow / fast:8.0f}" if slow is not None else f"> {limit / fast:6.0f}"
    same = "?" if not all(runs.values()) else "yes" if runs["shacl"]["digest"] == runs["pyshacl"]["digest"] else "NO"
    findings = runs["shacl"].get("findings", "?")
    return f"{name:28s} {triples:>9,} {findings:>9} {shown[0]:>12s} {shown[1]:>12s} {ratio:>8s}  {same}"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100000,1000000")
    parser.add_argument("--limit", type=float, default=100)
    parser.add_argument("--generator", type=Path, default=ROOT.parent / "shared" / "bench" / "gen.py")
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "current")
    options = parser.parse_args()
    print(f"{'graph':28s} {'triples':>9s} {'findings':>9s} {'shacl':>12s} {'pyshacl':>12s} {'ratio':>8s}  same", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in map(int, options.sizes.split(",")) if options.generator.is_file() else ():
            print(row(f"generated, {size:,}", *generate(options.generator, size, folder / str(size)), options.limit), flush=True)
        for view in sorted(p for p in options.build.glob("*") if p.is_dir()):
            print(row(f"ours, {view.name}", *our_graph(view, folder), options.limit), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], Path(sys.argv[3]), [Path(p) for p in sys.argv[4:]])
    else:
        main()
