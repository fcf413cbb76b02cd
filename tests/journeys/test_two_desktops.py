"""Two desktops of two teachers of one course, a real server between them, and one lesson."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.app.demo_server import DemoAccount, DemoServer
from desktop.app.desk import Desk, local_now
from desktop.app.door import Door
from desktop.app.program import Program, Surroundings
from desktop.models.deeds import CellWrite
from desktop.models.reading.lesson_head import LessonHead
from desktop.places import find_places
from desktop.secrets import MemoryKeyring
from desktop.settings import settings_in
from school.term import Term
from sync.messages import Event
from tests.journeys.conftest import Life

Live = Callable[[Surroundings, Life[None]], None]


@dataclass
class Pair:
    """Two desks over one lesson of a course that both teach, with nothing in it yet."""

    anna: Desk
    boris: Desk
    lesson: LessonHead
    pupils: tuple[str, ...]

    def put(self, desk: Desk, pupil: str, mark: str) -> None:
        """Type a mark for the lesson's first work."""
        page = desk.journal.read_page(self.lesson.course, self._term(desk))
        column = page.columns_of(self.lesson.id)[0].id
        assert desk.journal.put_cells(page, [CellWrite(pupil, column, (mark,))])

    def sees(self, desk: Desk, pupil: str) -> str:
        """What a desk shows for a pupil in the lesson's first work."""
        page = desk.journal.read_page(self.lesson.course, self._term(desk))
        mark = page.cell(pupil, page.columns_of(self.lesson.id)[0].id).mark
        return "" if mark is None else mark.text

    async def exchange(self, *desks: Desk) -> None:
        """A whole round of each, in this order."""
        for desk in desks:
            assert (await desk.engine.exchange()).finished

    async def history(self, pupil: str) -> list[Event]:
        """What the server tells of a pupil's mark."""
        bucket = f"course:{self.lesson.course}"
        told = await self.anna.remote.history(bucket, "lesson", self.lesson.id)
        return [event for event in told if event.cell.startswith(f"mark/{pupil}/")]

    def _term(self, desk: Desk) -> Term:
        term = desk.journal.term_on(self.lesson.course, self.lesson.place.date)
        assert term is not None
        return term


def test_different_cells_of_one_lesson_are_merged(
    region: DemoServer, around: Surroundings, tmp_path: Path, live: Live
) -> None:
    """Offline each marks another pupil; after an exchange both see both, and nobody is asked."""

    async def life(_: Program) -> None:
        async with two_desks(region, around, tmp_path, which=1) as pair:
            first, second = pair.pupils[:2]
            pair.put(pair.anna, first, "5")
            pair.put(pair.boris, second, "4")

            await pair.exchange(pair.anna, pair.boris, pair.anna)

            for desk in (pair.anna, pair.boris):
                assert [pair.sees(desk, pupil) for pupil in (first, second)] == ["5", "4"]
                assert not desk.journal.read_conflicts()

    live(around, life)


@pytest.mark.parametrize(("which", "mine"), [(2, True), (3, False)])
def test_the_same_cell_asks_on_both_and_loses_neither(
    region: DemoServer, around: Surroundings, tmp_path: Path, live: Live, which: int, mine: bool
) -> None:
    """Two versions show on both desktops; either choice ends it on both; the history keeps both values."""

    async def life(_: Program) -> None:
        async with two_desks(region, around, tmp_path, which=which) as pair:
            pupil = pair.pupils[0]
            pair.put(pair.anna, pupil, "5")
            pair.put(pair.boris, pupil, "3")
            await pair.exchange(pair.anna, pair.boris, pair.anna)
            (asked,), (asked_too,) = pair.anna.journal.read_conflicts(), pair.boris.journal.read_conflicts()
            assert asked.question == asked_too.question

            value = asked_too.mine if mine else asked_too.servers
            assert pair.boris.journal.choose(asked_too, value)
            await pair.exchange(pair.boris, pair.anna)

            for desk in (pair.anna, pair.boris):
                assert pair.sees(desk, pupil) == ("3" if mine else "5")
                assert not desk.journal.read_conflicts()
            told = {tuple(event.new["values"]) for event in await pair.history(pupil)}
            assert told == {("5",), ("3",)}

    live(around, life)


@asynccontextmanager
async def two_desks(
    region: DemoServer, around: Surroundings, folder: Path, which: int
) -> AsyncIterator[Pair]:
    """Both teachers signed in on computers of their own, all received, then on their own."""
    assert region.described is not None
    anna, boris = region.described.accounts[:2]
    async with AsyncExitStack() as opened:
        desks = [await a_desk(opened, region, around, folder, account) for account in (anna, boris)]
        for desk in desks:
            assert (await desk.engine.exchange()).finished
        yield a_shared_lesson(desks[0], desks[1], which)


async def a_desk(
    opened: AsyncExitStack, region: DemoServer, around: Surroundings, folder: Path, account: DemoAccount
) -> Desk:
    """A teacher's desk on a computer of its own: a real store, a real remote."""
    assert region.described is not None
    return await a_desk_at(opened, region.described.url, around, folder, account)


async def a_desk_at(
    opened: AsyncExitStack, url: str, around: Surroundings, folder: Path, account: DemoAccount
) -> Desk:
    """The same at a server of this address."""
    places = find_places({"PARTA_HOME": str(folder / account.login)})
    here = replace(around, places=places, settings=settings_in(places.settings), keyring=MemoryKeyring())
    door = Door(here.settings, here.places, here.keyring, cost=here.cost)
    admission = await door.sign_in(url, account.school, account.login, account.password)
    desk = Desk(await door.found(admission, "2580", is_phrase=False), on_shown=_ignore, rhythm=here.rhythm)
    opened.push_async_callback(desk.close)
    return desk


def a_shared_lesson(anna: Desk, boris: Desk, which: int) -> Pair:
    """A past lesson of a course that both teach, where two pupils or more have nothing in it yet."""
    today = local_now().date()
    theirs = {course.id for course in boris.journal.my_courses(today)}
    course = next(course for course in anna.journal.my_courses(today) if course.id in theirs)
    held = anna.journal.read_lessons(course.id, today - timedelta(days=40), today - timedelta(days=1))
    free = [(lesson, free_pupils(anna, lesson)) for lesson in held]
    lesson, pupils = [(lesson, found) for lesson, found in free if len(found) > 1][-which]
    return Pair(anna, boris, lesson, pupils)


def free_pupils(desk: Desk, lesson: LessonHead) -> tuple[str, ...]:
    """Those with neither a mark nor an absence in any work of the lesson."""
    term = desk.journal.term_on(lesson.course, lesson.place.date)
    assert term is not None
    page = desk.journal.read_page(lesson.course, term)
    works = page.columns_of(lesson.id)
    own = {row.id: [page.cell(row.id, work.id) for work in works] for row in page.rows}
    return tuple(id for id, cells in own.items() if not any(cell.mark or cell.attendance for cell in cells))


def _ignore(_: object) -> None:
    return
