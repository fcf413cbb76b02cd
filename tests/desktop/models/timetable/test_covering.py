"""Who is away, who takes the lessons, and the journal of it."""

from __future__ import annotations

from datetime import date

from school.timetable import Substitution, SubstitutionKind
from sync import values
from tests.desktop.models.taught import COLLEAGUE, TEACHER
from tests.desktop.models.timetable.school_office import MATHS_A, MATHS_B, SchoolOffice
from tests.desktop.models.timetable.test_versions import queued
from timetable.substitutes.facts import Absence
from timetable.substitutes.ranking import candidates, for_whole_period, open_lessons, taken_by

MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)
ILL = Absence(TEACHER, MONDAY, WEDNESDAY, reason="болезнь")


def test_an_absence_opens_the_lessons_of_its_days(running: SchoolOffice) -> None:
    """The teacher is ill from Monday to Wednesday: three lessons want somebody."""
    cover = running.desk(running.head()).cover

    cover.put_absence(ILL)

    [known] = cover.read_absences()
    assert known.absence == ILL
    opened = open_lessons(cover.read_situation(MONDAY, WEDNESDAY))
    assert [(one.lesson.course, one.place.date.day) for one in opened] == [
        (MATHS_A, 23),
        (MATHS_A, 24),
        (MATHS_A, 25),
    ]


def test_one_substitute_for_the_whole_period_is_one_step(running: SchoolOffice) -> None:
    """Covered in one decision, taken back in one; ops of it are such as a server takes."""
    journal = running.head()
    cover = running.desk(journal).cover
    cover.put_absence(ILL)
    situation = cover.read_situation(MONDAY, WEDNESDAY)
    opened = open_lessons(situation)
    [best, *_] = for_whole_period(situation, opened)

    cover.put_changes([taken_by(one, best.teacher) for one in best.takes])

    assert [values.fault(op, {}) for op in queued(running)] == [None] * (1 + len(best.takes))
    assert len(open_lessons(cover.read_situation(MONDAY, WEDNESDAY))) == 3 - len(best.takes)
    journal.undo()
    assert len(open_lessons(cover.read_situation(MONDAY, WEDNESDAY))) == 3


def test_who_is_busy_is_no_candidate(running: SchoolOffice) -> None:
    """The colleague teaches 7Б in the same slot; by availability another may not come."""
    cover = running.desk(running.head()).cover
    cover.put_absence(ILL)
    situation = cover.read_situation(MONDAY, WEDNESDAY)

    found = candidates(situation, open_lessons(situation)[0])

    assert COLLEAGUE not in [one.teacher for one in found]
    assert found


def test_a_change_gives_way_to_another_and_comes_back_after_its_removal(running: SchoolOffice) -> None:
    """One record for one lesson: taken by one, then by another, removed, and taken again."""
    cover = running.desk(running.head()).cover
    taken = Substitution("", MATHS_A, MONDAY, 1, SubstitutionKind.TEACHER, teacher=COLLEAGUE)
    cancelled = Substitution("", MATHS_A, MONDAY, 1, SubstitutionKind.CANCEL, reason="мороз")

    cover.put_changes([taken])
    cover.put_changes([cancelled])

    [now] = cover.read_changes(MONDAY, WEDNESDAY)
    assert (now.what, now.teacher, now.reason) == (SubstitutionKind.CANCEL, None, "мороз")
    cover.remove_changes([now])
    assert cover.read_changes(MONDAY, WEDNESDAY) == ()
    cover.put_changes([taken])
    assert [one.teacher for one in cover.read_changes(MONDAY, WEDNESDAY)] == [COLLEAGUE]


def test_the_log_counts_hours_that_were_given(running: SchoolOffice) -> None:
    """Hours of a substitute are counted, a cancelled lesson gives nobody any."""
    cover = running.desk(running.head()).cover
    given = Substitution("", MATHS_A, MONDAY, 1, SubstitutionKind.TEACHER, teacher=COLLEAGUE)
    cover.put_changes([given, Substitution("", MATHS_B, MONDAY, 1, SubstitutionKind.CANCEL)])

    [taken, cancelled] = cover.read_log(MONDAY, WEDNESDAY)

    assert (taken.forms, taken.subject, taken.absent, taken.teacher, taken.hours) == (
        "7А",
        "Математика",
        (TEACHER,),
        COLLEAGUE,
        1,
    )
    assert (cancelled.teacher, cancelled.hours) == (None, 0)
    assert cover.hours_given(MONDAY, WEDNESDAY) == {COLLEAGUE: 1}
