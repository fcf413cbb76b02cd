"""One call in a process of its own: the engine's libraries and its memory never come into the window's.

The function is named, not given, so that the parent need not load what it needs.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

_processes = get_context("spawn")


class Gone(Exception):
    """The child ended without an answer: killed, out of memory, or a fault in it."""


class Aside:
    """A call that a thread waits for, and that another may kill."""

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._is_unwanted = False

    def call(self, module: str, function: str, *arguments: object) -> Any:
        """The function's answer. Raises Gone when the child ends without one."""
        ours, theirs = _processes.Pipe(duplex=False)
        process = _processes.Process(target=_child, args=(theirs, module, function, arguments), daemon=True)
        process.start()
        theirs.close()
        self._process = process
        if self._is_unwanted:
            self.kill()
        try:
            return ours.recv()
        except (EOFError, OSError) as error:
            raise Gone from error
        finally:
            ours.close()
            process.join()

    def kill(self) -> None:
        """The answer is not wanted any more."""
        self._is_unwanted = True
        if self._process is not None:
            with suppress(ValueError):
                self._process.kill()


def _child(pipe: Connection, module: str, function: str, arguments: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked: Callable[..., object] = getattr(import_module(module), function)
    pipe.send(asked(*arguments))
