"""The history of a cell: at once what this computer knows, then the server's word."""

from __future__ import annotations

from functools import partial

from desktop.app.desk import Desk
from desktop.app.tasks import Tasks
from desktop.models.reading import wire
from desktop.models.reading.address import value_text
from desktop.models.reading.course_book import LESSON, bucket_of
from desktop.models.reading.fates import Fate
from desktop.models.reading.history import HistoryLine
from desktop.models.reading.lesson_head import WorkColumn
from desktop.ui.cell_history.panel import CellHistory
from desktop.ui.dates import short_day
from desktop.ui.journal_page.page import JournalPageScreen
from sync.errors import SyncError
from sync.messages import Event


def show_history(page: JournalPageScreen, desk: Desk, tasks: Tasks, pupil: str, column: WorkColumn) -> None:
    """Open the panel beside the lessons and ask the server for the rest."""
    lines = desk.journal.read_mark_history(pupil, column)
    panel = CellHistory(_title(desk, pupil, column), lines, desk.journal.now())
    panel.left.connect(partial(page.show_side, None))
    page.show_side(panel)
    tasks.start(_ask(page, desk, panel, pupil, column), "history")


async def _ask(
    page: JournalPageScreen, desk: Desk, panel: CellHistory, pupil: str, column: WorkColumn
) -> None:
    lesson, cell = column.lesson, wire.mark_cell(pupil, column.id)
    try:
        events = await desk.remote.history(bucket_of(lesson.course), LESSON, lesson.id, cell)
    except SyncError:
        if page.sides.side is panel:
            panel.say_offline()
        return
    if page.sides.side is panel:
        known = desk.journal.read_mark_history(pupil, column)
        unsent = [line for line in known if line.fate is not Fate.SETTLED]
        told = [_line(desk, event) for event in sorted(events, key=_rev, reverse=True)]
        panel.show_whole([*unsent, *told])


def _line(desk: Desk, event: Event) -> HistoryLine:
    facts = desk.journal.facts
    return HistoryLine(
        value_text(facts, event.cell, event.old),
        value_text(facts, event.cell, event.new),
        facts.name_of(event.person),
        wire.moment(event.made_at),
        Fate.SETTLED,
    )


def _rev(event: Event) -> int:
    return event.rev


def _title(desk: Desk, pupil: str, column: WorkColumn) -> str:
    journal, lesson = desk.journal, column.lesson
    course, who = journal.course(lesson.course), journal.pupil(pupil)
    parts = (
        journal.forms_title(course),
        journal.facts.subject_title(course),
        short_day(lesson.place.date),
        who.list_name if who else "",
        column.work.title or column.kind.title,
    )
    return " · ".join(part for part in parts if part)
