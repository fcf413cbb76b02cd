"""One storm: a region, its server, the teachers, the kill in the middle, and what came of it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

import msgspec

from server.database import sqlite_url
from server.folder import remember_url
from server.service import open_service
from tests.server.running import ROOT, Running
from tests.storm.counting import Counted, count, database_bytes
from tests.storm.plan import Plan
from tests.storm.region import make_region
from tests.storm.watching import Watch, family_of, processor_seconds


@dataclass(frozen=True, slots=True)
class Weather:
    """How hard it blows: arrivals fall into `spread` seconds; `kill_after` seconds the server is killed.

    `processes`: of the server, side by side on one PostgreSQL.
    """

    teachers: int
    spread: float
    kill_after: float
    processes: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """`met`: what the process of the teachers tells; `down`: seconds without a server after the kill.

    `grown`: by how many bytes the database grew; `processor`: seconds that the server took of it.
    """

    met: dict[str, Any]
    watch: Watch
    counted: Counted
    down: float
    processor: float
    grown: int

    @property
    def evenings(self) -> list[float]:
        """How long each teacher's evening took, in seconds, the shortest first."""
        return [float(one) for one in self.met["evenings"]]

    def percentile(self, share: float) -> float:
        """The evening that `share` of the teachers did not exceed."""
        return self.evenings[min(len(self.evenings) - 1, round(share * (len(self.evenings) - 1)))]

    @property
    def after_load(self) -> float:
        """Seconds from the last arrival until every queue was empty."""
        return float(self.met["took"]) - float(self.met["last_arrival"])


def prepare(folder: Path, url: str | None, teachers: int) -> Plan:
    """A region in a database, and what its teachers will type."""
    folder.mkdir(parents=True, exist_ok=True)
    remember_url(folder, url)
    service = open_service(folder, url or sqlite_url(folder))
    try:
        return make_region(service, teachers, datetime.now().astimezone().date())
    finally:
        service.engine.dispose()


def blow(folder: Path, url: str | None, weather: Weather) -> Outcome:
    """Prepare, serve, let everybody come, kill, restart, wait for the last, count."""
    plan = prepare(folder, url, weather.teachers)
    paper = folder.parent / "plan.json"
    paper.write_bytes(msgspec.json.encode(plan))
    words = ("--processes", str(weather.processes)) if weather.processes > 1 else ()
    server = Running(folder, url, port=_free_port(), words=words)
    with server:
        grown = -database_bytes(server.engine)
        watch = Watch(server.url, plan.watcher, lambda: server.process)
        with watch, _teachers(paper, server.url, weather.spread) as teachers:
            assert teachers.stdout is not None
            assert teachers.stdout.readline() == "begun\n"
            time.sleep(weather.kill_after)
            spent = processor_seconds(family_of(server.process))
            down = _kill_and_restart(server, watch)
            met = _read_report(teachers.stdout)
            spent += processor_seconds(family_of(server.process))
        grown += database_bytes(server.engine)
        counted = count(server.engine, plan)
    return Outcome(met, watch, counted, down, spent, grown)


def _kill_and_restart(server: Running, watch: Watch) -> float:
    """Pull the plug of all of the server's processes at once, and start it again; seconds without it."""
    watch.is_down, began = True, time.monotonic()
    for process in family_of(server.process):
        os.kill(process, signal.SIGKILL)
    server.kill()
    server.start()
    watch.note_return()
    return time.monotonic() - began


def _teachers(paper: Path, url: str, spread: float) -> subprocess.Popen[str]:
    address = urlsplit(url)
    words = [str(paper), str(address.hostname), str(address.port), str(spread)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.storm.load", *words], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def _read_report(stream: IO[str]) -> dict[str, Any]:
    """The last line that the teachers' process says, at its end."""
    said = stream.readline()
    told: dict[str, Any] = json.loads(said)
    return told


def _free_port() -> int:
    """A port that is free now: the server comes back to it after the kill."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
