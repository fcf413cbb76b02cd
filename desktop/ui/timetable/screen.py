"""The screen «Расписание»: the board, what is done with it, and the pages that say what it is made from."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.grid.keys import Action, Meaning, Wish
from desktop.ui.look.furniture import play
from desktop.ui.timetable.board_page import BoardPage
from desktop.ui.timetable.generating import Generating
from desktop.ui.timetable.keeper import Keeper
from desktop.ui.timetable.knowing import USUAL, Knowing
from desktop.ui.timetable.lock_menu import CardMenu
from desktop.ui.timetable.reason_sheet import ReasonSheet
from desktop.ui.timetable.runs import BeginRun
from desktop.ui.timetable.sheet import Axis
from desktop.ui.timetable.side_sheet import SideSheet
from desktop.ui.timetable.working import Working
from desktop.ui.words import _
from timetable.rules.rule import BlockKey


class TimetableScreen(QWidget):
    """Of one head teacher. `begin_run` starts the solver's child process."""

    said = Signal(str, str)
    """A sentence for the foot of the window, and its tone."""

    def __init__(self, keeper: Keeper, begin_run: BeginRun, knowing: Knowing = USUAL) -> None:
        super().__init__()
        play(self, "page")
        self._keeper = keeper
        self._knowing = knowing
        self.working = Working(keeper, self)
        self.page = BoardPage(self.working, knowing)
        self.generating = Generating(self.page, begin_run)
        self.generate = play(QPushButton(_("Составить · F9")), "primary")
        self.turned = QPushButton()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.page)
        self._build()
        self.page.turned.connect(self._show_axis)
        self.page.menu_wanted.connect(self.show_menu)
        self.page.reason_wanted.connect(self.show_reason)
        self.generate.clicked.connect(self.generating.show)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 12, 6)
        head.setSpacing(8)
        head.addWidget(play(QLabel(_("Расписание")), "title"))
        head.addSpacing(12)
        self.turned.clicked.connect(self.turn)
        self._show_axis()
        for button in (self.turned, self.generate):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head.addWidget(self.turned)
        head.addStretch(1)
        head.addWidget(self.generate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def arrive(self) -> None:
        """The keys go to the board."""
        self.page.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self) -> None:
        """Forms or teachers in the columns."""
        self.page.turn()
        self.arrive()

    def _show_axis(self) -> None:
        other = Axis.TEACHERS if self.page.axis is Axis.FORMS else Axis.FORMS
        words = {Axis.FORMS: _("По классам · F2"), Axis.TEACHERS: _("По учителям · F2")}
        self.turned.setText(words[other])

    # keys

    def take_key(self, meaning: Meaning) -> bool:
        """What the board has no use for: the sheet at its side, and F9 «Составить»."""
        sheet = self.page.side.sheet
        if isinstance(sheet, SideSheet) and sheet.take_key(meaning):
            return True
        if isinstance(meaning, Wish) and meaning.action is Action.LESSON_PANEL:
            self.generating.show()
            return True
        return False

    # sheets

    def show_menu(self, at: QPoint) -> None:
        """What can be done with the card under the cursor."""
        block = self.page.board.block
        if block is not None:
            why = partial(self.show_reason, block)
            CardMenu(self, self.working.draft, block, self.page.hands, why).popup(at)

    def show_reason(self, block: BlockKey) -> None:
        """«Почему нельзя»: every place of the week for a card."""
        aims = self.page.hands.aims or self._knowing.read_aims(self.working.draft, block)
        sheet = ReasonSheet(self.page.hands.title(block), aims, self.page.hands.short_place)
        sheet.left.connect(self.page.leave_sheet)
        sheet.place_wanted.connect(self.page.go_to_place)
        self.page.show_sheet(sheet)
