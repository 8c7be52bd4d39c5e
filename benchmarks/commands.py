"""Whole-process time and peak memory of the commands people wait for.

    python benchmarks/commands.py [--runs 5] [--questions]

Each command runs in fresh processes after one warm-up; the median is shown. Absolute times hold for one machine only: compare the
``ratio`` column, which divides by the time an empty Python takes there.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(arguments: list[str]) -> tuple[float, float]:
    """Seconds and peak MiB of one run; a run that fails ends the benchmark."""
    started = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} ended with {process.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def measure(arguments: list[str], runs: int) -> tuple[float, float]:
    """Median seconds and largest peak MiB."""
    run(arguments)
    results = [run(arguments) for _ in range(runs)]
    return statistics.median(r[0] for r in results), max(r[1] for r in results)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--questions", action="store_true", help="every stored question, not the witness question alone")
    options = parser.parse_args()
    kg = [sys.executable, "-m", "kg"]
    names = sorted(p.stem for p in (ROOT / "queries" / "questions").glob("*.rq"))
    asked = names if options.questions else [n for n in names if "witness" in n]
    with tempfile.TemporaryDirectory() as folder:
        build = ["--build", folder]
        commands = {"(empty python)": [sys.executable, "-c", ""], "kg --help": [*kg, "--help"], "kg build": [*kg, "build", "-q", "--out", folder],
                    **{f"kg query {n}": [*kg, "query", n, *build] for n in asked},
                    **{f"kg query {n} --cite": [*kg, "query", n, "--cite", *build] for n in asked if not options.questions}}
        floor = 0.0
        for name, arguments in commands.items():
            seconds, memory = measure(arguments, options.runs)
            floor = floor or seconds
            print(f"{name:80s} {seconds:7.3f} s {memory:7.0f} MiB  ratio {seconds / floor:6.1f}")


if __name__ == "__main__":
    main()
