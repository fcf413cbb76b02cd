"""The rows of a page: who learns here, who has left, who sits here without an order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from desktop.models.reading.library import Library
from desktop.models.reading.page_values import PupilRow
from school.course import Course
from school.dates import Dates
from school.people import Pupil
from school.term import Term


def read_rows(library: Library, course: Course, term: Term) -> tuple[PupilRow, ...]:
    """Pupils by the alphabet, those of the form who learn elsewhere among them, then guests."""
    names = library.pupils_of(course)
    span = Dates(term.first_day, term.last_day)
    learning = _stretches(course, span)
    elsewhere = _elsewhere(library, course, span) - set(learning)
    pupils = [names.get(id) or Pupil(id, "", "") for id in (*learning, *elsewhere)]
    rows: list[PupilRow] = []
    number = 0
    for pupil in sorted(pupils, key=lambda one: one.sort_key):
        row = PupilRow(pupil.id, pupil.list_name, pupil.short_name)
        if pupil.id in elsewhere:
            rows.append(replace(row, elsewhere=True, elsewhere_by=_other_teacher(library, course)))
            continue
        number += 1
        rows.append(_dated(replace(row, number=number), learning[pupil.id], term))
    return (*rows, *_guests(library, course))


def _stretches(course: Course, span: Dates) -> dict[str, tuple[Dates, ...]]:
    """The pupils of a course in some days, with all their dates in it."""
    found: dict[str, tuple[Dates, ...]] = {}
    for one in course.pupils:
        if one.dates.overlaps(span):
            found[one.pupil] = (*found.get(one.pupil, ()), one.dates)
    return found


def _dated(row: PupilRow, dates: tuple[Dates, ...], term: Term) -> PupilRow:
    first = min(one.first_day for one in dates)
    lasts = [one.last_day for one in dates]
    left = None if None in lasts else max(last for last in lasts if last is not None)
    return replace(
        row,
        dates=dates,
        came=first if first > term.first_day else None,
        left=left if left is not None and left < term.last_day else None,
    )


def _elsewhere(library: Library, course: Course, span: Dates) -> set[str]:
    """Pupils of the form who learn the subject elsewhere; a subgroup shows only its own."""
    if course.subgroup is not None:
        return set()
    return {
        one.pupil.id
        for form in course.forms
        for one in library.roster(form).enrolments
        if one.dates.overlaps(span)
    }


def _other_teacher(library: Library, course: Course) -> str:
    """Who else teaches this subject to the form, where there is exactly one such person."""
    facts = library.facts
    others = {
        teacher
        for load in facts.loads.values()
        if load.id != course.id and load.subject == course.subject and set(load.forms) & set(course.forms)
        for teacher in load.teachers
    }
    return facts.name_of(others.pop()) if len(others) == 1 else ""


def _guests(library: Library, course: Course) -> Iterator[PupilRow]:
    for guest in library.private.guests_of(course.id):
        yield PupilRow(guest.id, guest.name, guest.name, is_guest=True)


def closed_dates(row: PupilRow, day: date) -> bool:
    """Whether the day lies before the pupil came (True) rather than after the pupil left."""
    return all(day < stretch.first_day for stretch in row.dates)
