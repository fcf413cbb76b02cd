"""«Мой день»: today's lessons, what is filled in, Enter opens; other days; what is not finished."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.models.journal import Journal
from desktop.models.reading.lesson_head import LessonHead
from desktop.ui.my_day.lesson_card import LessonCard
from desktop.ui.my_day.screen import MyDay
from school.finished import Gap
from tests.desktop.models.taught import ALGEBRA, ALGEBRA_SLOT, GEOMETRY, NOW, TODAY, Taught, named
from tests.desktop.ui.keyboard import Keyboard, keys_read, let_go

Open = Callable[..., "Day"]


class Day:
    """The screen with hands on it, and what it has wished for."""

    def __init__(self, taught: Taught, last_exchange: datetime | None) -> None:
        self.taught = taught
        self.journal: Journal = taught.journal()
        self.screen = MyDay(self.journal, lambda: last_exchange)
        self.keys = Keyboard(self.screen)
        self.screen.arrive()
        self.opened: list[LessonHead] = []
        self.screen.lesson_wanted.connect(self.opened.append)

    @property
    def cards(self) -> list[LessonCard]:
        return self.screen.cards

    def texts(self, card: int) -> str:
        """Everything that a card says."""
        return " | ".join(label.text() for label in self.cards[card].findChildren(QLabel) if label.text())


@pytest.fixture
def open_day(qtbot: QtBot, qapp: QApplication) -> Iterator[Open]:
    """Opens the page over a copy; Wednesday 9:10, the algebra lesson runs."""
    days: list[Day] = []

    def open_it(taught: Taught | None = None, last_exchange: datetime | None = NOW) -> Day:
        days.append(Day(taught or Taught(), last_exchange))
        return days[-1]

    with keys_read(qapp):
        yield open_it
        for day in days:
            let_go(day.screen)


def test_enter_opens_the_lesson_that_runs(open_day: Open) -> None:
    """The program starts here; one key leads into the lesson."""
    day = open_day()
    assert "идёт" in day.texts(0)

    day.keys.enter()

    assert [(one.course, one.date, one.slot) for one in day.opened] == [(ALGEBRA, TODAY, ALGEBRA_SLOT)]


def test_arrows_go_from_lesson_to_lesson(open_day: Open) -> None:
    """↓ and ↑ stop at the ends."""
    day = open_day()

    day.keys.hit(Qt.Key.Key_Down)
    day.keys.hit(Qt.Key.Key_Down)
    day.keys.enter()

    assert [one.course for one in day.opened] == [GEOMETRY]


def test_in_a_break_the_lesson_just_ended_is_opened(open_day: Open) -> None:
    """Until it is finished; its marks are still being entered."""
    day = open_day(Taught(now=NOW.replace(hour=9, minute=18)))

    day.keys.enter()

    assert [one.course for one in day.opened] == [ALGEBRA]


def test_a_card_says_what_is_filled_in(open_day: Open) -> None:
    """Roll call, topic, homework, marks: each by a word, never by colour alone."""
    taught = Taught()
    day = open_day(taught)
    lesson = day.journal.read_lesson(ALGEBRA, TODAY, ALGEBRA_SLOT)

    day.journal.put_topic(lesson, "Степень с натуральным показателем")
    day.journal.put_roll_call(lesson, {})

    assert "Степень с натуральным показателем" in day.texts(0)
    assert not day.cards[0].lesson.lacks(Gap.ROLL_CALL)
    assert "отметок нет" in day.texts(0)


def test_a_write_keeps_the_focus_where_it_was(open_day: Open) -> None:
    """A sync that arrives while somebody goes through the list moves nothing."""
    day = open_day()
    day.keys.hit(Qt.Key.Key_Down)

    day.journal.put_topic(day.journal.read_lesson(ALGEBRA, TODAY, ALGEBRA_SLOT), "Степень")

    assert day.cards[1].hasFocus()


def test_the_arrows_turn_the_days(open_day: Open) -> None:
    """← Tuesday without lessons, → → Thursday; «Сегодня» and Ctrl+Е lead back."""
    day = open_day()

    day.keys.hit(Qt.Key.Key_Left)
    assert day.screen.day == date(2026, 11, 17)
    assert not day.cards
    assert day.screen.empty.text() == "В этот день у вас нет уроков."

    day.keys.chord("Е")
    assert day.screen.day == TODAY
    assert not day.screen.today_button.isVisible()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "Воскресенье."),
        (date(2026, 10, 28), "Каникулы."),
        (date(2026, 11, 4), "Праздничный день."),
    ],
)
def test_an_empty_day_says_why(open_day: Open, day: date, words: str) -> None:
    """A Sunday, the vacations, a public holiday."""
    taught = Taught()
    cells = {"date": "2026-11-04", "kind": "holiday"}
    taught.told("school", "day", named(5000), cells)
    screen = open_day(taught).screen

    screen.go_to(day)

    assert screen.empty.text() == words


def test_the_page_says_how_old_the_timetable_is(open_day: Open) -> None:
    """Offline for three days: substitutions may have passed by."""
    stale = open_day(last_exchange=NOW - timedelta(days=3))
    fresh = open_day()

    assert stale.screen.age.text() == "Расписание и замены обновлены 3 дня назад"
    assert fresh.screen.age.text() == "Расписание и замены обновлены сегодня в 09:10"


def test_a_substituted_lesson_is_marked(open_day: Open) -> None:
    """«замена» stands on the card of a lesson taken for somebody."""
    taught = Taught()
    taught.told(
        "school",
        "substitution",
        named(5001),
        {
            "course": GEOMETRY,
            "date": TODAY.isoformat(),
            "slot": 2,
            "what": "move",
            "to_date": TODAY.isoformat(),
            "to_slot": 3,
        },
    )

    day = open_day(taught)

    assert "замена" in day.texts(1)


def test_a_lesson_that_was_not_held_says_so(open_day: Open) -> None:
    """«Урок не состоялся: мороз» is one choice, and is taken back by another."""
    day = open_day()
    menu = day.screen.menu_of(day.cards[0])

    menu.reasons.actions()[0].trigger()

    assert "не состоялся" in day.texts(0)
    assert day.journal.read_unsent()[0].reason == "мороз"
    day.screen.menu_of(day.cards[0]).actions()[1].trigger()
    assert "не состоялся" not in day.texts(0)


def test_what_is_not_finished_has_the_way_there(open_day: Open, qtbot: QtBot) -> None:
    """The newest gap stands first; Enter opens its lesson."""
    day = open_day()
    listed = day.screen.unfinished.list
    qtbot.waitUntil(lambda: listed.count() > 0)

    listed.setCurrentRow(0)
    listed.setFocus()
    day.keys.enter()

    assert day.opened
    assert day.opened[0].place.date <= TODAY
    assert "тема" in listed.item(0).text()


def test_a_first_start_without_a_network_says_what_is_missing(open_day: Open) -> None:
    """There is nothing to show yet, and the words say what brings it."""
    empty = Taught()
    empty.shelf.clear_base("school")

    screen = open_day(empty, None).screen

    assert screen.empty.text() == "Расписания пока нет."
    assert "нужна сеть" in screen.advice.text()


def test_ctrl_and_a_number_mean_the_bell(open_day: Open) -> None:
    """Ctrl+2 is the second lesson; where there is no such lesson, nothing."""
    screen = open_day().screen

    second, ninth = screen.lesson(2), screen.lesson(9)

    assert second is not None
    assert second.course == GEOMETRY
    assert ninth is None


def test_a_write_that_changes_no_lesson_makes_no_card_anew(open_day: Open) -> None:
    """An exchange that brings nothing for this day flickers nowhere."""
    day = open_day()
    before = list(day.cards)

    day.screen.read()

    assert day.cards == before


def test_the_focus_stays_while_another_window_is_in_front(open_day: Open) -> None:
    """Marks that arrive meanwhile leave the lesson chosen that Enter will open."""
    day = open_day()
    day.keys.hit(Qt.Key.Key_Down)
    other = QLabel()
    other.show()
    other.activateWindow()
    QApplication.processEvents()

    day.journal.put_topic(day.journal.read_lesson(ALGEBRA, TODAY, ALGEBRA_SLOT), "Степень")

    assert day.screen.focusWidget() is day.cards[1]
    let_go(other)


def test_lessons_that_come_with_the_first_exchange_take_the_focus(open_day: Open) -> None:
    """On the first day the page is empty at first; Enter then opens a lesson and hands nothing in."""
    day = open_day()
    day.screen.go_to(TODAY + timedelta(days=4))
    assert day.screen.focusWidget() is day.screen.hand_in

    day.screen.day = TODAY
    day.screen.read()

    assert day.screen.focusWidget() is day.cards[0]


def test_a_small_window_cuts_words_and_scrolls_only_down(open_day: Open) -> None:
    """1024 pixels with the rail: what is filled in stays in sight, a long subject ends in «…»."""
    day = open_day()

    day.screen.resize(940, 600)
    QApplication.processEvents()

    scroll = day.screen.findChild(QScrollArea)
    assert scroll is not None
    assert scroll.horizontalScrollBar().maximum() == 0
