"""Journals go over to new teachers: after a publication, and when there is a network, courses are told.

A visited course is told at once or not at all, so what could not be told is tried again after each
exchange, and the head teacher is told how it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from desktop.app.desk import Desk
from desktop.models.reading.course_book import bucket_of
from desktop.models.reading.roster import read_roster
from desktop.models.timetable.journals_owed import JournalsOwed, course_cells
from desktop.ui.words import _, plural
from school.people import Enrolment
from school.timetable import Load
from sync.errors import SyncError
from sync.local_copy import Wish
from sync.record import RecordKey
from sync.visit import visit

_TAKEN = ("applied", "merged", "noop")

Say = Callable[[str, str], object]
"""Says a sentence in a tone."""


@dataclass
class HandedOver:
    """What became of the courses that were due: told, refused, not reached, without pupils of their own."""

    told: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    without_pupils: list[str] = field(default_factory=list)


async def keep_handing_over(desk: Desk, say: Say) -> None:
    """After each publication and each exchange, for as long as somebody works here."""
    said = ""
    while True:
        await desk.journals_due.wait()
        desk.journals_due.clear()
        words, tone = words_of(await hand_over(desk))
        if words and words != said:
            say(words, tone)
        said = words


async def hand_over(desk: Desk) -> HandedOver:
    """Tell each course that is due who teaches in it, and a new one who learns in it."""
    owed, found = JournalsOwed(desk.store.shelf), HandedOver()
    for course, since in owed.due().items():
        load = desk.journal.facts.loads.get(course)
        try:
            if load is not None:
                await _tell(desk, load, since, found)
        except SyncError:  # no network, or a new course that the server has not got yet
            found.waiting.append(course)
        else:
            owed.settle(course)
    return found


async def _tell(desk: Desk, load: Load, since: date, found: HandedOver) -> None:
    opened = await visit(desk.remote, bucket_of(load.id), desk.clock)
    course = opened.replica.copy.view(opened.bucket, RecordKey("course", load.id))
    is_empty = not course.get("pupils")
    learners = await _learners(desk, load) if is_empty and load.subgroup is None else []
    cells = course_cells(course, load, since, learners)
    if is_empty and not learners:
        found.without_pupils.append(load.id)
    if cells:
        result = await opened.put(Wish(opened.bucket, "course", load.id, cells))
        (found.told if result.status in _TAKEN else found.refused).append(load.id)


async def _learners(desk: Desk, load: Load) -> list[Enrolment]:
    """The pupils of whole forms; who is in a subgroup nobody here knows."""
    found: list[Enrolment] = []
    for form in load.forms:
        opened = await visit(desk.remote, f"form:{form}", desk.clock)
        found += read_roster(opened.replica.copy, form).enrolments
    return found


def words_of(found: HandedOver) -> tuple[str, str]:
    """What the head teacher is told, and its tone; nothing where nothing was due."""
    if found.refused:
        count = len(found.refused)
        return _("Журналы не переданы новым учителям: {n}. Их передаст администратор.").format(n=count), "red"
    if found.waiting:
        count = len(found.waiting)
        return _("Журналы новым учителям передадутся при обмене: {n}").format(n=count), "amber"
    if found.without_pupils:
        count = len(found.without_pupils)
        return _("Журналов без учеников: {n}. Состав групп вносит администратор.").format(n=count), "amber"
    if found.told:
        return plural(
            len(found.told),
            "{n} журнал передан новому учителю",
            "{n} журнала переданы новым учителям",
            "{n} журналов переданы новым учителям",
        ), "green"
    return "", ""
