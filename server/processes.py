"""Several processes side by side on one database, behind one address.

The parent looks after the database once, opens the socket, and then only watches: each child
takes connections from the same socket, and one that dies is replaced. A child whose parent is
gone stops by itself.
"""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Thread
from time import monotonic
from types import FrameType

from server.log import LogFormat, begin_log
from server.metrics import ServerState, forget, shared_folder, shown
from server.service import SLOW_SECONDS, open_service
from server.serving import BACKLOG, Listening, Server, configure

STOP_SECONDS = 25
STEADY_SECONDS = 60
LONGEST_PAUSE_SECONDS = 30
"""A child that keeps dying before it was steady is begun again after 1, 2, 4 … seconds."""

_log = logging.getLogger("parta.server")
_processes = get_context("spawn")


@dataclass(frozen=True, slots=True)
class Work:
    """What each child serves, where it listens, how it writes its log."""

    folder: Path
    url: str
    listening: Listening
    log: LogFormat = LogFormat.JSON
    slow_seconds: float = SLOW_SECONDS


def serve_many(
    work: Work,
    count: int,
    when_answering: Callable[[int], None],
    metrics_port: int | None = None,
    begun: int = 0,
) -> bool:
    """Serve in so many processes until told to stop; False when one of them could not begin.

    `when_answering` hears the port once all answer. `begun`: how many epochs began at this start.
    Raises OSError when the address is not to be had.
    """
    with _open(work.listening) as listener, shared_folder() as numbers:
        parent = _Parent(work, listener, count, numbers)
        with shown(metrics_port, ServerState(begun, parent.processes), numbers):
            return parent.watch(when_answering)


def _open(listening: Listening) -> socket.socket:
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    return socket.create_server((listening.host, listening.port), family=family, backlog=BACKLOG)


@dataclass
class _Child:
    """One process of several: the pipe says "I answer" upwards and "stop" by its end."""

    number: int
    process: SpawnProcess | None = None
    pipe: Connection | None = None
    answers: bool = False
    begun_at: float = 0.0
    deaths: int = 0
    again_at: float = field(default=0.0)

    def begin(self, work: Work, listener: socket.socket) -> None:
        self.pipe, lower = _processes.Pipe()
        words = (work, self.number, listener, lower)
        self.process = _processes.Process(target=_serve, args=words, name=f"serving-{self.number}")
        self.process.start()
        lower.close()
        self.answers, self.begun_at = False, monotonic()

    def hear(self) -> int | None:
        """Take the child's word; or note that it has died and when it is to begin again, and say who died."""
        assert self.pipe is not None
        assert self.process is not None
        try:
            self.answers = bool(self.pipe.recv())
        except (EOFError, OSError):
            self._make_sure()
            died = self.process.pid
            _log.warning("process %d ended with %s", self.number, self.process.exitcode)
            self.pipe.close()
            self.process = self.pipe = None
            self.deaths = 1 if monotonic() - self.begun_at > STEADY_SECONDS else self.deaths + 1
            self.pause()
            return died
        return None

    def pause(self) -> None:
        """Begin again the later, the more often it has died."""
        self.again_at = monotonic() + min(2 ** (self.deaths - 1), LONGEST_PAUSE_SECONDS)

    def end(self) -> None:
        """Wait until it has stopped, not for ever."""
        if self.process is not None:
            self._make_sure(STOP_SECONDS)

    def _make_sure(self, seconds: float = 1) -> None:
        """It ends by itself in so many seconds, or is ended: two of one number must never live."""
        assert self.process is not None
        self.process.join(seconds)
        self.process.kill()
        self.process.join()


class _Parent:
    def __init__(self, work: Work, listener: socket.socket, count: int, numbers: Path) -> None:
        self._numbers = numbers
        self._work = work
        self._listener = listener
        self._children = [_Child(number) for number in range(1, count + 1)]
        self._woken, self._waker = _processes.Pipe(duplex=False)
        self._stopping = False

    def processes(self) -> dict[str, int]:
        """The living children's numbers with the system, by their own."""
        living = {str(child.number): child.process for child in self._children}
        return {number: one.pid for number, one in living.items() if one is not None and one.pid is not None}

    def watch(self, when_answering: Callable[[int], None]) -> bool:
        """Begin the children and replace those that die, until a signal says to stop."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        try:
            for child in self._children:
                child.begin(self._work, self._listener)
            if not self._all_answer():
                return self._stopping
            when_answering(self._listener.getsockname()[1])
            while not self._stopping:
                self._replace()
                self._hear()
            return True
        finally:
            self._end()

    def _all_answer(self) -> bool:
        """Wait for each child's word; False when one died without it, or when told to stop."""
        while not (self._stopping or all(child.answers for child in self._children)):
            self._hear()
            if any(child.process is None for child in self._children):
                return False
        return not self._stopping

    def _hear(self) -> None:
        by_pipe = {child.pipe: child for child in self._children if child.pipe is not None}
        for ready in wait([*by_pipe, self._woken], self._patience()):
            if not self._stopping and isinstance(ready, Connection) and ready in by_pipe:
                died = by_pipe[ready].hear()
                if died is not None:
                    forget(died, self._numbers)

    def _patience(self) -> float | None:
        """Until the next dead child is to be replaced; None when all live."""
        due = [child.again_at for child in self._children if child.process is None]
        return max(0.0, min(due) - monotonic()) if due else None

    def _replace(self) -> None:
        for child in self._children:
            if child.process is None and monotonic() >= child.again_at:
                self._begin_again(child)

    def _begin_again(self, child: _Child) -> None:
        """Where the system refuses a process now, the living ones go on and it is asked again later."""
        try:
            child.begin(self._work, self._listener)
        except OSError as error:
            _log.warning("process %d could not begin: %s", child.number, error.strerror)
            child.process = child.pipe = None
            child.deaths += 1
            child.pause()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True
        self._waker.send(None)

    def _end(self) -> None:
        self._listener.close()
        for child in self._children:
            if child.pipe is not None:
                child.pipe.close()
        for child in self._children:
            child.end()


def _serve(work: Work, number: int, listener: socket.socket, pipe: Connection) -> None:
    """A child's life."""
    begin_log(work.log)
    service = open_service(work.folder, work.url, number, work.slow_seconds)
    server = Server(configure(service, work.listening), lambda _: pipe.send(True))
    Thread(target=_stop_with_parent, args=(server, pipe), name="parent", daemon=True).start()
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


def _stop_with_parent(server: Server, pipe: Connection) -> None:
    """The pipe's end is the parent's word to stop, or its death."""
    with suppress(EOFError, OSError):
        pipe.recv()
    server.should_exit = True
