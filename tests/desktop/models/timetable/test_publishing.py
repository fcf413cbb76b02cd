"""Publishing: what it would do, what it refuses, and that nobody sees half of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.models.journal import Journal
from desktop.models.timetable.desk import TimetableDesk
from desktop.models.timetable.publishing import NotPublishable
from school.lesson import Place
from sync import values
from sync.record import RecordKey
from tests.desktop.models.taught import COLLEAGUE, TEACHER, TODAY, named
from tests.desktop.models.timetable.school_office import (
    FORM_A,
    FORM_B,
    MATHS_A,
    MATHS_B,
    OLD_WEEK,
    SchoolOffice,
)
from tests.desktop.models.timetable.test_versions import queued
from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey

MONDAY = date(2026, 11, 23)


def moved_to_friday(desk: TimetableDesk, form: str = FORM_A) -> None:
    """What one form has on Monday goes to Friday: the maths of 7А."""
    draft = desk.book.draft
    own = {
        key: replace(card, at=TimeSlot(4, card.at.slot))
        for key, card in draft.cards.items()
        if card.at.day == 0 and draft.problem.forms_of(draft.problem.demands[key.demand]) == (form,)
    }
    desk.book.put("На пятницу", own)


def slots_of(journal: Journal, course: str, day: date) -> list[int]:
    """The slots in which the timetable has a course on a date."""
    reader = journal.facts.reader_for([course], {})
    return [lesson.slot for lesson in reader.lessons_of_course(course, day)]


def test_the_week_changes_from_its_day_on(running: SchoolOffice) -> None:
    """Days before it keep the lessons that they had; from it on they are the new ones."""
    journal = running.head()
    desk = running.desk(journal)
    moved_to_friday(desk)

    list(desk.publish("С 23.11", MONDAY))

    assert slots_of(journal, MATHS_A, MONDAY) == []
    assert slots_of(journal, MATHS_A, MONDAY - timedelta(7)) == [1]
    assert slots_of(journal, MATHS_A, MONDAY + timedelta(4)) == [1]
    assert slots_of(journal, MATHS_A, MONDAY - timedelta(3)) == []


def test_the_cards_go_first_and_the_catalogue_takes_them_all(running: SchoolOffice) -> None:
    """In the queue the op that publishes is the last one, and says how many cards there are."""
    desk = running.desk(running.head())
    moved_to_friday(desk)

    list(desk.publish("С 23.11", MONDAY))

    ops = [op for op in queued(running) if op.bucket == "school"]
    assert [op.kind for op in ops] == ["card"] * 14 + ["timetable"]
    assert ops[-1].cells["cards"].new == 14
    assert [values.fault(op, {}) for op in ops] == [None] * 15


def test_half_a_publication_is_none(running: SchoolOffice) -> None:
    """Broken off before its last step, by a kill or a full disk, the old week goes on."""
    journal = running.head()
    desk = running.desk(journal)
    moved_to_friday(desk)

    next(iter(desk.publish("С 23.11", MONDAY)))

    assert slots_of(journal, MATHS_A, MONDAY) == [1]
    assert [one.id for one in journal.facts.timetables] == [OLD_WEEK]


def test_a_version_whose_cards_have_not_all_come_is_not_shown(running: SchoolOffice) -> None:
    """Whatever order a feed brings them in: a week that lacks a card is not in force yet."""
    journal = running.head()
    new, card = named(3700), {"course": MATHS_A, "weekday": 1, "slot": 3}
    cells = {"title": "Новая", "from": MONDAY.isoformat(), "state": "published", "cards": 2}

    running.arrives(journal, "school", "timetable", new, cells)
    running.arrives(journal, "school", "card", named(3701), {"version": new, **card})

    assert slots_of(journal, MATHS_A, MONDAY) == [1]
    running.arrives(journal, "school", "card", named(3702), {"version": new, **card, "weekday": 2})
    assert slots_of(journal, MATHS_A, MONDAY) == [3]
    running.arrives(journal, "school", "card", named(3702), {"removed": True})
    assert slots_of(journal, MATHS_A, MONDAY) == [3]


def test_a_week_that_cannot_be_held_is_not_published(running: SchoolOffice) -> None:
    """A clash, or a lesson left in the tray: nothing is written, and the report says what is wrong."""
    desk = running.desk(running.head())
    desk.book.put("В лоток", {BlockKey(MATHS_A, 0): None})

    with pytest.raises(NotPublishable) as refusal:
        desk.publish("С 23.11", MONDAY)

    assert not refusal.value.forecast.report.is_legal
    assert queued(running) == []


def test_past_days_keep_their_week(running: SchoolOffice) -> None:
    """No lesson that was held is moved behind a teacher's back; the first week of all may begin earlier."""
    desk = running.desk(running.head())

    assert not desk.foresee(TODAY - timedelta(1)).may_publish
    assert desk.foresee(TODAY).may_publish
    assert desk.foresee(date(2026, 8, 31)).may_publish


def test_a_forecast_tells_whom_it_changes_what_for(running: SchoolOffice) -> None:
    """«Что изменилось с 23.11»: the teacher whose lesson moves, and nobody else."""
    desk = running.desk(running.head())
    moved_to_friday(desk)

    changes = desk.foresee(MONDAY).changes

    assert set(changes) == {TEACHER}
    assert COLLEAGUE not in changes
    [gone, come] = changes[TEACHER]
    assert (gone.weekday, gone.slot, [held.course for held in gone.before], gone.after) == (
        1,
        1,
        [MATHS_A],
        (),
    )
    assert (come.weekday, come.slot, come.before, [held.course for held in come.after]) == (
        5,
        1,
        (),
        [MATHS_A],
    )


def test_two_versions_from_one_day_are_seen(running: SchoolOffice) -> None:
    """A colleague has published from the same Monday, another from a later one: both are told."""
    journal = running.head()
    desk = running.desk(journal)
    for number, since in ((3700, MONDAY), (3701, MONDAY + timedelta(7))):
        cells = {"title": "Её", "from": since.isoformat(), "state": "published"}
        running.arrives(journal, "school", "timetable", named(number), cells)

    forecast = desk.foresee(MONDAY)

    assert [one.id for one in forecast.rivals] == [named(3700)]
    assert [one.id for one in forecast.later] == [named(3701)]


def test_a_publication_is_taken_back_by_undo(running: SchoolOffice) -> None:
    """Undo leaves the old week in force, redo publishes again."""
    journal = running.head()
    desk = running.desk(journal)
    moved_to_friday(desk)
    list(desk.publish("С 23.11", MONDAY))

    journal.undo()

    assert slots_of(journal, MATHS_A, MONDAY) == [1]
    journal.redo()
    assert slots_of(journal, MATHS_A, MONDAY) == []


def test_a_written_lesson_of_a_day_to_come_keeps_its_place(running: SchoolOffice) -> None:
    """A topic written ahead stays where it was written; the new week's lessons stand beside it."""
    journal = running.head()
    desk = running.desk(journal)
    lesson = journal.read_lesson(MATHS_B, MONDAY, 1)
    journal.put_topic(lesson, "Дроби")
    moved_to_friday(desk, FORM_B)

    list(desk.publish("С 23.11", MONDAY))

    places = [head.place for head in journal.read_lessons(MATHS_B, MONDAY, MONDAY + timedelta(5))]
    assert Place(MONDAY, 1) in places
    key = RecordKey("lesson", lesson.id)
    assert journal.copy.view(f"course:{MATHS_B}", key)["topic"] == "Дроби"
