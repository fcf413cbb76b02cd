"""From the command line to the last line of the program: Qt, the loop, the hooks, the end."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

import qasync
from PySide6.QtWidgets import QApplication

from desktop.app.collecting import GuiCollector
from desktop.app.program import Program, Surroundings
from desktop.crash import CrashReports, start_logging
from desktop.places import Places, find_places
from desktop.secrets import SystemKeyring
from desktop.settings import settings_in

Result = TypeVar("Result")


def run() -> int:
    """The ordinary start: this person's folders, this computer's keyring."""
    places = find_places()
    return run_in(usual_surroundings(places), _until_closed)


def usual_surroundings(places: Places) -> Surroundings:
    """What the program stands on in a school."""
    return Surroundings(settings_in(places.settings), places, SystemKeyring(), version=told_version())


def run_in(around: Surroundings, life: Callable[[Program], Awaitable[Result]]) -> Result:
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


async def _live(
    application: QApplication, around: Surroundings, life: Callable[[Program], Awaitable[Result]]
) -> Result:
    program = Program(application, around)
    try:
        return await life(program)
    finally:
        _clear_clipboard()
        await program.close()


async def _until_closed(program: Program) -> int:
    program.show()
    await closed(program)
    return 0


async def closed(program: Program) -> None:
    """Wait until the window has been closed."""
    gone = asyncio.get_running_loop().create_future()

    def note() -> None:
        if not gone.done():
            gone.set_result(None)

    program.shell.closing.connect(note)
    await gone


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
