"""A timetable from the head teacher's laptop to the teachers' days, through a real server and real stores."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.app.program import Surroundings
from desktop.app.timetabling import DeskKeeper
from school.timetable import Substitution, SubstitutionKind
from tests.journeys.staff_room import (
    HEAD,
    SECOND_HEAD,
    SUBSTITUTE,
    TEACHER,
    Staff,
    StaffRoom,
    exchange,
    make_school,
    next_monday,
    seen,
)
from tests.journeys.timetable_board import at_board
from tests.journeys.timetable_hands import (
    last_lesson,
    lessons_of_one_only,
    pages,
    pushes,
    put_mark,
    put_topic_anyway,
    read_mark,
    swap_days,
    week,
)
from tests.server.running import Running
from timetable.substitutes.facts import Absence

Life = Callable[[StaffRoom], Awaitable[None]]
Live = Callable[[Life], None]
Ground = tuple[Path, Staff]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """The school, made once."""
    folder = tmp_path_factory.mktemp("village") / "server"
    return folder, make_school(folder)


@pytest.fixture
def live(ground: Ground, around: Surroundings, tmp_path: Path) -> Iterator[Live]:
    """Lives a life in a copy of the school, at a server process of its own."""
    folder, staff = ground
    shutil.copytree(folder, tmp_path / "server")
    with Running(tmp_path / "server") as server:

        async def whole(life: Life) -> None:
            async with AsyncExitStack() as opened:
                await life(StaffRoom(server.url, staff, around, tmp_path, opened))

        yield lambda life: asyncio.run(whole(life))


def test_teachers_have_their_lessons_when_they_next_exchange(live: Live) -> None:
    """Built and published without a network, sent later; the teacher, offline until then, has the new
    week in her day, and the marks that she wrote under the old one stay.
    """

    async def life(room: StaffRoom) -> None:
        head, teacher = await room.desk(HEAD), await room.desk(TEACHER)
        since, timetable = next_monday(), room.timetable(head)
        tuesday, thursday = since + timedelta(1), since + timedelta(3)
        old = {day: seen(teacher, day) for day in (tuesday, thursday)}
        lesson = last_lesson(teacher)
        pupil = put_mark(teacher, lesson, "4")

        swap_days(timetable, 1, 3)
        list(timetable.publish("Новая неделя", since))
        await exchange(head, teacher)

        assert seen(teacher, tuesday) == old[thursday]
        assert seen(teacher, thursday) == old[tuesday]
        assert seen(teacher, tuesday - timedelta(7)) == old[tuesday]
        assert read_mark(teacher, lesson, pupil) == "4"
        assert teacher.journal.read_rejected() == ()

    live(life)


def test_nobody_sees_half_a_week(live: Live) -> None:
    """Sent in many pushes, read in many pages: at each moment a teacher has the old week or the new one."""

    async def life(room: StaffRoom) -> None:
        head, teacher, other = [await room.desk(login) for login in (HEAD, TEACHER, SUBSTITUTE)]
        since, timetable = next_monday(), room.timetable(head)
        old, others = week(teacher, since), week(other, since)
        swap_days(timetable, 1, 3)
        list(timetable.publish("Новая неделя", since))

        between = [week(teacher, since) async for _ in pushes(head, teacher, ops=60)]
        read = [week(other, since) async for _ in pages(other)]

        assert len(between) > 4
        assert all(one == old for one in between[:-1])
        assert between[-1] != old
        assert len(read) > 4
        assert read[0] == others
        assert all(one in (others, read[-1]) for one in read)
        assert read[-1] != others

    live(life)


def test_two_head_teachers_see_each_other(live: Live) -> None:
    """Both save and publish from one Monday without a network: each version stands, one is in force for
    everybody, and both are told of the other.
    """

    async def life(room: StaffRoom) -> None:
        desks = [await room.desk(login) for login in (HEAD, SECOND_HEAD)]
        since = next_monday()
        for desk, days in zip(desks, ((1, 3), (0, 4)), strict=True):
            timetable = room.timetable(desk)
            swap_days(timetable, *days)
            list(timetable.publish(f"Неделя {days}", since))

        await exchange(*desks, *desks)

        told = [room.timetable(desk) for desk in desks]
        for timetable in told:
            [branch] = timetable.versions.branches
            assert {one.title for one in branch} == {"Неделя (1, 3)", "Неделя (0, 4)"}
            assert {one.title for one in timetable.foresee(since).rivals} == {one.title for one in branch}
        for desk in desks:
            lines = [line for line in DeskKeeper(desk).read_versions() if line.since == since]
            assert sorted(line.is_covered for line in lines) == [False, True]
        [one, other] = [timetable.read_published(since) for timetable in told]
        assert one is not None
        assert other is not None
        assert one.cards == other.cards

    live(life)


def test_two_head_teachers_settle_on_the_screen(live: Live, qapp: QApplication) -> None:
    """Both save a week made from the same one; the first keeps the other's in her window, with the keyboard.
    Everybody has that choice after the next exchange, and what was set aside is opened again there.
    """

    async def life(room: StaffRoom) -> None:
        desks = head, other = [await room.desk(login) for login in (HEAD, SECOND_HEAD)]
        for desk, days, title in ((head, (1, 3), "Её"), (other, (0, 4), "Заместителя")):
            swap_days(room.timetable(desk), *days)
            room.timetable(desk).save_version(title)
        await exchange(*desks, *desks)

        with at_board(qapp, head) as keys:
            keys.choose("Заместителя")
            keys.keep()
        await exchange(*desks)

        with at_board(qapp, other) as keys:
            assert keys.listed()[-2:] == ["Заместителя", "Её"]
            assert room.timetable(other).versions.branches == ()
            keys.choose("Её")
            keys.open()
            opened = room.timetable(other)
            assert opened.book.draft.cards == opened.read_cards(opened.book.base or "")
            assert opened.versions.saved[1].id == opened.book.base

    live(life)


def test_a_substitute_writes_that_lesson_and_no_other(live: Live) -> None:
    """She sees it in her day and writes it offline; a day later it is taken. Another date's lesson is
    refused, and after the substitution is withdrawn also this one; what was taken stays.
    """

    async def life(room: StaffRoom) -> None:
        head, teacher, other = [await room.desk(login) for login in (HEAD, TEACHER, SUBSTITUTE)]
        cover = room.timetable(head).cover
        lesson, earlier = lessons_of_one_only(teacher, other)
        key, taken = (lesson.course, lesson.date, lesson.slot), SubstitutionKind.TEACHER
        change = Substitution("", *key, taken, teacher=other.account.person)

        cover.put_changes([change])
        await exchange(head, other)
        assert (lesson.course, lesson.slot) in seen(other, lesson.date)
        pupil = put_mark(other, lesson, "5")
        await exchange(other, teacher)

        assert other.journal.read_rejected() == ()
        assert read_mark(teacher, lesson, pupil) == "5"
        put_topic_anyway(other, earlier)
        await exchange(other)
        assert [one.code for one in other.journal.read_rejected()] == ["no_access"]

        cover.remove_changes([change])
        await exchange(head)
        put_mark(other, lesson, "3", skip=1)
        await exchange(other, teacher)
        assert len(other.journal.read_rejected()) == 2
        assert read_mark(teacher, lesson, pupil) == "5"

    live(life)


def test_an_absence_stays_in_the_office(live: Live) -> None:
    """Why a teacher is away is known to the head teachers, not to the staff."""

    async def life(room: StaffRoom) -> None:
        head, deputy, teacher = [await room.desk(login) for login in (HEAD, SECOND_HEAD, TEACHER)]
        day = next_monday()
        room.timetable(head).cover.put_absence(Absence(teacher.account.person, day, day, reason="операция"))

        await exchange(head, deputy, teacher)

        known = {one.absence.reason for one in room.timetable(deputy).cover.read_absences()}
        assert "операция" in known
        assert "office" not in teacher.replica.copy.buckets

    live(life)
