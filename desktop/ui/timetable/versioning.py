"""Versions and publishing: the sheets at the side of the board and what they do."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from desktop.ui.timetable.board_page import BoardPage
from desktop.ui.timetable.comparing import Difference, between
from desktop.ui.timetable.keeper import Keeper
from desktop.ui.timetable.publish_sheet import PublishSheet
from desktop.ui.timetable.versions_sheet import VersionsSheet
from desktop.ui.words import _
from timetable.cards import Draft


class Versioning(QObject):
    """What was saved is never changed: another week is opened as one step of undo."""

    published = Signal(str)
    """It is in force from a day on: the sentence for the foot of the window."""
    beside_changed = Signal(int)
    """How many versions wait for a choice between them."""

    def __init__(self, page: BoardPage, keeper: Keeper) -> None:
        super().__init__(page)
        self._page = page
        self._keeper = keeper
        self._versions: VersionsSheet | None = None
        self._publishing: PublishSheet | None = None
        self._beside: frozenset[str] = frozenset()
        page.working.changed.connect(self.look_for_others)
        page.checked.connect(self._show_change_again)

    @property
    def versions(self) -> VersionsSheet | None:
        """The list of versions, while it lies at the side of the board."""
        return self._versions if self._page.side.holds(self._versions) else None

    @property
    def publishing(self) -> PublishSheet | None:
        """The sheet of a publication, while it lies at the side of the board."""
        return self._publishing if self._page.side.holds(self._publishing) else None

    # versions

    def show_versions(self) -> None:
        """The list, and a name for a new one; nothing is chosen yet, and the draft is on the board."""
        sheet = self._versions = VersionsSheet()
        sheet.compare_wanted.connect(self.compare)
        sheet.open_wanted.connect(self.open)
        sheet.keep_wanted.connect(self.keep)
        sheet.back_wanted.connect(self.take_back)
        sheet.save_wanted.connect(self.save)
        sheet.block_wanted.connect(self._page.go_to_block)
        sheet.left.connect(self._leave)
        self._page.show_draft()
        self._page.board.show_now(changed=frozenset())
        self._page.show_sheet(sheet)
        self._fill()

    def compare(self, version: str, other: str | None = None) -> None:
        """A version on the board; framed is what stands otherwise in another one, or in the draft."""
        draft = self._page.working.draft
        before = draft.cards if other is None else self._keeper.read_cards(other)
        difference = Difference(draft.problem, before, self._keeper.read_cards(version))
        self._page.hands.let_go()
        self._page.forget_wanted()
        self._page.show_draft(Draft(draft.problem, difference.after))
        self._page.hands.only_looks = True
        self._page.board.show_now(changed=frozenset(difference.moved))
        if self.versions is not None:
            self.versions.show_difference(difference)

    def open(self, version: str) -> None:
        """Work on from a version; the draft comes back by undo."""
        words = _("Открыта версия «{title}»").format(title=self._title(version))
        self._leave()
        self._keeper.open_version(words, version)
        self._page.say(_("{done}. Прежний черновик вернёт Ctrl+Я/Z.").format(done=words), "green")

    def keep(self, version: str) -> None:
        """Of versions beside each other take this one; nothing is lost."""
        words = _("Оставлен вариант «{title}»").format(title=self._title(version))
        self._keeper.keep_version(words, version)
        self._fill(version)
        told = _(
            "{done}. Остальные отложены: они в конце списка, их можно открыть. Ctrl+Я/Z — вернуть выбор."
        )
        self._page.say(told.format(done=words), "green")

    def take_back(self, version: str) -> None:
        """What was set aside stands beside the others again."""
        words = _("Возвращён вариант «{title}»").format(title=self._title(version))
        self._keeper.take_version_back(words, version)
        self._fill(version)
        self._page.say(words, "green")

    def _title(self, version: str) -> str:
        titles = {one.id: one.title for one in self._keeper.read_versions()}
        return titles.get(version) or _("без названия")

    def _fill(self, chosen: str = "") -> None:
        if self.versions is not None:
            self.versions.show_versions(self._keeper.read_versions(), chosen)

    def look_for_others(self) -> None:
        """A colleague's week beside one's own is told when it comes, and on the button until settled."""
        lines = self._keeper.read_versions()
        beside = {one.id: one.author for one in lines if one.rivals}
        if beside.keys() - self._beside:
            who = ", ".join(dict.fromkeys(name for name in beside.values() if name))
            words = _("Варианты одной недели ({who}): сравнить и оставить один — F8.")
            self._page.say(words.format(who=who), "amber")
        if beside.keys() != self._beside:
            self._beside = frozenset(beside)
            self.beside_changed.emit(len(beside))
        if self.versions is not None:
            self._page.board.show_now(changed=frozenset())
            self.versions.show_versions(lines)

    def save(self, title: str) -> None:
        """Keep the draft under a name."""
        self._keeper.save_version(title or _("Черновик {day}").format(day=f"{self._keeper.today:%d.%m}"))
        self.show_versions()
        self._page.say(_("Версия сохранена."), "green")

    # publishing

    def show_publishing(self) -> None:
        """From which day, what changes."""
        sheet = self._publishing = PublishSheet(self._keeper.today)
        sheet.day_chosen.connect(self._show_change)
        sheet.publish_wanted.connect(self.publish)
        sheet.people.chosen.connect(self._page.go_to_block)
        sheet.left.connect(self._leave)
        self._page.show_sheet(sheet)
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
        self._page.leave_sheet()
