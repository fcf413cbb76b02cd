"""What the finder finds: courses of this copy, and their lessons on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from desktop.models.journal import Journal
from desktop.models.reading.lesson_head import LessonHead
from desktop.ui.dates import long_day
from desktop.ui.shell.finder import Found
from desktop.ui.shell.finding import CourseShown, matching, understand
from desktop.ui.words import _

_NEAREST_DAYS: Final = 21


class Lookup:
    """Reads the courses once for as long as the finder is open."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        mine = {course.id for course in journal.my_courses()}
        held = sorted(journal.held_courses(), key=lambda course: course.id not in mine)
        facts = journal.facts
        self._courses = [
            CourseShown(
                course.id,
                tuple(form.title for form in facts.forms_of(course)),
                facts.subject_title(course),
            )
            for course in held
        ]
        self._lessons: dict[str, LessonHead] = {}

    def find(self, typed: str) -> list[Found]:
        """Courses that fit, or with a day their lessons of that day."""
        wanted = understand(typed, self._journal.today)
        courses = matching(self._courses, wanted)
        if wanted.day is None:
            return [Found(course.id, _title(course)) for course in courses]
        return [found for course in courses for found in self._on_day(course, wanted.day)]

    def lesson(self, key: str) -> LessonHead | None:
        """The lesson of a line; None for a course's line."""
        return self._lessons.get(key)

    def course(self, key: str) -> str:
        """The course of a line."""
        return key.partition(" ")[0]

    def _on_day(self, course: CourseShown, day: date) -> list[Found]:
        lessons = self._journal.read_lessons(course.id, day, day)
        found = []
        for lesson in lessons:
            key = f"{course.id} {lesson.id}"
            self._lessons[key] = lesson
            hint = _("{number}-й урок").format(number=lesson.number)
            found.append(Found(key, f"{_title(course)} · {long_day(day)}", hint))
        return found or self._near(course, day)

    def _near(self, course: CourseShown, day: date) -> list[Found]:
        """No lesson on that day: the last one before it."""
        before = self._journal.read_lessons(course.id, day - timedelta(days=_NEAREST_DAYS), day)
        if not before:
            return []
        lesson = before[-1]
        key = f"{course.id} {lesson.id}"
        self._lessons[key] = lesson
        hint = _("ближайший урок")
        return [Found(key, f"{_title(course)} · {long_day(lesson.place.date)}", hint)]


def _title(course: CourseShown) -> str:
    return f"{', '.join(course.forms)} · {course.subject}"
