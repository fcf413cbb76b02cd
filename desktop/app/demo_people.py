"""Others at the demo's server: a colleague who writes the same lesson, and a witness who only asks."""

from __future__ import annotations

from uuid import uuid4

from desktop.app.demo_server import DemoAccount
from desktop.app.desk import local_now
from desktop.models.deeds import CellWrite
from desktop.models.journal import Journal
from desktop.models.reading.lesson_head import LessonHead
from desktop.models.reading.page import JournalPage
from sync.engine import Engine
from sync.messages import Device, SignInRequest
from sync.remote import HttpRemote, Tokens
from sync.replica import Replica
from sync.shelf import MemoryShelf

Marks = dict[str, str]
"""Pupil id → what stands for the lesson's first work."""


class _Pocket:
    """Tokens of somebody who keeps nothing on a disk."""

    def __init__(self) -> None:
        self._tokens: Tokens | None = None

    def read(self) -> Tokens | None:
        return self._tokens

    def keep(self, tokens: Tokens | None) -> None:
        self._tokens = tokens


class Colleague:
    """A second client in this process: its own tokens, its own copy, its own device."""

    def __init__(self, url: str, account: DemoAccount) -> None:
        self._account = account
        self._remote = HttpRemote(url, _Pocket())
        replica = Replica(MemoryShelf(), local_now)
        self.journal = Journal(replica, account.person, local_now)
        self._engine = Engine(replica, self._remote, on_shown=_ignore, on_touched=self.journal.take)

    async def sign_in(self) -> None:
        account = self._account
        device = Device(uuid4().hex, "second computer")
        await self._remote.sign_in(SignInRequest(account.school, account.login, account.password, device))

    async def exchange(self) -> bool:
        """A whole round; did it come to its end?"""
        return (await self._engine.exchange()).finished

    async def put(self, lesson: LessonHead, marks: Marks) -> bool:
        """Mark some pupils of a lesson and send it."""
        page = self._page(lesson)
        column = page.columns_of(lesson.id)[0].id
        self.journal.put_cells(page, [CellWrite(pupil, column, (mark,)) for pupil, mark in marks.items()])
        return await self.exchange()

    async def close(self) -> None:
        await self._remote.close()

    def marks_of(self, lesson: LessonHead) -> Marks:
        """What stands in this copy for the lesson's first work."""
        return marks_of(self._page(lesson), lesson)

    def _page(self, lesson: LessonHead) -> JournalPage:
        term = self.journal.term_on(lesson.course, lesson.place.date)
        assert term is not None
        return self.journal.read_page(lesson.course, term)


class Witness:
    """Asks the server what it holds, over HTTP, with a fresh copy each time."""

    def __init__(self, url: str, account: DemoAccount) -> None:
        self._url = url
        self._account = account

    async def marks_of(self, lesson: LessonHead) -> Marks:
        """What the server holds for the lesson's first work."""
        asked = Colleague(self._url, self._account)
        try:
            await asked.sign_in()
            if not await asked.exchange():
                return {}
            return asked.marks_of(lesson)
        finally:
            await asked.close()

    async def open_questions(self) -> int:
        """How many cells have two versions on the server."""
        asked = Colleague(self._url, self._account)
        try:
            await asked.sign_in()
            await asked.exchange()
            return len(asked.journal.read_conflicts())
        finally:
            await asked.close()


def marks_of(page: JournalPage, lesson: LessonHead) -> Marks:
    """The marks of a lesson's first work on a page, by pupil."""
    column = page.columns_of(lesson.id)[0].id
    cells = {row.id: page.cell(row.id, column).mark for row in page.rows}
    return {pupil: mark.text for pupil, mark in cells.items() if mark is not None and mark.values}


def _ignore(_shown: object) -> None:
    return
