"""«Сдать день» in the window: with a network, without one, and broken off in the middle."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import httpx
from PySide6.QtCore import Qt

from desktop.app.demo_hands import Hands
from desktop.app.demo_server import DemoServer
from desktop.app.program import Program, Surroundings
from desktop.ui.exchange.hand_in import HandIn
from desktop.ui.shell.places import Place
from sync.progress import SyncState
from tests.journeys.conftest import QUICK, Life
from tests.journeys.walking import mark, open_lesson, until, walk_in

Live = Callable[[Surroundings, Life[None]], None]
SLOW = replace(QUICK, quiet=3600.0)
"""Nothing is sent by itself: the day is handed in by hand."""


class Gate(httpx.AsyncHTTPTransport):
    """A network that is gone, or that holds pushes back until it lets go."""

    def __init__(self) -> None:
        super().__init__()
        self.is_gone = False
        self.holds_pushes = False
        self.let_go = asyncio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass the request on, unless the gate is shut."""
        if self.is_gone:
            raise httpx.ConnectError("no route", request=request)
        if self.holds_pushes and request.url.path == "/v1/push":
            await self.let_go.wait()
        return await super().handle_async_request(request)


async def ask_twice(program: Program) -> HandIn:
    """F5 twice, as a teacher would; the page is in front then."""
    hands = Hands(program.shell, program.around.places.reports)
    for _time in range(2):
        await hands.press(Qt.Key.Key_F5)
    await until(lambda: program.shell.place is Place.HAND_IN)
    return program.rooms.page(Place.HAND_IN, HandIn)


def test_without_a_network_the_day_is_handed_in_here(
    region: DemoServer, around: Surroundings, live: Live
) -> None:
    """The words say so, the marks wait; with the network back they go by themselves."""
    gate = Gate()

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "petrova")
        gate.is_gone = True
        mark(desk, open_lesson(desk), "5")
        page = await ask_twice(program)

        page.start.click()
        await until(lambda: not page.is_running and page.done.isVisible())
        assert page.title.text().startswith("День сдан на этом компьютере")
        assert page.title.text().endswith("Отправим при связи")

        gate.is_gone = False
        desk.engine.note_network()
        await until(lambda: desk.engine.shown.state is SyncState.ALL_SENT)

    live(replace(around, transport=gate, rhythm=SLOW), life)


def test_an_exchange_that_takes_too_long_can_be_broken_off(
    region: DemoServer, around: Surroundings, live: Live
) -> None:
    """The page says that all is kept, the chip runs no more, and the next try sends everything."""
    gate = Gate()

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "petrova")
        gate.holds_pushes = True
        mark(desk, open_lesson(desk), "4")
        program.exchanging.show_hand_in()
        page = program.rooms.page(Place.HAND_IN, HandIn)
        page.start.click()
        await until(lambda: desk.engine.shown.state is SyncState.RUNNING)

        page.cancel.click()
        await until(lambda: not page.is_running)

        assert page.title.text() == "Обмен прерван"
        assert "ждут отправки" in program.shell.foot.chip.words or "ждёт" in program.shell.foot.chip.words
        gate.holds_pushes = False
        await desk.exchange()
        assert desk.engine.shown.state is SyncState.ALL_SENT

    live(replace(around, transport=gate, rhythm=SLOW), life)
