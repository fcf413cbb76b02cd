"""What hangs in the staff room, what is paid by, what a new week changes: all of it in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from desktop.ui.substitutions.handouts import Handouts, hours_words
from school.lesson import Place
from school.timetable import Substitution, SubstitutionKind
from tests.desktop.models.taught import COLLEAGUE, TEACHER
from tests.desktop.models.timetable.school_office import ENGLISHMAN, ENGLISHWOMAN, MATHS_A, MATHS_B
from tests.desktop.ui.substitutions.staff_room import TOMORROW, StaffRoom
from timetable.sheets.sheet import Sheet


@pytest.fixture
def room() -> StaffRoom:
    """One lesson taken by somebody, one moved to the day, one not held."""
    made = StaffRoom()
    made.falls_ill(TEACHER, TOMORROW, days=2)
    friday = TOMORROW.replace(day=20)
    made.cover.put_changes(
        [
            Substitution(
                *("", MATHS_A, TOMORROW, 2, SubstitutionKind.TEACHER),
                teacher=ENGLISHMAN,
            ),
            Substitution(*("", MATHS_A, friday, 2, SubstitutionKind.MOVE), to=Place(TOMORROW, 7), hours=0),
            Substitution("", MATHS_B, TOMORROW, 2, SubstitutionKind.CANCEL, hours=0),
        ]
    )
    return made


def handouts(room: StaffRoom) -> Handouts:
    """What can be made of the records now."""
    return Handouts(room.cover, room.journal.facts)


def table(sheet: Sheet) -> list[list[str]]:
    """The rows with their heads."""
    return [
        [
            line.title,
            *("".join(words.full for words in sheet.cell(row, at)) for at in range(len(sheet.columns))),
        ]
        for row, line in enumerate(sheet.rows)
    ]


def test_tomorrow_names_every_changed_lesson_of_the_day(room: StaffRoom) -> None:
    """By lessons; one that comes from another day says from which."""
    sheet = handouts(room).day(TOMORROW)

    assert sheet.title == "Замены: четверг, 19 ноября"
    assert table(sheet) == [
        ["2", "7А", "Математика", "Петрова А. И.", "Новиков О. И.", ""],
        ["2", "7Б", "Математика", "Сидоров О. П.", "урока не будет", ""],
        ["7", "7А", "Математика", "", "урок с 20.11: Петрова А. И.", ""],
    ]


def test_the_sheet_for_pupils_does_not_say_who_is_away(room: StaffRoom) -> None:
    """By forms."""
    sheet = handouts(room).day_by_forms(TOMORROW)

    assert [row[0] for row in table(sheet)] == ["7А", "7А", "7Б"]
    assert "больничный" not in str(sheet.cells)
    assert [line.title for line in sheet.columns] == [
        "Урок",
        "Предмет",
        "Кто ведёт или что вместо урока",
        "Кабинет",
    ]


def test_the_journal_counts_hours_by_who_took_them(room: StaffRoom) -> None:
    """Reason and hours of each; what nobody taught has none; sums for whoever pays."""
    room.cover.put_changes(
        [
            Substitution(
                "", MATHS_B, TOMORROW, 2, SubstitutionKind.TEACHER, teacher=ENGLISHWOMAN, hours=Fraction(1, 2)
            )
        ]
    )

    log, totals = handouts(room).log(TOMORROW, TOMORROW)

    assert [row[-2:] for row in table(log)] == [["Новиков О. И.", "1"], ["Белова О. И.", "0,5"]]
    assert table(log)[0][5] == "больничный"
    assert log.foot == "Всего часов: 1,5"
    assert table(totals) == [["1", "Белова О. И.", "0,5"], ["2", "Новиков О. И.", "1"]]


def test_a_day_without_changes_says_so(room: StaffRoom) -> None:
    """A sheet that hangs empty is not taken for a forgotten one."""
    sheet = handouts(room).day(date(2026, 11, 30))

    assert "изменений нет" in sheet.about
    assert sheet.rows == ()


def test_what_a_new_week_changes_is_told_teacher_by_teacher() -> None:
    """Before and after, only where something else stands."""
    room = StaffRoom()
    told = {"title": "Зима", "from": "2026-11-24", "state": "published", "cards": 1}
    card = {"version": "e" * 32, "course": MATHS_B, "weekday": 1, "slot": 5, "room": None, "weeks": "every"}
    room.office.arrives(room.journal, "school", "card", "d" * 32, card)
    room.office.arrives(room.journal, "school", "timetable", "e" * 32, told)

    rows = table(handouts(room).differences(date(2026, 11, 24)))

    colleague = room.journal.facts.name_of(COLLEAGUE)
    start = [row[0] for row in rows].index(colleague)
    assert rows[start][1:] == ["понедельник", "3", "7Б Математика, Каб. 2", "—"]
    assert ["", "понедельник", "5", "—", "7Б Математика"] in rows[start:]


def test_hours_are_written_as_a_bookkeeper_does() -> None:
    """A comma, no zeros."""
    assert [hours_words(hours) for hours in (1, Fraction(1, 2), Fraction(3, 2), 0)] == ["1", "0,5", "1,5", ""]
