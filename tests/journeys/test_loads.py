"""Loads that are new or go to another teacher, with their journals: a real server and real stores."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from desktop.app.new_teachers import HandedOver, hand_over, keep_handing_over
from tests.journeys.staff_room import HEAD, SUBSTITUTE, TEACHER, StaffRoom, exchange, next_monday
from tests.journeys.test_timetable import Live, ground, live
from tests.journeys.timetable_hands import add_load, give_away, holds
from tests.journeys.walking import until

__all__ = ["ground", "live"]


def test_a_load_goes_to_another_teacher_with_its_journal(live: Live) -> None:
    """Given away and published without a network: the journal is told when there is one. From that day on
    the new teacher writes in it, until the day before the old one does.
    """

    async def life(room: StaffRoom) -> None:
        head, teacher, other = [await room.desk(login) for login in (HEAD, TEACHER, SUBSTITUTE)]
        since, timetable = next_monday(), room.timetable(head)

        course = give_away(timetable, head, teacher.account.person, other.account.person)
        list(timetable.publish("Новый учитель", since))
        await exchange(head)
        found = await hand_over(head)
        await exchange(teacher, other)

        assert found == HandedOver(told=[course])
        days = [since + timedelta(day) for day in range(-7, 7)]
        old, new = ([day for day in days if holds(desk, course, day)] for desk in (teacher, other))
        assert old
        assert new
        assert max(old) < since <= min(new)
        theirs = next(one for one in other.journal.read_day(min(new)) if one.course.id == course)
        assert other.journal.put_topic(theirs.head, "Первый урок нового учителя")
        await exchange(other)
        assert other.journal.read_rejected() == ()
        assert await hand_over(head) == HandedOver()

    live(life)


def test_a_new_load_has_the_pupils_of_its_form(live: Live) -> None:
    """Entered on the load sheet, placed and published it is in its teacher's day, with a page that is not
    empty and takes a topic, which the server accepts. Before the server has the course the head teacher
    is told that it waits, after the next exchange that it went.
    """

    async def life(room: StaffRoom) -> None:
        head, teacher = await room.desk(HEAD), await room.desk(TEACHER)
        since, timetable = next_monday(), room.timetable(head)
        said: list[str] = []
        keeping = asyncio.create_task(keep_handing_over(head, lambda words, tone: said.append(words)))

        course = add_load(timetable, head, teacher.account.person)
        list(timetable.publish("С новым предметом", since))
        await until(lambda: len(said) == 1)
        await exchange(head)
        await until(lambda: len(said) == 2)
        keeping.cancel()
        await exchange(teacher)

        assert said == ["Журналы новым учителям передадутся при обмене: 1", "1 журнал передан новому учителю"]
        lessons = [one for day in range(7) for one in teacher.journal.read_day(since + timedelta(day))]
        [lesson] = [one.head for one in lessons if one.course.id == course]
        term = teacher.journal.term_on(course, lesson.place.date)
        assert term is not None
        assert len(teacher.journal.read_page(course, term).rows) > 3
        assert teacher.journal.put_topic(lesson, "Ладья")
        await exchange(teacher)
        assert teacher.journal.read_rejected() == ()

    live(life)
