"""A colleague's weeks beside one's own are told before anything is published."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.ui.timetable.keeper import VersionLine
from desktop.ui.timetable.versions_sheet import line_words
from tests.desktop.ui.timetable.head_teacher import HeadTeacher


def test_what_is_published_from_the_same_day_or_later_is_told(head: HeadTeacher) -> None:
    """Another head teacher has published from this Monday, and again from a later one: both are named."""
    versioning = head.screen.versioning
    versioning.show_publishing()
    assert versioning.publishing is not None
    since = versioning.publishing.since
    assert versioning.publishing.beside.text() == ""

    for title, day in (("Её неделя", since), ("Зима", since + timedelta(7)), ("Осень", since - timedelta(7))):
        head.keeper.save_version(title, day)
    versioning.show_publishing()

    told = versioning.publishing.beside.text().splitlines()
    assert len(told) == 2
    assert "С этого дня уже опубликовано: Её неделя · Орлова Т. С. Ваше" in told[0]
    assert told[1] == f"С {since + timedelta(7):%d.%m.%Y} его сменит: Зима · Орлова Т. С."


def test_a_second_version_of_one_week_is_named_so() -> None:
    """«Иванова сохранила другой вариант»: seen in the list, with her name."""
    since = date(2026, 9, 7)
    covered = line_words(VersionLine("1", "Осень", since=since, is_covered=True))
    words = line_words(VersionLine("1", "Вариант", None, "Иванова А. П.", rivals=("2",)))

    assert covered == "Осень\nопубликовано с 07.09.2026, действует другое"
    assert words == "Вариант\nИванова А. П. · ждёт выбора"
