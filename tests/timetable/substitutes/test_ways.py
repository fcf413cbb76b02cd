"""What can be done about an open lesson without asking anybody in."""

from __future__ import annotations

from school.lesson import Place
from school.timetable import SubstitutionKind
from tests.timetable.substitutes.staff_room import MONDAY, WEDNESDAY, lesson, opened, situation
from timetable.substitutes.facts import Way, WayKind
from timetable.substitutes.ways import ways

OPEN = lesson("math6", MONDAY, 2)
FIRST, LAST = lesson("rus6", MONDAY, 1), lesson("rus6", MONDAY, 4)


def found(*others: object) -> dict[WayKind, list[Way]]:
    """The ways for Monday's second lesson among these others, by kind."""
    listed: dict[WayKind, list[Way]] = {}
    for way in ways(situation(OPEN, *others), opened(OPEN)):  # type: ignore[arg-type]  # lessons, as the caller writes them
        listed.setdefault(way.kind, []).append(way)
    return listed


def test_the_last_lesson_moves_up_and_the_class_goes_home_earlier() -> None:
    """The open lesson is cancelled, the day's last stands in its place; nobody is paid more for it."""
    (way,) = found(FIRST, LAST)[WayKind.LAST_LESSON_UP]

    off, up = way.changes
    assert (off.course, off.what) == ("math6", SubstitutionKind.CANCEL)
    assert (up.course, up.what, up.to) == ("rus6", SubstitutionKind.MOVE, Place(MONDAY, 2))
    assert (off.hours, up.hours) == (0, 0)


def test_the_last_lesson_stays_when_its_teacher_is_busy() -> None:
    """Somebody who teaches another class then cannot come."""
    assert WayKind.LAST_LESSON_UP not in found(FIRST, LAST, lesson("rus7", MONDAY, 2))


def test_only_a_lesson_at_the_edge_of_the_day_is_cancelled() -> None:
    """In the middle of the day the class would be left alone."""
    assert WayKind.CANCEL not in found(FIRST, LAST)
    assert WayKind.CANCEL in found(LAST)
    assert WayKind.CANCEL in found(FIRST)


def test_a_lesson_changes_places_with_a_later_one() -> None:
    """When the absent teacher is back, and the other one is free now."""
    later = lesson("rus6", WEDNESDAY, 3)

    (way,) = found(FIRST, later)[WayKind.SWAP]

    there, here = way.changes
    assert (there.course, there.to) == ("math6", Place(WEDNESDAY, 3))
    assert (here.course, here.to) == ("rus6", Place(MONDAY, 2))


def test_nothing_is_swapped_with_a_day_on_which_the_teacher_is_still_away() -> None:
    """Nor with a lesson in which something is written."""
    still_away, written = lesson("rus6", MONDAY, 3), lesson("rus6", WEDNESDAY, 3, written=True)

    assert WayKind.SWAP not in found(FIRST, still_away, written)


def test_the_same_subject_of_a_parallel_form_joins() -> None:
    """Not that of another level; the other teacher takes both."""
    other_level = lesson("math7", MONDAY, 2)

    assert WayKind.JOIN not in found(FIRST, other_level)


def test_the_other_half_of_the_form_joins() -> None:
    """English of one half, when the other half's teacher is there."""
    half, other = lesson("eng6-1", MONDAY, 2), lesson("eng6-2", MONDAY, 2)

    listed = ways(situation(half, other, ill="vera"), opened(half))

    joined = next(way for way in listed if way.kind is WayKind.JOIN)
    (change,) = joined.changes
    assert (change.with_course, change.teacher, change.hours) == ("eng6-2", "gleb", 1)
