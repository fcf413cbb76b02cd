"""Steps that several journeys take: signing in, a lesson to mark, an exchange."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

from desktop.app.demo import PIN
from desktop.app.demo_server import DemoAccount, DemoServer
from desktop.app.desk import Desk
from desktop.app.program import Program
from desktop.models.deeds import CellWrite
from desktop.models.reading.lesson_head import LessonHead
from desktop.models.reading.page import JournalPage
from desktop.secrets import NoKeyring
from sync.progress import RoundReport


def account_of(server: DemoServer, login: str) -> DemoAccount:
    """One of the demo's accounts."""
    assert server.described is not None
    return next(one for one in server.described.accounts if one.login == login)


async def walk_in(program: Program, server: DemoServer, login: str) -> Desk:
    """Sign in for the first time and wait for the first exchange."""
    account = account_of(server, login)
    assert server.described is not None
    url, door = server.described.url, program.door
    admission = await door.sign_in(url, account.school, account.login, account.password)
    try:
        opened = await door.found(admission, PIN, is_phrase=False)
    except NoKeyring:
        raise AssertionError("this journey needs a keyring") from None
    program.take_desk(opened)
    desk = at_work(program)
    await until(lambda: desk.engine.shown.last_exchange is not None)
    return desk


def at_work(program: Program) -> Desk:
    """Whoever works in the window."""
    assert program.desk is not None
    return program.desk


async def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something holds."""
    loop = asyncio.get_running_loop()
    last = loop.time() + seconds
    while not holds():
        assert loop.time() < last, "waited in vain"
        await asyncio.sleep(0.01)


def open_lesson(desk: Desk, back_from: int = 0) -> LessonHead:
    """The last lesson of the person's own that has begun and is open; so many days back, or more."""
    journal = desk.journal
    for back in range(back_from, back_from + 14):
        for one in journal.read_day(journal.today - timedelta(days=back)):
            head = one.head
            if head.takes_marks and head.has_begun(journal.now()) and desk.account.person in head.teachers:
                return head
    raise AssertionError("no lesson to mark")


def page_of(desk: Desk, lesson: LessonHead) -> JournalPage:
    """The page that holds a lesson."""
    term = desk.journal.term_on(lesson.course, lesson.place.date)
    assert term is not None
    return desk.journal.read_page(lesson.course, term)


def mark(desk: Desk, lesson: LessonHead, value: str, pupils: int = 3, reason: str | None = None) -> list[str]:
    """Put a mark for some pupils; who they were."""
    page = page_of(desk, lesson)
    column = page.columns_of(lesson.id)[0].id
    rows = [row.id for row in page.rows if row.learns(lesson.place.date)][:pupils]
    desk.journal.put_cells(page, [CellWrite(row, column, (value,)) for row in rows], reason=reason)
    return rows


def shown_marks(desk: Desk, lesson: LessonHead) -> dict[str, str]:
    """What the page shows for the lesson's first work."""
    page = page_of(desk, lesson)
    column = page.columns_of(lesson.id)[0].id
    marks = {row.id: page.cell(row.id, column).mark for row in page.rows}
    return {pupil: one.text for pupil, one in marks.items() if one is not None and one.values}


async def exchange(desk: Desk) -> RoundReport:
    """One whole round."""
    return await desk.exchange()
