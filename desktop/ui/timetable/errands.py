"""Work that takes longer than a frame: it runs in one thread beside the window, the newest wish wins."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

Result = TypeVar("Result")

_LOOK_MS: Final = 15


class Errand(QObject, Generic[Result]):
    """Runs a pure function elsewhere and hands its result over in the window's own thread.

    While one runs, only the last of those that were asked for meanwhile is kept. The thread touches
    no object of Qt: a timer of the window looks whether it is done. An error of the function is
    raised there, where the program's hook hears of it. A window that goes waits for nothing.
    """

    def __init__(self, on_done: Callable[[Result], object], parent: QObject) -> None:
        super().__init__(parent)
        self._on_done = on_done
        self._pool = pool = ThreadPoolExecutor(1, thread_name_prefix="timetable")
        self._running: Future[Result] | None = None
        self._next: Callable[[], Result] | None = None
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.destroyed.connect(lambda: pool.shutdown(wait=False, cancel_futures=True))

    def ask(self, work: Callable[[], Result]) -> None:
        """Do this, instead of what was asked for and has not begun."""
        if self._running is not None:
            self._next = work
            return
        self._running = self._pool.submit(work)
        self._timer.start()

    @property
    def is_running(self) -> bool:
        return self._running is not None

    def _look(self) -> None:
        future = self._running
        if future is None or not future.done():
            return
        self._running = None
        self._timer.stop()
        work, self._next = self._next, None
        if work is not None:
            self.ask(work)
        else:
            self._on_done(future.result())
