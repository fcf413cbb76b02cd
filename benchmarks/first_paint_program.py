"""The real program over a prepared journal, from the command line to its first page, without the PIN."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from benchmarks.first_paint_bare import HEIGHT, WIDTH
from benchmarks.known import ACCOUNT, KEY
from desktop.app.door import Opened
from desktop.app.program import Program, Surroundings
from desktop.app.running import run_in
from desktop.models.store import open_store
from desktop.places import find_places
from desktop.secrets import MemoryKeyring
from desktop.settings import settings_in
from desktop.ui.journal_page.page import JournalPageScreen
from desktop.ui.shell.places import Place

MY_DAY: Final = "my-day"
JOURNAL: Final = "journal"


class _Painted(QObject):
    """Waits until a widget has been painted and the loop has come round again."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.done = asyncio.get_running_loop().create_future()
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        """The first painting counts."""
        if event.type() == QEvent.Type.Paint and not self.done.done():
            self.done.set_result(None)
        return False


def show_page(what: str, folder: str) -> int:
    """Open the journal in a folder as the program does, and end when the page is painted."""
    places = find_places({"PARTA_HOME": folder})
    around = Surroundings(settings_in(places.settings), places, MemoryKeyring())
    return run_in(around, partial(_live, what, places.data))


async def _live(what: str, data: Path, program: Program) -> int:
    store = open_store(data / "store", KEY)
    program.shell.resize(WIDTH, HEIGHT)
    program.take_desk(Opened(ACCOUNT, store, KEY))
    painted = _Painted(_page(what, program))
    program.show()
    await painted.done
    print("painted", flush=True)
    return 0


def _page(what: str, program: Program) -> QWidget:
    if what == MY_DAY:
        return program.shell.page(Place.MY_DAY)
    program.shell.go(Place.JOURNAL)
    screen = program.shell.page(Place.JOURNAL)
    assert isinstance(screen, JournalPageScreen)
    return screen.grid.table.viewport()
