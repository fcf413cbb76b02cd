"""The lessons of a date: the week's cards, the calendar, substitutions, what was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from school.calendar import SchoolCalendar, TimetableDay
from school.course import Course
from school.form import Form
from school.lesson import Lesson, Place
from school.timetable import Card, Load, Substitution, SubstitutionKind, Timetable

Key = tuple[str, date, int]
"""Course, date and slot: what a lesson is known by, stored or not."""


@dataclass(frozen=True, slots=True)
class ScheduledLesson:
    """A lesson as a day shows it.

    ``date`` and ``slot`` are its identity, ``place`` is where it is held: a lesson that a
    substitution moved keeps its identity, so that two people who open it offline meet in
    one record. ``written`` says that it is stored; ``joined`` are the courses that sit in
    the same room with the same teacher.
    """

    course: str
    date: date
    slot: int
    place: Place
    teachers: tuple[str, ...] = ()
    room: str | None = None
    substituted: bool = False
    cancelled: bool = False
    written: bool = False
    joined: frozenset[str] = frozenset()

    @property
    def key(self) -> Key:
        return self.course, self.date, self.slot

    @property
    def sort_key(self) -> tuple[Place, str]:
        return self.place, self.course


@dataclass(frozen=True, slots=True)
class TimetableReader:
    """Answers what is taught on a date; all of it is looked up, nothing is stored.

    Who teaches a lesson is said by the course, which knows the dates, where the journal
    holds it (``courses``), else by the load.
    """

    calendar: SchoolCalendar
    forms: Mapping[str, Form]
    loads: Mapping[str, Load]
    timetables: tuple[Timetable, ...]
    cards: tuple[Card, ...]
    substitutions: tuple[Substitution, ...] = ()
    courses: Mapping[str, Course] = field(default_factory=dict)
    _cards: dict[tuple[str, int], list[Card]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _changes: dict[Key, Substitution] = field(init=False, repr=False, compare=False, default_factory=dict)
    _days: dict[date, dict[str | None, TimetableDay | None]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for card in self.cards:
            self._cards.setdefault((card.version, card.weekday), []).append(card)
        for change in self.substitutions:
            self._changes[change.course, change.date, change.slot] = change

    def timetable_on(self, day: date) -> Timetable | None:
        """The published timetable in force; of several the one that began last."""
        valid = (one for one in self.timetables if one.is_published and one.dates.covers(day))
        return max(valid, key=lambda one: (one.dates.first_day, one.id), default=None)

    def lessons_on(self, day: date, stored: Iterable[Lesson] = ()) -> tuple[ScheduledLesson, ...]:
        """All lessons held or cancelled on a date, by slot and course.

        ``stored`` are written lessons of any date: they stand where they were placed, hide
        a card's lesson of the same course there, and show lessons outside the timetable.
        """
        written = {(lesson.course, lesson.date, lesson.slot): lesson for lesson in stored}
        taken = {(lesson.course, lesson.place) for lesson in written.values()}
        unwritten = (
            lesson
            for lesson in (*self._by_cards(day), *self._moved_to(day))
            if lesson.key not in written and (lesson.course, lesson.place) not in taken
        )
        kept = (self._as_written(one) for one in written.values() if one.place.date == day)
        found = self._join([*unwritten, *kept])
        return tuple(sorted(found, key=lambda lesson: lesson.sort_key))

    def lessons_of_teacher(
        self, person: str, day: date, stored: Iterable[Lesson] = ()
    ) -> tuple[ScheduledLesson, ...]:
        """The person's lessons of a date: own ones and those taken for somebody else."""
        found = self.lessons_on(day, stored)
        return tuple(lesson for lesson in found if person in lesson.teachers)

    def lessons_of_course(
        self, course: str, day: date, stored: Iterable[Lesson] = ()
    ) -> tuple[ScheduledLesson, ...]:
        return tuple(one for one in self.lessons_on(day, stored) if one.course == course)

    def _by_cards(self, day: date) -> Iterator[ScheduledLesson]:
        """What the week's cards and the changes of this date give, without what moved off."""
        for card in self._cards_on(day):
            lesson = self._planned(card.course, day, card.slot, card.room)
            change = self._changes.get(lesson.key)
            if change is None:
                yield lesson
            else:
                yield from self._changed(lesson, change)

    def _cards_on(self, day: date) -> Iterator[Card]:
        timetable = self.timetable_on(day)
        if timetable is None:
            return
        for followed in {one for one in self._followed(day).values() if one is not None}:
            for card in self._cards.get((timetable.id, followed.weekday), ()):
                if card.weeks.includes(followed.week) and self._day_of_course(card.course, day) == followed:
                    yield card

    def _followed(self, day: date) -> dict[str | None, TimetableDay | None]:
        """Whose timetable each form follows on a date, and under None the school; worked out once."""
        known = self._days.get(day)
        if known is None:
            known = {form: self.calendar.timetable_day(day, self.forms[form]) for form in self.forms}
            known[None] = self.calendar.timetable_day(day)
            self._days[day] = known
        return known

    def _day_of_course(self, course: str, day: date) -> TimetableDay | None:
        """The day that a course follows: that of the first of its forms that has school."""
        followed, load = self._followed(day), self.loads.get(course)
        known = [followed[form] for form in load.forms if form in followed] if load else []
        if not known:
            return followed[None]
        return next((one for one in known if one is not None), None)

    def _planned(self, course: str, day: date, slot: int, room: str | None) -> ScheduledLesson:
        return ScheduledLesson(course, day, slot, Place(day, slot), self._teachers_of(course, day), room)

    def _teachers_of(self, course: str, day: date) -> tuple[str, ...]:
        held, load = self.courses.get(course), self.loads.get(course)
        if held is not None:
            return held.teachers_on(day)
        return load.teachers if load is not None else ()

    def _changed(self, lesson: ScheduledLesson, change: Substitution) -> Iterator[ScheduledLesson]:
        """What a substitution leaves on the lesson's own date."""
        if change.what is SubstitutionKind.MOVE:
            return
        if change.what is SubstitutionKind.CANCEL:
            yield replace(lesson, cancelled=True)
            return
        if change.what is SubstitutionKind.OTHER_COURSE:
            yield replace(lesson, cancelled=True)
            if change.with_course is not None:
                instead = self._planned(
                    change.with_course, lesson.date, lesson.slot, change.room or lesson.room
                )
                yield _taken(instead, change)
            return
        if change.what is SubstitutionKind.JOIN and change.with_course is not None:
            lesson = replace(lesson, joined=frozenset({change.with_course}))
        yield _taken(lesson, change)

    def _moved_to(self, day: date) -> Iterator[ScheduledLesson]:
        for change in self.substitutions:
            if change.what is not SubstitutionKind.MOVE or not change.to or change.to.date != day:
                continue
            if self._has_card(change):
                lesson = self._planned(change.course, change.date, change.slot, change.room)
                yield _taken(replace(lesson, place=change.to), change)

    def _has_card(self, change: Substitution) -> bool:
        """Whether there is a lesson to be moved: a later timetable may have it elsewhere."""
        cards = self._cards_on(change.date)
        return any(card.course == change.course and card.slot == change.slot for card in cards)

    def _as_written(self, lesson: Lesson) -> ScheduledLesson:
        place = lesson.place
        planned = self._planned(lesson.course, lesson.date, lesson.slot, self._room_of(lesson))
        shown = replace(planned, place=place, written=True, cancelled=lesson.is_cancelled)
        change = self._changes.get(shown.key)
        if change is None or change.what is SubstitutionKind.CANCEL:
            return shown
        return _taken(shown, change)

    def _room_of(self, lesson: Lesson) -> str | None:
        cards = self._cards_on(lesson.place.date)
        rooms = (
            card.room for card in cards if card.course == lesson.course and card.slot == lesson.place.slot
        )
        return next(rooms, None)

    def _join(self, lessons: list[ScheduledLesson]) -> Iterator[ScheduledLesson]:
        """Tie together the lessons of one place whose loads are taught together."""
        together: dict[tuple[str, Place], set[str]] = {}
        for lesson in lessons:
            joint = self._joint_of(lesson)
            if joint is not None:
                together.setdefault((joint, lesson.place), set()).add(lesson.course)
        asked = {(other, lesson.place): lesson.course for lesson in lessons for other in lesson.joined}
        for lesson in lessons:
            joint = self._joint_of(lesson)
            others = set(lesson.joined)
            if joint is not None:
                others |= together[joint, lesson.place] - {lesson.course}
            if (lesson.course, lesson.place) in asked:
                others.add(asked[lesson.course, lesson.place])
            yield replace(lesson, joined=frozenset(others)) if others != lesson.joined else lesson

    def _joint_of(self, lesson: ScheduledLesson) -> str | None:
        load = self.loads.get(lesson.course)
        return load.joint if load else None


def _taken(lesson: ScheduledLesson, change: Substitution) -> ScheduledLesson:
    """The lesson with the teacher and the room that a substitution gives it, if any."""
    teachers = (change.teacher,) if change.teacher is not None else lesson.teachers
    room = change.room or lesson.room
    return replace(lesson, teachers=teachers, room=room, substituted=True)
