"""One key: from the press to the mark on the disk and on the screen, on a page of 35 × 60.

The real page over a real journal in a real encrypted store, fed with a teacher's year. Each run types
down a fresh column of ours and of both bare views, so that all meet the same weather.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from time import perf_counter, process_time
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from benchmarks.bare_commits import commit_encrypted, commit_plain
from benchmarks.bare_views import BareView, WiredView
from benchmarks.known import KEY, TEACHER
from benchmarks.measure import Row, Stopwatch, milliseconds, ratio
from benchmarks.painting import PaintWatch, press, settle, show
from benchmarks.teachers_year import PUPILS, TeachersYear
from desktop.app.collecting import GuiCollector
from desktop.models.journal import Journal
from desktop.models.store import open_store
from desktop.ui.grid.cells import Place
from desktop.ui.grid.key_reader import KeyReader
from desktop.ui.journal_page.page import JournalPageScreen
from desktop.ui.look.style import Theme, dress
from sync.failpoint import armed
from sync.replica import Replica

_NOW: Final = datetime(2026, 11, 21, 8, 10, tzinfo=timezone(timedelta(hours=3)))
_DIGITS: Final = ((Qt.Key.Key_5, "5"), (Qt.Key.Key_4, "4"), (Qt.Key.Key_3, "3"))


@dataclass
class Times:
    """Seconds of every key press of every run; `worked` are the processor's, however busy the machine is."""

    committed: Stopwatch = field(default_factory=Stopwatch)
    painted: Stopwatch = field(default_factory=Stopwatch)
    worked: Stopwatch = field(default_factory=Stopwatch)
    edited: Stopwatch = field(default_factory=Stopwatch)
    wired: Stopwatch = field(default_factory=Stopwatch)
    plain: Stopwatch = field(default_factory=Stopwatch)
    encrypted: Stopwatch = field(default_factory=Stopwatch)


class Page:
    """The journal page of a half-year over a store in a folder, in a window."""

    def __init__(self, opened: ExitStack, folder: Path, blank: int) -> None:
        year = TeachersYear(date(2026, 11, 21), blank)
        opened.enter_context(armed(self._note))
        store = open_store(folder, KEY)
        opened.callback(store.close)
        replica = Replica(store.shelf, lambda: _NOW)
        year.pour(replica)
        self._on_disk = 0.0
        self._screen = JournalPageScreen(Journal(replica, TEACHER, lambda: _NOW))
        opened.callback(self._screen.close)
        self._screen.arrive()
        show(self._screen)
        self._watch = PaintWatch(self._screen.grid.table)
        assert self._screen.page is not None
        self._rows = [row.id for row in self._screen.page.rows]
        self._columns = [column.id for column in self._screen.page.columns]
        self.shape = len(self._rows), len(self._columns)

    def type_down(self, run: int, times: Times) -> None:
        """A mark for each pupil in a column that nobody has marked, the last ones first."""
        self._screen.grid.go_to(Place(self._rows[0], self._columns[-1 - run]))
        settle()
        key, text = _DIGITS[run % len(_DIGITS)]
        for _ in self._rows:
            began, worked, self._on_disk = perf_counter(), process_time(), 0.0
            times.painted.runs.append(self._watch.seconds(lambda: press(self._screen.grid.table, key, text)))
            if not self._on_disk:
                raise RuntimeError("a key has put nothing on the disk")
            times.committed.runs.append(self._on_disk - began)
            times.worked.runs.append(process_time() - worked)

    def _note(self, moment: str) -> None:
        if moment == "store.after-commit":
            self._on_disk = perf_counter()


def rows(runs: int) -> list[Row]:
    """Every measurement of this file."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        times = _measure(application, opened, Path(folder), runs)
    return _told(times)


def _measure(application: QApplication, opened: ExitStack, folder: Path, runs: int) -> Times:
    """Each run takes a column of ours and of the bare views, and bare commits; the first is a warm-up."""
    dress(application, Theme.LIGHT)
    page = Page(opened, folder / "store", runs + 1)
    reader = KeyReader(application)
    collector = GuiCollector(application)
    opened.callback(collector.stop)
    times = Times()
    for run in range(runs + 1):
        kept = times if run else Times()
        dress(application, Theme.LIGHT)
        application.installEventFilter(reader)
        page.type_down(run, kept)
        application.removeEventFilter(reader)
        _measure_views(application, page.shape, run, kept)
        _measure_commits(folder / str(run), kept)
    return times


def _measure_commits(folder: Path, times: Times) -> None:
    folder.mkdir()
    times.plain.runs += commit_plain(folder, PUPILS)
    times.encrypted.runs += commit_encrypted(folder, PUPILS)


def _measure_views(application: QApplication, shape: tuple[int, int], run: int, times: Times) -> None:
    """Bare views in a bare application: a style sheet would slow them down."""
    application.setStyleSheet("")
    application.setPalette(application.style().standardPalette())
    for kind, kept in ((BareView, times.edited), (WiredView, times.wired)):
        view = kind(*shape)
        kept.runs += view.type_down(run, _DIGITS[run % len(_DIGITS)][1])
        view.close()
        view.deleteLater()


def _told(times: Times) -> list[Row]:
    least = times.wired.median + times.encrypted.median
    shown, kept = "a key, until it is on the disk and painted", "a key, until it is on the disk"
    both = "the wired view and a bare SQLCipher commit, added"
    return [
        _row(
            shown, times.painted, "a bare QTableView with its own editor: digit, Enter", times.edited, "≤ 2 ×"
        ),
        _row(shown, times.painted, "a bare QTableView wired to setData, nothing kept", times.wired),
        _row(shown, times.painted, both, Stopwatch([least]), "≤ 2 ×"),
        Row("… one key in a hundred (p99)", _p99(times.painted), "one frame", "", "< 16 ms"),
        Row("… of it the processor's work", milliseconds(times.worked.median), f"p99: {_p99(times.worked)}"),
        _row(kept, times.committed, "a bare SQLite commit and one flushed line", times.plain),
        _row(kept, times.committed, "a bare SQLCipher commit and one flushed line", times.encrypted),
        Row("… one key in a hundred (p99)", _p99(times.committed), f"the latter: {_p99(times.encrypted)}"),
    ]


def _row(what: str, ours: Stopwatch, name: str, other: Stopwatch, aim: str = "") -> Row:
    against = f"{name}: {milliseconds(other.median)}"
    return Row(what, milliseconds(ours.median), against, ratio(ours.median, other.median), aim)


def _p99(watch: Stopwatch) -> str:
    return milliseconds(watch.percentile(0.99))
