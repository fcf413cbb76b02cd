"""Journals go over to new teachers: after a publication, and when there is a network, courses are told.

A visited course is told at once or not at all, so what could not be told is tried again after each
exchange, and the head teacher is told how it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.app.desk import Desk
from desktop.models.reading.course_book import bucket_of
from desktop.models.reading.roster import read_roster
from desktop.models.timetable.journals_owed import JournalsOwed, Turns, course_cells
from desktop.ui.words import _, plural
from school.people import Enrolment
from school.timetable import Load
from sync.errors import Refusal, SyncError
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
    owed, rosters = JournalsOwed(desk.store.shelf), Rosters(desk)
    due = owed.due({one.dates.first_day for one in desk.journal.facts.timetables if one.is_published})
    found = HandedOver(waiting=list(due))
    for course, turns in due.items():
        load = desk.journal.facts.loads.get(course)
        try:
            if load is not None:
                await _tell(desk, load, turns, rosters, found)
        except SyncError as error:
            if isinstance(error, Refusal) and error.status == 404:
                continue  # a new course that the server has not got yet
            break  # no network, or a server that asks for patience
        owed.settle(course, turns)
        found.waiting.remove(course)
    return found


class Rosters:
    """The lists of forms, each visited once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, tuple[Enrolment, ...]] = {}

    async def of(self, form: str) -> tuple[Enrolment, ...]:
        """Who was ever in a form this year. Raises SyncError."""
        if form not in self._known:
            opened = await visit(self._desk.remote, f"form:{form}", self._desk.clock)
            self._known[form] = read_roster(opened.replica.copy, form).enrolments
        return self._known[form]


async def _tell(desk: Desk, load: Load, turns: Turns, rosters: Rosters, found: HandedOver) -> None:
    opened = await visit(desk.remote, bucket_of(load.id), desk.clock)
    course = opened.replica.copy.view(opened.bucket, RecordKey("course", load.id))
    learners: list[Enrolment] = []
    if not course.get("pupils"):
        # who is in a subgroup nobody here knows
        forms = load.forms if load.subgroup is None else ()
        learners = [one for form in forms for one in await rosters.of(form)]
        found.without_pupils += [] if learners else [load.id]
    if cells := course_cells(course, turns, learners):
        result = await opened.put(Wish(opened.bucket, "course", load.id, cells))
        (found.told if result.status in _TAKEN else found.refused).append(load.id)


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
