"""From the command line to the last line of the program: Qt, the loop, the hooks, the end."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, TypeVar

import qasync
from PySide6.QtWidgets import QApplication

from desktop.app.collecting import GuiCollector
from desktop.app.end_signals import EndSignals
from desktop.app.program import Program, Surroundings
from desktop.crash import CrashReports, start_logging
from desktop.places import Places, find_places
from desktop.secrets import SystemKeyring
from desktop.settings import settings_in

Result = TypeVar("Result")
Life = Callable[[Program], Coroutine[Any, Any, Result]]

_END_SECONDS: Final = 10.0
"""So long may a life take to end when the system asks for it; then it is broken off."""


def run() -> int:
    """The ordinary start: this person's folders, this computer's keyring."""
    places = find_places()
    return run_in(usual_surroundings(places), _until_closed)


def usual_surroundings(places: Places) -> Surroundings:
    """What the program stands on in a school."""
    return Surroundings(settings_in(places.settings), places, SystemKeyring(), version=told_version())


SWITCH_SECONDS: Final = 0.0005
"""How long a thread that computes keeps the window waiting each time it comes back from Qt: usually 5 ms."""


def run_in(around: Surroundings, life: Life[Result]) -> Result:
    """Run a program for as long as `life` takes, and take everything down after it."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setApplicationName("Parta")
    application.setQuitOnLastWindowClosed(False)
    application.aboutToQuit.connect(_clear_clipboard)
    log = start_logging(around.places.reports)
    crashes = CrashReports(around.places.reports, _tell_where)
    crashes.install()
    collector = GuiCollector(application)
    sys.setswitchinterval(SWITCH_SECONDS)
    loop = qasync.QEventLoop(application)
    asyncio.set_event_loop(loop)
    loop.set_exception_handler(crashes.on_loop)
    try:
        with loop:
            ended: Result = loop.run_until_complete(_live(application, around, life))
            return ended
    finally:
        collector.stop()
        log.close()


async def _live(application: QApplication, around: Surroundings, life: Life[Result]) -> Result:
    program = Program(application, around)
    living = asyncio.create_task(life(program))
    signals = EndSignals(program)
    signals.asked.connect(partial(_end, program, living))
    try:
        return await living
    finally:
        signals.stop()
        _clear_clipboard()
        await program.close()


def _end(program: Program, living: asyncio.Task[Result]) -> None:
    """The window goes as if its owner had closed it."""
    program.shell.close()
    asyncio.get_running_loop().call_later(_END_SECONDS, living.cancel)


async def _until_closed(program: Program) -> int:
    program.show()
    await closed(program)
    return 0


async def closed(program: Program) -> None:
    """Wait until the window has been closed and what was typed last is sent, if there is a network."""
    gone = asyncio.get_running_loop().create_future()

    def note() -> None:
        if not gone.done():
            gone.set_result(None)

    program.shell.closing.connect(note)
    await gone
    if program.desk is not None:
        await program.desk.send_last()


def told_version() -> str:
    """The version that is installed."""
    try:
        return version("parta")
    except PackageNotFoundError:
        return ""


def _tell_where(report: Path) -> None:
    """Whoever started the program from a terminal sees where the report lies."""
    if sys.stderr is not None:
        sys.stderr.write(f"{report}\n")


def _clear_clipboard() -> None:
    """Data of ours that is left on the clipboard crashes Qt at its end."""
    clipboard = QApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
