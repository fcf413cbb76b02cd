"""A teacher tells the engineer of a trouble: over the network, and by a file when there is none."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from desktop.app.demo_hands import Hands
from desktop.app.demo_server import DemoServer
from desktop.app.program import Program, Surroundings
from desktop.ui.shell.places import Place
from desktop.ui.trouble.screen import TroubleScreen
from sync.shelf import OpState
from tests.journeys.conftest import Life
from tests.journeys.test_hand_in import SLOW, Gate
from tests.journeys.walking import exchange, mark, open_lesson, until, walk_in
from tests.server.running import run_command

Live = Callable[[Surroundings, Life[None]], None]


def opened_by_the_engineer(server: DemoServer, what: str) -> dict[str, Any]:
    """What `parta-server trouble open` makes of a file or a number."""
    told = run_command("trouble", "open", "--json", "--data", str(server._folder), what)
    assert told.returncode == 0, told.stdout
    said: dict[str, Any] = json.loads(told.stdout)
    return said


def page_of(program: Program) -> TroubleScreen:
    """The page, which is in front."""
    assert program.shell.place is Place.TROUBLE
    return program.rooms.page(Place.TROUBLE, TroubleScreen)


def test_a_trouble_reaches_the_engineer(region: DemoServer, around: Surroundings, live: Live) -> None:
    """From an error's words in the foot, by keys alone, to the server; ids and fates, and no pupil."""

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "sokolova")
        lesson = open_lesson(desk)
        pupils = mark(desk, lesson, "5")
        await exchange(desk)
        sent = {own.op.op for own in desk.store.shelf.read_ops([OpState.ACKNOWLEDGED])}
        hands = Hands(program.shell, program.around.places.reports)
        program._crash_hook = lambda *_told: None
        program._tell_error(LookupError())
        program.shell.foot.messages.button.setFocus()
        await hands.press(Qt.Key.Key_Return)
        page = page_of(program)

        await hands.press(Qt.Key.Key_Return)
        await until(page.done.isVisible)

        number = page.word.text().splitlines()[0].removeprefix("Номер: ")
        told = await asyncio.to_thread(opened_by_the_engineer, region, number)
        assert {one["op"]: one["status"] for one in told["ops"]} == dict.fromkeys(sent, "applied")
        assert told["device"] == desk.device
        assert {"/v1/hello", "/v1/push"} <= {one["route"] for one in told["calls"] if one["request"]}
        assert not any(pupil in json.dumps(told) for pupil in pupils)

    live(around, life)


def test_without_a_network_a_file_carries_it(
    region: DemoServer, around: Surroundings, live: Live, tmp_path: Path
) -> None:
    """The send fails in words, the file is saved, and the engineer reads why nothing was exchanged."""
    gate = Gate()
    file = tmp_path / "parta.trouble"

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "sokolova")
        gate.is_gone = True
        mark(desk, open_lesson(desk), "4", pupils=1)
        await exchange(desk)
        program.rooms.trouble_wanted.emit()
        page = page_of(program)

        page.send.click()
        await until(lambda: not page.is_sending)
        assert "нет связи с сервером" in page.word.text()
        program.telling.save(str(file))

        told = await asyncio.to_thread(opened_by_the_engineer, region, str(file))
        assert str(file) in page.word.text()
        assert [one["reason"] for one in told["rounds"]][-1] == "no_network"
        assert told["calls"][-1]["outcome"] == "ConnectError"
        assert told["copy"]["unsent"] == 1

    live(replace(around, transport=gate, rhythm=SLOW), life)


def test_a_computer_that_never_met_its_school_says_so(
    region: DemoServer, around: Surroundings, live: Live
) -> None:
    """Without the school's key nothing is sealed; an exchange from the page itself mends it."""

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "sokolova")
        desk.engine.hello = None
        with desk.store.shelf.transaction():
            desk.store.shelf.put_meta("seal_key", "")
        program.rooms.trouble_wanted.emit()
        page = page_of(program)
        assert page.exchange.isVisible()

        page.exchange.click()
        await until(page.send.isVisible)

        assert not page.exchange.isVisible()

    live(around, life)
