"""«Версии»: what was saved and published; compare one with the draft, or work on from it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from desktop.ui.grid.keys import Action
from desktop.ui.timetable.comparing import Difference
from desktop.ui.timetable.keeper import VersionLine
from desktop.ui.timetable.side_sheet import LINE, Lines, SideSheet
from desktop.ui.words import _


class VersionsSheet(SideSheet):
    """The line that is chosen is compared with the draft on the board."""

    compare_wanted = Signal(object)
    """The id of a version."""
    open_wanted = Signal(str)
    save_wanted = Signal(str)
    block_wanted = Signal(object)

    def __init__(self, versions: list[VersionLine]) -> None:
        super().__init__(_("Версии"))
        self.title = QLineEdit()
        self.title.setPlaceholderText(_("Название, например «до переезда в новый корпус»"))
        self.title.setAccessibleName(_("Название версии"))
        self.save = self.button(_("Сохранить черновик как версию"), self._save)
        self.column.insertWidget(2, self.title)
        self.versions = Lines(_("Сохранённые и опубликованные версии"))
        self.versions.show_lines((line_words(one), one.id) for one in versions)
        self.versions.chosen.connect(self.compare_wanted)
        self.moves = Lines(_("Чем отличается от черновика"))
        self.moves.chosen.connect(self.block_wanted)
        self.moves.hide()
        self.column.addWidget(self.versions, 2)
        self.column.addWidget(self.moves, 3)
        self.open = self.button(_("Работать с этой версией"), self._open)
        self.open.setEnabled(False)
        self.button(_("Закрыть · Esc"), self.left.emit)
        self.on(Action.FILL_EMPTY, self._save)
        self.say("" if versions else _("Сохранённых версий ещё нет."))
        self.setFocusProxy(self.versions if versions else self.title)

    def show_difference(self, difference: Difference) -> None:
        """What stands otherwise in the chosen version and in the draft."""
        self.say(_("От этой версии к черновику. {summary}").format(summary=difference.summary()))
        self.moves.show_lines(difference.lines())
        self.moves.setVisible(bool(difference.moved))
        self.open.setEnabled(True)

    def _save(self) -> None:
        self.save_wanted.emit(self.title.text().strip())

    def _open(self) -> None:
        item = self.versions.currentItem()
        if item is not None:
            self.open_wanted.emit(item.data(LINE))


def line_words(version: VersionLine) -> str:
    """«Опубликовано с 01.09» or «Черновик · 24.08 12:30 · Орлова Т. С.»."""
    if version.since is not None:
        when = _("действует с {day}").format(day=f"{version.since:%d.%m.%Y}")
    else:
        when = f"{version.saved_at:%d.%m %H:%M}" if version.saved_at else ""
    beside = _("другой вариант той же недели") if version.is_beside else ""
    about = " · ".join(text for text in (when, version.author, beside) if text)
    return f"{version.title or _('без названия')}\n{about}"
