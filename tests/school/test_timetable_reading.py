"""The lessons of a date: cards, calendar, substitutions and what was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from school.calendar import Day, DayKind, SchoolCalendar, Weeks
from school.course import Course, CourseTeacher
from school.dates import Dates
from school.form import Form
from school.lesson import Lesson, LessonState, Place
from school.term import SchoolYear, Term, TermKind
from school.timetable import Card, Load, Substitution, SubstitutionKind, Timetable, TimetableState
from school.timetable_reading import ScheduledLesson, TimetableReader

YEAR = SchoolYear("y", "2026/27", date(2026, 9, 1), date(2027, 5, 26))
TERM = Term("q1", "1 четверть", TermKind.QUARTER, date(2026, 9, 1), date(2026, 10, 25))
FORMS = {"7a": Form("7a", 7, "А"), "7b": Form("7b", 7, "Б")}
WHOLE = Dates(YEAR.first_day)
LOADS = {
    "algebra": Load("algebra", "Алгебра 7А", "m", ("7a",), ("anna",)),
    "physics": Load("physics", "Физика 7А", "p", ("7a",), ("boris",)),
    "sport-a": Load("sport-a", "Физкультура 7А", "s", ("7a",), ("vera",), joint="s7"),
    "sport-b": Load("sport-b", "Физкультура 7Б", "s", ("7b",), ("vera",), joint="s7"),
}
CARDS = (
    Card("1", "t", "algebra", 1, 1, room="31"),
    Card("2", "t", "algebra", 2, 2),
    Card("3", "t", "physics", 1, 2, Weeks.ODD),
    Card("4", "t", "sport-a", 3, 3),
    Card("5", "t", "sport-b", 3, 3),
    Card("6", "z", "physics", 1, 5),
)
TIMETABLES = (
    Timetable("t", "Осень", WHOLE, TimetableState.PUBLISHED),
    Timetable("z", "Черновик", WHOLE),
)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 9, 7), date(2026, 9, 8), date(2026, 9, 9)


def reader(*changes: Substitution, days: tuple[Day, ...] = ()) -> TimetableReader:
    """The week of these forms with changes and days out of the ordinary."""
    calendar = SchoolCalendar(YEAR, (TERM,), days)
    return TimetableReader(calendar, FORMS, LOADS, TIMETABLES, CARDS, changes)


def shown(lessons: tuple[ScheduledLesson, ...]) -> list[tuple[str, int]]:
    """What a day shows: courses and the slots in which they are held."""
    return [(lesson.course, lesson.place.slot) for lesson in lessons]


def change(what: SubstitutionKind) -> Substitution:
    """A change of Monday's algebra."""
    return Substitution("s", "algebra", MONDAY, 1, what)


def test_a_date_has_its_weekdays_lessons() -> None:
    """Cards of a published timetable make the day; drafts make nothing."""
    found = reader().lessons_on(MONDAY)

    assert shown(found) == [("algebra", 1)]
    assert (found[0].teachers, found[0].room) == (("anna",), "31")


def test_odd_and_even_weeks_alternate() -> None:
    """A card of odd weeks stands in the year's first, third, fifth week."""
    assert shown(reader().lessons_on(date(2026, 9, 14))) == [("algebra", 1), ("physics", 2)]


def test_a_moved_day_brings_its_lessons_along() -> None:
    """A Sunday that works as a Tuesday has Tuesday's lessons."""
    sunday = date(2026, 9, 13)

    found = reader(days=(Day(sunday, DayKind.MOVED, as_weekday=2),)).lessons_on(sunday)

    assert shown(found) == [("algebra", 2)]


def test_a_day_cancelled_for_one_form_is_held_for_the_other() -> None:
    """Quarantine in 7А leaves the lessons of 7Б."""
    closed = Day(WEDNESDAY, DayKind.CANCELLED, forms=frozenset({"7a"}))

    assert shown(reader(days=(closed,)).lessons_on(WEDNESDAY)) == [("sport-b", 3)]


def test_a_lesson_of_two_forms_is_held_when_one_of_them_is_there() -> None:
    """Quarantine in 7А does not take the lesson that 7Б shares with it."""
    shared = {"choir": Load("choir", "Хор", "m", ("7a", "7b"), ("vera",))}
    closed = (Day(WEDNESDAY, DayKind.CANCELLED, forms=frozenset({"7a"})),)
    cards = (Card("9", "t", "choir", 3, 7),)

    found = replace(reader(days=closed), loads=shared, cards=cards).lessons_on(WEDNESDAY)

    assert shown(found) == [("choir", 7)]


def test_a_course_at_hand_says_who_teaches_on_the_date() -> None:
    """A load knows today's teachers; the course knows whose the lesson was in September."""
    until, since = Dates(YEAR.first_day, MONDAY), Dates(TUESDAY)
    algebra = Course(
        "algebra", "Алгебра 7А", "m", teachers=(CourseTeacher("gleb", until), CourseTeacher("anna", since))
    )
    known = replace(reader(), courses={"algebra": algebra})

    assert shown(known.lessons_of_teacher("gleb", MONDAY)) == [("algebra", 1)]
    assert shown(known.lessons_of_teacher("anna", TUESDAY)) == [("algebra", 2)]


