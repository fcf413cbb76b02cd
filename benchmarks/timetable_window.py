"""The board's window while the solver works beside it: how long its event loop lets anybody wait.

A timer asks the loop every few milliseconds whether it still turns; how late it is, is how long a key or
a frame would have waited. A hand moves the cursor all the time and takes a card up now and then. Times
are the clock's, with whatever else the machine does meanwhile.
"""

from __future__ import annotations

import sys
from itertools import cycle, pairwise
from time import perf_counter
from typing import Final

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.measure import Row, milliseconds
from benchmarks.timetable_checker import legal_week
from desktop.app.collecting import GuiCollector
from desktop.app.running import SWITCH_SECONDS
from desktop.app.timetabling import begin_search
from desktop.ui.timetable.screen import TimetableScreen
from tests.desktop.ui.grid.board import named
from tests.desktop.ui.keyboard import Keyboard, keys_read, let_go
from tests.desktop.ui.timetable.memory_keeper import MemoryKeeper

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SECONDS: Final = 40
FRAME: Final = 0.05
BEAT_MS: Final = 4
"""So often the loop is asked whether it still turns."""

STEP_MS: Final = 60
"""A key that is held down repeats about so often."""

_WAY: Final = (
    *[KEY.Key_Right] * 9,
    KEY.Key_Down,
    *[KEY.Key_Left] * 9,
    KEY.Key_Down,
    KEY.Key_Space,
    KEY.Key_Escape,
)


def rows(_runs: int) -> list[Row]:
    """One search of some seconds with the board in use, beside the same without a search."""
    busy, quiet = _gaps(searching=True), _gaps(searching=False)
    what = f"Window in use for {SECONDS} s while the solver works: longest wait of its loop"
    return [Row(what, _told(busy), f"no search: {_told(quiet)}", aim="no frame > 50 ms")]


def _told(gaps: list[float]) -> str:
    above = sum(gap > FRAME for gap in gaps)
    return f"{milliseconds(gaps[-1])}, 99 of 100 {milliseconds(gaps[len(gaps) * 99 // 100])}, {above} > 50 ms"


def _gaps(searching: bool) -> list[float]:
    """Seconds that the loop was later than asked, each time, the shortest first."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with keys_read(application):
        collector = GuiCollector(application)
        sys.setswitchinterval(SWITCH_SECONDS)
        screen = TimetableScreen(MemoryKeeper(legal_week()), begin_search)
        keys = Keyboard(screen)
        screen.arrive()
        wait(1)
        if searching:
            keys.hit(KEY.Key_F9)
            keys.hit(KEY.Key_Return, CTRL)
            keys.hit(KEY.Key_Return, CTRL)
        screen.page.board.setFocus()
        gaps = _watched(screen.page.board)
        let_go(screen)
        collector.stop()
    return gaps


def _watched(board: QWidget) -> list[float]:
    """Let the loop turn with a hand at the keys."""
    beats: list[float] = []
    beat = QTimer(interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
    beat.timeout.connect(lambda: beats.append(perf_counter()))
    way, hand = cycle(_WAY), QTimer(interval=STEP_MS)
    hand.timeout.connect(lambda: _press(board, next(way)))
    for timer in (beat, hand):
        timer.start()
    wait(SECONDS)
    for timer in (beat, hand):
        timer.stop()
    return sorted(late - early - BEAT_MS / 1000 for early, late in pairwise(beats))


def wait(seconds: int) -> None:
    """Let the loop turn; the first second is the opening of the screen, which nobody waits for twice."""
    loop = QEventLoop()
    QTimer.singleShot(seconds * 1000, loop.quit)
    loop.exec()


def _press(board: QWidget, key: Qt.Key) -> None:
    """A key as it comes from the window system: it waits for its turn."""
    QCoreApplication.postEvent(board, named(key, Qt.KeyboardModifier.NoModifier, "offscreen"))
