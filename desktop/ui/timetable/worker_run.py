"""The solver's child process behind the window: a thread listens to it, a timer of the window looks in.

Nothing of Qt is touched by the thread, and nothing of the child is waited for by the window.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Thread
from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop.ui.timetable.runs import End, Ended, Hearing
from desktop.ui.words import N_, _
from timetable.cards import Draft
from timetable.solver import progress
from timetable.solver.progress import Began, Improvement, Nearer, Options, Parts, Step
from timetable.worker import Died, Worker, WorkerEvent
from timetable.worker import Ended as WorkerEnded

TellParts = Callable[[Parts], Sequence[str]]

_LOOK_MS: Final = 40
_NICE: Final = 10
STEPS: Final = {
    Step.MODEL: N_("Готовлю задачу…"),
    Step.LEGAL: N_("Ищу расписание без нарушений…"),
    Step.NEARER: N_("Школа трудная: ищу ближайшее расписание и убираю в нём нарушения…"),
    Step.ROOMS: N_("Распределяю кабинеты…"),
    Step.WISHES: N_("Расписание есть. Делаю его удобнее: остановить можно в любой момент."),
}
_ENDS: Final = {
    progress.End.SOLVED: End.FINISHED,
    progress.End.STOPPED: End.STOPPED,
    progress.End.NOT_FOUND: End.NOT_FOUND,
    progress.End.UNPLACEABLE: End.NOT_FOUND,
}


class WorkerRun(QObject):
    """One run; it lives until its end has been told, or its window goes."""

    def __init__(self, draft: Draft, options: Options, hearing: Hearing, tell_parts: TellParts) -> None:
        super().__init__()
        self._hearing = hearing
        self._tell_parts = tell_parts
        self._worker = Worker()
        self._told: deque[WorkerEvent] = deque()
        self._thread = Thread(target=_work, args=(self._worker, draft, options, self._told), daemon=True)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.destroyed.connect(self._worker.kill)
        self._thread.start()
        self._timer.start()

    @property
    def pid(self) -> int:
        """The child's number with the system; 0 before it is there and after it has gone."""
        return self._worker.pid

    def stop(self) -> None:
        """The child ends soon, and tells its best."""
        self._worker.stop()

    def _look(self) -> None:
        """Of several better weeks only the last is shown."""
        better: Improvement | None = None
        while self._told:
            event = self._told.popleft()
            if isinstance(event, Improvement):
                better = event
            elif isinstance(event, Began):
                self._hearing.hear_state(_(STEPS[event.step]))
            elif isinstance(event, Nearer):
                self._hearing.hear_state(
                    _("Расписание почти есть: осталось нарушений: {n}").format(n=event.broken)
                )
            elif isinstance(event, WorkerEnded | Died):
                self._end(event, better)
                return
        if better is not None:
            self._hearing.hear_better(better.cards, self._tell_parts(better.parts))

    def _end(self, event: WorkerEnded | Died, better: Improvement | None) -> None:
        self._timer.stop()
        if better is not None:
            self._hearing.hear_better(better.cards, self._tell_parts(better.parts))
        if isinstance(event, Died):
            best = self._worker.best
            self._hearing.hear_end(Ended(End.DIED, best.cards if best else {}))
        else:
            self._hearing.hear_end(Ended(_ENDS[event.end], event.cards))
        self.deleteLater()


def _work(worker: Worker, draft: Draft, options: Options, told: deque[WorkerEvent]) -> None:
    worker.start(draft, options)
    _step_back(worker.pid)
    worker.follow(told.append)


def _step_back(pid: int) -> None:
    """Where the system knows priorities, the window comes before the search."""
    if hasattr(os, "setpriority") and pid:
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, pid, _NICE)
