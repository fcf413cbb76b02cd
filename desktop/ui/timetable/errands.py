"""Work that takes longer than a frame: it runs in one thread beside the window, the newest wish wins."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

Result = TypeVar("Result")


class Errand(QObject, Generic[Result]):
    """Runs a pure function elsewhere and hands its result over in the window's own thread.

    While one runs, only the last of those that were asked for meanwhile is kept. An error of the
    function is raised in the window's thread, where the program's hook hears of it.
    """

    _ended = Signal(object)

    def __init__(self, on_done: Callable[[Result], object], parent: QObject) -> None:
        super().__init__(parent)
        self._on_done = on_done
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="timetable")
        self._running: Future[Result] | None = None
        self._next: Callable[[], Result] | None = None
        self._ended.connect(self._take)

    def ask(self, work: Callable[[], Result]) -> None:
        """Do this, instead of what was asked for and has not begun."""
        if self._running is not None:
            self._next = work
            return
        self._running = self._pool.submit(work)
        self._running.add_done_callback(self._tell)

    def forget(self) -> None:
        """Whatever comes is not wanted any more."""
        self._next, self._running = None, None

    def close(self) -> None:
        """No thread stays."""
        self.forget()
        self._pool.shutdown(wait=False, cancel_futures=True)

    @property
    def is_running(self) -> bool:
        return self._running is not None

    def _tell(self, future: Future[Result]) -> None:
        if isValid(self):
            self._ended.emit(future)

    def _take(self, future: Future[Result]) -> None:
        if future is not self._running:
            return
        self._running = None
        work, self._next = self._next, None
        if work is not None:
            self.ask(work)
        else:
            self._on_done(future.result())
