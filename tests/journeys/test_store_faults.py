"""What goes wrong with the computer itself, lived through in the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.app.demo import PIN
from desktop.app.demo_server import DemoServer
from desktop.app.desk import local_now
from desktop.app.program import Program, Surroundings
from desktop.models.layout import Layout
from desktop.secrets import MemoryKeyring
from desktop.ui.exchange.screen import ExchangeJournal
from desktop.ui.shell.places import Place
from tests.journeys.conftest import Life
from tests.journeys.walking import (
    account_of,
    at_work,
    mark,
    open_lesson,
    until,
    walk_in,
)

Live = Callable[[Surroundings, Life[None]], None]


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
