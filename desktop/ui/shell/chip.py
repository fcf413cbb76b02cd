"""The sync chip: always at the bottom right, says one thing, opens the journal of exchange."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from desktop.ui.look import palette
from desktop.ui.look.furniture import play
from desktop.ui.look.icons import icon
from desktop.ui.shell.chip_words import ChipFacts, ChipShown, chip_of
from sync.progress import SyncShown

_MARGINS: Final = 48


class SyncChip(QPushButton):
    """Words about the exchange; the whole of them stand in the hint when the window is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: ChipShown | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(120)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        play(self, "chip")

    def show_progress(self, shown: SyncShown, facts: ChipFacts) -> None:
        """The engine said how it stands."""
        self.show_chip(chip_of(shown, facts))

    def show_chip(self, chip: ChipShown) -> None:
        """Say this; nothing is painted anew when nothing has changed."""
        if chip == self._shown:
            return
        self._shown = chip
        play(self, "chip", chip.tone)
        self._paint_words()
        self.setToolTip(chip.words)
        self.setAccessibleName(chip.words)
        self.updateGeometry()

    @property
    def words(self) -> str:
        """What the chip says, whole."""
        return self._shown.words if self._shown else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow chip says as much as fits."""
        super().resizeEvent(event)
        if self._shown is not None:
            fits = self.fontMetrics().elidedText(
                self._shown.words, Qt.TextElideMode.ElideRight, max(0, self.width() - _MARGINS)
            )
            if self.text() != fits and self.width() < self.sizeHint().width():
                self.setText(fits)

    def changeEvent(self, event: QEvent) -> None:
        """Light became dark, or dark light."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown is not None:
            self._paint_words()

    def _paint_words(self) -> None:
        assert self._shown is not None
        colours = palette.worn()
        tones = {"green": colours.green, "amber": colours.amber, "red": colours.red, "plain": colours.text}
        self.setIcon(icon(self._shown.icon, tones.get(self._shown.tone, colours.muted)))
        self.setText(self._shown.words)
