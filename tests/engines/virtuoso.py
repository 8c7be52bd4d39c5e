"""A Virtuoso of our own: on free ports of 127.0.0.1, with all its files in one folder, ended when we are done. No system service.

    python -m tests.engines.virtuoso FILE.nq       loads the file, says at which address it answers, and stops with Ctrl-C

It is Debian's ``virtuoso-opensource-7-bin``. Virtuoso has no default graph of its own: asked without one, it takes every graph it
holds, its own among them, and then a triple counts once for each graph. So the default graph of an N-Quads file goes into a graph
with a name, and the endpoint's address says ``default-graph-uri``. The steward's password is Virtuoso's own (``dba``): nobody but
this machine reaches the ports, but do not serve others like this.
"""

from __future__ import annotations

import contextlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

SERVER, CLIENT = "virtuoso-t", "isql-vt"
DEFAULT_GRAPH = "urn:smuggling-kg:default"
"""The name that the default graph has there."""
_SECONDS = 60
_INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
ServerThreads = 8
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 1000000
"""


class VirtuosoError(Exception):
    """Virtuoso did not start, or did not take the data; the text is its own."""


def missing() -> str:
    """What is not installed, as a reason to skip; nothing where all is there."""
    absent = [name for name in (SERVER, CLIENT) if shutil.which(name) is None]
    return f"{' and '.join(absent)} not installed (Debian: apt-get install virtuoso-opensource-7-bin)" if absent else ""


@dataclass(frozen=True, slots=True)
class Virtuoso:
    """A server that runs: its folder and its two ports."""

    folder: Path
    sql: int
    http: int

    def endpoint(self, graph: str = DEFAULT_GRAPH) -> str:
        """The address that answers with this graph as the default graph."""
        return f"http://127.0.0.1:{self.http}/sparql?default-graph-uri={quote(graph, safe='')}"

    def load(self, nquads: bytes, graph: str = DEFAULT_GRAPH) -> None:
        """Load N-Quads in bulk; what has no graph there goes into ``graph``. Raises VirtuosoError."""
        incoming = Path(tempfile.mkdtemp(prefix="load-", dir=self.folder))
        (incoming / "data.nq").write_bytes(nquads)
        self.tell(f"ld_dir('{incoming}', 'data.nq', '{graph}'); rdf_loader_run(); checkpoint;")
        said = self.tell(f"select coalesce(ll_error, concat('state ', cast(ll_state as varchar))) from DB.DBA.load_list where ll_file like '{incoming}/%';")
        if "state 2" not in said:
            raise VirtuosoError(said)

    def tell(self, sql: str) -> str:
        """Run statements in Virtuoso's own client, and return what it says."""
        command = [CLIENT, f"127.0.0.1:{self.sql}", "dba", "dba", f"exec={sql}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        if done.returncode or "*** Error" in done.stdout + done.stderr:
            raise VirtuosoError(done.stdout + done.stderr)
        return done.stdout


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Virtuoso]:
    """A Virtuoso with its files in this empty folder, for as long as it is needed. Raises VirtuosoError where it does not start."""
    server = Virtuoso(folder, *_free_ports(2))
    (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, sql=server.sql, http=server.http), encoding="utf-8")
    with (folder / "output").open("w") as output:
        process = subprocess.Popen([SERVER, "+configfile", str(folder / "virtuoso.ini"), "+foreground"], stdout=output, stderr=output, cwd=folder)
    try:
        _wait(server, process)
        yield server
    finally:
        _end(process)


def _wait(server: Virtuoso, process: subprocess.Popen[bytes]) -> None:
    """Until the server says that it is online and takes connections."""
    until = time.monotonic() + _SECONDS
    while process.poll() is None and time.monotonic() < until:
        if "Server online" in (server.folder / "output").read_text(errors="replace"):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", server.http), timeout=1):
                return
        time.sleep(0.05)
    raise VirtuosoError((server.folder / "output").read_text(errors="replace")[-2000:])


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process that we started, gently and then not."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_ports(number: int) -> list[int]:
    """Ports that nobody listens on; all are held until all are found, so that they differ."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(number)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def main() -> None:
    """Serve a file until told to stop."""
    if len(sys.argv) != 2 or missing():
        sys.exit(missing() or __doc__)
    with tempfile.TemporaryDirectory(prefix="virtuoso-") as folder, serving(Path(folder)) as server:
        server.load(Path(sys.argv[1]).read_bytes())
        print(server.endpoint(), flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()
