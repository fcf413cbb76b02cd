"""Lessons, the rules that they may break, and what is missing from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from school.attendance import DEFAULT_CODES, Attendance
from school.course import Course, CoursePupil, CourseTeacher
from school.dates import Dates
from school.finished import Gap, Unfinished, read_unfinished
from school.lesson import NO_HOMEWORK, Lesson, LessonState, Place, Work, WorkType
from school.lesson_rules import Attention, LessonRule, attention
from school.mark import Mark
from school.plan import LessonPlan, PlanItem

DAY = date(2026, 11, 18)
TYPES = {"o": WorkType("o", "Ответ на уроке", "О"), "k": WorkType("k", "Контрольная работа", "К", 3)}
COURSE = Course(
    "c",
    "Алгебра 7Б",
    "algebra",
    teachers=(
        CourseTeacher("anna", Dates(date(2026, 9, 1), date(2026, 11, 10))),
        CourseTeacher("boris", Dates(date(2026, 11, 11))),
    ),
    pupils=(
        CoursePupil("p", Dates(date(2026, 9, 1))),
        CoursePupil("q", Dates(date(2026, 9, 1), date(2026, 10, 1))),
    ),
)
LESSON = Lesson("l", "c", DAY, 2, works={"w": Work("o"), "t": Work("k", 3)})


def marked(work: str, pupil: str = "p", code: str | None = None) -> Lesson:
    """The lesson with a five for this work, and perhaps a code, of one pupil."""
    noted = {} if code is None else {pupil: Attendance(code)}
    return replace(LESSON, marks={(pupil, work): Mark(("5",))}, attendance=noted)


def test_a_lesson_is_held_where_it_was_placed() -> None:
    """Identity stays, the effective place moves."""
    moved = replace(LESSON, placed=Place(date(2026, 11, 20), 5))

    assert (LESSON.place, moved.place) == (Place(DAY, 2), Place(date(2026, 11, 20), 5))
    assert (moved.date, moved.slot) == (DAY, 2)
    assert sorted([moved.place, LESSON.place]) == [LESSON.place, moved.place]


def test_marks_are_found_by_pupil_and_by_work() -> None:
    """A pupil's marks come with the works that they are for."""
    lesson = replace(LESSON, marks={("p", "w"): Mark(("5",)), ("p", "t"): Mark(("4",))})

    assert dict(lesson.marks_of("p")) == {"w": Mark(("5",)), "t": Mark(("4",))}
    assert lesson.mark_of("p", "t") == Mark(("4",))
    assert lesson.mark_of("q", "t") is None


def test_a_course_knows_its_people_by_date() -> None:
    """Nobody is taken off a course, only given a last day."""
    assert COURSE.teaches("anna", date(2026, 11, 10))
    assert not COURSE.teaches("anna", DAY)
    assert COURSE.teachers_on(DAY) == ("boris",)
    assert COURSE.pupils_on(date(2026, 10, 1)) == ("p", "q")
    assert COURSE.pupils_on(DAY) == ("p",)


def test_an_absent_pupil_gives_no_answer_in_class() -> None:
    """«Н» beside an answer of the same day wants attention."""
    found = attention(marked("w", code="absent"), DEFAULT_CODES, TYPES)

    assert found == (Attention(LessonRule.ABSENT_WITH_ANSWER, "p", "w"),)


@pytest.mark.parametrize(
    ("lesson", "today"),
    [
        (marked("w", code="late"), DAY),
        (marked("w"), DAY),
        (marked("t", code="absent"), DAY),
        (marked("w", code="absent"), date(2026, 11, 20)),
        (marked("w", code="no such code"), DAY),
    ],
    ids=["late", "present", "a test done later", "another day", "unknown code"],
)
def test_what_goes_together_raises_no_attention(lesson: Lesson, today: date) -> None:
    """Late and answering go together, and so do absent and handing a test in later."""
    assert attention(lesson, DEFAULT_CODES, TYPES, COURSE, today) == ()


