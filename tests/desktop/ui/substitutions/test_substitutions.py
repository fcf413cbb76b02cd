"""«Замены» by keyboard alone: an absence opens its lessons, a digit covers one, one key all of a period."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.ui.grid.layouts import scan_of
from desktop.ui.substitutions.absence_sheet import AbsenceSheet
from desktop.ui.substitutions.screen import Substitutions
from school.timetable import SubstitutionKind
from tests.desktop.models.taught import COLLEAGUE, TEACHER
from tests.desktop.models.timetable.school_office import ENGLISHMAN, MATHS_A, MATHS_B
from tests.desktop.ui.keyboard import Keyboard, keys_read, let_go, said
from tests.desktop.ui.substitutions.staff_room import TOMORROW, StaffRoom


class Office:
    """The screen, hands, what was said, the sheet over the page."""

    def __init__(self) -> None:
        self.room = StaffRoom()
        self.screen = Substitutions(self.room.cover)
        self.keys = Keyboard(self.screen)
        self.said: list[str] = []
        self.sheets: list[AbsenceSheet] = []
        self.screen.said.connect(self.said.append)
        self.screen.sheet_wanted.connect(self._show)
        self.screen.arrive()

    def _show(self, sheet: AbsenceSheet) -> None:
        self.sheets.append(sheet)
        sheet.setParent(self.screen)
        sheet.show()
        sheet.setFocus()

    def ctrl_enter(self) -> None:
        self.keys.hit(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    @property
    def changes(self) -> list[tuple[str, int, str | None]]:
        """What is written: course, day of the month, who takes it."""
        made = self.room.cover.read_changes(TOMORROW.replace(day=1), TOMORROW.replace(day=30))
        return [(one.course, one.date.day, one.teacher) for one in made]

    def is_open(self) -> int:
        return self.screen.standing.is_open


@pytest.fixture
def office(qapp: QApplication) -> Iterator[Office]:
    """A head teacher before the screen."""
    with keys_read(qapp):
        made = Office()
        yield made
        let_go(made.screen)


def test_an_absence_typed_in_opens_its_lessons(office: Office) -> None:
    """Ctrl+А, the beginning of a name, Tab to the days, Ctrl+Enter; undo closes them again."""
    office.keys.chord("А")
    office.keys.write("петр")
    sheet = office.sheets[0]
    sheet.last.setDate(sheet.first.date().addDays(2))
    office.ctrl_enter()

    assert [known.absence.teacher for known in office.room.cover.read_absences()] == [TEACHER]
    assert office.is_open() == 3
    office.room.journal.undo()
    assert office.is_open() == 0


def test_a_sheet_says_what_it_lacks(office: Office) -> None:
    """A name that nobody has, days in the wrong order: nothing is written."""
    office.keys.chord("А")
    office.keys.write("Никто")
    office.ctrl_enter()

    assert "Выберите учителя" in said(office.sheets[0])
    office.sheets[0].who.setCurrentText("Петрова А. И.")
    office.sheets[0].last.setDate(office.sheets[0].first.date().addDays(-1))
    office.ctrl_enter()
    assert "раньше первого" in said(office.sheets[0])
    assert office.room.cover.read_absences() == ()


def test_a_digit_covers_the_lesson_and_goes_to_the_next(office: Office) -> None:
    """Two digits, two lessons; each is one step of undo."""
    office.room.falls_ill(TEACHER, TOMORROW, days=2)
    office.screen.arrive()

    office.keys.write("1")
    office.keys.write("2")

    assert [(course, day) for course, day, _teacher in office.changes] == [(MATHS_A, 19), (MATHS_A, 20)]
    assert office.is_open() == 0
    assert "открытых не осталось" in office.said[-1]
    office.keys.chord("Я")
    assert office.is_open() == 1


def test_why_somebody_is_away_stays_in_the_office(office: Office) -> None:
    """A substitution is read by the whole staff; its reason is not among what they read."""
    office.room.falls_ill(TEACHER, TOMORROW, reason="операция")
    office.screen.arrive()

    office.keys.write("1")

    assert [one.reason for one in office.room.cover.read_changes(TOMORROW, TOMORROW)] == [""]


def test_one_key_covers_the_whole_period(office: Office) -> None:
    """Ctrl+В and a digit: all lessons of the course, one step of undo."""
    office.room.falls_ill(TEACHER, TOMORROW, days=8)
    office.screen.arrive()
    opened = office.is_open()

    office.keys.chord("В")
    office.keys.write("1")

    assert len(office.changes) == opened == 6
    assert len({teacher for _course, _day, teacher in office.changes}) == 1
    office.keys.chord("Я")
    assert (office.is_open(), office.changes) == (opened, [])


@pytest.mark.parametrize("label", [0, 1], ids=["russian", "latin"])
def test_a_way_without_a_substitute_names_its_key_in_both_layouts(office: Office, label: int) -> None:
    """«У/E» is one key with two labels, and either cancels the lesson."""
    office.room.falls_ill(TEACHER, TOMORROW)
    office.screen.arrive()
    way = next(one for one in office.screen.answered if one.token and not one.token.isdigit())
    labels = way.line.key.split("/")
    assert [scan_of(one) for one in labels] == [scan_of(way.token)] * 2

    office.keys.write(labels[label].lower())

    assert office.is_open() == 0
    assert [one.what for one in office.room.cover.read_changes(TOMORROW, TOMORROW)] == [way.changes[0].what]


def test_a_decision_is_taken_back(office: Office) -> None:
    """Delete on a decided lesson opens it again."""
    office.room.falls_ill(TEACHER, TOMORROW)
    office.screen.arrive()
    office.keys.write("1")

    office.keys.hit(Qt.Key.Key_Delete)

    assert (office.changes, office.is_open()) == ([], 1)


def test_proposals_are_looked_through_before_they_are_written(office: Office) -> None:
    """Ctrl+Enter proposes, a digit takes another, Space leaves one out, Ctrl+Enter writes in one step."""
    office.room.falls_ill(TEACHER, TOMORROW)
    office.room.falls_ill(COLLEAGUE, TOMORROW)
    office.screen.arrive()

    office.ctrl_enter()
    assert office.changes == []
    office.keys.write("2")
    office.keys.hit(Qt.Key.Key_Down)
    office.keys.hit(Qt.Key.Key_Space)
    office.ctrl_enter()

    assert [(course, day) for course, day, _teacher in office.changes] == [(MATHS_A, 19)]
    office.keys.chord("Я")
    assert office.changes == []


def test_two_who_are_away_at_one_time_get_two_substitutes(office: Office) -> None:
    """Their lessons of one slot are proposed to different people."""
    office.room.falls_ill(TEACHER, TOMORROW)
    office.room.falls_ill(COLLEAGUE, TOMORROW)
    office.screen.arrive()

    office.ctrl_enter()
    office.ctrl_enter()

    teachers = [teacher for _course, _day, teacher in office.changes]
    assert len(teachers) == len(set(teachers)) == 2


def test_letters_are_ways_without_anybody(office: Office) -> None:
    """У: the first lesson of the day is not held; the form comes later, nobody is paid."""
    office.room.falls_ill(TEACHER, TOMORROW)
    office.screen.arrive()

    office.keys.write("e")  # the key of У in the Latin layout

    made = office.room.cover.read_changes(TOMORROW, TOMORROW)
    assert [(one.what, one.hours) for one in made] == [(SubstitutionKind.CANCEL, 0)]


def test_the_list_of_one_absence_shows_its_lessons_only(office: Office) -> None:
    """F6 goes to the absences, an arrow chooses one."""
    office.room.falls_ill(TEACHER, TOMORROW)
    office.room.falls_ill(COLLEAGUE, TOMORROW)
    office.screen.arrive()

    office.keys.hit(Qt.Key.Key_F6)
    office.keys.hit(Qt.Key.Key_F6)
    office.keys.hit(Qt.Key.Key_Down)
    office.keys.hit(Qt.Key.Key_Down)

    assert {case.lesson.course for case in office.screen.cases} == {MATHS_B}


def test_arrows_and_enter_choose_without_digits(office: Office) -> None:
    """F6 to the candidates, down, Enter."""
    office.room.falls_ill(TEACHER, TOMORROW)
    office.screen.arrive()
    second = office.screen.answered[1].changes[0].teacher

    office.keys.hit(Qt.Key.Key_F6)
    office.keys.hit(Qt.Key.Key_Down)
    office.keys.enter()

    assert [teacher for _course, _day, teacher in office.changes] == [second]


def test_nobody_away_says_what_to_do(office: Office) -> None:
    """The empty screen names its first step, and the key for it has the focus."""
    assert "запишите отсутствие" in said(office.screen)
    assert office.keys.focus is office.screen.new


def test_what_comes_by_sync_is_shown(office: Office) -> None:
    """Another head teacher covers the lesson meanwhile."""
    office.room.falls_ill(TEACHER, TOMORROW)
    office.screen.arrive()
    told = {
        "course": MATHS_A,
        "date": TOMORROW.isoformat(),
        "slot": 2,
        "what": "teacher",
        "teacher": ENGLISHMAN,
    }

    office.room.office.arrives(office.room.journal, "school", "substitution", "f" * 32, told)

    assert office.is_open() == 0
