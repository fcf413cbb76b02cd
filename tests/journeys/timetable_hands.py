"""What people do at their desks in the journeys of a timetable, and what they see there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

from desktop.app.desk import Desk, local_now
from desktop.models.deeds import CellWrite
from desktop.models.reading.lesson_head import LessonHead
from desktop.models.timetable.desk import TimetableDesk
from desktop.models.timetable.school_edits import put_problem
from sync.identity import new_id
from sync.local_copy import Wish
from sync.messages import Limits
from tests.journeys.staff_room import exchange, seen
from tests.journeys.test_two_desktops import free_pupils
from timetable.cards import Card, Draft
from timetable.checker.checking import check
from timetable.findings import Weight
from timetable.grid import TimeSlot
from timetable.problem import Demand, Part
from timetable.rules.rule import BlockKey


def swap_days(timetable: TimetableDesk, one: int, other: int) -> None:
    """Everything of one weekday goes to the other and the other way round: as legal as it was."""
    days = {one: other, other: one}
    cards = timetable.book.draft.cards
    moved: dict[BlockKey, Card] = {}
    for key, card in cards.items():
        if card.at.day in days:
            at = TimeSlot(days[card.at.day], card.at.slot)
            moved[key] = Card(key, at, card.weeks, card.rooms)
    timetable.book.put("Вторник и четверг поменялись", {**cards, **moved})


def free_place(timetable: TimetableDesk, key: BlockKey) -> Card:
    """A place at which nothing is in the way of this block, which lies in the tray."""
    draft = timetable.book.draft
    rooms, before = set(draft.problem.demands[key.demand].needs[0].any_of), _broken(draft)
    for at in draft.problem.grid:
        taken = {room for card in draft.cards.values() if card.at == at for room in card.rooms}
        card = Card(key, at, rooms=(min(rooms - taken, default=None),))
        if _broken(Draft(draft.problem, {**draft.cards, key: card})) < before:
            return card
    raise AssertionError("no place for one more lesson")


def week(desk: Desk, monday: date) -> tuple[list[tuple[str, int]], ...]:
    """Five days of somebody's lessons."""
    return tuple(seen(desk, monday + timedelta(days)) for days in range(5))


def _broken(draft: Draft) -> int:
    return len(check(draft).of(Weight.BROKEN))


def give_away(timetable: TimetableDesk, desk: Desk, teacher: str, other: str) -> str:
    """The load sheet: a course of one teacher goes to another, who is free then; gives the course."""
    draft = timetable.book.draft
    for demand in draft.problem.demands.values():
        parts = tuple(replace(part, teachers=(other,)) for part in demand.parts)
        problem = replace(
            draft.problem, demands={**draft.problem.demands, demand.id: replace(demand, parts=parts)}
        )
        if demand.teachers == (teacher,) and len(parts) == 1 and check(Draft(problem, draft.cards)).is_legal:
            put_problem(timetable, desk.journal.facts.loads, problem, "Другой учитель")
            return parts[0].course
    raise AssertionError("no course that the other could take")


def add_load(timetable: TimetableDesk, desk: Desk, teacher: str) -> str:
    """The load sheet: an hour more for the first form, placed where it may be; gives the course."""
    problem, known = timetable.problem, set(desk.journal.facts.loads)
    form, subject = next(iter(problem.forms)), next(iter(problem.subjects))
    demand = Demand(new_id(), subject, (Part((form,), (teacher,)),), title="Шахматы", outside_norm=True)
    put_problem(
        timetable,
        desk.journal.facts.loads,
        replace(problem, demands={**problem.demands, demand.id: demand}),
        "Новая нагрузка",
    )
    [course] = set(desk.journal.facts.loads) - known
    key = BlockKey(course, 0)
    timetable.book.put("Поставить", {key: free_place(timetable, key)})
    return course


def holds(desk: Desk, course: str, day: date) -> bool:
    """Whether a course is in somebody's day."""
    return course in {held for held, _ in seen(desk, day)}


async def pushes(desk: Desk, reader: Desk, ops: int) -> AsyncIterator[None]:
    """Send what waits in small pushes; a colleague exchanges after each of them."""
    desk.replica.take_hello(await desk.remote.hello())
    desk.replica.limits = Limits(ops=ops)
    while (request := desk.replica.next_push()) is not None:
        desk.journal.take(desk.replica.take_push(request, await desk.remote.push(request)))
        await exchange(reader)
        yield


async def pages(desk: Desk) -> AsyncIterator[None]:
    """Read what has come in small pages."""
    desk.journal.take(desk.replica.take_hello(await desk.remote.hello()))
    while (request := desk.replica.next_pull(limit=200)) is not None:
        desk.journal.take(desk.replica.take_pull(request, await desk.remote.pull(request)))
        yield


def last_lesson(desk: Desk) -> LessonHead:
    """The last lesson of a day that is past or today, of one of the teacher's own courses."""
    today = local_now().date()
    held = [
        lesson
        for course in desk.journal.my_courses(today)
        for lesson in desk.journal.read_lessons(course.id, today - timedelta(9), today - timedelta(1))
        if not lesson.is_cancelled and not lesson.is_substituted
    ]
    return max(held, key=lambda lesson: (lesson.date, lesson.slot))


def lessons_of_one_only(teacher: Desk, other: Desk) -> tuple[LessonHead, LessonHead]:
    """The last two lessons of a course that one teaches and the other does not."""
    today = local_now().date()
    theirs = {course.id for course in other.journal.my_courses()}
    for course in teacher.journal.my_courses(today):
        held = teacher.journal.read_lessons(course.id, today - timedelta(12), today - timedelta(1))
        plain = [one for one in held if not one.is_cancelled and not one.is_substituted]
        if course.id not in theirs and len({one.date for one in plain}) > 1:
            return plain[-1], next(one for one in reversed(plain) if one.date != plain[-1].date)
    raise AssertionError("no course with two lessons")


def put_mark(desk: Desk, lesson: LessonHead, mark: str, skip: int = 0) -> str:
    """Mark a pupil who has nothing in the lesson's first work; gives the pupil."""
    term = desk.journal.term_on(lesson.course, lesson.place.date)
    assert term is not None
    page = desk.journal.read_page(lesson.course, term)
    pupil = free_pupils(desk, lesson)[skip]
    assert desk.journal.put_cells(page, [CellWrite(pupil, page.columns_of(lesson.id)[0].id, (mark,))])
    return pupil


def read_mark(desk: Desk, lesson: LessonHead, pupil: str) -> str:
    """What a desk shows for a pupil in the lesson's first work."""
    term = desk.journal.term_on(lesson.course, lesson.place.date)
    assert term is not None
    page = desk.journal.read_page(lesson.course, term)
    mark = page.cell(pupil, page.columns_of(lesson.id)[0].id).mark
    return mark.text if mark else ""


def put_topic_anyway(desk: Desk, lesson: LessonHead) -> None:
    """What a changed program would write on a lesson that is not one's own."""
    identity = {"date": lesson.date.isoformat(), "slot": lesson.slot}
    wish = Wish(f"course:{lesson.course}", "lesson", lesson.id, {"topic": "Чужая тема"}, identity)
    desk.journal.take(desk.replica.put(wish))
