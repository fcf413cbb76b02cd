"""The rooms: each page of the window made for the one who works here, and tied to the others.

A screen knows no other screen; what one wishes (a lesson, the inbox, the exchange) is carried to the
other one here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from desktop.app.covering_room import build_substitutions
from desktop.app.desk import Desk
from desktop.app.handing_out import HandingOut
from desktop.app.history_asked import show_history
from desktop.app.looking_up import Lookup
from desktop.app.tasks import Tasks
from desktop.app.timetabling import build_timetable
from desktop.models.reading.lesson_head import LessonHead, WorkColumn
from desktop.settings import Settings
from desktop.ui.exchange.hand_in import HandIn
from desktop.ui.exchange.screen import ExchangeJournal
from desktop.ui.journal_page.page import JournalPageScreen
from desktop.ui.lesson_panel.panel import LessonPanel
from desktop.ui.my_day.screen import MyDay
from desktop.ui.preferences.screen import Preferences
from desktop.ui.roll_call.panel import RollCallPanel
from desktop.ui.shell.finder import Finder
from desktop.ui.shell.keys_help import KeysHelp
from desktop.ui.shell.overlay import Where
from desktop.ui.shell.places import OFFICE, Place
from desktop.ui.shell.window import Rooms as Factories
from desktop.ui.shell.window import Shell
from desktop.ui.substitutions.screen import Substitutions
from desktop.ui.timetable.screen import TimetableScreen
from desktop.ui.trouble.screen import TroubleScreen
from desktop.ui.two_versions.screen import TwoVersionsInbox
from desktop.ui.words import _
from school.people import Role

Page = TypeVar("Page", bound=QWidget)


def offered_to(roles: Collection[Role]) -> frozenset[Place]:
    """The places that somebody of these roles has a use for."""
    return frozenset(Place) if Role.HEAD_TEACHER in roles else frozenset(Place) - OFFICE


class Rooms(QObject):
    """Factories of pages. `desk` is whoever works here now; it is set before a page is made."""

    exchange_wanted = Signal()
    hand_in_wanted = Signal()
    hand_in_begun = Signal()
    cancel_wanted = Signal()
    sign_in_wanted = Signal()
    export_wanted = Signal()
    wipe_wanted = Signal()
    sign_out_wanted = Signal()
    pin_wanted = Signal()
    other_user_wanted = Signal()
    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    idle_lock_chosen = Signal(int)
    trouble_wanted = Signal()
    trouble_looked_at = Signal()
    trouble_send_wanted = Signal()
    trouble_save_wanted = Signal()
    trouble_cancel_wanted = Signal()
    board_turned = Signal(bool)
    """«Режим доски» began or ended: while a class looks at the page the lock must not fall."""

    def __init__(self, settings: Settings, tasks: Tasks, version: str) -> None:
        super().__init__()
        self._settings = settings
        self._tasks = tasks
        self._version = version
        self.desk: Desk | None = None
        self.shell: Shell | None = None
        self.handing_out: HandingOut | None = None

    @property
    def factories(self) -> Factories:
        """What the shell makes its pages of."""
        made: dict[Place, Callable[[], QWidget]] = {
            Place.MY_DAY: self._build_my_day,
            Place.JOURNAL: self._build_journal,
            Place.MORE: self._build_preferences,
            Place.TWO_VERSIONS: self._build_two_versions,
            Place.EXCHANGE: self._build_exchange,
            Place.HAND_IN: self._build_hand_in,
            Place.TROUBLE: self._build_trouble,
            Place.TIMETABLE: self._build_timetable,
            Place.SUBSTITUTIONS: self._build_substitutions,
        }
        return made

    def page(self, place: Place, kind: type[Page]) -> Page:
        """The page of a place, made if need be."""
        page = self._window.page(place)
        assert isinstance(page, kind)
        return page

    # ways between pages

    def open_lesson(self, lesson: LessonHead) -> None:
        """The journal page with the cursor in a lesson."""
        page = self._journal_page
        page.show_side(None)
        page.open_lesson(lesson)
        self._window.go(Place.JOURNAL)

    def show_today(self) -> None:
        """«Мой день» with today's lessons."""
        self.page(Place.MY_DAY, MyDay).go_today()

    def open_numbered(self, number: int) -> None:
        """The n-th lesson of the day that «Мой день» shows."""
        lesson = self.page(Place.MY_DAY, MyDay).lesson(number)
        if lesson is not None:
            self.open_lesson(lesson)

    def show_finder(self) -> None:
        """The finder over whatever is open."""
        lookup = Lookup(self._at_work.journal)
        finder = Finder(lookup.find)
        finder.chosen.connect(partial(self._open_found, lookup))
        self._window.overlay.show_panel(finder, Where.TOP)

    def show_keys(self) -> None:
        """The key map over whatever is open; a second F1 takes it away."""
        if isinstance(self._window.overlay.panel, KeysHelp):
            self._window.overlay.close_panel()
        else:
            has_board = self.desk is not None and Place.TIMETABLE in offered_to(self.desk.roles)
            self._window.overlay.show_panel(KeysHelp(has_board=has_board), Where.MIDDLE)

    def _open_found(self, lookup: Lookup, key: str) -> None:
        self._window.overlay.close_panel()
        lesson = lookup.lesson(key)
        if lesson is not None:
            self.open_lesson(lesson)
        else:
            self._journal_page.show_side(None)
            self._journal_page.open_course(lookup.course(key))
            self._window.go(Place.JOURNAL)

    def _show_versions(self) -> None:
        self._window.go(Place.TWO_VERSIONS)

    def _go_back(self) -> None:
        self._window.go_back()

    def _show_history(self, pupil: str, column: WorkColumn) -> None:
        show_history(self._journal_page, self._at_work, self._tasks, pupil, column)

    def _show_lesson_panel(self, lesson: LessonHead, work: str) -> None:
        panel = LessonPanel(self._at_work.journal, lesson, work)
        panel.roll_call_wanted.connect(self._show_roll_call)
        self._show_beside(panel, panel.left)

    def _show_roll_call(self, lesson: LessonHead) -> None:
        panel = RollCallPanel(self._at_work.journal, lesson)
        self._show_beside(panel, panel.left)

    def _show_beside(self, panel: QWidget, left: SignalInstance) -> None:
        """Beside the lessons, in the place of the sums where there is no room for both."""
        left.connect(partial(self._journal_page.show_side, None))
        self._journal_page.show_side(panel)

    @property
    def _journal_page(self) -> JournalPageScreen:
        return self.page(Place.JOURNAL, JournalPageScreen)

    # factories

    def _build_my_day(self) -> MyDay:
        desk = self._at_work
        page = MyDay(desk.journal, lambda: desk.engine.shown.last_exchange)
        page.lesson_wanted.connect(self.open_lesson)
        page.hand_in_wanted.connect(self.hand_in_wanted)
        return page

    def _build_journal(self) -> JournalPageScreen:
        page = JournalPageScreen(self._at_work.journal)
        page.history_wanted.connect(self._show_history)
        page.panel_wanted.connect(self._show_lesson_panel)
        page.roll_call_wanted.connect(self._show_roll_call)
        page.messaged.connect(self._window.foot.messages.say)
        page.board_turned.connect(self.board_turned)
        return page

    def _build_two_versions(self) -> TwoVersionsInbox:
        page = TwoVersionsInbox(self._at_work.journal, self._at_work.device)
        page.said.connect(self._window.foot.messages.say)
        page.left.connect(self._go_back)
        return page

    def _build_exchange(self) -> ExchangeJournal:
        page = ExchangeJournal(self._at_work.journal)
        page.show_progress(self._at_work.engine.shown)
        page.exchange_wanted.connect(self.exchange_wanted)
        page.export_wanted.connect(self.export_wanted)
        page.sign_in_wanted.connect(self.sign_in_wanted)
        page.wipe_wanted.connect(self.wipe_wanted)
        page.versions_wanted.connect(self._show_versions)
        page.trouble_wanted.connect(self.trouble_wanted)
        return page

    def _build_hand_in(self) -> HandIn:
        page = HandIn(self._at_work.journal)
        page.exchange_wanted.connect(self.hand_in_begun)
        page.cancel_wanted.connect(self.cancel_wanted)
        page.lesson_wanted.connect(self.open_lesson)
        page.versions_wanted.connect(self._show_versions)
        page.left.connect(self._go_back)
        return page

    def _build_trouble(self) -> TroubleScreen:
        page = TroubleScreen()
        page.looked_at.connect(self.trouble_looked_at)
        page.send_wanted.connect(self.trouble_send_wanted)
        page.save_wanted.connect(self.trouble_save_wanted)
        page.cancel_wanted.connect(self.trouble_cancel_wanted)
        page.exchange_wanted.connect(self.exchange_wanted)
        page.left.connect(self._go_back)
        return page

    def _build_timetable(self) -> TimetableScreen:
        assert self.handing_out is not None
        self._tell_draft(self._at_work.timetable.book.unread)
        return build_timetable(self._at_work, self.handing_out)

    def _tell_draft(self, unread: int) -> None:
        """In the foot of the window: where the draft is kept, or that not all of it could be read."""
        messages = self._window.foot.messages
        if unread:
            words = _("Черновик открыт не весь: не читается записей — {n}. Сохранённые версии целы.")
            deed = self.trouble_wanted.emit
            messages.offer(words.format(n=unread), _("Сообщить инженеру"), deed)
        else:
            messages.say(
                _("Черновик хранится на этом компьютере, сохранённая версия (F8) — и на сервере школы")
            )

    def _build_substitutions(self) -> Substitutions:
        assert self.handing_out is not None
        return build_substitutions(self._at_work, self._window, self.handing_out)

    def _build_preferences(self) -> Preferences:
        desk = self._at_work
        title = f"{desk.title} · {desk.account.school_name}"
        page = Preferences(self._settings, title, version=self._version)
        page.theme_chosen.connect(self.theme_chosen)
        page.language_chosen.connect(self.language_chosen)
        page.idle_lock_chosen.connect(self.idle_lock_chosen)
        page.pin_wanted.connect(self.pin_wanted)
        page.export_wanted.connect(self.export_wanted)
        page.trouble_wanted.connect(self.trouble_wanted)
        page.other_user_wanted.connect(self.other_user_wanted)
        page.sign_out_wanted.connect(self.sign_out_wanted)
        return page

    @property
    def _at_work(self) -> Desk:
        assert self.desk is not None
        return self.desk

    @property
    def _window(self) -> Shell:
        assert self.shell is not None
        return self.shell
