"""The evening in the window: the day is closed by itself, once, and words in the foot stay true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import Qt

from desktop.app.demo_hands import Hands
from desktop.app.demo_server import DemoServer
from desktop.app.program import Program, Surroundings
from desktop.settings import END_OF_DAY
from tests.journeys.conftest import Life
from tests.journeys.test_hand_in import SLOW, Gate, ask_twice
from tests.journeys.walking import mark, open_lesson, until, walk_in

Live = Callable[[Surroundings, Life[None]], None]


@dataclass
class Wall:
    """A clock on the wall that a test sets."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def passes(self, minutes: float) -> None:
        """Time goes by."""
        self.now += timedelta(minutes=minutes)


def test_the_day_closes_itself_once(region: DemoServer, around: Surroundings, live: Live) -> None:
    """Ten minutes after the end of the day what waits is sent; not while somebody types, and not twice."""
    wall = Wall(datetime.now().astimezone().replace(hour=18, minute=59))
    around.settings[END_OF_DAY] = "19:00"

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "sokolova")
        mark(desk, open_lesson(desk), "5", pupils=1)
        await desk.close_day()
        wall.passes(11)
        mark(desk, open_lesson(desk), "4", pupils=1)
        await desk.close_day()
        assert len(desk.rounds) == 1

        wall.passes(2)
        await desk.close_day()
        assert not desk.replica.counts().unsent
        mark(desk, open_lesson(desk), "5", pupils=1)
        wall.passes(30)
        await desk.close_day()

        assert len(desk.rounds) == 2
        assert desk.replica.counts().unsent

    live(replace(around, clock=wall, rhythm=SLOW), life)


def test_the_foot_says_when_an_exchange_is_over(region: DemoServer, around: Surroundings, live: Live) -> None:
    """«Обмениваемся…» stands there for as long as it is true; what follows says how it went."""
    gate = Gate()

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "sokolova")
        foot = program.shell.foot.messages
        hands = Hands(program.shell, program.around.places.reports)
        gate.holds_pushes = True
        mark(desk, open_lesson(desk), "5", pupils=1)
        await hands.press(Qt.Key.Key_F5)
        await until(lambda: foot.words.text().endswith("Обмениваемся…"))

        gate.holds_pushes = False
        gate.let_go.set()
        await until(lambda: foot.words.text().endswith("Обмен закончен."))

        gate.is_gone = True
        program.exchanging._asked_at = float("-inf")
        await hands.press(Qt.Key.Key_F5)
        await until(lambda: foot.words.text().startswith("Нет связи с сервером."))

    live(replace(around, transport=gate, rhythm=SLOW), life)


def test_the_page_of_the_hand_in_speaks_for_itself(
    region: DemoServer, around: Surroundings, live: Live
) -> None:
    """F5 twice: the foot no longer says that an exchange goes on."""

    async def life(program: Program) -> None:
        await walk_in(program, region, "sokolova")

        await ask_twice(program)

        assert program.shell.foot.messages.words.text() == ""

    live(replace(around, rhythm=SLOW), life)
