"""Anki and PouchDB beside us: a thousand marks, two clients, one server, in the same run.

Both are put into `build/others/` the first time and are never imported by the product: Anki's licence is
the AGPL, PouchDB needs Node. Where they cannot be had, the row says so. Their bytes are counted with the
headers of HTTP, a few hundred a request.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final

from benchmarks.measure import Row, kilobytes, milliseconds
from benchmarks.others.relay import Relay, counting_relay, free_port, wait_for

_HERE: Final = Path(__file__).parent / "others"
_HOME: Final = Path(__file__).parents[1] / "build" / "others"
_WAYS: Final = {
    "push": "push of 1,000 new marks",
    "pull": "pull of them by the other client",
    "idle": "a round with nothing to do",
}


def rows(runs: int) -> list[Row]:
    """A row for each way and system."""
    return [*_rows_of("Anki", _measure_anki, runs), *_rows_of("PouchDB", _measure_pouch, runs)]


def _rows_of(name: str, measure: Any, runs: int) -> list[Row]:
    try:
        found = measure(runs)
    except (OSError, subprocess.SubprocessError, RuntimeError) as error:
        return [Row(f"{name}: not measured here", "", type(error).__name__)]
    return [Row(f"{name}: {says}", "", _told(found[way])) for way, says in _WAYS.items()]


def _told(found: dict[str, Any]) -> str:
    return f"{milliseconds(statistics.median(found['seconds']))}, {kilobytes(found['bytes'])}"


def _measure_anki(runs: int) -> dict[str, Any]:
    python = _HOME / "anki" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", _HOME / "anki"], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "anki"], check=True)
    with tempfile.TemporaryDirectory() as folder:
        return _run([python, "-m", "benchmarks.others.with_anki", folder, runs], _HERE.parents[1])


def _measure_pouch(runs: int) -> dict[str, Any]:
    home = _HOME / "pouch"
    if not (home / "node_modules" / "pouchdb").exists():
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text("{}", encoding="ascii")
        words = ["npm", "install", "--no-audit", "--no-fund", "--silent", "pouchdb", "pouchdb-server"]
        subprocess.run(words, cwd=home, check=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        _pouch_server(home, Path(folder)) as port,
        counting_relay(port) as relay,
        _counter(relay) as counter,
    ):
        urls = [f"http://127.0.0.1:{one}" for one in (port, relay.port, counter)]
        return _run(["node", _HERE / "with_pouch.mjs", folder, runs, *urls], home)


def _run(words: list[Any], cwd: Path) -> dict[str, Any]:
    done = subprocess.run(
        [str(one) for one in words], cwd=cwd, check=True, capture_output=True, text=True, timeout=900
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def _pouch_server(home: Path, folder: Path) -> Iterator[int]:
    """A pouchdb-server on the disk, on a free port."""
    program = home / "node_modules" / ".bin" / "pouchdb-server"
    if not program.exists() or shutil.which("node") is None:
        raise RuntimeError("there is no pouchdb-server")
    port, place = free_port(), folder / "server"
    place.mkdir()
    words = [str(program), "--port", str(port), "--dir", str(place), "--no-stdout-logs"]
    with subprocess.Popen(words, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()


@contextmanager
def _counter(relay: Relay) -> Iterator[int]:
    """A port that tells how many bytes the relay has carried."""

    class Tell(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that the standard library calls
            said = str(relay.taken()).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *words: Any) -> None:  # noqa: A002 # the standard library's name
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Tell)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
