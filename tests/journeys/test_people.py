"""Several people at one computer: PIN, idle lock, change of user; nobody sees another's journal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

from desktop.app.demo import PIN
from desktop.app.demo_server import DemoServer
from desktop.app.program import Program, Surroundings
from desktop.settings import ACCOUNTS
from desktop.ui.journal_page.page import JournalPageScreen
from desktop.ui.shell.places import Place
from desktop.ui.sign_in.lock_screen import LockScreen
from desktop.ui.sign_in.pin_step import PinStep
from desktop.ui.sign_in.secret_step import SecretStep
from tests.journeys.conftest import Life
from tests.journeys.test_hand_in import Gate
from tests.journeys.walking import at_work, mark, open_lesson, shown_marks, until, walk_in

Live = Callable[[Surroundings, Life[None]], None]


def lock_of(program: Program) -> LockScreen:
    """The lock that covers the window."""
    assert program.shell.is_covered
    assert program.entrance.lock is not None
    return program.entrance.lock


async def unlock(program: Program, pin: str = PIN) -> None:
    """Type the PIN and Enter."""
    lock = lock_of(program)
    lock.secret.edit.setText(pin)
    lock.button.click()
    await until(lambda: not program.shell.is_covered or bool(lock.fault.words))


def test_the_idle_lock_returns_to_the_same_cell(region: DemoServer, around: Surroundings, live: Live) -> None:
    """After 15 quiet minutes the PIN is asked; the page, the cell and the unsent marks are as they were."""

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "petrova")
        lesson = open_lesson(desk)
        program.rooms.open_lesson(lesson)
        page = program.rooms.page(Place.JOURNAL, JournalPageScreen)
        place = page.grid.entry.place

        program.idle.idled.emit()
        await unlock(program, "0000")
        assert "PIN не подошёл" in lock_of(program).fault.words
        await unlock(program)

        assert program.desk is desk
        assert program.shell.place is Place.JOURNAL
        assert page.grid.entry.place == place

    live(around, life)


def test_a_later_start_needs_the_pin_and_no_network(
    region: DemoServer, around: Surroundings, live: Live
) -> None:
    """The last one who worked here is offered first; the marks typed before are there."""
    typed: dict[str, str] = {}

    async def first(program: Program) -> None:
        desk = await walk_in(program, region, "petrova")
        typed.update(dict.fromkeys(mark(desk, open_lesson(desk), "4"), "4"))

    async def later(program: Program) -> None:
        await unlock(program)
        await until(lambda: program.desk is not None)
        desk = at_work(program)
        assert shown_marks(desk, open_lesson(desk)).items() >= typed.items()

    live(around, first)
    live(around, later)


def test_a_colleague_s_pin_opens_only_the_colleague_s_journal(
    region: DemoServer, around: Surroundings, live: Live
) -> None:
    """Change of user: the first one's pages go, the second one sees a journal of their own."""

    async def life(program: Program) -> None:
        first = await walk_in(program, region, "petrova")
        await program.leave_desk()
        second = await walk_in(program, region, "semenova")
        assert first.store.layout.folder != second.store.layout.folder
        await program.door.put_pin(second.opened, "1470")

        program.lock()
        lock = lock_of(program)
        lock.other.click()
        lock.people.setCurrentRow(1)
        lock.people.itemActivated.emit(lock.people.item(1))
        await unlock(program, "1470")
        assert lock.fault.words
        await unlock(program)
        await until(lambda: program.desk is not None and program.desk is not second)

        assert at_work(program).account.login == "petrova"
        assert next(one.login for one in around.settings[ACCOUNTS]) == "petrova"

    live(around, life)


def test_the_lock_falls_over_another_cover(region: DemoServer, around: Surroundings, live: Live) -> None:
    """«Сменить PIN» left open for a quarter of an hour is covered too, and cannot be gone on with."""

    async def life(program: Program) -> None:
        await walk_in(program, region, "petrova")
        program.rooms.pin_wanted.emit()
        assert isinstance(program.shell.covering, SecretStep)

        program.idle.idled.emit()

        assert isinstance(program.shell.covering, LockScreen)
        await unlock(program)
        assert not program.shell.is_covered

    live(around, life)


def test_a_new_pin_needs_the_old_one(region: DemoServer, around: Surroundings, live: Live) -> None:
    """Whoever finds the window open cannot give themselves a way in for later."""

    async def life(program: Program) -> None:
        await walk_in(program, region, "petrova")
        program.rooms.pin_wanted.emit()
        old = program.shell.covering
        assert isinstance(old, SecretStep)

        old.secret.edit.setText("0000")
        old.button.click()
        await until(lambda: bool(old.fault.words))
        assert "PIN не подошёл" in old.fault.words
        old.secret.edit.setText(PIN)
        old.button.click()
        await until(lambda: isinstance(program.shell.covering, PinStep))

        new = program.shell.covering
        assert isinstance(new, PinStep)
        for field in (new.first, new.second):
            field.edit.setText("1470")
        new.button.click()
        await until(lambda: not program.shell.is_covered)
        program.lock()
        await unlock(program, "1470")
        assert not program.shell.is_covered

    live(around, life)


def test_the_lock_waits_while_a_class_looks(region: DemoServer, around: Surroundings, live: Live) -> None:
    """«Режим доски»: nobody types and nobody is away; when it ends the lock falls as ever."""

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "petrova")
        program.rooms.open_lesson(open_lesson(desk))
        page = program.rooms.page(Place.JOURNAL, JournalPageScreen)

        page.board_turned.emit(True)
        program.idle._timer.timeout.emit()
        assert not program.shell.is_covered
        page.board_turned.emit(False)
        program.idle._timer.timeout.emit()

        assert isinstance(program.shell.covering, LockScreen)

    live(around, life)


def test_nobody_signs_out_without_a_network(region: DemoServer, around: Surroundings, live: Live) -> None:
    """The journal would be gone and could not come back: it stays, and the words say when one can go."""
    gate = Gate()

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, "petrova")
        gate.is_gone = True

        program.leaving.sign_out_now()
        await until(lambda: "журнал оставлен" in program.shell.foot.messages.words.text())
        assert program.desk is desk
        assert desk.store.layout.database.exists()

        gate.is_gone = False
        program.leaving.sign_out_now()
        await until(lambda: program.shell.is_covered)
        assert not desk.store.layout.database.exists()

    live(replace(around, transport=gate), life)


def test_an_error_of_ours_has_words(around: Surroundings, live: Live) -> None:
    """A key that did nothing says so in the foot of the window, not only in a crash file."""

    async def life(program: Program) -> None:
        reported: list[object] = []
        program._crash_hook = lambda *told: reported.append(told)

        try:
            raise LookupError
        except LookupError as error:
            sys.excepthook(type(error), error, error.__traceback__)

        assert "что-то пошло не так" in program.shell.foot.messages.words.text()
        assert len(reported) == 1

    live(around, life)
