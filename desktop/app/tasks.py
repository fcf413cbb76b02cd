"""The task owner: every coroutine of the program has somebody who hears how it ended.

An error of ours must not stop the exchange for the day: it is reported whole, told in words, and the
task begins anew after a pause that grows. A task that was cancelled has ended well.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Final

_LOG: Final = logging.getLogger(__name__)
_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 300.0
_AGAIN: Final = 0.5
"""Seconds after which a task that has swallowed its cancellation is cancelled again."""

Work = Callable[[], Coroutine[Any, Any, object]]


class Tasks:
    """Starts coroutines and keeps them until they end; `on_error` hears of each that broke."""

    def __init__(self, on_error: Callable[[Exception], None], first_pause: float = _FIRST_PAUSE) -> None:
        self._on_error = on_error
        self._first_pause = first_pause
        self._running: set[asyncio.Task[object]] = set()

    def start(self, work: Coroutine[Any, Any, object], name: str) -> asyncio.Task[object]:
        """Run once; what is cancelled before it has begun is let go like the rest."""
        task = self._hold(self._once(work), name)
        task.add_done_callback(lambda _ended: work.close())
        return task

    def keep(self, work: Work, name: str) -> asyncio.Task[object]:
        """Run for as long as the program does, again after every error."""
        return self._hold(self._forever(work), name)

    async def close(self) -> None:
        """Cancel whatever still runs and wait until it has gone."""
        while running := set(self._running):
            for task in running:
                task.cancel()
            await asyncio.wait(running, timeout=_AGAIN)

    def _hold(self, work: Coroutine[Any, Any, object], name: str) -> asyncio.Task[object]:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _once(self, work: Coroutine[Any, Any, object]) -> object:
        try:
            return await work
        except Exception as error:  # noqa: BLE001 - the task owner reports whatever broke, whole
            self._tell(error)
            return None

    async def _forever(self, work: Work) -> None:
        pause = self._first_pause
        while True:
            try:
                await work()
            except Exception as error:  # noqa: BLE001 - the task owner reports whatever broke, whole
                self._tell(error)
            else:
                return
            await asyncio.sleep(pause)
            pause = min(_LONGEST_PAUSE, pause * 2)

    def _tell(self, error: Exception) -> None:
        _LOG.error("a task broke", exc_info=error)
        self._on_error(error)
