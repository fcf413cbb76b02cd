"""The palette of marks for mouse and finger: 5 4 3 2 Н Б УП . ✎."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.ui import words
from desktop.ui.grid.cells import CellValue
from desktop.ui.grid.grammar import Scale
from desktop.ui.grid.key_reader import offer
from desktop.ui.grid.keys import meaning_of
from desktop.ui.grid.press import read_press
from desktop.ui.look import measures
from desktop.ui.look.palette import Chip, Colours
from desktop.ui.words import _

_CODES: Final = ("Н", "Б", "УП")
_MOST_BUTTONS: Final = 12


def choices(scale: Scale) -> tuple[str, ...]:
    """The marks that the palette offers, best first; none where there would be too many."""
    marks = sorted(scale.marks, key=_rank, reverse=True)
    return tuple(marks) if len(marks) <= _MOST_BUTTONS else ()


def _rank(mark: str) -> tuple[int, int]:
    return (1, int(mark)) if mark.isdigit() else (0, -len(mark))


class MarkButton(QPushButton):
    """One mark or code, coloured like its chip; it knows what the cell would hold."""

    chosen = Signal(object)

    def __init__(self, text: str, chip: Chip | None, value: CellValue) -> None:
        super().__init__(text)
        self._value = value
        self.clicked.connect(self._choose)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(measures.TOUCH_WIDTH, measures.TOUCH_HEIGHT)
        if chip is not None:
            border = chip.border or chip.fill
            self.setStyleSheet(
                f"QPushButton {{ color: {chip.text}; background: {chip.fill};"
                f" border: 1px solid {border}; border-radius: {measures.RADIUS}px; }}"
            )

    def _choose(self) -> None:
        self.chosen.emit(self._value)


class MarkPalette(QFrame):
    """A pop-up beside the chosen cell, or docked under the grid for fingers.

    `value_chosen` carries what the cell shall hold; `text_wanted`: edit it as text.
    """

    value_chosen = Signal(object)
    text_wanted = Signal()

    def __init__(self, parent: QWidget, *, docked: bool = False) -> None:
        super().__init__(parent, Qt.WindowType.Widget if docked else Qt.WindowType.Popup)
        self._docked = docked
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(*[measures.STEP // 2] * 4)
        self._row.setSpacing(measures.STEP // 2)
        self.setFrameShape(QFrame.Shape.NoFrame if docked else QFrame.Shape.StyledPanel)

    def offer(self, scale: Scale, value: CellValue, colours: Colours) -> None:
        """Show the buttons for a cell of this scale that holds this value."""
        while self._row.count():
            self._row.takeAt(0).widget().deleteLater()
        for mark in choices(scale):
            self._add(mark, colours.chip(mark), value.with_marks(mark))
        for code in _CODES:
            self._add(code, colours.absence, value.with_attendance(code))
        self._add("•", None, value.with_duty_turned()).setToolTip(_("Точка: работа за учеником"))
        edit = MarkButton("✎", None, value)
        edit.setToolTip(_("Править как текст"))
        edit.chosen.connect(self._ask_text)
        self._row.addWidget(edit)

    def pop_up(self, at: QPoint) -> None:
        """Show the pop-up with its left top here, in global coordinates."""
        self.adjustSize()
        self.move(at)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; any other key closes too and goes to the grid: hands may type on."""
        parent = self.parentWidget()
        meaning = meaning_of(read_press(event), words.spoken())
        self.close()
        if event.key() != Qt.Key.Key_Escape and meaning is not None:
            offer(parent, meaning)

    def _add(self, text: str, chip: Chip | None, value: CellValue) -> MarkButton:
        button = MarkButton(text, chip, value)
        button.chosen.connect(self._choose)
        self._row.addWidget(button)
        return button

    def _choose(self, value: CellValue) -> None:
        if not self._docked:
            self.close()
        self.value_chosen.emit(value)

    def _ask_text(self, _value: CellValue) -> None:
        self.close()
        self.text_wanted.emit()
