"""The head of the page: which journal, which term, what can be opened from here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton

from desktop.ui.look import measures
from desktop.ui.look.furniture import play
from desktop.ui.look.icons import Icon, icon
from desktop.ui.words import _

_SAVED_MS = 2500


class SearchLine(QLineEdit):
    """Letters of a surname; Enter and Esc give the focus back."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is not the window's «back» while somebody looks for a name."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clear()
            self.left.emit()
            return
        super().keyPressEvent(event)


class PageHeader(QFrame):
    """Choosers and buttons; none of them keeps the focus from the grid."""

    course_chosen = Signal(str)
    term_chosen = Signal(str)
    panel_asked = Signal()
    roll_call_asked = Signal()
    name_typed = Signal(str)
    search_left = Signal()
    more_asked = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.courses, self.terms = QComboBox(), QComboBox()
        self.lesson = play(QLabel(), "faint")
        self.saved = play(QLabel(), "small", "green")
        self.search = SearchLine()
        self.panel = QPushButton(icon(Icon.LESSON), _("Урок"))
        self.roll_call = QPushButton(icon(Icon.ROLL_CALL), _("Перекличка"))
        self.more = QPushButton(icon(Icon.MORE), "")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.saved.clear)
        self._set_up()
        self._lay_out()

    def _set_up(self) -> None:
        for box in (self.courses, self.terms):
            box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for button in (self.panel, self.roll_call, self.more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.setToolTip(_("Доска, пальцы, отмена, перенос отметок"))
        self.panel.setToolTip(_("Тема, задание, работы урока — Ctrl+У или F9"))
        self.roll_call.setToolTip(_("Кто в классе — Ctrl+П или F8"))
        self.search.setPlaceholderText(_("Фамилия — Ctrl+А"))
        self.search.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.search.setMaximumWidth(160)
        self.search.setClearButtonEnabled(True)
        self.courses.activated.connect(self._choose_course)
        self.terms.activated.connect(self._choose_term)
        self.panel.clicked.connect(self.panel_asked)
        self.roll_call.clicked.connect(self.roll_call_asked)
        self.more.clicked.connect(self._ask_more)
        self.search.textEdited.connect(self.name_typed)
        self.search.left.connect(self.search_left)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(measures.STEP, measures.STEP, measures.STEP, measures.STEP)
        row.setSpacing(measures.STEP)
        row.addWidget(self.courses)
        row.addWidget(self.terms)
        row.addWidget(self.lesson, 1)
        row.addWidget(self.saved)
        row.addWidget(self.search)
        row.addWidget(self.panel)
        row.addWidget(self.roll_call)
        row.addWidget(self.more)

    def offer_courses(self, courses: Sequence[tuple[str, str]], chosen: str) -> None:
        """Courses by id and title."""
        _offer(self.courses, courses, chosen)

    def offer_terms(self, terms: Sequence[tuple[str, str]], chosen: str) -> None:
        """Terms by id and title."""
        _offer(self.terms, terms, chosen)

    def say_saved(self) -> None:
        """What was typed is on disk."""
        self.saved.setText(_("Сохранено на этом компьютере"))
        self._timer.start(_SAVED_MS)

    def _ask_more(self) -> None:
        self.more_asked.emit(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _choose_course(self, at: int) -> None:
        self.course_chosen.emit(self.courses.itemData(at))

    def _choose_term(self, at: int) -> None:
        self.term_chosen.emit(self.terms.itemData(at))


def _offer(box: QComboBox, listed: Sequence[tuple[str, str]], chosen: str) -> None:
    box.clear()
    for id, title in listed:
        box.addItem(title, id)
    box.setCurrentIndex(box.findData(chosen))
