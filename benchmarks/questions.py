"""Every stored question on three engines side by side, on the shipped graph and on a larger one of the same shape.

    python benchmarks/questions.py [--triples 1000000] [--limit 20] [--engines pyoxigraph,rdflib,virtuoso] [--audience public] [--only NAME]

The larger graph is the shipped view with its facts told again and again under other IRIs, until it has about so many triples: the
things, the vocabularies and the slots stay what they are, and the answers grow with the graph. Each engine is warmed up by one
question; each question is then asked once, in a process that is ended at the limit. Times hold for one machine only: compare the
engines in one run. rdflib is not tried on the larger graph unless it is named with ``--slow``.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import multiprocessing.connection
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kg import iri  # noqa: E402
from kg.answers import ask  # noqa: E402
from kg.engines import LocalGraph  # noqa: E402
from kg.questions import question_files, read_question  # noqa: E402
from kg.remote import RemoteGraph  # noqa: E402

FACT = iri.BASE + "fact/"
Asked = Callable[[str], int]


def default_graph(view: Path) -> list[ox.Triple]:
    """What a plain query sees of a view."""
    store = ox.Store.read_only(str(view))
    return [quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())]


def grown(triples: list[ox.Triple], wanted: int) -> Iterator[ox.Triple]:
    """The triples, and those of the facts again under other IRIs until there are about as many as wanted."""
    yield from triples
    facts = [t for t in triples if isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(FACT)]
    for copy in range(max(0, (wanted - len(triples)) // max(1, len(facts)))):
        for t in facts:
            yield ox.Triple(_again(t.subject, copy), t.predicate, _again(t.object, copy))


def _again(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, copy: int) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
    return ox.NamedNode(f"{term.value}-{copy}") if isinstance(term, ox.NamedNode) and term.value.startswith(FACT) else term


def _rows(graph: LocalGraph | RemoteGraph) -> Asked:
    return lambda name: len(ask(graph, read_question(name), {}).rows.rows)


def pyoxigraph_engine(folder: Path) -> Asked:
    """Our own store."""
    return _rows(LocalGraph(folder / "store"))


def virtuoso_engine(folder: Path) -> Asked:
    """The Virtuoso that ``running`` started."""
    return _rows(RemoteGraph((folder / "endpoint").read_text()))


def rdflib_engine(folder: Path) -> Asked:
    """rdflib's memory store, read in the child that asks."""
    from rdflib import Graph
    graph = Graph().parse(folder / "data.nt", format="nt")
    return lambda name: len(graph.query(read_question(name).text))


ENGINES: dict[str, Callable[[Path], Asked]] = {"pyoxigraph": pyoxigraph_engine, "virtuoso": virtuoso_engine, "rdflib": rdflib_engine}


def serve(engine: str, folder: Path, pipe: multiprocessing.connection.Connection) -> None:
    """A child: opens the engine, says that it is ready, and then answers each name with seconds and rows."""
    asked = ENGINES[engine](folder)
    with contextlib.suppress(Exception):
        asked(next(n for n in question_files() if "witness" in n))
    pipe.send("ready")
    while name := pipe.recv():
        started = time.perf_counter()
        try:
            rows = asked(name)
            pipe.send((time.perf_counter() - started, rows))
        except Exception as error:  # noqa: BLE001 - whatever an engine raises is its result
            pipe.send((None, str(error)[:80]))


class Child:
    """An engine in a process of its own, started again where a question had to be ended."""

    def __init__(self, engine: str, folder: Path) -> None:
        self.engine, self.folder = engine, folder
        self.start()

    def start(self) -> None:
        """Start the process and wait until the engine is ready."""
        context = multiprocessing.get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=serve, args=(self.engine, self.folder, other), daemon=True)
        self.process.start()
        self.pipe.recv()

    def ask(self, name: str, limit: float) -> float | None:
        """Seconds, or None where it did not end in time or failed."""
        self.pipe.send(name)
        if self.pipe.poll(limit):
            seconds: float | None = self.pipe.recv()[0]
            return seconds
        self.process.kill()
        self.process.join()
        self.start()
        return None

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.join()


@contextlib.contextmanager
def running(engine: str, folder: Path, data: Path) -> Iterator[Child]:
    """The engine with the data loaded."""
    with contextlib.ExitStack() as stack:
        if engine == "pyoxigraph" and not (folder / "store").exists():
            store = ox.Store(str(folder / "store"))
            store.bulk_load(path=str(data), format=ox.RdfFormat.N_TRIPLES)
            store.flush()
            del store
        if engine == "virtuoso":
            from tests.engines.virtuoso import serving
            (folder / "virtuoso").mkdir()
            server = stack.enter_context(serving(folder / "virtuoso"))
            server.load(data.read_bytes())
            (folder / "endpoint").write_text(server.endpoint())
        child = Child(engine, folder)
        try:
            yield child
        finally:
            child.stop()


def p95(values: list[float]) -> float:
    """The 95th percentile; what did not end counts as the limit."""
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]


def measure(name: str, triples: Iterator[ox.Triple], engines: list[str], names: list[str], limit: float) -> dict[str, dict[str, float | None]]:
    """Seconds by engine and question, printed as a table as they come."""
    with tempfile.TemporaryDirectory() as folder_name:
        folder = Path(folder_name)
        data = folder / "data.nt"
        with data.open("wb") as file:
            ox.serialize(triples, file, format=ox.RdfFormat.N_TRIPLES)
        with data.open("rb") as file:
            print(f"\n{name}: {sum(1 for _ in file):,} triples", flush=True)
        found: dict[str, dict[str, float | None]] = {}
        for engine in engines:
            with running(engine, folder, data) as child:
                found[engine] = {question: child.ask(question, limit) for question in names}
            times = [t if t is not None else limit for t in found[engine].values()]
            over = sum(t is None for t in found[engine].values())
            print(f"{engine:12s} median {statistics.median(times):8.3f} s   p95 {p95(times):8.3f} s   slowest {max(times):8.3f} s   not ended or refused {over}", flush=True)
    return found


def main() -> None:
    """Measure and print tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000, help="0: only the shipped graph")
    parser.add_argument("--limit", type=float, default=20)
    parser.add_argument("--engines", default="pyoxigraph,virtuoso,rdflib")
    parser.add_argument("--slow", action="store_true", help="rdflib on the larger graph too")
    parser.add_argument("--audience", default="public")
    parser.add_argument("--only", default="", help="questions whose name has this")
    parser.add_argument("--json", type=Path, default=None, help="write the seconds here")
    options = parser.parse_args()
    triples = default_graph(ROOT / "build" / "current" / options.audience)
    names = [n for n in question_files() if options.only in n]
    engines = options.engines.split(",")
    result = {"shipped": measure("shipped", iter(triples), engines, names, options.limit)}
    if options.triples:
        larger = [e for e in engines if e != "rdflib" or options.slow]
        result["grown"] = measure("grown", grown(triples, options.triples), larger, names, options.limit)
    if options.json:
        options.json.write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
