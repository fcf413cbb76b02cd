"""Everything that «Вывести…» offers can be made, in every format that it offers."""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtWidgets import QApplication

from desktop.app.change_outputs import change_offers, make_changes, next_school_day
from desktop.app.handing_out import of_writing
from desktop.app.printed import Made, Make
from desktop.app.week_outputs import WRITERS, make_week, week_offers
from desktop.models.whole_files import ALONE
from desktop.ui.handing_out.orders import Format, Offer, Order
from desktop.ui.substitutions.handouts import Handouts
from tests.desktop.ui.substitutions.staff_room import StaffRoom

BEGINS = {
    "pdf": b"%PDF-",
    "xlsx": b"PK",
    "html": b"<!DOCTYPE",
    "ics": b"BEGIN:VCALENDAR",
    "fet": b"<?xml",
    "xml": b"<?xml",
}


@pytest.fixture(scope="module")
def room() -> StaffRoom:
    """A school with a published week."""
    return StaffRoom()


def gone_through(make: Make, offer: Offer, wanted: Format, today: date) -> Made:
    """The files of an order."""
    making = make(Order(offer, wanted, offer.first or today, offer.last or today, Path("x")))
    while True:
        try:
            next(making)
        except StopIteration as ended:
            made: Made = ended.value
            return made


def test_all_of_a_week_can_be_made(qapp: QApplication, room: StaffRoom) -> None:
    """Walls, posters, tables, calendars, files for other programs."""
    draft = room.office.desk(room.journal).read_published(room.journal.today)
    assert draft is not None
    make = make_week(draft, room.journal, WRITERS)

    for offer in week_offers(WRITERS):
        for wanted in offer.formats:
            made = gone_through(make, offer, wanted, room.journal.today)
            contents = list(made.files.values())
            assert contents, offer.title
            assert all(one.startswith(BEGINS.get(wanted.ending, b"{")) for one in contents), offer.title


def test_a_teacher_s_calendar_holds_her_lessons_only(qapp: QApplication, room: StaffRoom) -> None:
    """A file for each who teaches, called by the name; a form has one, too."""
    draft = room.office.desk(room.journal).read_published(room.journal.today)
    assert draft is not None
    make = make_week(draft, room.journal, WRITERS)
    teachers, forms = [one for one in week_offers(WRITERS) if Format.ICAL in one.formats]

    files = gone_through(make, teachers, Format.ICAL, room.journal.today).files
    of_forms = gone_through(make, forms, Format.ICAL, room.journal.today).files

    events = list(Calendar.from_ical(files["Петрова А. И.ics"]).walk("VEVENT"))
    assert {str(event["summary"]) for event in events} == {"Математика 7А"}
    assert {"7А.ics", "7Б.ics"} <= of_forms.keys()


def test_all_of_the_substitutions_can_be_made(qapp: QApplication, room: StaffRoom) -> None:
    """Also where nothing is changed: the sheet says so."""
    facts = room.journal.facts
    make = make_changes(Handouts(room.cover, facts))

    for offer in change_offers(room.cover, facts):
        for wanted in offer.formats:
            made = gone_through(make, offer, wanted, room.cover.today)
            assert made.files[ALONE].startswith(BEGINS[wanted.ending]), offer.title


def test_tomorrow_is_the_next_day_of_school(room: StaffRoom) -> None:
    """On a Friday it is Monday."""
    facts = room.journal.facts

    assert next_school_day(facts, date(2026, 11, 18)) == date(2026, 11, 19)
    assert next_school_day(facts, date(2026, 11, 20)).isoweekday() in (1, 6)


@pytest.mark.parametrize(
    ("code", "told"),
    [(errno.EACCES, "нет права на это"), (errno.ENOSPC, "на диске нет места"), (None, "система отказала")],
)
def test_why_a_file_was_not_written_is_said_in_words(code: int | None, told: str) -> None:
    """As on the command line, and never in the system's own language."""
    fault = OSError("odd") if code is None else OSError(code, "Permission denied", "/places/week.pdf")

    words = of_writing(fault)

    assert told in words.line
    assert "Permission" not in words.line


def test_a_file_that_another_program_holds_is_told_so_on_windows() -> None:
    """There it looks like a right that one has not, and whoever has it open in Excel would seek rights."""
    fault = PermissionError(errno.EACCES, "Permission denied", "/places/week.xlsx")
    vars(fault)["winerror"] = 32

    assert "файл занят другой программой" in of_writing(fault).line