def test_a_substitute_has_the_lesson_and_the_teacher_does_not() -> None:
    """The lesson stands in the substitute's day from the moment it is known."""
    swapped = reader(replace(change(SubstitutionKind.TEACHER), teacher="boris"))

    assert shown(swapped.lessons_of_teacher("boris", MONDAY)) == [("algebra", 1)]
    assert swapped.lessons_of_teacher("anna", MONDAY) == ()
    assert swapped.lessons_on(MONDAY)[0].substituted


def test_a_cancelled_lesson_is_shown_as_cancelled() -> None:
    """A lesson that falls out is told, not hidden."""
    (lesson,) = reader(change(SubstitutionKind.CANCEL)).lessons_on(MONDAY)

    assert lesson.cancelled


def test_a_moved_lesson_keeps_its_identity() -> None:
    """Two people who open a moved lesson, one of them unaware, meet in one record."""
    moved = reader(replace(change(SubstitutionKind.MOVE), to=Place(TUESDAY, 5)))

    found = moved.lessons_of_course("algebra", TUESDAY)

    assert moved.lessons_on(MONDAY) == ()
    assert shown(found) == [("algebra", 2), ("algebra", 5)]
    assert found[1].key == ("algebra", MONDAY, 1)


def test_another_course_takes_the_place() -> None:
    """The lesson falls out and another course's is held in its slot by the teacher named."""
    other = replace(change(SubstitutionKind.OTHER_COURSE), with_course="physics")

    lost, held = reader(other).lessons_on(MONDAY)

    assert (lost.course, lost.cancelled) == ("algebra", True)
    assert (held.course, held.teachers, held.place) == ("physics", ("boris",), Place(MONDAY, 1))


def test_joint_loads_are_one_lesson_for_the_teacher() -> None:
    """Loads taught together know each other."""
    first, second = reader().lessons_on(WEDNESDAY)

    assert (first.joined, second.joined) == (frozenset({"sport-b"}), frozenset({"sport-a"}))


def test_a_lesson_joined_for_a_day_knows_its_neighbour() -> None:
    """A substitution may send a form into another's lesson."""
    joined = reader(replace(change(SubstitutionKind.JOIN), with_course="physics", teacher="boris"))

    (lesson,) = joined.lessons_of_course("algebra", MONDAY)

    assert (lesson.joined, lesson.teachers) == (frozenset({"physics"}), ("boris",))


def test_a_written_lesson_stands_where_it_was_placed() -> None:
    """A stored lesson moves by its own place, and hides the card where it stands."""
    stored = Lesson("l", "algebra", MONDAY, 1, placed=Place(TUESDAY, 2))

    assert reader().lessons_on(MONDAY, [stored]) == ()
    (lesson,) = reader().lessons_on(TUESDAY, [stored])
    assert (lesson.key, lesson.written) == (("algebra", MONDAY, 1), True)


def test_a_written_lesson_outside_the_timetable_is_shown() -> None:
    """Any day and any slot may be written, timetabled or not."""
    extra = Lesson("l", "physics", date(2026, 9, 13), 4, state=LessonState.CANCELLED)

    (lesson,) = reader().lessons_on(date(2026, 9, 13), [extra])

    assert (lesson.course, lesson.cancelled, lesson.written) == ("physics", True, True)


def test_of_two_published_timetables_the_later_holds() -> None:
    """A timetable published from November does not change October."""
    winter = Timetable("w", "Зима", Dates(date(2026, 9, 21)), TimetableState.PUBLISHED)
    both = replace(reader(), timetables=(*TIMETABLES, winter))

    assert both.timetable_on(date(2026, 9, 20)) == TIMETABLES[0]
    assert both.timetable_on(date(2026, 9, 21)) == winter


def test_a_course_without_a_load_is_nobodys_lesson_but_is_shown() -> None:
    """A card whose load has not come yet is not lost on the screen."""
    cards = (Card("9", "t", "unknown", 1, 6),)
    found = replace(reader(), cards=cards).lessons_on(MONDAY)

    assert shown(found) == [("unknown", 6)]
    assert found[0].teachers == ()


@given(
    st.dates(date(2026, 9, 1), date(2026, 10, 25)),
    st.sampled_from(list(SubstitutionKind)),
    st.dates(date(2026, 9, 1), date(2026, 10, 25)),
    st.booleans(),
)
def test_every_lesson_has_one_place(day: date, what: SubstitutionKind, target: date, wrote: bool) -> None:
    """Whatever was changed or written, no lesson of a course is shown twice on one date."""
    asked = replace(change(what), to=Place(target, 6), with_course="physics", teacher="boris")
    stored = [Lesson("l", "algebra", MONDAY, 1, placed=Place(target, 6))] if wrote else []

    keys = [lesson.key for lesson in reader(asked).lessons_on(day, stored)]

    assert len(keys) == len(set(keys))
