"""Journeys: the whole program in its window, a real store on the disk, a real server process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
import qasync
from PySide6.QtWidgets import QApplication

from desktop.app.demo_server import DemoServer
from desktop.app.program import Program, Surroundings
from desktop.models.keys import Cost
from desktop.places import find_places
from desktop.secrets import MemoryKeyring
from desktop.settings import END_OF_DAY, settings_in
from sync.engine import Rhythm

Result = TypeVar("Result")
Life = Callable[[Program], Awaitable[Result]]

_LONGEST = 120.0
QUICK = Rhythm(quiet=0.05, every=3600.0, first_wait=3600.0, longest_wait=3600.0, between_wishes=0.0)
"""Exchanges soon after a key; once offline only when it is asked."""


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServer]:
    """The demo's village school, served by a process of its own; each test takes teachers of its own."""
    server = DemoServer(tmp_path_factory.mktemp("region"), "S")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    """A computer on which nobody has signed in: its own folders, its own keyring, cheap guesses."""
    places = find_places({"PARTA_HOME": str(tmp_path / "home")})
    settings = settings_in(places.settings)
    settings[END_OF_DAY] = "22:59"  # whenever the tests run, no evening's round comes between
    return Surroundings(
        settings,
        places,
        MemoryKeyring(),
        rhythm=QUICK,
        cost=Cost(1, 64),
    )


@pytest.fixture(scope="session")
def loop(qapp: QApplication) -> Iterator[qasync.QEventLoop]:
    """One loop for the whole run, as the program has one for its whole life."""
    qapp.setQuitOnLastWindowClosed(False)
    made = qasync.QEventLoop(qapp)
    asyncio.set_event_loop(made)
    yield made
    asyncio.set_event_loop(None)
    made.close()


@pytest.fixture
def live(qapp: QApplication, loop: qasync.QEventLoop) -> Callable[[Surroundings, Life[Result]], Result]:
    """Starts the program, lives a life in it, and takes it down; a life that stands still fails."""

    def run(around: Surroundings, life: Life[Result]) -> Result:
        lived: Result = loop.run_until_complete(asyncio.wait_for(_live(qapp, around, life), _LONGEST))
        return lived

    return run


async def _live(application: QApplication, around: Surroundings, life: Life[Result]) -> Result:
    program = Program(application, around)
    try:
        program.shell.resize(1366, 768)
        program.show()
        program.shell.activateWindow()
        await asyncio.sleep(0.05)
        return await life(program)
    finally:
        await program.close()
        program.shell.close()
        program.shell.deleteLater()
        await asyncio.sleep(0)
