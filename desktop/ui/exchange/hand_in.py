"""«Сдать день»: what is missing, then the exchange, then what the server said, lesson by lesson."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.models.journal import Journal
from desktop.models.reading.day import DayLesson
from desktop.ui.dates import long_day
from desktop.ui.exchange.day_report import answers_of
from desktop.ui.faults.exchange import of_exchange
from desktop.ui.grid.keys import Action, Meaning, Wish
from desktop.ui.look.furniture import play
from desktop.ui.words import _, plural
from school.finished import Gap
from sync.progress import RoundReport, SyncShown


class HandIn(QWidget):
    """One page, three states: what is missing, under way, answered."""

    exchange_wanted = Signal()
    cancel_wanted = Signal()
    lesson_wanted = Signal(object)
    versions_wanted = Signal()
    left = Signal()

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        play(self, "page")
        self._journal = journal
        self._unsent = 0
        self.is_running = False
        self._is_answered = False
        self._build()

    def _build(self) -> None:
        self.title = play(QLabel(), "title")
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.start = play(QPushButton(_("Сдать день")), "primary")
        self.cancel = QPushButton(_("Прервать обмен"))
        self.versions = QPushButton(_("Две версии — посмотреть"))
        self.done = QPushButton(_("Готово"))
        buttons = QHBoxLayout()
        for button, deed in (
            (self.start, self.begin),
            (self.cancel, self.cancel_wanted.emit),
            (self.versions, self.versions_wanted.emit),
            (self.done, self.left.emit),
        ):
            button.clicked.connect(deed)
            buttons.addWidget(button)
        buttons.addStretch(1)
        body = play(QWidget(), "body")
        self._lines = QVBoxLayout(body)
        self._lines.setContentsMargins(0, 0, 8, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        for part in (self.title, self.about, self.bar):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addWidget(scroll, 1)

    def arrive(self) -> None:
        """What is missing, unless an exchange is under way or was just answered."""
        if not self.is_running and not self._is_answered:
            self._show_missing()
        shown = (button for button in (self.cancel, self.start, self.done) if not button.isHidden())
        next(shown, self.start).setFocus()

    def begin_anew(self) -> None:
        """Somebody wants to hand the day in: the last answer goes."""
        self._is_answered = False

    def begin(self) -> None:
        """Hand the day in."""
        self._unsent = self._journal.counts().unsent
        self.is_running = True
        self.bar.setRange(0, max(self._unsent, 1))
        self.bar.setValue(0)
        self._show_buttons(self.cancel)
        self.about.setText(_("Обмен данными… Можно уйти с этой страницы: он закончится сам."))
        self.cancel.setFocus()
        self.exchange_wanted.emit()

    def show_progress(self, shown: SyncShown) -> None:
        """So many of so many are sent."""
        if self.is_running and shown.total:
            self.bar.setRange(0, shown.total)
            self.bar.setValue(shown.done)

    def show_report(self, report: RoundReport | None, conflicts: int) -> None:
        """The round is over; None when its owner broke it off."""
        self.is_running, self._is_answered = False, True
        time = f"{self._journal.now():%H:%M}"
        if report is None:
            self.title.setText(_("Обмен прерван"))
            self.about.setText(_("Всё сохранено на этом компьютере. Отправим при следующем обмене."))
        elif report.offline_reason is not None:
            words = _("День сдан на этом компьютере {time}. Отправим при связи")
            self.title.setText(words.format(time=time))
            self.about.setText(of_exchange(report.offline_reason, self._unsent).line)
        else:
            self.title.setText(_("День сдан {time}").format(time=time))
            self.about.setText(_summary(len(self._journal.read_answered(self._journal.today))))
        self._show_answers()
        self._show_buttons(*((self.versions, self.done) if conflicts else (self.done,)))
        (self.versions if conflicts else self.done).setFocus()

    def take_key(self, meaning: Meaning) -> bool:
        """Ctrl+Enter hands in, or ends."""
        if not isinstance(meaning, Wish) or meaning.action is not Action.FILL_EMPTY:
            return False
        shown = (button for button in (self.start, self.done) if not button.isHidden())
        for button in shown:
            button.click()
            return True
        return False

    def _show_missing(self) -> None:
        day = self._journal.today
        lessons = self._journal.read_day(day)
        self.title.setText(_("Сдать день: {day}").format(day=long_day(day)))
        self._clear()
        missing = [lesson for lesson in lessons if lesson.gaps]
        self.about.setText(_missing_words(lessons, missing))
        if lessons:
            self._lines.addLayout(self._table(lessons))
        self._lines.addStretch(1)
        self._show_buttons(self.start)

    def _table(self, lessons: Sequence[DayLesson]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(8)
        heads = (_("Урок"), _("Перекличка"), _("Тема"), _("Задание"), _("Отметки"))
        for column, head in enumerate(heads):
            grid.addWidget(play(QLabel(head), "small"), 0, column)
        for row, lesson in enumerate(lessons, start=1):
            opening = _LessonLink(lesson)
            opening.wanted.connect(self.lesson_wanted)
            grid.addWidget(opening, row, 0)
            for column, gap in enumerate((Gap.ROLL_CALL, Gap.TOPIC, Gap.HOMEWORK), start=1):
                grid.addWidget(_state(lesson, gap), row, column)
            grid.addWidget(QLabel(str(lesson.marks or "—")), row, 4)
        grid.setColumnStretch(5, 1)
        return grid

    def _show_answers(self) -> None:
        self._clear()
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(8)
        for row, answer in enumerate(answers_of(self._journal.read_answered(self._journal.today))):
            grid.addWidget(QLabel(answer.where), row, 0)
            grid.addWidget(play(QLabel(answer.words), "", answer.tone), row, 1)
        grid.setColumnStretch(2, 1)
        self._lines.addLayout(grid)
        self._lines.addStretch(1)

    def _show_buttons(self, *shown: QPushButton) -> None:
        for button in (self.start, self.cancel, self.versions, self.done):
            button.setVisible(button in shown)
        self.bar.setVisible(self.is_running)

    def _clear(self) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            _drop(item.layout(), item.widget())


class _LessonLink(QPushButton):
    """The way to a lesson that lacks something."""

    wanted = Signal(object)

    def __init__(self, lesson: DayLesson) -> None:
        super().__init__(f"{lesson.head.number}. {lesson.forms} · {lesson.subject}")
        self._head = lesson.head
        play(self, "link")
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self.wanted.emit(self._head)


def _state(lesson: DayLesson, gap: Gap) -> QLabel:
    if lesson.head.is_cancelled or lesson.head.is_future:
        return QLabel("—")
    lacks = lesson.lacks(gap)
    return play(QLabel(_("нет") if lacks else "✓"), "", "amber" if lacks else "green")


def _missing_words(lessons: Sequence[DayLesson], missing: Sequence[DayLesson]) -> str:
    if not lessons:
        return _("Уроков сегодня нет, но отправить записанное можно.")
    if not missing:
        return _("Всё заполнено.")
    n = plural(
        len(missing),
        "Не всё заполнено в {n} уроке.",
        "Не всё заполнено в {n} уроках.",
        "Не всё заполнено в {n} уроках.",
    )
    return f"{n} {_('Сдать день можно и так: пропуски останутся в «Не закончено».')}"


def _summary(answered: int) -> str:
    if not answered:
        return _("Отправлять было нечего, новое с сервера получено.")
    return plural(
        answered,
        "За сегодня сервер ответил на {n} изменение:",
        "За сегодня сервер ответил на {n} изменения:",
        "За сегодня сервер ответил на {n} изменений:",
    )


def _drop(layout: object, widget: QWidget | None) -> None:
    if widget is not None:
        widget.hide()
        widget.deleteLater()
    if isinstance(layout, QHBoxLayout | QGridLayout):
        while layout.count():
            item = layout.takeAt(0)
            _drop(item.layout(), item.widget())
        layout.deleteLater()
