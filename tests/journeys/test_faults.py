"""What goes wrong in a school, lived through in the window: words stand there, and nothing is lost."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from desktop.app.demo import PIN
from desktop.app.demo_server import DemoServer
from desktop.app.desk import local_now
from desktop.app.program import Program, Surroundings
from desktop.models.layout import Layout
from desktop.secrets import MemoryKeyring
from desktop.ui.exchange.screen import ExchangeJournal
from desktop.ui.shell.places import Place
from sync.progress import OfflineReason, SyncState
from tests.journeys.conftest import Life
from tests.journeys.walking import (
    account_of,
    at_work,
    exchange,
    mark,
    open_lesson,
    shown_marks,
    until,
    walk_in,
)

Live = Callable[[Surroundings, Life[None]], None]


class Cable(httpx.AsyncHTTPTransport):
    """The network between this computer and the server; it can be cut after the server has committed."""

    def __init__(self) -> None:
        super().__init__()
        self.loses_answers_to = ""
        self.portal = False
        self.lost = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass the request on; sometimes its answer goes under."""
        if self.portal:
            return httpx.Response(200, headers={"Content-Type": "text/html"}, text="<html>Войдите в сеть")
        answer = await super().handle_async_request(request)
        if self.loses_answers_to and request.url.path == self.loses_answers_to:
            await answer.aclose()
            self.lost += 1
            raise httpx.ReadError("the cable was pulled", request=request)
        return answer


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


def test_two_programs_on_one_journal(region: DemoServer, around: Surroundings, live: Live) -> None:
    """The second one stays at its lock and says where the first one is; the first one works on."""

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "petrova")
        second = Program(program.application, around)
        second.show()
        lock = second.entrance.lock
        assert lock is not None

        lock.secret.edit.setText(PIN)
        lock.button.click()
        await until(lambda: bool(lock.fault.words))

        assert "уже открыт в другом окне Парты" in lock.fault.words
        assert program.desk is desk
        second.shell.close()
        await second.close()

    live(around, life)


def test_a_damaged_journal_comes_back_with_what_was_not_sent(
    region: DemoServer, around: Surroundings, live: Live
) -> None:
    """The lock counts what is safe; «Восстановить» brings the marks back and sends them."""

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "petrova")
        lesson = open_lesson(desk)
        desk.engine.note_write = _never  # type: ignore[method-assign]  # nothing may be sent before the damage
        pupils = mark(desk, lesson, "2")
        database = Layout(desk.store.layout.folder).database
        await program.leave_desk()
        database.write_bytes(database.read_bytes()[:5000] + b"\0" * 20000)
        program.entrance.show()
        lock = program.entrance.lock
        assert lock is not None

        lock.secret.edit.setText(PIN)
        lock.button.click()
        await until(lambda: bool(lock.fault.words))
        assert "повреждён" in lock.fault.words
        assert "ещё не отправлено: 1" in lock.fault.words
        lock.recovery.click()
        await until(lambda: program.desk is not None)

        recovered = at_work(program)
        assert recovered.replica.counts().unsent == 1
        assert pupils
        assert "Возвращено" in program.shell.foot.messages.words.text() or recovered.store.unsent()

    live(around, life)


def test_without_a_keyring_a_phrase_opens_the_journal(
    region: DemoServer, around: Surroundings, live: Live
) -> None:
    """The step says why; later the same phrase opens without a network."""
    bare = replace(around, keyring=MemoryKeyring(missing=True))

    async def first(program: Program) -> None:
        account = account_of(region, "petrova")
        start = program.entrance.first_start
        assert start is not None
        assert region.described is not None
        start.address.edit.setText(region.described.url)
        start.address.button.click()
        await until(lambda: start.step is start.login)
        start.login.login.setText(account.login)
        start.login.password.edit.setText(account.password)
        start.login.button.click()
        await until(lambda: start.pin is not None)
        assert start.pin is not None
        assert "нет хранилища паролей" in start.pin.explained.text()
        for field in (start.pin.first, start.pin.second):
            field.edit.setText("в лесу родилась ёлочка")
        start.pin.button.click()
        await until(lambda: program.desk is not None)

    async def later(program: Program) -> None:
        lock = program.entrance.lock
        assert lock is not None
        assert not lock.chosen.has_pin
        lock.secret.edit.setText("в лесу родилась ёлочка")
        lock.button.click()
        await until(lambda: program.desk is not None)

    live(bare, first)
    live(bare, later)


def test_a_clock_that_is_years_off_harms_no_mark(
    region: DemoServer, around: Surroundings, live: Live
) -> None:
    """The exchange goes on, and the page says by how much the clock is wrong."""
    slow = replace(around, clock=lambda: local_now() - timedelta(days=800))

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "petrova")

        program.shell.go(Place.EXCHANGE)

        page = program.rooms.page(Place.EXCHANGE, ExchangeJournal)
        page.show_progress(desk.engine.shown)
        assert "отстаёт на 2 года" in page.clock.text()
        assert "не влияет" in page.clock.text()

    live(slow, life)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("журнал", "никто не отвечает"),
        ("http://journal.example.org", "с https://"),
        ("ftp://journal.example.org", "не похоже на адрес"),
        ("https://127.0.0.1:9", "никто не отвечает"),
    ],
)
def test_a_wrong_address_is_told_under_the_field(
    around: Surroundings, live: Live, typed: str, words: str
) -> None:
    """Nobody there, an open connection, no address at all: each has its words."""

    async def life(program: Program) -> None:
        start = program.entrance.first_start
        assert start is not None
        start.address.edit.setText(typed)

        start.address.button.click()
        await until(lambda: bool(start.step.fault.words))

        assert words in start.step.fault.words
        assert start.address.edit.text() == typed

    live(around, life)


def _never() -> None:
    return


def _access(desk: object) -> str:
    from desktop.app.desk import Desk, StoredTokens

    assert isinstance(desk, Desk)
    tokens = StoredTokens(desk.store.shelf).read()
    assert tokens is not None
    return tokens.access
