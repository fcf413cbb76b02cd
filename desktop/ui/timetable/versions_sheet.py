"""«Версии»: what was saved and published; compare any two, settle between two, work on from one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from desktop.ui.grid.keys import Action
from desktop.ui.timetable.comparing import Difference
from desktop.ui.timetable.differing import By, lines_by, summary_of
from desktop.ui.timetable.keeper import VersionLine
from desktop.ui.timetable.side_sheet import LINE, Lines, SideSheet
from desktop.ui.words import _


class VersionsSheet(SideSheet):
    """The line that is chosen is on the board and compared: with the version beside it, else the draft."""

    compare_wanted = Signal(str, object)
    """The id of a version, and of another one; None for the draft."""
    open_wanted = Signal(str)
    keep_wanted = Signal(str)
    """Of those that stand beside each other take this one."""
    back_wanted = Signal(str)
    """It was set aside, and shall stand beside the others again."""
    save_wanted = Signal(str)
    block_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Версии"))
        self._known: dict[str, VersionLine] = {}
        self._difference: Difference | None = None
        self.title = QLineEdit()
        self.title.setPlaceholderText(_("Название, например «до переезда в новый корпус»"))
        self.title.setAccessibleName(_("Название версии"))
        self.versions = Lines(_("Сохранённые и опубликованные версии"))
        self.against = QComboBox()
        self.against.setAccessibleName(_("С чем сравнить"))
        self.by = QComboBox()
        self.by.setAccessibleName(_("Как перечислить"))
        self.moves = Lines(_("Чем отличается"))
        self._lay_out()
        self.versions.currentItemChanged.connect(self._choose)
        self.against.currentIndexChanged.connect(self._compare)
        self.by.currentIndexChanged.connect(self._list)
        self.moves.chosen.connect(self.block_wanted)
        self.on(Action.FILL_EMPTY, self._confirm)
        self.setFocusProxy(self.versions)

    def _lay_out(self) -> None:
        self.column.addWidget(self.title)
        self.save = self.button(_("Сохранить черновик как версию"), self._save)
        self.column.addWidget(self.versions, 3)
        for words, by in ((_("по классам"), By.FORMS), (_("по учителям"), By.TEACHERS)):
            self.by.addItem(words, by)
        self.column.addWidget(self.against)
        self.column.addWidget(self.by)
        self.column.addWidget(self.moves, 3)
        self.keep = self.button(_("Оставить этот · Ctrl+Enter"), self._keep, primary=True)
        self.back = self.button(_("Вернуть из отложенных"), self._take_back)
        self.open = self.button(_("Работать с этой версией"), self._open)
        self.button(_("Закрыть · Esc"), self.left.emit)

    # what is shown

    def show_versions(self, versions: Sequence[VersionLine], chosen: str = "") -> None:
        """Those between which nobody has chosen first, those that were set aside last."""
        ordered = sorted(versions, key=lambda one: (one.is_aside, not one.rivals))
        self._known = {one.id: one for one in ordered}
        self.versions.blockSignals(True)
        self.versions.show_lines((line_words(one), one.id) for one in ordered)
        self.versions.blockSignals(False)
        self.say(*_about(ordered))
        if chosen in self._known:
            self.versions.setCurrentRow(list(self._known).index(chosen))
        else:
            self._choose()

    @property
    def chosen(self) -> VersionLine | None:
        """The version of the chosen line."""
        item = self.versions.currentItem()
        return None if item is None else self._known.get(item.data(LINE))

    def show_difference(self, difference: Difference) -> None:
        """What stands otherwise in the chosen version."""
        self._difference = difference
        if self.chosen is not None:
            words = _("На доске — «{title}», в рамках — чем отличается. {summary}")
            title = self.chosen.title or _("без названия")
            self.say(words.format(title=title, summary=summary_of(difference)))
        self._list()

    def _list(self) -> None:
        if self._difference is not None:
            self.moves.show_lines(lines_by(self._difference, By(self.by.currentData())))
            self.moves.setVisible(bool(self._difference.moved))

    def _choose(self) -> None:
        chosen = self.chosen
        for part in (self.against, self.by, self.moves):
            part.setVisible(chosen is not None)
        self.open.setEnabled(chosen is not None)
        self.keep.setVisible(chosen is not None and bool(chosen.rivals))
        self.back.setVisible(chosen is not None and chosen.is_aside)
        if chosen is not None:
            self._offer_others(chosen)
            self._compare()

    def _offer_others(self, chosen: VersionLine) -> None:
        """Against the one beside it, else the draft; any other may be taken."""
        self.against.blockSignals(True)
        self.against.clear()
        self.against.addItem(_("против черновика в работе"), None)
        for one in self._known.values():
            if one is not chosen:
                named = " · ".join(text for text in (one.title or _("без названия"), one.author) if text)
                self.against.addItem(_("против: {version}").format(version=named), one.id)
        self.against.setCurrentIndex(max(0, self.against.findData(next(iter(chosen.rivals), None))))
        self.against.blockSignals(False)

    # what is wanted

    def _compare(self) -> None:
        if self.chosen is not None:
            self.compare_wanted.emit(self.chosen.id, self.against.currentData())

    def _confirm(self) -> None:
        """Ctrl+Enter saves under the title that is being typed, else keeps the chosen one."""
        if self.title.hasFocus() or self.keep.isHidden():
            self._save()
        else:
            self._keep()

    def _save(self) -> None:
        self.save_wanted.emit(self.title.text().strip())

    def _keep(self) -> None:
        if self.chosen is not None:
            self.keep_wanted.emit(self.chosen.id)

    def _take_back(self) -> None:
        if self.chosen is not None:
            self.back_wanted.emit(self.chosen.id)

    def _open(self) -> None:
        if self.chosen is not None:
            self.open_wanted.emit(self.chosen.id)


def line_words(version: VersionLine) -> str:
    """«Опубликовано с 01.09» or «Черновик · 24.08 12:30 · Орлова Т. С.»."""
    if version.since is not None:
        words = _("опубликовано с {day}, действует другое") if version.is_covered else _("действует с {day}")
        when = words.format(day=f"{version.since:%d.%m.%Y}")
    else:
        when = f"{version.saved_at:%d.%m %H:%M}" if version.saved_at else ""
    state = _("отложен") if version.is_aside else ""
    beside = _("ждёт выбора") if version.rivals else ""
    about = " · ".join(text for text in (when, version.author, beside, state) if text)
    return f"{version.title or _('без названия')}\n{about}"


def _about(versions: Iterable[VersionLine]) -> tuple[str, str]:
    """What waits for a choice, in words, and their tone."""
    listed = list(versions)
    beside = dict.fromkeys(one.author or one.title for one in listed if one.rivals)
    if beside:
        words = _("Варианты одной недели ({who}). Выберите строку, сравните и оставьте один.")
        return words.format(who=", ".join(beside)), "amber"
    return ("" if listed else _("Сохранённых версий ещё нет."), "")
