"""The line under the grid: what was refused and why, hints, the end of the class, bulk acts."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from desktop.ui.grid.sheet import Tone
from desktop.ui.look import measures
from desktop.ui.look.icons import Icon, icon
from desktop.ui.look.palette import Colours
from desktop.ui.words import N_, _, plural

_SHOWN_MS = 6000


class Bulk(StrEnum):
    """Acts on more than one cell."""

    FILL = "fill"
    CLEAR = "clear"
    DUTY_ON = "duty_on"
    DUTY_OFF = "duty_off"
    WORK = "work"
    COMMENT = "comment"
    COPY = "copy"


_BULK_WORDS = {
    Bulk.FILL: (Icon.FILL, N_("Заполнить")),
    Bulk.CLEAR: (Icon.CLEAR, N_("Очистить")),
    Bulk.DUTY_ON: (Icon.DEBTS, N_("Долг")),
    Bulk.DUTY_OFF: (Icon.SENT, N_("Снять долг")),
    Bulk.WORK: (Icon.LESSON, N_("Вид и вес")),
    Bulk.COMMENT: (Icon.COMMENT, N_("Комментарий")),
    Bulk.COPY: (Icon.COPY, N_("Копировать")),
}


class BulkButton(QPushButton):
    """One act of the bar."""

    pushed = Signal(str)

    def __init__(self, act: Bulk) -> None:
        picture, words = _BULK_WORDS[act]
        super().__init__(icon(picture), _(words))
        self._act = act
        self._picture = picture
        self.setFlat(True)
        self.clicked.connect(self._push)

    def wear(self) -> None:
        """Take the icon of the palette worn now."""
        self.setIcon(icon(self._picture))

    def _push(self) -> None:
        self.pushed.emit(str(self._act))


class EntryBar(QFrame):
    """Words on the left, acts on the right; with a ring when the class is done."""

    bulk_asked = Signal(str)

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._tone = Tone.CALM
        self.has_ring = False
        self.words = QLabel()
        self.buttons = [BulkButton(act) for act in Bulk]
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._lay_out()

    def _lay_out(self) -> None:
        self.setFixedHeight(measures.BAR)
        row = QHBoxLayout(self)
        row.setContentsMargins(measures.STEP, 0, measures.STEP, 0)
        row.setSpacing(2)
        row.addWidget(self.words, 1)
        for button in self.buttons:
            button.pushed.connect(self.bulk_asked)
            button.setVisible(False)
            row.addWidget(button)

    def wear(self, colours: Colours) -> None:
        """Paint with these colours."""
        self._colours = colours
        self._say(self.words.text(), self._tone)
        for button in self.buttons:
            button.wear()

    def say(self, words: str, tone: Tone = Tone.CALM) -> None:
        """Show words for some seconds; a refusal is red."""
        self.has_ring = False
        self._say(words, tone)
        self._timer.start(_SHOWN_MS)

    def show_done(self, unmarked: int) -> None:
        """The class is behind: these words stay, and the focus ring is here."""
        self._timer.stop()
        left = plural(
            unmarked,
            "без отметки: {n}",
            "без отметки: {n}",
            "без отметки: {n}",
        )
        words = _("Класс пройден, {left} — Пробел к первому").format(left=left)
        self._say(words if unmarked else _("Класс пройден, отметки у всех"), Tone.CALM)
        self.has_ring = True
        self.update()

    def show_bulk(self, cells: int) -> None:
        """Offer bulk acts for more than one cell."""
        for button in self.buttons:
            button.setVisible(cells > 1)
        if cells > 1:
            self._timer.stop()
            self.has_ring = False
            said = plural(cells, "Выбрана {n} клетка", "Выбраны {n} клетки", "Выбрано {n} клеток")
            self._say(said, Tone.FAINT)

    def clear(self) -> None:
        """Nothing to say."""
        self.has_ring = False
        self._say("", Tone.CALM)

    def _say(self, words: str, tone: Tone) -> None:
        self._tone = tone
        tones = {
            Tone.WRONG: self._colours.red,
            Tone.SHORT: self._colours.amber,
            Tone.FAINT: self._colours.muted,
        }
        self.words.setStyleSheet(f"color: {tones.get(tone, self._colours.text)}")
        self.words.setText(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline above, or the ring."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._colours.hairline_strong), 1))
        painter.drawLine(0, 0, self.width(), 0)
        if self.has_ring:
            painter.setPen(QPen(QColor(self._colours.accent), measures.RING))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()
