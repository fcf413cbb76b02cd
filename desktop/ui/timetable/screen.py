"""The screen «Расписание»: the board, what is done with it, and the pages that say what it is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.ui.grid.keys import Action, Meaning
from desktop.ui.grid.taking import take
from desktop.ui.look.furniture import play
from desktop.ui.timetable.advice import usual
from desktop.ui.timetable.availability_page import AvailabilityPage
from desktop.ui.timetable.board_page import BoardPage
from desktop.ui.timetable.empty_school import EmptySchool
from desktop.ui.timetable.explaining import Explaining
from desktop.ui.timetable.generating import Generating
from desktop.ui.timetable.keeper import Keeper
from desktop.ui.timetable.knowing import Knowing
from desktop.ui.timetable.load_page import LoadPage
from desktop.ui.timetable.lock_menu import CardMenu
from desktop.ui.timetable.norms_page import NormsPage
from desktop.ui.timetable.reason_sheet import ReasonSheet
from desktop.ui.timetable.repairing import Repairing
from desktop.ui.timetable.rooming import Rooming
from desktop.ui.timetable.rooms_page import RoomsPage
from desktop.ui.timetable.rules_page import RulesPage
from desktop.ui.timetable.runs import BeginRun
from desktop.ui.timetable.sheet import Axis
from desktop.ui.timetable.side_sheet import SideSheet
from desktop.ui.timetable.versioning import Versioning
from desktop.ui.timetable.working import Working
from desktop.ui.words import N_, _
from timetable.rules.rule import BlockKey

_EDITORS: Final[tuple[tuple[str, Callable[[Working], QWidget]], ...]] = (
    (N_("Нагрузка"), LoadPage),
    (N_("Доступность"), AvailabilityPage),
    (N_("Кабинеты"), RoomsPage),
    (N_("Правила"), RulesPage),
    (N_("Нормы"), NormsPage),
)


class TimetableScreen(QWidget):
    """Of one head teacher. `begin_run` starts the solver's child process."""

    hand_out_wanted = Signal()
    """«Вывести…»: the draft on paper and into files."""

    def __init__(self, keeper: Keeper, begin_run: BeginRun, knowing: Knowing | None = None) -> None:
        super().__init__()
        play(self, "page")
        self._knowing = knowing = knowing or usual()
        self.working = Working(keeper, self)
        self.page = BoardPage(self.working, knowing)
        self.generating = Generating(self.page, begin_run)
        self.explaining = Explaining(self.page, knowing)
        self.repairing = Repairing(self.page)
        self.rooming = Rooming(self.page, knowing)
        self.versioning = Versioning(self.page, keeper)
        self._keys: Mapping[Action, Callable[[], object]] = {
            Action.LESSON_PANEL: self.generating.show,
            Action.DEBTS: self.explaining.show,
            Action.ROLL_CALL: self.versioning.show_versions,
            Action.PRINT: self.hand_out_wanted.emit,
        }
        self.tabs = QTabBar()
        self.turned = QPushButton()
        self.versions = QPushButton()
        self.generate = play(QPushButton(_("Составить · F9")), "primary")
        self.acts = QWidget()
        self._stack = QStackedWidget()
        self._editors: dict[int, QWidget] = {}
        self._stack.addWidget(self.page)
        self.empty = EmptySchool()
        self._stack.addWidget(self.empty)
        self._build()
        self.tabs.currentChanged.connect(self.show_page)
        self.page.turned.connect(self._show_axis)
        self.page.menu_wanted.connect(self.show_menu)
        self.page.reason_wanted.connect(self.show_reason)
        self.page.repair_wanted.connect(self.repairing.begin)
        self.page.rooms_wanted.connect(self.rooming.show)
        self.generating.explain_wanted.connect(self.explaining.show)
        self.versioning.beside_changed.connect(self._show_beside)
        self.empty.load_wanted.connect(partial(self.tabs.setCurrentIndex, 1))
        self.working.changed.connect(self._show_whether_empty)
        self._show_whether_empty()
        self.versioning.look_for_others()

    def _build(self) -> None:
        for words in (N_("Доска"), *(words for words, _build in _EDITORS)):
            self.tabs.addTab(_(words))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("Страницы расписания"))
        head = QHBoxLayout()
        head.setContentsMargins(10, 6, 12, 6)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.acts)
        self._lay_out_acts()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _lay_out_acts(self) -> None:
        """What is done with the board; hidden beside an editor."""
        row = QHBoxLayout(self.acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._show_axis()
        self._show_beside(0)
        for button, deed in (
            (self.turned, self.turn),
            (QPushButton(_("Что мешает · F7")), self.explaining.show),
            (self.versions, self.versioning.show_versions),
            (QPushButton(_("Вывести…")), self.hand_out_wanted.emit),
            (QPushButton(_("Опубликовать…")), self.versioning.show_publishing),
            (self.generate, self.generating.show),
        ):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(deed)
            row.addWidget(button)

    def arrive(self) -> None:
        """The keys go to the board, or to the page that is open."""
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_page(self, number: int) -> None:
        """The board is the first; an editor is made when it is first wanted."""
        if number == 0:
            self._show_whether_empty()
        else:
            if number not in self._editors:
                self._editors[number] = _EDITORS[number - 1][1](self.working)
                self._stack.addWidget(self._editors[number])
            self._stack.setCurrentWidget(self._editors[number])
        self.acts.setVisible(self._stack.currentWidget() is self.page)
        self.arrive()

    def _show_whether_empty(self) -> None:
        """The board, or the one thing to do where there is nothing to lay."""
        if self.tabs.currentIndex() == 0:
            has_load = bool(self.working.draft.problem.demands)
            self._stack.setCurrentWidget(self.page if has_load else self.empty)
            self.acts.setVisible(has_load)

    def editor(self, number: int) -> QWidget | None:
        """One of the pages beside the board, if it was ever wanted."""
        return self._editors.get(number)

    def turn(self) -> None:
        """Forms or teachers in the columns."""
        self.page.turn()
        self.arrive()

    def _show_axis(self) -> None:
        is_forms = self.page.axis is Axis.FORMS
        self.turned.setText(_("Учителя · F2") if is_forms else _("Классы · F2"))

    def _show_beside(self, count: int) -> None:
        """Versions that wait for a choice are told on their button."""
        self.versions.setText(_("Версии: {n} · F8").format(n=count) if count else _("Версии · F8"))

    # keys

    def take_key(self, meaning: Meaning) -> bool:
        """What the board has no use for: the sheet at its side; F7, F8, F9; undo of an editor's step."""
        if self._stack.currentWidget() is not self.page:
            return self._take_in_editor(meaning)
        sheet = self.page.side.sheet
        if isinstance(sheet, SideSheet) and sheet.take_key(meaning):
            return True
        return take(meaning, self._keys)

    def _take_in_editor(self, meaning: Meaning) -> bool:
        return take(
            meaning,
            {
                Action.UNDO: self.working.undo,
                Action.REDO: self.working.redo,
                Action.CANCEL: partial(self.tabs.setCurrentIndex, 0),
            },
        )

    # sheets

    def show_menu(self, at: QPoint) -> None:
        """What can be done with the card under the cursor."""
        block = self.page.board.block
        if block is not None:
            asks: dict[str, Callable[[], object]] = {
                _("Почему нельзя?") + "\t=": partial(self.show_reason, block)
            }
            if block in self.working.draft.cards:
                asks[_("Кабинет…") + "\tShift+F2"] = partial(self.rooming.show, block)
            CardMenu(self, self.working.draft, block, self.page.hands, asks).popup(at)

    def show_reason(self, block: BlockKey) -> None:
        """«Почему нельзя»: every place of the week for a card."""
        aims = self.page.hands.aims or self._knowing.read_aims(self.working.draft, block)
        sheet = ReasonSheet(self.page.hands.title(block), aims, self.page.hands.short_place)
        sheet.left.connect(self.page.leave_sheet)
        sheet.place_wanted.connect(self.page.go_to_place)
        self.page.show_sheet(sheet)
