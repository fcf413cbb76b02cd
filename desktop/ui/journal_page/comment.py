"""The comment on a mark: a line, phrases under it, and who will read it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from desktop.ui.look.furniture import play
from desktop.ui.look.icons import Icon, icon
from desktop.ui.words import N_, _

PHRASES: Final = (
    N_("Молодец!"),
    N_("Работа сдана не полностью"),
    N_("Нужно переписать"),
    N_("Не было тетради"),
    N_("Не готов к уроку"),
    N_("Списано"),
)
_WIDTH: Final = 340


class CommentPopup(QFrame):
    """Enter saves, Esc leaves. `confirmed` carries the text and whether it is for me only."""

    confirmed = Signal(str, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        play(self, "sheet")
        self._texts = {False: "", True: ""}
        self.is_private = False
        self.heading = play(QLabel(), "faint")
        self.field = QLineEdit()
        self.field.setMaxLength(1_000)
        self.readers = QPushButton()
        self.readers.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.phrases = play(QListWidget(), "rows")
        self.phrases.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for phrase in PHRASES:
            self.phrases.addItem(_(phrase))
        column = QVBoxLayout(self)
        for part in (self.heading, self.field, self.readers, self.phrases):
            column.addWidget(part)
        self.readers.clicked.connect(self.turn)
        self.phrases.itemClicked.connect(self._choose)
        self.field.textEdited.connect(self._keep)
        self.setFocusProxy(self.field)

    def begin(self, at: QPoint, name: str, comment: str, note: str) -> None:
        """Open here with what is written already, for parents and for me."""
        self._texts = {False: comment, True: note}
        self.heading.setText(name)
        self.phrases.setCurrentRow(-1)
        self._show_readers(is_private=bool(note and not comment))
        self.setFixedWidth(_WIDTH)
        self.adjustSize()
        self.move(at)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def turn(self) -> None:
        """«Видят родители» or «только я»: two texts, each for its readers."""
        self._show_readers(is_private=not self.is_private)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the phrases, Enter saves, Esc leaves."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.phrases.setCurrentRow(max(-1, min(self.phrases.currentRow() + step, len(PHRASES) - 1)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm()
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _show_readers(self, *, is_private: bool) -> None:
        self.is_private = is_private
        self.readers.setText(_("Только я") if is_private else _("Видят родители"))
        self.readers.setIcon(icon(Icon.NOTE if is_private else Icon.COMMENT))
        self.readers.setToolTip(_("Tab и Пробел — сменить, кто видит"))
        self.field.setText(self._texts[is_private])
        self.field.selectAll()
        self.field.setPlaceholderText(_("Заметка для себя") if is_private else _("Комментарий к отметке"))

    def _keep(self, text: str) -> None:
        self._texts[self.is_private] = text
        self.phrases.setCurrentRow(-1)

    def _choose(self) -> None:
        self.field.setText(self.phrases.currentItem().text())
        self._confirm()

    def _confirm(self) -> None:
        row = self.phrases.currentRow()
        text = self.phrases.item(row).text() if row >= 0 else self.field.text().strip()
        self.close()
        self.confirmed.emit(text, self.is_private)
