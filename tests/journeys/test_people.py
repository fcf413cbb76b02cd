"""Several people at one computer: PIN, idle lock, change of user; nobody sees another's journal."""

from __future__ import annotations

from collections.abc import Callable

from desktop.app.demo import PIN
from desktop.app.demo_server import DemoServer
from desktop.app.program import Program, Surroundings
from desktop.settings import ACCOUNTS
from desktop.ui.journal_page.page import JournalPageScreen
from desktop.ui.shell.places import Place
from desktop.ui.sign_in.lock_screen import LockScreen
from tests.journeys.conftest import Life
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
