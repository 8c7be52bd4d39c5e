"""How often `kg ask` gives the right rows, wrong rows, or none, on questions with answers made by hand.

    python benchmarks/asking.py [SET ...] [--audience wb-ran] [--list] [--fit]

A SET is a file of JSON lines with ``id``, ``question`` and ``answer`` (rows of cells); those of ``benchmarks/asking/`` are asked where none
is named. Rows count as right when seven tenths of the answer's cells stand in them, a cell when three quarters of its words do: a rule of
thumb that a reader of the rows would often be milder or stricter than. An answer without rows is right only when nothing is answered.

``benchmarks/asking/judged.tsv`` holds verdicts of readers on rows that were shown for some of the questions: the question's id, what gave the
rows (a stored question, or the first of the facts), and right, part or wrong; they stand above the rule of thumb, and a part is no wrong answer.

``--fit`` makes ``queries/sureness.yaml`` anew from the questions of the sets: logistic regression of whether rows are right on the signs
that `kg ask` takes, with the threshold where the wrong answers, each judged by weights that were fitted without it, stay under a share.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kg import resources  # noqa: E402
from kg.asking.index import Index  # noqa: E402
from kg.asking.lookup import rows_of  # noqa: E402
from kg.asking.reply import ask as ask_in_words  # noqa: E402
from kg.asking.sureness import Weighing  # noqa: E402
from kg.asking.weighing import Candidate, likeliest, weigh  # noqa: E402
from kg.asking.words import spelled, stem  # noqa: E402
from kg.builds import current, index_path, open_store  # noqa: E402
from kg.engines import LocalGraph, Rows  # noqa: E402

SMALL = {"the", "a", "an", "of", "and", "in", "to", "or", "for"}
PARTS = ("stored", "facts")


@dataclass(frozen=True)
class Asked:
    """A question of a set."""

    id: str
    question: str
    answer: tuple[str, ...]


def read_set(file: Path) -> list[Asked]:
    """The questions of a file, each with the cells of its answer."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        found.append(Asked(entry["id"], entry["question"], tuple(str(cell) for row in entry["answer"] for cell in (row if isinstance(row, list) else [row]))))
    return found


def stems(text: str) -> list[str]:
    """The stems of the words, numbers without their marks."""
    return [stem(w.replace(",", "").replace(".", "") if any(c.isdigit() for c in w) else w) for _, _, w in spelled(text)]


def is_right(rows: Rows, answer: Sequence[str]) -> bool:
    """Whether the rows hold the answer."""
    told = set(stems(" ".join(term.value.replace("/", " ") for row in rows.maps() for column, term in row.items() if column != "fact")))
    return bool(answer) and sum(_stands(cell, told) for cell in answer) >= 0.7 * len(answer)


def _stands(cell: str, told: set[str]) -> bool:
    every = stems(cell)
    words = [w for w in every if w not in SMALL] or every
    return not words or sum(w in told for w in words) >= 0.75 * len(words)


def report(name: str, questions: Iterable[Asked], graph: LocalGraph, index: Index, show: bool) -> None:
    """Ask all questions of a set and print how it went."""
    count = dict.fromkeys(("right", "wrong", "declined"), 0)
    seconds = []
    for one in questions:
        started = time.perf_counter()
        reply = ask_in_words(graph, index, one.question)
        seconds.append(time.perf_counter() - started)
        went = "declined" if not reply.answered else "right" if is_right(reply.rows, one.answer) else "wrong"
        count[went] += 1
        if show:
            print(f"{went:8} {one.id}: {one.question}\n         {reply.choice.name if reply.choice else 'facts' if reply.answered else ''} {len(reply.rows.rows)} row(s)")
    whole = sum(count.values())
    print(f"{name}: {whole} questions; " + ", ".join(f"{what} {n} ({100 * n / whole:.0f} %)" for what, n in count.items())
          + f"; {statistics.median(seconds):.2f} s at the median, {max(seconds):.2f} s at most")


def verdicts() -> dict[tuple[str, str], bool]:
    """Question's id and what gave the rows -> whether a reader found them right, or right in part."""
    lines = (ROOT / "benchmarks" / "asking" / "judged.tsv").read_text(encoding="utf-8").splitlines()
    return {(name, by): verdict != "wrong" for name, by, verdict in (line.split("\t") for line in lines)}


def source_of_rows(candidate: Candidate) -> str:
    """The stored question that gave the rows, or the name of the first of the facts that were looked up."""
    return candidate.match.form.name if candidate.match else candidate.facts[0].rpartition("/")[2]


