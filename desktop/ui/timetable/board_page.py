"""The board with its keys: cursor, hands, letters, undo; the side beside it."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.grid.keys import Meaning
from desktop.ui.look.elided import Elided
from desktop.ui.look.furniture import play
from desktop.ui.timetable.aims import Tone
from desktop.ui.timetable.board import Board
from desktop.ui.timetable.board_keys import BoardKeys
from desktop.ui.timetable.errands import Errand
from desktop.ui.timetable.findings_list import marks_of
from desktop.ui.timetable.hands import Hands, Wanted
from desktop.ui.timetable.hues import hues_of
from desktop.ui.timetable.knowing import Knowing
from desktop.ui.timetable.seeking import Letters
from desktop.ui.timetable.sheet import Axis, Spot, groups_title, read_sheet, rooms_title, subject_title
from desktop.ui.timetable.side import Side
from desktop.ui.timetable.working import Working
from desktop.ui.words import _
from timetable.cards import Draft
from timetable.findings import Finding, Report
from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey

_TONES: Final = {Tone.FREE: "green", Tone.WORSE: "amber", Tone.SWAP: "amber", Tone.NO: "red"}


class BoardPage(QWidget):
    """Everything that is done with cards."""

    repair_wanted = Signal(object)
    """A `Wanted` that Ctrl+Enter or «Починить» shall make true."""
    reason_wanted = Signal(object)
    """A BlockKey: «почему нельзя»."""
    rooms_wanted = Signal(object)
    """A BlockKey that shall have another room."""
    menu_wanted = Signal(QPoint)
    turned = Signal()
    """Forms stand in the columns instead of teachers, or the other way round."""
    sheet_shown = Signal()
    """Another sheet lies at the side, instead of the one before."""
    checked = Signal(object)
    """The Report of the draft as it is now."""

    def __init__(self, working: Working, knowing: Knowing) -> None:
        super().__init__()
        self.working = working
        self._knowing = knowing
        self.board = Board()
        self.side = Side()
        self.hands = Hands(self.board, working, knowing.read_aims)
        self.axis = Axis.FORMS
        self.report = Report()
        self.line = Elided()
        self._shown_draft: Draft | None = None
        self._checking: Errand[tuple[Draft, Report]] = Errand(self._take_report, self)
        self.keys = BoardKeys(self, self.board, self.hands, working)
        self._lay_out()
        self._connect()
        self.show_draft()

    def _lay_out(self) -> None:
        self.line.setFixedHeight(26)
        self.line.setContentsMargins(10, 0, 10, 0)
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        play(self.line, "message")
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.board, 1)
        left.addWidget(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        self.setFocusProxy(self.board)

    def _connect(self) -> None:
        board, hands, side = self.board, self.hands, self.side
        self.working.changed.connect(self.show_draft)
        self.working.told.connect(self.say)
        board.moved.connect(self._tell_place)
        board.menu_wanted.connect(self.menu_wanted)
        board.let_go.connect(self._fall_outside)
        hands.said.connect(self.say)
        hands.refused.connect(self._offer_repair)
        hands.changed.connect(self._tell_place)
        side.tray.take_wanted.connect(self._take_from_tray)
        side.tray.dragged.connect(self._hover)
        side.tray.dropped.connect(self._fall)
        side.findings.finding_wanted.connect(self.go_to_finding)

    # showing

    def show_draft(self, draft: Draft | None = None) -> None:
        """The draft in work, or another one that is only looked at (what a solver has so far)."""
        shown = draft or self.working.draft
        self.hands.only_looks = False
        self._shown_draft = shown
        hues = hues_of(shown.problem)
        self.board.show_sheet(read_sheet(shown, self.axis), hues)
        self.side.tray.show_draft(shown, hues)
        self.side.show_count(len(shown.tray))
        self._checking.ask(partial(self._check, shown))
        self._tell_place()

    @property
    def is_checking(self) -> bool:
        """Whether a newer report is still to come."""
        return self._checking.is_running

    def _check(self, draft: Draft) -> tuple[Draft, Report]:
        return draft, self._knowing.check(draft)

    def _take_report(self, found: tuple[Draft, Report]) -> None:
        draft, self.report = found
        self.board.show_now(marks=marks_of(self.report))
        self.side.findings.show_report(self.report, partial(self._tell_finding, draft))
        self.checked.emit(self.report)

    def _tell_finding(self, draft: Draft, finding: Finding) -> str:
        return self._knowing.tell(finding, draft.problem)

    def turn(self) -> None:
        """Forms or teachers in the columns; the cursor stays with its card."""
        block = self.board.block
        other = Axis.TEACHERS if self.axis is Axis.FORMS else Axis.FORMS
        self.hands.let_go()
        self.axis = other
        draft = self._shown_draft or self.working.draft
        self.board.show_sheet(read_sheet(draft, self.axis), hues_of(draft.problem))
        if block is not None:
            self.board.go_to(block)
        self.turned.emit()

    def say(self, words: str, tone: str = "") -> None:
        """A sentence under the board."""
        play(self.line, "message", tone)
        self.line.setText(words)
        self.line.setToolTip(words)
        self.line.setAccessibleName(words)

    def _tell_place(self) -> None:
        """What the cursor stands on; with a card in hand, what would become of it there."""
        block = self.hands.held or self.board.block
        if block is None:
            self.side.show_about(self.hands.place_title(self.board.cursor_spot.at), _("Свободно"))
        else:
            self._tell_card(block)
        aim = self.hands.aim(self.board.cursor_spot.at)
        if aim is not None:
            place = self.hands.place_title(self.board.cursor_spot.at)
            self.say(f"{place}: {aim.words}", _TONES[aim.tone])
        elif not self.keys.letters and self.hands.wanted is None:
            self.say("")

    def _tell_card(self, block: BlockKey) -> None:
        draft = self._shown_draft or self.working.draft
        problem, demand = draft.problem, draft.problem.demands[block.demand]
        card = draft.cards.get(block)
        teachers = ", ".join(problem.teachers[one].name for one in demand.teachers)
        where = self.hands.place_title(card.at) if card else _("не поставлен")
        lines = (
            where if self.hands.held is None else _("в руке · Enter — поставить, Esc — вернуть"),
            teachers,
            rooms_title(problem, card.rooms) if card else "",
            _("закреплён") if card and card.time_locked else "",
            _("кабинет закреплён") if card and card.rooms_locked else "",
        )
        title = f"{subject_title(problem, demand)} · {groups_title(problem, demand)}"
        self.side.show_about(title, "\n".join(line for line in lines if line))

    # the sheet at the side

    def show_sheet(self, sheet: QWidget) -> None:
        """Something to be read or decided, beside the board with the draft in work."""
        self.side.show_sheet(sheet)
        if self.hands.only_looks:
            self.board.show_now(changed=frozenset())
            self.show_draft()
        self.sheet_shown.emit()
        sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_sheet(self) -> None:
        """The usual lists again; the keys go to the board, which shows the draft in work."""
        self.side.leave_sheet()
        self.board.show_now(changed=frozenset(), lit=None)
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._shown_draft is not self.working.draft:
            self.show_draft()

    # ways to a card

    def take_key(self, meaning: Meaning) -> bool:
        """The keys of the board."""
        return self.keys.take_key(meaning)

    def show_menu(self) -> None:
        """The menu of the card under the cursor."""
        centre, _size = self.board.spot_rect(self.board.cursor_spot)
        self.menu_wanted.emit(self.board.viewport().mapToGlobal(centre))

    def go_to_block(self, block: BlockKey) -> None:
        """The cursor to a card, or the tray's line of one that is not placed."""
        if not self.board.go_to(block):
            self.side.tray.choose(block)

    def go_to_place(self, at: TimeSlot) -> None:
        """The cursor to a place of the week, in its own column."""
        self.board.go(Spot(self.board.cursor_spot.column, at))

    def go_to_finding(self, finding: Finding) -> None:
        """The cursor to the first card of a finding, its cards lit."""
        self.keys.letters = Letters()
        self.board.show_now(lit=frozenset(finding.blocks) or None)
        for block in finding.blocks[:1]:
            self.go_to_block(block)
        self.say(self._tell_finding(self.working.draft, finding))

    def go_to_next_finding(self) -> None:
        """The next line of what was found, and its place."""
        finding = self.side.findings.step()
        if finding is not None:
            self.go_to_finding(finding)

    def ask_reason(self, block: BlockKey) -> None:
        """«Почему нельзя»."""
        self.reason_wanted.emit(block)

    def ask_rooms(self) -> None:
        """Another room for the card under the cursor."""
        self.hands.let_go()
        if self.board.block is not None:
            self.rooms_wanted.emit(self.board.block)

    def repair(self) -> bool:
        """Mend what was refused, also where the card in hand would be; False when there is neither."""
        if self.hands.held is not None:
            self.hands.put(self.board.cursor_spot.at)
            if self.hands.wanted is None:
                return True
        if self.hands.wanted is None:
            return False
        self.repair_wanted.emit(self.hands.wanted)
        return True

    def forget_wanted(self) -> bool:
        """What was refused is not wanted any more; False when nothing was."""
        was, self.hands.wanted = self.hands.wanted, None
        self.say("")
        return was is not None

    def _take_from_tray(self, block: BlockKey) -> None:
        self.hands.hold(block)
        if self.hands.held is not None:
            self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_repair(self, wanted: Wanted) -> None:
        reason = wanted.words.removesuffix(".")
        offer = _("{reason}. Ctrl+Enter — починить")
        if wanted.may_lie:
            offer = _("{reason}. Ctrl+Enter — починить, Enter — оставить так")
        self.say(offer.format(reason=reason), "red")

    # the mouse over both

    def _hover(self, at: QPoint) -> None:
        self.board.hover(self.board.viewport().mapFromGlobal(at))

    def _fall(self, at: QPoint) -> None:
        self.board.fall(self.board.viewport().mapFromGlobal(at))

    def _fall_outside(self, at: QPoint) -> None:
        """A card that falls on the tray's side goes into the tray; anywhere else it goes back."""
        if self.side.rect().contains(self.side.mapFromGlobal(at)):
            self.hands.to_tray(self.hands.held)
        else:
            self.hands.let_go()
