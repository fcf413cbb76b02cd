"""Numbers for Prometheus: how much is asked, how long it takes, what waits, what is refused.

No label holds a person, a school or a login: their number would grow with the region, and a name
in a graph is a name that leaks. Several processes write into one folder, and the parent adds
their numbers up.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from wsgiref.simple_server import WSGIServer

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector
from sqlalchemy import Engine, event

LOOPBACK = "127.0.0.1"
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

requests = Counter("parta_requests", "Requests that were answered", ["route", "method", "status"])
seconds = Histogram("parta_request_seconds", "From the first byte to the answer", ["route"], buckets=_SECONDS)
phases = Counter("parta_phase_seconds", "Where the seconds of requests went", ["route", "phase"])
refusals = Counter("parta_refusals", "Requests that were refused, by code", ["code"])
ops = Counter("parta_ops", "Ops that were answered, by status", ["status"])
waiting = Gauge("parta_waiting", "Requests before their turn", ["queue"], multiprocess_mode="livesum")
at_work = Gauge("parta_at_work", "Requests at work", ["queue"], multiprocess_mode="livesum")
push_seconds = Histogram("parta_push_transaction_seconds", "One transaction of a push", buckets=_SECONDS)
statements = Counter("parta_statements", "Statements that were sent to the database")
retries = Counter("parta_push_retries", "Pushes begun again because two transactions met")
connections = Gauge("parta_connections", "Connections to the database in use", multiprocess_mode="livesum")


def watch(engine: Engine) -> None:
    """Count an engine's connections in use, and its statements."""
    event.listen(engine, "checkout", lambda *_: connections.inc())
    event.listen(engine, "checkin", lambda *_: connections.dec())
    event.listen(engine, "before_cursor_execute", lambda *_: statements.inc())


class ServerState(Collector):
    """What nobody counts while serving: memory of each process, epochs that this start has begun."""

    def __init__(self, epochs: int, processes: Callable[[], Mapping[str, int]]) -> None:
        self._epochs = epochs
        self._processes = processes

    def collect(self) -> Iterable[Metric]:
        """Asked at each look."""
        begun = CounterMetricFamily("parta_epochs_begun", "Epochs that began at this start")
        begun.add_metric([], self._epochs)
        memory = GaugeMetricFamily("parta_resident_bytes", "Memory of a process", labels=["process"])
        for name, process in self._processes().items():
            resident = _resident(process)
            if resident is not None:
                memory.add_metric([name], resident)
        return begun, memory


@contextmanager
def shared_folder() -> Iterator[Path]:
    """A folder in which the processes that are started within it write their numbers."""
    with TemporaryDirectory(prefix="parta-metrics-") as folder:
        os.environ[_FOLDER] = folder
        try:
            yield Path(folder)
        finally:
            del os.environ[_FOLDER]


def forget(process: int, folder: Path) -> None:
    """A process has died: what it had at work, it has no more. What it counted stays."""
    mark_process_dead(process, str(folder))  # type: ignore[no-untyped-call] # of the library


@contextmanager
def shown(port: int | None, state: ServerState, folder: Path | None = None) -> Iterator[None]:
    """Show the numbers at this port of this machine, to nobody else; None shows them nowhere."""
    if port is None:
        yield
        return
    registry = CollectorRegistry() if folder is not None else REGISTRY
    if folder is not None:
        MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call] # of the library
    registry.register(state)
    server, thread = start_http_server(port, LOOPBACK, registry)
    try:
        yield
    finally:
        _stop(server, thread)


def _stop(server: WSGIServer, thread: Thread) -> None:
    server.shutdown()
    server.server_close()
    thread.join()


def _resident(process: int) -> int | None:
    """Bytes of memory that a process holds; None where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")
