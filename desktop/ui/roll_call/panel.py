"""The roll call on the screen: letters search, Enter toggles, digits give the reason."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from desktop.models.journal import Journal
from desktop.models.reading.lesson_head import LessonHead
from desktop.ui.grid import layouts
from desktop.ui.grid.keys import Action, Meaning, Wish
from desktop.ui.grid.press import read_press
from desktop.ui.look.furniture import play
from desktop.ui.roll_call.calling import Called, Calling, begin
from desktop.ui.roll_call.pupil_lines import PUPIL, PupilLines
from desktop.ui.words import _, plural

_KEY: Final = Qt.Key
_WIDTH: Final = 432


class RollCallPanel(QFrame):
    """A sheet over the page. `left`: it may be closed; `done`: the roll call is written."""

    left = Signal()
    done = Signal(object)

    def __init__(self, journal: Journal, lesson: LessonHead) -> None:
        super().__init__()
        play(self, "side")
        self._journal = journal
        self._lesson = lesson
        self.calling = begin(journal, lesson)
        self._before = self.calling.written()
        self.heading = play(QLabel(self._title()), "heading")
        self.typed = QLabel()
        self.list = PupilLines()
        self.count = play(QLabel(), "faint")
        self.reason = QLineEdit()
        self.finish = play(QPushButton(_("Остальные присутствуют") + " · Ctrl+Enter"), "primary")
        self._set_up()
        self._lay_out()
        self._show()

    def _title(self) -> str:
        heads = (self._lesson, *self._journal.read_joined(self._lesson))
        forms = (self._journal.forms_title(self._journal.course(head.course)) for head in heads)
        return _("Перекличка · {forms} · {day}, урок {number}").format(
            forms=", ".join(dict.fromkeys(forms)),
            day=f"{self._lesson.place.date:%d.%m}",
            number=self._lesson.number,
        )

    def _set_up(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.reason.setPlaceholderText(_("Урок закрыт: причина, по которой меняете"))
        self.reason.setVisible(self._lesson.closed is not None)
        self.list.itemPressed.connect(self._click)
        self.finish.clicked.connect(self.write)
        self.finish.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        hint = play(QLabel(_("Буквы — поиск, Enter — нет в классе")), "small")
        digits = play(QLabel(_("1 Н · 2 Б · 3 УП · 4 НП · 5 ОП · 6 ОСВ")), "small")
        for part in (self.heading, hint, digits, self.typed):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addWidget(self.reason)
        column.addWidget(self.count)
        column.addWidget(self.finish)

    def sizeHint(self) -> QSize:
        """Wide enough for a long name with its reason."""
        return QSize(_WIDTH, 640)

    # keys

    def take_key(self, meaning: Meaning) -> bool:
        """Ctrl+Enter writes, Esc leaves; every other key is a letter or a digit of this sheet."""
        if not isinstance(meaning, Wish):
            return False
        if meaning.action in (Action.FILL_EMPTY, Action.ROLL_CALL):
            self.write()
            return True
        if meaning.action is Action.CANCEL:
            self._escape()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters by their place on the board, so that either layout finds the pupil."""
        calling = self.calling
        key, press = event.key(), read_press(event)
        digit = press.pad or layouts.DIGITS.get(press.scan, "")
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        if key in (_KEY.Key_Return, _KEY.Key_Enter, _KEY.Key_Space):
            calling = calling.toggle()
        elif key in (_KEY.Key_Up, _KEY.Key_Down) and not press.pad:
            calling = calling.move(1 if key == _KEY.Key_Down else -1)
        elif key == _KEY.Key_Backspace:
            calling = calling.shorten()
        elif key == _KEY.Key_Escape:
            self._escape()
            return
        elif digit and digit.isdigit():
            calling = calling.reason(digit)
        elif press.scan in layouts.RUSSIAN:
            calling = calling.type(layouts.RUSSIAN[press.scan])
        else:
            super().keyPressEvent(event)
            return
        self._go(calling)

    def _escape(self) -> None:
        """First the letters go, then the sheet."""
        if self.calling.typed:
            self._go(self.calling.clear())
        else:
            self.left.emit()

    def _go(self, calling: Calling) -> None:
        self.calling = calling
        self._show()

    def _click(self, item: QListWidgetItem) -> None:
        self._go(self.calling.choose(item.data(PUPIL)).toggle())

    # showing

    def _show(self) -> None:
        calling = self.calling
        shown = {one.pupil.id for one in calling.shown}
        for one in calling.pupils:
            code = calling.codes.get(one.code or "")
            said = code.shown if code else one.code or ""
            is_hidden = one.pupil.id not in shown
            self.list.show_pupil(one.pupil.id, one.pupil.list_name, said, self._remark(one), hidden=is_hidden)
        if calling.current is not None:
            self.list.choose(calling.current.pupil.id)
        self.typed.setText(_("Ищем: {letters}").format(letters=calling.typed) if calling.typed else " ")
        here = len(calling.pupils) - calling.away
        away = plural(calling.away, "нет {n} ученика", "нет {n} учеников", "нет {n} учеников")
        self.count.setText(_("В классе {here}, {away}").format(here=here, away=away))

    def _remark(self, one: Called) -> str:
        """«болен с 18.11 (кл. рук.)»."""
        if one.known is None:
            return ""
        code = self.calling.codes.get(one.known.code)
        title = (code.title or code.shown) if code else one.known.code
        first = f"{one.known.dates.first_day:%d.%m}"
        return _("{reason} с {day} (кл. рук.)").format(reason=title.lower(), day=first)

    # writing

    def write(self) -> None:
        """Done: the rest are here. A closed lesson wants a reason first."""
        reason = self.reason.text().strip() or None
        if self._lesson.closed is not None and reason is None:
            self.reason.setFocus()
            return
        joined = self._journal.read_joined(self._lesson)
        step = self._journal.put_roll_call(self._lesson, self._changed(), reason=reason, joined=joined)
        self._before = self.calling.written()
        self.done.emit(step)
        self.left.emit()

    def keep(self) -> None:
        """Keep who was marked as away; the roll call is done or not done as before.

        In a closed lesson nothing is kept: it wants a reason, and nobody is there to give it.
        """
        changed = self._changed()
        if changed and self._lesson.closed is None:
            done = self._journal.read_lesson_again(self._lesson).roll_call
            joined = self._journal.read_joined(self._lesson)
            self._journal.put_roll_call(self._lesson, changed, done=done, joined=joined)
            self._before = self.calling.written()

    def hideEvent(self, event: QHideEvent) -> None:
        """Esc, another page, the lock: whatever takes the sheet away, who is away is kept."""
        super().hideEvent(event)
        self.keep()

    def _changed(self) -> dict[str, str | None]:
        """Only those whom this roll call has touched: what came meanwhile is not written over."""
        return {pupil: code for pupil, code in self.calling.written().items() if code != self._before[pupil]}
