"""A village school served by a process of its own, and the desks of its people, each with a real store."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from desktop.app.demo_server import DemoAccount
from desktop.app.desk import Desk, local_now
from desktop.app.program import Surroundings
from desktop.models.timetable.desk import TimetableDesk
from school.people import Role
from server.accounts import NewAccount, add_accounts, hash_password
from server.database import sqlite_url, writing
from server.demo.size import DemoSize
from server.showcase import open_demo
from sync.identity import new_id
from tests.journeys.test_two_desktops import a_desk_at
from timetable.checker.checking import check

TEACHER, SUBSTITUTE, HEAD = "sokolova", "rochev", "andreeva"
SECOND_HEAD = "deputy"
"""Not of the demo: somebody who has come to help with the timetable."""

_PASSWORD = "parta-deputy"


@dataclass(frozen=True)
class Staff:
    """The accounts of a demo, by login."""

    accounts: dict[str, DemoAccount]

    def __getitem__(self, login: str) -> DemoAccount:
        return self.accounts[login]


def make_school(folder: Path) -> Staff:
    """Make the demo's village in a folder that a server can be started over; with a second head teacher."""
    folder.mkdir(parents=True)
    service, described = open_demo(folder, sqlite_url(folder), DemoSize.S, local_now().date())
    told = [
        DemoAccount(one["login"], one["password"], one["school"], one["person"], one["roles"])
        for one in described["accounts"]
    ]
    accounts = {one.login: one for one in told}
    person, school, role = new_id(), accounts[HEAD].school, Role.HEAD_TEACHER
    deputy = NewAccount(SECOND_HEAD, "Заместитель", frozenset({role}), hash_password(_PASSWORD), person)
    with writing(service.engine) as connection:
        add_accounts(connection, 1, [deputy])
    service.engine.dispose()
    accounts[SECOND_HEAD] = DemoAccount(SECOND_HEAD, _PASSWORD, school, person, [role])
    return Staff(accounts)


@dataclass
class StaffRoom:
    """Desks at one server; whoever does not exchange is offline."""

    url: str
    staff: Staff
    around: Surroundings
    folder: Path
    opened: AsyncExitStack

    async def desk(self, login: str) -> Desk:
        """Somebody's desk, everything received."""
        desk = await a_desk_at(self.opened, self.url, self.around, self.folder, self.staff[login])
        await exchange(desk)
        return desk

    def timetable(self, desk: Desk) -> TimetableDesk:
        """The timetable on a head teacher's desk."""
        return TimetableDesk(desk.journal, desk.store.drafts, check)


async def exchange(*desks: Desk) -> None:
    """A whole round of each, in this order."""
    for desk in desks:
        report = await desk.engine.exchange()
        assert report.finished, report


def next_monday() -> date:
    """The Monday of the week after the next one: no day of it has begun."""
    today = local_now().date()
    return today + timedelta(days=14 - today.weekday())


def seen(desk: Desk, day: date) -> list[tuple[str, int]]:
    """«Мой день»: which course in which slot."""
    return [(lesson.head.course, lesson.head.place.slot) for lesson in desk.journal.read_day(day)]
