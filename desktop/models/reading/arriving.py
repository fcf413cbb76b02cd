"""Guests whose order has come: who they are on the list, and what of theirs may go there."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from desktop.models.reading import wire
from desktop.models.reading.course_book import LESSON
from desktop.models.reading.lesson_head import LessonHead, LessonReader
from desktop.models.reading.library import Library
from desktop.models.reading.private import Guest
from school.people import Pupil


class Arrived(NamedTuple):
    """A guest, the pupil of the same name, and how many marks can be handed over."""

    guest: Guest
    pupil: Pupil
    marks: int


def read_arrived(library: Library, course: str, today: date) -> tuple[Arrived, ...]:
    """Guests with a namesake among today's pupils, unless there is nothing of theirs to hand over."""
    guests = library.private.guests_of(course)
    if not guests:
        return ()
    taught = library.book(course).course
    names = library.pupils_of(taught)
    pupils = [names[id] for id in taught.pupils_on(today) if id in names]
    found = []
    for guest in guests:
        for pupil in (one for one in pupils if _is_named(guest.name, one)):
            going = arriving_entries(library, guest, pupil.id, today)
            if going or not guest.entries:
                marks = sum(f"/{wire.MARK}/" in entry for entry in going)
                found.append(Arrived(guest, pupil, marks))
    return tuple(found)


def arriving_entries(library: Library, guest: Guest, pupil: str, today: date) -> dict[str, LessonHead]:
    """A guest's entries that the pupil's record can take, with their lessons.

    A server takes no mark from before the order, and what stands there is not written over.
    """
    book = library.book(guest.course)
    first = min((one.dates.first_day for one in book.course.pupils if one.pupil == pupil), default=today)
    held = LessonReader(library, book, today).heads(first, today)
    heads = {head.id: head for head in held if book.course.learns(pupil, head.place.date)}
    return {
        entry: head
        for entry in guest.entries
        if (head := heads.get(entry.partition("/")[0])) is not None
        and cell_of_entry(entry, pupil) not in book.cells(LESSON, head.id)
    }


def cell_of_entry(entry: str, pupil: str) -> str:
    """The lesson's cell for an entry, once the guest is this pupil."""
    kind, _, work = entry.partition("/")[2].partition("/")
    return wire.mark_cell(pupil, work) if kind == wire.MARK else wire.attendance_cell(pupil)


def _is_named(name: str, pupil: Pupil) -> bool:
    words = name.casefold().replace("ё", "е").split()
    full = pupil.full_name.casefold().replace("ё", "е").split()
    return bool(words) and words == full[: len(words)]
