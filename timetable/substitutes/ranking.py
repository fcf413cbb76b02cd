"""The open lessons of absences, and who would take each: the order of TIMETABLE's criteria, no solver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from datetime import date

from school.lesson import Place
from school.timetable import Substitution, SubstitutionKind
from school.timetable_reading import ScheduledLesson
from timetable.substitutes.facts import (
    Absence,
    Candidate,
    ForPeriod,
    Ground,
    OpenLesson,
    Situation,
    StaffMember,
)

ORDER = (
    Ground.IN_SCHOOL,
    Ground.SAME_SUBJECT,
    Ground.TEACHES_FORM,
    Ground.FORM_TEACHER,
    Ground.WINDOW,
)
"""The criteria from the first to the last; then not over the day's most, then fewest hours given."""


def open_lessons(situation: Situation) -> tuple[OpenLesson, ...]:
    """The lessons of those who are away, in time's order.

    A lesson that is cancelled or has somebody else already is decided; of two teachers the one who
    is there holds the lesson alone.
    """
    found = []
    for lessons in situation.lessons.values():
        for lesson in lessons:
            absences = [_absence(situation, teacher, lesson.place) for teacher in lesson.teachers]
            away = [one for one in absences if one is not None]
            if not lesson.cancelled and away and len(away) == len(absences):
                found.append(OpenLesson(lesson, away[0].teacher, away[0].reason))
    return tuple(sorted(found, key=lambda one: one.lesson.sort_key))


def candidates(situation: Situation, open_lesson: OpenLesson) -> tuple[Candidate, ...]:
    """Who is free for a lesson, the best first."""
    return Days(situation).candidates(open_lesson)


@dataclass
class Days:
    """Who teaches when, and whom each lesson taken on the way has made busy."""

    situation: Situation
    _busy: dict[tuple[str, date], dict[int, ScheduledLesson]] = field(default_factory=dict)
    _given: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for lessons in self.situation.lessons.values():
            for lesson in lessons:
                if not lesson.cancelled:
                    for teacher in lesson.teachers:
                        self._slots(teacher, lesson.place.date)[lesson.place.slot] = lesson

    def candidates(self, open_lesson: OpenLesson) -> tuple[Candidate, ...]:
        """Who is free for a lesson, the best first; lessons taken meanwhile are counted."""
        place = open_lesson.place
        together = open_lesson.lesson.joined
        staff = self.situation.staff.values()
        free = [one for one in staff if self.is_free(one.id, place, besides=together)]
        ranked = [(self._candidate(one, open_lesson), one) for one in free]
        return tuple(found for found, _ in sorted(ranked, key=lambda pair: (rank(pair[0]), pair[1].name)))

    def is_free(self, teacher: str, place: Place, besides: Set[str] = frozenset()) -> bool:
        """Whether somebody has no lesson then, is not away, and may come by his availability.

        A lesson of the courses ``besides`` is none: they sit in the same room with the same teacher.
        """
        member = self.situation.staff.get(teacher)
        closed = member is not None and (place.date.isoweekday(), place.slot) in member.closed
        lesson = self._slots(teacher, place.date).get(place.slot)
        busy = lesson is not None and lesson.course not in besides
        return not closed and not busy and _absence(self.situation, teacher, place) is None

    def take(self, teacher: str, lesson: ScheduledLesson) -> None:
        """Count a lesson as somebody's from now on."""
        self._slots(teacher, lesson.place.date)[lesson.place.slot] = lesson
        self._given[teacher] = self._given.get(teacher, 0) + 1

    def _slots(self, teacher: str, day: date) -> dict[int, ScheduledLesson]:
        return self._busy.setdefault((teacher, day), {})

    def _candidate(self, member: StaffMember, open_lesson: OpenLesson) -> Candidate:
        place = open_lesson.place
        there = [
            slot
            for slot in self._slots(member.id, place.date)
            if _absence(self.situation, member.id, Place(place.date, slot)) is None
        ]
        grounds = {Ground.IN_SCHOOL if there else Ground.COMES_FOR_IT, *self._ties(member, open_lesson)}
        if there and min(there) < place.slot < max(there):
            grounds.add(Ground.WINDOW)
        if member.max_per_day is not None and len(there) >= member.max_per_day:
            grounds.add(Ground.OVER_MAX)
        given = member.given + self._given.get(member.id, 0)
        return Candidate(member.id, frozenset(grounds), len(there), given)

    def _ties(self, member: StaffMember, open_lesson: OpenLesson) -> Iterator[Ground]:
        """What ties somebody to the subject and the form of a lesson."""
        course = self.situation.courses.get(open_lesson.lesson.course)
        if course is None:
            return
        own = [one for one in self.situation.courses.values() if member.id in one.teachers]
        if any(one.subject == course.subject for one in own):
            yield Ground.SAME_SUBJECT
        if any(set(one.forms) & set(course.forms) for one in own):
            yield Ground.TEACHES_FORM
        if member.form_teacher_of & set(course.forms):
            yield Ground.FORM_TEACHER


def rank(candidate: Candidate) -> tuple[bool | int, ...]:
    """What candidates are sorted by; smaller is better."""
    lacks = (ground not in candidate.grounds for ground in ORDER)
    return (*lacks, Ground.OVER_MAX in candidate.grounds, candidate.given)


def taken_by(open_lesson: OpenLesson, teacher: str) -> Substitution:
    """The change that gives a lesson to a substitute; its id is the caller's to give.

    It does not say why the teacher is away: the whole school reads a change, the office the reason.
    """
    lesson = open_lesson.lesson
    return Substitution(
        "",
        lesson.course,
        lesson.date,
        lesson.slot,
        SubstitutionKind.TEACHER,
        teacher=teacher,
    )


def for_whole_period(situation: Situation, lessons: Iterable[OpenLesson]) -> tuple[ForPeriod, ...]:
    """One substitute for all these lessons of one course, the best first: who takes most of them,
    then by the criteria of a single lesson, which count when they hold for each that he takes.
    """
    wanted = tuple(lessons)
    days = Days(situation)
    each = {one: {found.teacher: found for found in days.candidates(one)} for one in wanted}
    rows = []
    for teacher in situation.staff:
        takes = tuple(one for one in wanted if teacher in each[one])
        if takes:
            answers = [each[one][teacher] for one in takes]
            grounds = frozenset.intersection(*(one.grounds for one in answers))
            misses = tuple(one for one in wanted if one not in takes)
            rows.append(ForPeriod(teacher, takes, misses, grounds, answers[0].given))
    return tuple(sorted(rows, key=lambda row: _rank_of_period(row, situation)))


def _rank_of_period(row: ForPeriod, situation: Situation) -> tuple[bool | int | str, ...]:
    lacks = (ground not in row.grounds for ground in ORDER)
    over = Ground.OVER_MAX in row.grounds
    return (len(row.misses), *lacks, over, row.given, situation.staff[row.teacher].name)


def _absence(situation: Situation, teacher: str, place: Place) -> Absence | None:
    found = (one for one in situation.absences if one.teacher == teacher and one.covers(place))
    return next(found, None)
