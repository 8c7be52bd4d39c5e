"""Read .. validate .. store, in one plain function. Atomic: a build that is killed leaves the one before it whole.

``build/`` holds one folder per build, named after a digest of what went in, and the link ``current`` to the one in use. A build is
made in a folder of its own and only then linked, which the file system does in one step.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from kg import iri, reason, resources, validate
from kg.asking.askings import Worded, orphans, read_askings, worded
from kg.asking.catalogue import record
from kg.asking.indexing import write_index
from kg.builds import index_path
from kg.checks import run_checks
from kg.errors import BuildError
from kg.graph.catalogue import catalogue, version
from kg.graph.comparisons import comparison_triples, find_comparisons
from kg.graph.views import View, audiences, make_view, state
from kg.kept import keep
from kg.ledger import Ledger, as_record, read_ledger
from kg.lexicon import Lexicon
from kg.model import Finding
from kg.questions import Question, head_of, read_questions


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to."""

    path: Path
    claims: int
    facts: dict[str, int]
    triples: dict[str, int]
    findings: tuple[Finding, ...]


def build(seeds: Path, out: Path, *, tell: Callable[[str], None] = lambda _: None) -> Built:
    """Build every audience's view under ``out``. Raises BuildError, with all findings told before, where one is an error."""
    ledger = read_ledger(seeds, tell=tell)
    findings = ledger.findings()
    _stop_on_errors(findings)
    with _workshop(out) as workshop:
        askings = read_askings(seeds / "asked")
        findings += orphans(askings, {r.iri for r in ledger.accepted})
        questions = read_questions()[0]
        made = list(_make_views(ledger, workshop, questions, worded(askings), tell))
        findings += located([f for view in made for f in view.findings], ledger)
        _stop_on_errors(findings)
        tell("store")
        _write_claims(ledger, workshop / "claims.jsonl")
        keep(workshop, [*((q.name, head_of(q.text)) for q in questions), *((f.name, f.read_text(encoding="utf-8")) for f in resources.data_files("queries", ".yaml"))])
        target = _publish(workshop, out)
    facts, quads = {v.name: v.facts for v in made}, {v.name: v.quads for v in made}
    return Built(target, len(ledger.rulings), facts, quads, tuple(dict.fromkeys(findings)))


@dataclass(frozen=True, slots=True)
class _Made:
    name: str
    facts: int
    quads: int
    findings: list[Finding]


def _make_views(ledger: Ledger, workshop: Path, questions: Sequence[Question], asked: Sequence[Worded], tell: Callable[[str], None]) -> Iterator[_Made]:
    """Every audience's view, written to its store; side by side, because the engines work outside of Python's lock."""
    tell("facts")
    statements = state(ledger.ontology, ledger.readings, ledger.accepted)
    recorded = record(questions, Lexicon(ledger.ontology))

    def make(audience: str) -> _Made:
        name = audience.split("/")[-1]
        view = make_view(ledger.ontology, audience, ledger.readings, statements)
        store, findings = make_store(ledger, view)
        _write_store(store, workshop / name)
        write_index(index_path(workshop, name), ledger.ontology, store, view.readings, recorded, asked)
        (workshop / f"{name}.version").write_text(version(view), encoding="utf-8")
        tell(f"view for {name}")
        return _Made(name, len(view.facts), len(store), findings)

    with ThreadPoolExecutor() as pool:
        yield from pool.map(make, audiences(ledger.ontology))


def make_store(ledger: Ledger, view: View) -> tuple[ox.Store, list[Finding]]:
    """The view in memory, closed, with its facts held against one another, validated and checked."""
    store = ox.Store()
    view.fill(store)
    rules = reason.read_rules()
    reason.close(store, rules)
    compared = list(comparison_triples(ledger.ontology, [*ledger.comparisons, *find_comparisons(store)], view.facts))
    if compared:
        graph = ox.NamedNode(iri.comparisons())
        store.extend(quad for t in compared for quad in (ox.Quad(*t), ox.Quad(t.subject, t.predicate, t.object, graph)))
        reason.close(store, rules)
    store.extend(catalogue(view))
    return store, [*validate.validate(store, validate.profile_files("publishable")), *run_checks(store)]


def located(findings: list[Finding], ledger: Ledger) -> list[Finding]:
    """The findings, those on a fact with the place of its claim."""
    places = {r.iri: str(r.claim.place) for r in ledger.rulings}
    return [replace(f, where=places[f.focus]) if not f.where and f.focus in places else f for f in findings]


def _stop_on_errors(findings: list[Finding]) -> None:
    errors = list(dict.fromkeys(f for f in findings if f.severity == "error"))
    if errors:
        raise Faults(errors)


class Faults(BuildError):
    """The findings for which a build was not made, all of them."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(f"The build was not made: {len(findings)} error(s).", remedy="The build before it is untouched.")


@contextlib.contextmanager
def _workshop(out: Path) -> Iterator[Path]:
    """A fresh folder under ``out``, with the lock that keeps two builds apart; removed unless it was published."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / ".lock").open("w")
    except OSError as error:
        raise BuildError(f"This folder cannot be written to: {error.strerror}.", where=out, remedy="Name another with --out.") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildError("Another build is running here.", where=out, remedy="Wait for it to end.") from error
        for stale in out.glob("making-*"):
            shutil.rmtree(stale, ignore_errors=True)
        workshop = Path(tempfile.mkdtemp(prefix="making-", dir=out))
        try:
            yield workshop
        except OSError as error:
            raise BuildError(f"The build could not be written: {error}.", where=out, remedy="Make room on the disk; the build before it is untouched.") from error
        finally:
            shutil.rmtree(workshop, ignore_errors=True)


def _write_store(store: ox.Store, path: Path) -> None:
    disk = ox.Store(str(path))
    disk.bulk_load(store.dump(format=ox.RdfFormat.N_QUADS) or b"", format=ox.RdfFormat.N_QUADS)
    disk.flush()


def _write_claims(ledger: Ledger, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for ruling in ledger.rulings:
            file.write(json.dumps(as_record(ledger, ruling), ensure_ascii=False) + "\n")


def _publish(workshop: Path, out: Path) -> Path:
    """Move the finished folder to its name and point ``current`` at it, each in one step; then clear what is no longer in use."""
    number = 1 + max((int(p.name.split("-")[1]) for p in out.glob("build-*") if p.name.split("-")[1].isdigit()), default=0)
    target = out / f"build-{number}"
    workshop.rename(target)
    link = out / f".{resources.CURRENT}-{os.getpid()}"
    link.symlink_to(target.name)
    link.replace(out / resources.CURRENT)
    for old in out.glob("build-*"):
        if old != target:
            shutil.rmtree(old, ignore_errors=True)
    return target