Example = tuple[str, dict[str, float], bool]
"""Id of the question, signs, whether the rows were right."""


def examples(candidates: dict[str, list[tuple[Candidate, bool]]], part: str) -> list[Example]:
    """What one part of the weights is learned from."""
    return [(name, dict(c.signs), right) for name, some in candidates.items() for c, right in some if (c.match is None) == (part == "facts")]


def fit(some: Sequence[Example], strength: float = 0.02) -> Weighing:
    """Logistic regression by Newton's method on standardised signs, with a penalty on the squares of the weights."""
    names = sorted(some[0][1])
    table = np.array([[signs[n] for n in names] for _, signs, _ in some])
    right = np.array([float(is_good) for _, _, is_good in some])
    middle, spread = table.mean(axis=0), table.std(axis=0)
    spread[spread == 0] = 1.0
    scaled = np.column_stack([np.ones(len(table)), (table - middle) / spread])
    penalty = strength * np.diag([0.0, *[1.0] * len(names)])
    weights = np.zeros(scaled.shape[1])
    for _ in range(30):
        sure = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (sure - right) / len(table) + penalty @ weights
        bend = scaled.T @ (scaled * (sure * (1 - sure))[:, None]) / len(table) + penalty
        weights -= np.linalg.solve(bend, slope)
    plain = weights[1:] / spread
    return Weighing(float(weights[0] - plain @ middle), {n: float(w) for n, w in zip(names, plain, strict=True)})


def learn(sets: Iterable[Asked], graph: LocalGraph, index: Index, wrong: float) -> str:
    """The file of weights. Each question's own candidates are judged by weights fitted without them, to find the threshold."""
    candidates: dict[str, list[tuple[Candidate, bool]]] = {}
    judged_before = verdicts()
    for one in sets:
        candidates[one.id] = [(c, judged_before.get((one.id, source_of_rows(c)), is_right(c.rows if c.match else rows_of(graph, c.facts), one.answer))) for c in weigh(graph, index, one.question).candidates]
    names = sorted(candidates)
    random.Random(1).shuffle(names)
    judged: list[tuple[float, bool]] = []
    for fold in range(8):
        held = set(names[fold::8])
        weights = {part: fit([e for e in examples(candidates, part) if e[0] not in held]) for part in PARTS}
        for name in held:
            scored = [(replace(c, sureness=weights["stored" if c.match else "facts"].sure(c.signs)), right) for c, right in candidates[name]]
            if best := likeliest([c for c, _ in scored]):
                judged.append((best.sureness, next(right for c, right in scored if c is best)))
    judged.sort(key=lambda j: -j[0])
    least, right, told = 1.0, 0, []
    for at, (score, is_good) in enumerate(judged, 1):
        right += is_good
        if at - right <= wrong * len(names):
            least, best_right, best_wrong = score, right, at - right
        told.append((at - right, right, score))
    for share in (0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3):
        within = [t for t in told if t[0] <= share * len(names)]
        if within:
            print(f"at most {share:.0%} wrong: right {max(t[1] for t in within)} of {len(names)}, from {within[-1][2]:.2f}", file=sys.stderr)
    print(f"chosen: from {least:.2f}, right {best_right}, wrong {best_wrong} of {len(names)}, by weights fitted without the question", file=sys.stderr)
    lines = [line for line in (resources.folder("queries") / "sureness.yaml").read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines.append(f"least: {least:.2f}")
    for part in PARTS:
        learned = fit(examples(candidates, part))
        lines += [f"{part}:", f"  start: {learned.start:.3f}", "  signs:", *(f"    {n}: {w:.3f}" for n, w in learned.weights.items())]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Ask the sets, or learn from them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path, default=sorted((ROOT / "benchmarks" / "asking").glob("*.jsonl")))
    parser.add_argument("--audience", default="wb-ran")
    parser.add_argument("--list", action="store_true", help="show every question")
    parser.add_argument("--fit", action="store_true", help="make queries/sureness.yaml anew from these sets; then run kg build")
    parser.add_argument("--wrong", type=float, default=0.10, help="with --fit: the share of wrong answers to stay under")
    given = parser.parse_args()
    out = resources.build()
    graph, index = open_store(out, given.audience), Index(index_path(current(out), given.audience))
    if given.fit:
        text = learn([one for file in given.sets for one in read_set(file)], graph, index, given.wrong)
        (ROOT / "queries" / "sureness.yaml").write_text(text, encoding="utf-8")
        return
    for file in given.sets:
        report(file.stem, read_set(file), graph, index, given.list)


if __name__ == "__main__":
    main()
