"""`parta demo` in a folder that is kept: the second start goes on where the first one ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.app.demo import demo_surroundings, enter
from desktop.app.demo_server import DemoServer
from desktop.app.program import Program, Surroundings
from desktop.app.running import closed
from desktop.models.keys import Cost
from sync.engine import Rhythm
from tests.journeys.conftest import QUICK, Life
from tests.journeys.walking import account_of, at_work, mark, open_lesson, shown_marks, until

Live = Callable[[Surroundings, Life[None]], None]


def test_a_kept_demo_opens_its_journal_again(region: DemoServer, tmp_path: Path, live: Live) -> None:
    """Its marks are there, and the key of the journal is the old one."""
    typed: dict[str, str] = {}

    def computer() -> Surroundings:
        return replace(demo_surroundings(tmp_path / "desktop"), rhythm=QUICK, cost=Cost(1, 64))

    async def first(program: Program) -> None:
        await enter(program, region, account_of(region, "semenova"))
        desk = at_work(program)
        await until(lambda: desk.engine.shown.last_exchange is not None)
        typed.update(dict.fromkeys(mark(desk, open_lesson(desk), "4"), "4"))

    async def second(program: Program) -> None:
        await enter(program, region, account_of(region, "semenova"))
        desk = at_work(program)
        assert typed
        assert shown_marks(desk, open_lesson(desk)).items() >= typed.items()

    live(computer(), first)
    live(computer(), second)


def test_the_demo_s_server_ends_with_the_program(tmp_path: Path) -> None:
    """A program that was killed says nothing to its child; the end of the child's input does."""
    server = DemoServer(tmp_path / "server", "S")
    server.start()
    process = server._process
    assert process is not None
    assert process.stdin is not None

    process.stdin.close()

    assert process.wait(30) == 0
    server.stop()


def test_marks_typed_last_are_sent_when_the_window_closes(
    region: DemoServer, tmp_path: Path, live: Live
) -> None:
    """One short exchange; the next computer sees them."""

    async def life(program: Program) -> None:
        await enter(program, region, account_of(region, "semenova"))
        desk = at_work(program)
        await until(lambda: desk.engine.shown.last_exchange is not None)
        mark(desk, open_lesson(desk), "5")
        assert desk.replica.counts().unsent

        closing = asyncio.ensure_future(closed(program))
        await asyncio.sleep(0)
        program.shell.close()
        await closing

        assert not desk.replica.counts().unsent

    patient = Rhythm(quiet=600.0, every=3600.0)
    live(replace(demo_surroundings(tmp_path / "desktop"), rhythm=patient, cost=Cost(1, 64)), life)
