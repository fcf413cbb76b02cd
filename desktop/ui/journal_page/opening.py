"""Where the cursor is when a page opens."""

from __future__ import annotations

from datetime import datetime

from desktop.models.reading.lesson_head import LessonHead
from desktop.models.reading.page import JournalPage
from desktop.ui.grid.cells import Place
from desktop.ui.journal_page.sheet import PageSheet


def first_place(sheet: PageSheet, now: datetime, lesson: LessonHead | None = None) -> Place | None:
    """The first pupil who takes part and has no mark yet, in the lesson that was wanted or that runs."""
    page = sheet.page
    head = lesson if lesson and page.lesson(lesson.id) else page.lesson_now(now)
    columns = page.columns_of(head.id) if head else ()
    if not columns or not page.rows:
        return None
    places = [Place(row.id, columns[0].id) for row in page.rows if not row.is_divider]
    taking = [place for place in places if not (sheet.cell(place).closed or sheet.cell(place).absent)]
    unmarked = (place for place in taking if not sheet.cell(place).value.marks)
    return next(unmarked, next(iter(taking), places[0] if places else None))


def place_of_name(page: JournalPage, name: str, column: str) -> Place | None:
    """The first pupil whose name begins so, ё typed as е."""
    wanted = name.strip().casefold().replace("ё", "е")
    if not wanted:
        return None
    people = (row for row in page.rows if not row.is_divider)
    found = (row for row in people if row.name.casefold().replace("ё", "е").startswith(wanted))
    row = next(found, None)
    return Place(row.id, column) if row else None


def is_in(page: JournalPage, place: Place, lesson: LessonHead | None) -> bool:
    """Whether a remembered cell is in the lesson that is wanted; any cell is when none is."""
    column = page.column(place.column)
    return lesson is None or (column is not None and column.lesson.id == lesson.id)
