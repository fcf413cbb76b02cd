"""Beside the board: what the cursor stands on, the tray, what was found; or one sheet instead of them."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.look.furniture import play
from desktop.ui.timetable.findings_list import FindingsList
from desktop.ui.timetable.tray import Tray
from desktop.ui.words import _, plural

WIDTH: Final = 268


class Side(QFrame):
    """A sheet (generation, repair, explanation) takes the place of the usual lists until it is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        play(self, "side")
        self.setFixedWidth(WIDTH)
        self.about = play(QLabel(), "heading")
        self.detail = play(QLabel(), "small")
        for label in (self.about, self.detail):
            label.setWordWrap(True)
        self.tray_title = play(QLabel(), "key")
        self.tray = Tray()
        self.findings = FindingsList()
        self._usual = QWidget()
        column = QVBoxLayout(self._usual)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.about)
        column.addWidget(self.detail)
        column.addSpacing(4)
        column.addWidget(self.tray_title)
        column.addWidget(self.tray, 2)
        column.addWidget(self.findings, 3)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._usual)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(10, 8, 10, 8)
        outer.addWidget(self._stack)
        self.show_count(0)

    @property
    def sheet(self) -> QWidget | None:
        """The sheet that lies over the lists."""
        shown = self._stack.currentWidget()
        return None if shown is self._usual else shown

    def holds(self, sheet: QWidget | None) -> bool:
        """Whether this sheet lies over the lists; one that another has replaced is gone."""
        return sheet is not None and self.sheet is sheet

    def show_sheet(self, sheet: QWidget) -> None:
        """Lay a sheet over the lists; the one before goes."""
        self.leave_sheet()
        self._stack.addWidget(sheet)
        self._stack.setCurrentWidget(sheet)

    def leave_sheet(self) -> bool:
        """Show the lists again; False when there was no sheet."""
        sheet = self.sheet
        if sheet is None:
            return False
        self._stack.removeWidget(sheet)
        sheet.hide()
        sheet.deleteLater()
        return True

    def show_count(self, count: int) -> None:
        """How much is not placed."""
        self.tray.setVisible(bool(count))
        words = plural(count, "Не поставлен {n} урок", "Не поставлены {n} урока", "Не поставлено {n} уроков")
        self.tray_title.setText(words if count else _("Все уроки поставлены"))
        play(self.tray_title, "key", "amber" if count else "green")

    def show_about(self, title: str, detail: str) -> None:
        """What the cursor stands on, or what is held."""
        self.about.setText(title)
        self.detail.setText(detail)
