"""Versions and publishing: the sheets at the side of the board and what they do."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from desktop.ui.timetable.board_page import BoardPage
from desktop.ui.timetable.comparing import between
from desktop.ui.timetable.keeper import Keeper
from desktop.ui.timetable.publish_sheet import PublishSheet
from desktop.ui.timetable.versions_sheet import VersionsSheet
from desktop.ui.words import _
from timetable.cards import Cards, Draft


class Versioning(QObject):
    """What was saved is never changed: another week is opened as one step of undo."""

    published = Signal(str)
    """It is in force from a day on: the sentence for the foot of the window."""

    def __init__(self, page: BoardPage, keeper: Keeper) -> None:
        super().__init__(page)
        self._page = page
        self._keeper = keeper
        self.versions: VersionsSheet | None = None
        self.publishing: PublishSheet | None = None

    # versions

    def show_versions(self) -> None:
        """The list, and a name for a new one."""
        sheet = self.versions = VersionsSheet(list(self._keeper.read_versions()))
        sheet.compare_wanted.connect(self.compare)
        sheet.open_wanted.connect(self.open)
        sheet.save_wanted.connect(self.save)
        sheet.block_wanted.connect(self._page.go_to_block)
        sheet.left.connect(self._leave)
        self._page.show_sheet(sheet)

    def compare(self, version: str) -> None:
        """The draft with what stands otherwise in a version framed on the board."""
        difference = between(self._page.working.draft, self._keeper.read_cards(version))
        self._page.board.show_now(changed=frozenset(difference.moved))
        if self.versions is not None:
            self.versions.show_difference(difference)

    def open(self, version: str) -> None:
        """Work on from a version; the draft comes back by undo."""
        cards: Cards = self._keeper.read_cards(version)
        self._page.working.do(_("Открыта версия"), Draft(self._page.working.draft.problem, cards))
        self._leave()

    def save(self, title: str) -> None:
        """Keep the draft under a name."""
        self._keeper.save_version(title or _("Черновик {day}").format(day=f"{self._keeper.today:%d.%m}"))
        self.show_versions()
        self._page.say(_("Версия сохранена."), "green")

    # publishing

    def show_publishing(self) -> None:
        """From which day, what changes."""
        sheet = self.publishing = PublishSheet(self._keeper.today)
        sheet.day_chosen.connect(self._show_change)
        sheet.publish_wanted.connect(self.publish)
        sheet.people.chosen.connect(self._page.go_to_block)
        sheet.left.connect(self._leave)
        self._page.show_sheet(sheet)
        self._page.checked.connect(self._show_change_again)
        self._show_change(sheet.since)

    def publish(self, since: date) -> None:
        """In force from a day on; offline it goes out with the next exchange."""
        day = f"{since:%d.%m.%Y}"
        if not self._keeper.publish(_("Расписание с {day}").format(day=day), since):
            return
        words = _("Опубликовано с {day}. Уйдёт учителям при ближайшем обмене.").format(day=day)
        if self.publishing is not None:
            self.publishing.show_done(words)
        self._page.say(words, "green")
        self.published.emit(words)

    def _show_change(self, since: date) -> None:
        if self.publishing is not None:
            difference = between(self._page.working.draft, self._keeper.read_published(since))
            self._page.board.show_now(changed=frozenset(difference.moved if difference.before else ()))
            self.publishing.show_change(difference, self._page.report)
            self.publishing.show_beside(self._keeper.read_versions())

    def _show_change_again(self) -> None:
        if self.publishing is not None:
            self._show_change(self.publishing.since)

    def _leave(self) -> None:
        self.versions = self.publishing = None
        self._page.leave_sheet()