def test_a_mark_of_a_wiped_work_raises_attention() -> None:
    """A mark whose work is empty stands in «Работа удалена»."""
    found = attention(marked("gone"), DEFAULT_CODES, TYPES)

    assert found == (Attention(LessonRule.MARK_WITHOUT_WORK, "p", "gone"),)


def test_a_mark_outside_the_pupils_dates_raises_attention() -> None:
    """A pupil who left has no marks after the last day."""
    found = attention(marked("w", pupil="q"), DEFAULT_CODES, TYPES, COURSE)

    assert found == (Attention(LessonRule.PUPIL_OUTSIDE_DATES, "q", "w"),)


def test_an_unopened_lesson_lacks_everything() -> None:
    """A lesson nobody has touched is unfinished from its own day on, not before."""
    gaps = [one.gap for one in read_unfinished(LESSON, COURSE, DEFAULT_CODES, DAY)]

    assert gaps == [Gap.ROLL_CALL, Gap.TOPIC, Gap.HOMEWORK]
    assert read_unfinished(LESSON, COURSE, DEFAULT_CODES, date(2026, 11, 17)) == ()


def test_no_homework_said_aloud_is_done() -> None:
    """«Без задания» is homework; spaces are not a topic."""
    lesson = replace(LESSON, roll_call=True, topic="  ", homework=NO_HOMEWORK)

    assert read_unfinished(lesson, COURSE, DEFAULT_CODES, DAY) == (Unfinished(Gap.TOPIC),)


def test_a_cancelled_lesson_lacks_nothing() -> None:
    """What did not happen is not unfinished."""
    lesson = replace(LESSON, state=LessonState.CANCELLED)

    assert lesson.is_cancelled
    assert read_unfinished(lesson, COURSE, DEFAULT_CODES, DAY) == ()


@pytest.mark.parametrize(
    ("mark", "code", "today", "is_left"),
    [
        (None, None, date(2026, 11, 26), True),
        (None, None, date(2026, 11, 25), False),
        (Mark(("4",)), None, date(2026, 11, 26), False),
        (Mark(duty=True), None, date(2026, 11, 26), False),
        (Mark(comment="?"), None, date(2026, 11, 26), True),
        (None, "ill", date(2026, 11, 26), False),
        (None, "exempt", date(2026, 11, 26), False),
        (None, "absent", date(2026, 11, 26), False),
        (None, "late", date(2026, 11, 26), True),
    ],
)
def test_a_work_is_unchecked_only_after_its_due_date(
    mark: Mark | None, code: str | None, today: date, is_left: bool
) -> None:
    """Whoever was there has a value or a duty by the due date; the absent are not missed."""
    lesson = replace(
        LESSON,
        works={"t": Work("k", 3, due=date(2026, 11, 25))},
        marks={} if mark is None else {("p", "t"): mark},
        attendance={} if code is None else {"p": Attendance(code)},
    )

    found = read_unfinished(lesson, COURSE, DEFAULT_CODES, today, frozenset({Gap.UNCHECKED_WORK}))

    assert found == ((Unfinished(Gap.UNCHECKED_WORK, "t", ("p",)),) if is_left else ())


def test_a_plan_tells_the_next_row() -> None:
    """A row of two hours is given when two lessons have named it."""
    plan = LessonPlan(
        "k",
        "Алгебра 7",
        "c",
        (PlanItem("b", 2, "Степень", "II"), PlanItem("a", 1, "Числа", "I", hours=2)),
    )

    rows = [plan.next_item(given) for given in ([], [("a",)], [("a",), ("a",)], [("a",), ("a",), ("b",)])]

    assert [row and row.id for row in rows] == ["a", "a", "b", None]
    assert [(section.title, section.hours) for section in plan.sections] == [("I", 2), ("II", 1)]
