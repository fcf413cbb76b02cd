"""The screen «Мой день»: a date's lessons on the left, what is not finished on the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.models.journal import Journal
from desktop.models.reading.day import DayLesson, lesson_to_open
from desktop.models.reading.lesson_head import LessonHead
from desktop.ui.dates import ago, long_day
from desktop.ui.grid.keys import Action, Meaning, Wish
from desktop.ui.look import palette
from desktop.ui.look.furniture import play
from desktop.ui.look.icons import Icon, icon
from desktop.ui.my_day.day_words import empty_words
from desktop.ui.my_day.lesson_card import LessonCard
from desktop.ui.my_day.lesson_menu import LessonMenu
from desktop.ui.my_day.unfinished import Unfinished
from desktop.ui.words import _

_TICK_MS: Final = 20_000
_LATER_MS: Final = 250


class MyDay(QWidget):
    """The start page. `last_exchange` tells how old the timetable is."""

    lesson_wanted = Signal(object)
    """A LessonHead."""
    hand_in_wanted = Signal()

    def __init__(self, journal: Journal, last_exchange: Callable[[], datetime | None]) -> None:
        super().__init__()
        play(self, "page")
        self._journal = journal
        self._last_exchange = last_exchange
        self.day = journal.today
        self._shown_on = journal.today
        self.cards: list[LessonCard] = []
        self._shown: object = None
        self._build()
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._read_unfinished)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._stop = journal.observe(self._hear)
        self.destroyed.connect(self._stop)
        self.read()

    # laying out

    def _build(self) -> None:
        self.title = play(QLabel(), "title")
        self.age = play(QLabel(), "small")
        self.empty = play(QLabel(), "heading")
        self.advice = play(QLabel(), "faint")
        self.unfinished = Unfinished()
        self.unfinished.lesson_wanted.connect(self.lesson_wanted)
        self.list = QVBoxLayout()
        self.list.setSpacing(8)
        body = play(QWidget(), "body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(self.list)
        for part in (self.empty, self.advice):
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        halves = QHBoxLayout()
        halves.setSpacing(24)
        halves.addWidget(scroll, 1)
        halves.addWidget(self.unfinished)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 12)
        whole.setSpacing(12)
        whole.addLayout(self._head())
        whole.addLayout(halves, 1)
        whole.addWidget(self.age)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.before, self.after = QPushButton(icon(Icon.BACK), ""), QPushButton(icon(Icon.FORWARD), "")
        self.before.setToolTip(_("День назад · ←"))
        self.after.setToolTip(_("День вперёд · →"))
        self.today_button = QPushButton(_("Сегодня"))
        self.hand_in = play(QPushButton(_("Сдать день")), "primary")
        self.hand_in.setToolTip(_("Дважды Ctrl+Ы или F5"))
        self.before.clicked.connect(self.go_back_a_day)
        self.after.clicked.connect(self.go_on_a_day)
        self.today_button.clicked.connect(self.go_today)
        self.hand_in.clicked.connect(self.hand_in_wanted)
        for button in (self.before, self.after):
            button.setFlat(True)
            button.setFixedWidth(32)
            row.addWidget(button)
        row.addWidget(self.title)
        row.addWidget(self.today_button)
        row.addStretch(1)
        row.addWidget(self.hand_in)
        return row

    # reading

    def read(self) -> None:
        """Read the day anew; the card that had the focus keeps it."""
        card, was_empty = self._focused(), not self.cards
        focused = card.lesson.head.id if card else None
        waits = was_empty and self.window().focusWidget() is self.hand_in
        lessons = self._journal.read_day(self.day)
        self._show_cards(lessons)
        self.title.setText(long_day(self.day).capitalize())
        self.today_button.setVisible(self.day != self._journal.today)
        words, advice = empty_words(self._journal.facts.calendar, self.day)
        self.empty.setText(words)
        self.advice.setText(advice)
        for part in (self.empty, self.advice):
            part.setVisible(not lessons)
        self.show_age()
        kept = next((card for card in self.cards if card.lesson.head.id == focused), None)
        if kept is not None:
            kept.setFocus()
        elif self.cards and (focused or waits):
            self._focus_wanted()
        self._later.start()

    def show_age(self) -> None:
        """How old the timetable is: as old as the last exchange."""
        told = ago(self._last_exchange(), self._journal.now())
        self.age.setText(_("Расписание и замены обновлены {ago}").format(ago=told))

    def _show_cards(self, lessons: tuple[DayLesson, ...]) -> None:
        """Cards that say the same stay as they are."""
        shown = (lessons, [self._joined(lesson) for lesson in lessons], palette.worn())
        if shown == self._shown:
            return
        self._shown = shown
        for card in self.cards:
            self.list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [LessonCard(lesson, self._joined(lesson)) for lesson in lessons]
        for card in self.cards:
            card.wanted.connect(self.lesson_wanted)
            card.menu_wanted.connect(self._show_menu)
            self.list.addWidget(card)
            card.show()

    def _joined(self, lesson: DayLesson) -> tuple[str, ...]:
        courses = (self._journal.course(id) for id in sorted(lesson.head.joined))
        return tuple(self._journal.forms_title(course) for course in courses)

    def _read_unfinished(self) -> None:
        self.unfinished.show_lessons(self._journal.read_unfinished(), self._journal.read_remarks())

    # going

    def arrive(self) -> None:
        """The lesson that Enter would open has the focus."""
        self.read()
        self._focus_wanted()

    def _focus_wanted(self) -> None:
        lessons = [card.lesson for card in self.cards]
        wanted = lesson_to_open(lessons) if self.day == self._journal.today else None
        at = lessons.index(wanted) if wanted is not None else 0
        (self.cards[at] if self.cards else self.hand_in).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, day: date) -> None:
        """Show another day."""
        self.day = day
        self.arrive()

    def go_back_a_day(self) -> None:
        self.go_to(self.day - timedelta(days=1))

    def go_on_a_day(self) -> None:
        self.go_to(self.day + timedelta(days=1))

    def go_today(self) -> None:
        self.go_to(self._journal.today)

    def lesson(self, number: int) -> LessonHead | None:
        """The n-th lesson of the shown day, by its bell, else by its place in the list."""
        heads = [card.lesson.head for card in self.cards]
        by_bell = next((head for head in heads if head.number == number), None)
        return by_bell or (heads[number - 1] if 1 <= number <= len(heads) else None)

    def take_key(self, meaning: Meaning) -> bool:
        """Arrows go through lessons and days, Enter opens."""
        if not isinstance(meaning, Wish):
            return False
        deeds: dict[Action, Callable[[], None]] = {
            Action.LEFT: self.go_back_a_day,
            Action.RIGHT: self.go_on_a_day,
            Action.UP: self._go_up,
            Action.DOWN: self._go_down,
            Action.CONFIRM: self._open_focused,
            Action.MENU: self._show_focused_menu,
            Action.TODAY: self.go_today,
        }
        deed = deeds.get(meaning.action)
        if deed is None or self._is_beside_cards(meaning.action):
            return False
        deed()
        return True

    def _is_beside_cards(self, action: Action) -> bool:
        """The list on the right has arrows and Enter of its own, a button has Enter."""
        focused = self.focusWidget()
        if focused is None or isinstance(focused, LessonCard):
            return False
        if self.unfinished.isAncestorOf(focused):
            return action in (Action.UP, Action.DOWN, Action.CONFIRM, Action.MENU)
        return action is Action.CONFIRM

    def _go_up(self) -> None:
        self._step(-1)

    def _go_down(self) -> None:
        self._step(1)

    def _step(self, step: int) -> None:
        focused = self._focused()
        if self.cards:
            at = self.cards.index(focused) + step if focused else 0
            self.cards[max(0, min(at, len(self.cards) - 1))].setFocus(Qt.FocusReason.TabFocusReason)

    def _open_focused(self) -> None:
        card = self._focused()
        if card is not None:
            self.lesson_wanted.emit(card.lesson.head)

    def _focused(self) -> LessonCard | None:
        """The card that has the focus, also while another window is in front of ours."""
        focused = self.window().focusWidget()
        return next((card for card in self.cards if card is focused), None)

    # a lesson that was not held

    def _show_focused_menu(self) -> None:
        card = self._focused()
        if card is not None:
            self._show_menu(card)

    def _show_menu(self, card: LessonCard) -> None:
        menu = self.menu_of(card)
        menu.popup(card.mapToGlobal(card.rect().center()))

    def menu_of(self, card: LessonCard) -> LessonMenu:
        """What can be done with a lesson beside opening it."""
        menu = LessonMenu(self, card.lesson.head)
        menu.lesson_wanted.connect(self.lesson_wanted)
        menu.state_wanted.connect(self._put_state)
        return menu

    def _put_state(self, head: LessonHead, reason: str) -> None:
        self._journal.put_state(head, "cancelled" if reason else None, reason or None)

    # time and writes

    def showEvent(self, event: QShowEvent) -> None:
        """The clock runs while somebody looks."""
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """It rests while nobody does."""
        super().hideEvent(event)
        self._clock.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys come through the reader; what is left goes on to the window."""
        event.ignore()

    def _hear(self, _touched: object) -> None:
        if self.isVisible():
            self.read()

    def _tick(self) -> None:
        """The lesson that runs changes with the clock, and at midnight the day."""
        today = self._journal.today
        if self.day == self._shown_on != today:
            self.day = today
        self._shown_on = today
        self.read()
