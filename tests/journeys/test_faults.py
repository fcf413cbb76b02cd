"""What goes wrong in a school, lived through in the window: words stand there, and nothing is lost."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx

from desktop.app.demo_server import DemoServer
from desktop.app.program import Program, Surroundings
from desktop.ui.exchange.screen import ExchangeJournal
from desktop.ui.shell.places import Place
from sync.progress import OfflineReason, SyncState
from tests.journeys.cable import Cable
from tests.journeys.conftest import Life
from tests.journeys.walking import (
    exchange,
    mark,
    open_lesson,
    shown_marks,
    until,
    walk_in,
)

Live = Callable[[Surroundings, Life[None]], None]


def test_a_server_that_dies_in_the_middle_of_a_push_applies_once(
    region: DemoServer, around: Surroundings, live: Live
) -> None:
    """The server has committed, its answer is lost: the next round finds the stored result."""
    cable = Cable()

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "petrova")
        lesson = open_lesson(desk)
        cable.loses_answers_to = "/v1/push"
        pupils = mark(desk, lesson, "4")
        await exchange(desk)
        assert cable.lost
        assert "сохранен" in program.shell.foot.chip.words

        cable.loses_answers_to = ""
        await exchange(desk)

        assert desk.engine.shown.state is SyncState.ALL_SENT
        assert {shown_marks(desk, lesson)[pupil] for pupil in pupils} == {"4"}
        column = f"mark/{pupils[0]}/{lesson.default_work}"
        events = await desk.remote.history(f"course:{lesson.course}", "lesson", lesson.id, column)
        assert [event.new["values"] for event in events].count(["4"]) == 1

    live(replace(around, transport=cable), life)


def test_a_captive_portal_is_told_from_a_missing_network(
    region: DemoServer, around: Surroundings, live: Live
) -> None:
    """Work goes on; the words send the person to a browser."""
    cable = Cable()

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "petrova")
        cable.portal = True
        mark(desk, open_lesson(desk), "5", pupils=1)

        report = await exchange(desk)
        program.shell.go(Place.EXCHANGE)

        assert report.offline_reason is OfflineReason.NOT_OUR_SERVER
        assert "отвечает не наш сервер" in program.shell.foot.chip.words
        page = program.rooms.page(Place.EXCHANGE, ExchangeJournal)
        assert "войдите в сеть" in page.why.text()

    live(replace(around, transport=cable), life)


def test_a_lesson_locked_meanwhile_waits_for_the_head_teacher(
    region: DemoServer, around: Surroundings, live: Live
) -> None:
    """A mark in a lesson of last term is acknowledged and waits; the chip says for whom."""

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "semenova")
        lesson = open_lesson(desk, back_from=60)
        assert lesson.closed is not None

        mark(desk, lesson, "5", pupils=1, reason="пересдача")
        await exchange(desk)

        assert desk.engine.shown.state is SyncState.IN_REVIEW
        assert program.shell.foot.chip.words.startswith("Ждёт решения завуча: 1 (период закрыт")
        assert len(desk.journal.read_in_review()) == 1

    live(around, life)


def test_an_account_disabled_while_offline_keeps_its_work(
    tmp_path: Path, around: Surroundings, live: Live
) -> None:
    """The server lets nobody in; what was written stays, and the words say whom to ask."""
    server = DemoServer(tmp_path / "server", "S")
    server.start()

    async def life(program: Program) -> None:
        desk = await walk_in(program, server, "rochev")
        lesson = open_lesson(desk)
        server.stop()
        pupils = mark(desk, lesson, "3")
        await exchange(desk)
        assert "Нет связи — можно работать." in program.shell.foot.chip.words
        data = ["--data", str(tmp_path / "server")]
        command = [sys.executable, "-m", "server", "user", "disable", *data, "rochev"]
        await asyncio.to_thread(subprocess.run, command, check=True)
        server.start()

        report = await exchange(desk)

        assert report.offline_reason is OfflineReason.ACCOUNT_CLOSED
        assert desk.engine.shown.state is SyncState.SIGNED_OUT
        assert {shown_marks(desk, lesson)[pupil] for pupil in pupils} == {"3"}
        program.shell.go(Place.EXCHANGE)
        page = program.rooms.page(Place.EXCHANGE, ExchangeJournal)
        assert page.sign_in.isVisible()
        assert "администратору школы" in page.why.text()

    try:
        live(around, life)
    finally:
        server.stop()


def test_a_wipe_waits_until_the_work_is_saved(
    region: DemoServer, around: Surroundings, live: Live, tmp_path: Path
) -> None:
    """The school orders it; unsent work goes into a sealed file first, then everything goes."""

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "naumova")
        store = desk.store.layout.folder
        headers = {"Authorization": f"Bearer {_access(desk)}"}
        async with httpx.AsyncClient(base_url=desk.remote.url, headers=headers) as administrator:
            answer = await administrator.post(f"/v1/devices/{desk.device}/wipe")
        assert answer.status_code == 204
        mark(desk, open_lesson(desk), "5", pupils=1)
        await exchange(desk)
        assert "убрать журнал" in program.shell.foot.chip.words

        program.leaving.wipe()
        await until(lambda: "есть только здесь" in program.shell.foot.messages.words.text())
        assert store.exists()
        assert program.leaving.export(str(tmp_path / "unsent.parta"))
        program.leaving.wipe()
        await until(lambda: program.shell.is_covered)

        assert not store.exists()
        assert (tmp_path / "unsent.parta").stat().st_size > 0

    live(around, life)


def _access(desk: object) -> str:
    from desktop.app.desk import Desk, StoredTokens

    assert isinstance(desk, Desk)
    tokens = StoredTokens(desk.store.shelf).read()
    assert tokens is not None
    return tokens.access
