"""What an exchange costs without us: the same bytes to an application that only commits them."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Final

import httpx

from benchmarks.others.relay import free_port, wait_for

_APPLICATION: Final = """
import sqlite3, sys, uvicorn
base = sqlite3.connect(sys.argv[1], check_same_thread=False)
base.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (body BLOB)")
async def app(scope, receive, send):
    body = b""
    while (part := await receive()).get("body") or part.get("more_body"):
        body += part["body"]
        if not part.get("more_body"):
            break
    with base:
        base.execute("INSERT INTO t VALUES (?)", (body,))
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})
uvicorn.run(app, port=int(sys.argv[2]), log_level="critical", lifespan="off")
"""


def post_bare(bodies: Sequence[bytes], runs: int) -> list[float]:
    """Seconds in which a bare application takes these bodies one after another, for each run."""
    with _serving() as url, httpx.Client(base_url=url) as client:
        return [_seconds(client, bodies) for _ in range(runs)]


@contextmanager
def _serving() -> Iterator[str]:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", _APPLICATION, str(Path(folder) / "bare.db"), str(port)]
        with subprocess.Popen(command) as process:
            try:
                wait_for(port)
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()


def _seconds(client: httpx.Client, bodies: Sequence[bytes]) -> float:
    began = perf_counter()
    for body in bodies:
        client.post("/", content=body)
    return perf_counter() - began
