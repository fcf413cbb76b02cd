"""`parta demo` in a folder that is kept: the second start goes on where the first one ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.app.demo import demo_surroundings, enter
from desktop.app.demo_server import DemoServer
from desktop.app.program import Program, Surroundings
from desktop.models.keys import Cost
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
