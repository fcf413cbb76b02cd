"""«Замены»: nobody away, a week of illness, the whole period, proposals for several, an absence entered."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from desktop.app.change_outputs import change_offers
from desktop.app.week_outputs import WRITERS, week_offers
from desktop.ui.handing_out.sheet import HandOutSheet
from desktop.ui.shell.overlay import Where
from desktop.ui.shell.places import Place
from desktop.ui.shell.window import Shell
from desktop.ui.substitutions.screen import Substitutions
from tests.desktop.models.taught import COLLEAGUE, TEACHER, TODAY
from tests.desktop.models.timetable.school_office import ENGLISHWOMAN
from tests.desktop.ui.substitutions.staff_room import TOMORROW, StaffRoom
from tests.looks.registry import scene
from tests.looks.scenes_program import SENT, in_shell

LONG = {
    "family_name": "Абдурахманова-Воскресенская",
    "given_name": "Александра",
    "patronymic": "Константиновна",
}


def _shown(room: StaffRoom) -> tuple[Shell, Substitutions]:
    shell = in_shell(Place.SUBSTITUTIONS, lambda: Substitutions(room.cover), SENT)
    page = shell.page(Place.SUBSTITUTIONS)
    assert isinstance(page, Substitutions)
    page.sheet_wanted.connect(lambda sheet: shell.overlay.show_panel(sheet, Where.MIDDLE))
    return shell, page


def _ill() -> StaffRoom:
    room = StaffRoom()
    room.office.arrives(room.journal, "school", "person", ENGLISHWOMAN, LONG)
    room.falls_ill(TEACHER, TOMORROW, days=5)
    room.falls_ill(COLLEAGUE, TOMORROW, days=2, reason="курсы повышения квалификации в другом городе")
    return room


@scene("substitutions")
def build_ill() -> QWidget:
    """Two away; some lessons decided, the next one has the keys."""
    shell, page = _shown(_ill())
    page.list.setFocus()
    for key in "12":
        page._answer_by(key)
    return shell


@scene("substitutions-period")
def build_period() -> QWidget:
    """One substitute for all lessons of a course."""
    shell, page = _shown(_ill())
    page.turn_period()
    return shell


@scene("substitutions-review")
def build_review() -> QWidget:
    """What is proposed for everybody who is away."""
    shell, page = _shown(_ill())
    page.propose_all()
    return shell


@scene("substitutions-empty")
def build_empty() -> QWidget:
    """Everybody is there."""
    return _shown(StaffRoom())[0]


@scene("substitutions-absence")
def build_absence() -> QWidget:
    """An absence is entered; its last day is before its first."""
    shell, page = _shown(_ill())
    page.enter_absence()
    sheet = shell.overlay.panel
    assert sheet is not None
    sheet.last.setDate(TODAY - timedelta(days=3))  # type: ignore[attr-defined]  # the sheet of the screen
    sheet.write()  # type: ignore[attr-defined]  # the same
    return shell


def _handed_out() -> tuple[Shell, HandOutSheet]:
    room = StaffRoom()
    shell, _page = _shown(room)
    offers = [*week_offers(WRITERS), *change_offers(room.cover, room.journal.facts)]
    sheet = HandOutSheet(offers, TODAY)
    shell.overlay.show_panel(sheet, Where.MIDDLE)
    return shell, sheet


@scene("hand-out")
def build_hand_out() -> QWidget:
    """What can go out, the first of it chosen."""
    return _handed_out()[0]


@scene("hand-out-running")
def build_hand_out_running() -> QWidget:
    """A period is asked for; the sheets of 45 teachers are under way."""
    shell, sheet = _handed_out()
    sheet.list.setCurrentRow(sheet.list.count() - 2)
    sheet.place("/tmp/Журнал.pdf")
    sheet.show_progress(17, 45)
    return shell


@scene("hand-out-done")
def build_hand_out_done() -> QWidget:
    """A long path, and what a format could not carry."""
    shell, sheet = _handed_out()
    sheet.place("/tmp/a.fet")
    lacks = "условия Парты, которых этот вид файла не знает: 3"
    words = f"Готово: Для других программ. В этот формат не вошло: {lacks}."
    folder = "/media/usb/Школа № 4 (расписание)/2026-2027/Первое полугодие"
    sheet.show_done(words, f"{folder}/Расписание уроков.fet")
    return shell
