"""Programs that die: each runs in a process of its own and says through a pipe what it has painted.

The processes are forked from a server that has imported everything already, where the system can
fork, so that a kill costs a few hundredths of a second.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from desktop.models.faults import NotWritten
from desktop.models.store import Store, open_store
from sync.shelf import OpState
from tests.desktop.models.making import acknowledge, type_op

KEY = bytes(range(32))
_PRELOADED = ("tests.processes.programs", "tests.desktop.models.timetable.doomed_desk")


def context() -> ForkServerContext | SpawnContext:
    """Processes that share nothing with this one."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload([__name__, *_PRELOADED])
    return forking


class Doomed:
    """A program that runs until it is killed, and what it has said until then."""

    def __init__(self, program: Callable[..., None], folder: Path, *args: Any) -> None:
        self._ear, mouth = multiprocessing.Pipe(duplex=False)
        self._process: BaseProcess = context().Process(target=program, args=(mouth, folder, *args))
        self._process.start()
        mouth.close()

    def hear(self) -> str:
        """The next thing that it says; EOFError when it is dead and has said all."""
        return self._ear.recv_bytes().decode()

    def kill(self) -> list[str]:
        """Kill it (-9); gives what it had still said."""
        self._process.kill()
        return self.said_to_the_end()

    def said_to_the_end(self) -> list[str]:
        """All that it says until it ends, by itself or killed."""
        said = []
        while True:
            try:
                said.append(self.hear())
            except EOFError:
                break
        self._process.join()
        return said


def type_for_ever(mouth: Connection, folder: Path) -> None:
    """Type ops, say each when it is painted, take in an answer to every seventh."""
    store = open_store(folder, KEY)
    mouth.send_bytes(b"open")
    number = 0
    while True:
        own = type_op(store.shelf)
        mouth.send_bytes(f"{own.op.op} {OpState.QUEUED}".encode())
        number += 1
        if number % 7 == 0:
            acknowledge(store.shelf, own)
            mouth.send_bytes(f"{own.op.op} {OpState.ACKNOWLEDGED}".encode())


def type_on_a_full_disk(mouth: Connection, folder: Path) -> None:
    """Type under a limit of the length of files that is raised step by step; say how each try ended.

    Every refused op is typed again without the limit, on the same open store.
    """
    store = open_store(folder, KEY)
    for _ in range(3):
        type_op(store.shelf)
    longest = max(path.stat().st_size for path in folder.iterdir())
    for limit in range(0, longest + 40_000, 700):
        mouth.send_bytes(_try_to_type(store, limit).encode())
    store.close()


def open_on_a_full_disk(mouth: Connection, folder: Path) -> None:
    """Open a store where no file may grow; say how many ops it holds, and whether one more was refused."""
    with_limit(0)
    store = open_store(folder, KEY)
    mouth.send_bytes(str(len(store.shelf.read_ops(OpState))).encode())
    try:
        type_op(store.shelf)
    except NotWritten:
        mouth.send_bytes(b"refused")


def _try_to_type(store: Store, limit: int) -> str:
    before = store.shelf.read_ops(OpState)
    with_limit(limit)
    try:
        own = type_op(store.shelf)
    except NotWritten:
        with_limit(None)
        same = store.shelf.read_ops(OpState) == before
        type_op(store.shelf)
        return "refused, unchanged" if same else "refused, CHANGED"
    with_limit(None)
    return "taken" if store.shelf.read_ops(OpState) == [*before, own] else "taken, BUT NOT THERE"


def with_limit(length: int | None) -> None:
    """Let no file grow beyond so many bytes; None lifts the limit."""
    if sys.platform != "win32":
        import resource  # Windows has no such module

        endless = resource.RLIM_INFINITY
        resource.setrlimit(resource.RLIMIT_FSIZE, (endless if length is None else length, endless))
