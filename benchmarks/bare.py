"""What an exchange costs without us: the same bytes to an application that only commits them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

_APPLICATION = """
import gzip, sqlite3, sys, uvicorn
base = sqlite3.connect(sys.argv[1], check_same_thread=False)
base.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (body BLOB)")
async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    body = b""
    while (part := await receive()).get("more_body") or part["body"]:
        body += part["body"]
        if not part.get("more_body"):
            break
    with base:
        base.execute("INSERT INTO t VALUES (?)", (body,))
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})
uvicorn.run(app, port=int(sys.argv[2]), log_level="critical", lifespan="off")
"""


async def bare_post(bodies: list[bytes], runs: int) -> float:
    """The median seconds in which a bare application takes these bodies one after another."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", _APPLICATION, str(Path(folder) / "bare.db"), str(_PORT)]
        with subprocess.Popen(command) as process:
            try:
                async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{_PORT}") as client:
                    await _answering(client)
                    return sorted([await _once(client, bodies) for _ in range(runs)])[runs // 2]
            finally:
                process.terminate()


async def _once(client: httpx.AsyncClient, bodies: list[bytes]) -> float:
    began = time.perf_counter()
    for body in bodies:
        await client.post("/", content=body)
    return time.perf_counter() - began


async def _answering(client: httpx.AsyncClient) -> None:
    for _ in range(200):
        try:
            await client.post("/", content=b"-")
        except httpx.TransportError:
            await asyncio.sleep(0.05)
        else:
            return
    raise RuntimeError("the bare application does not answer")


_PORT = 18_431
