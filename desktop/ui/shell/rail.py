"""The left rail: the places of the program, Alt+1 … Alt+6."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from desktop.ui.look import measures
from desktop.ui.look.furniture import play
from desktop.ui.look.icons import Icon, icon
from desktop.ui.shell.places import RAIL, Place
from desktop.ui.words import _

_ITEM_HEIGHT: Final = 52
_PICTURE: Final = QSize(22, 22)


class RailItem(QToolButton):
    """One place."""

    pushed = Signal(str)

    def __init__(self, key: str, picture: Icon, words: str, hint: str) -> None:
        super().__init__()
        self._key = key
        self._picture = picture
        self.setText(words)
        self.setToolTip(hint)
        self.setAccessibleName(hint)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(_PICTURE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_ITEM_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoRaise(True)
        play(self, "rail-item")
        self._wear()
        self.clicked.connect(self._push)

    def changeEvent(self, event: QEvent) -> None:
        """The icon follows light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._wear()

    def _wear(self) -> None:
        self.setIcon(icon(self._picture))

    def _push(self) -> None:
        self.pushed.emit(self._key)


class Rail(QFrame):
    """The places that exist, «Клавиши» and the lock at the bottom."""

    place_wanted = Signal(str)
    keys_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, places: Iterable[Place]) -> None:
        super().__init__()
        play(self, "rail")
        self.setFixedWidth(measures.RAIL + 24)
        self._items: dict[Place, RailItem] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, measures.STEP, 4, measures.STEP)
        column.setSpacing(4)
        for place in sorted(places, key=lambda one: RAIL[one][0]):
            column.addWidget(self._item(place))
        column.addStretch(1)
        keys = RailItem("", Icon.KEYS, _("Клавиши"), _("Клавиши · F1"))
        keys.pushed.connect(self.keys_wanted)
        lock = RailItem("", Icon.LOCK, _("Закрыть"), _("Закрыть на PIN, сменить пользователя"))
        lock.pushed.connect(self.lock_wanted)
        for item in (keys, lock):
            column.addWidget(item)

    def show_only(self, places: Container[Place]) -> None:
        """The places that whoever works here has."""
        for place, item in self._items.items():
            item.setVisible(place in places)

    def show_place(self, place: Place | None) -> None:
        """Mark where we are; a place outside the rail marks nothing."""
        self._group.setExclusive(False)
        for each, item in self._items.items():
            item.setChecked(each is place)
        self._group.setExclusive(True)

    def take_focus(self) -> None:
        """The keyboard goes to the rail."""
        item = next((one for one in self._items.values() if one.isChecked()), None)
        wanted = item or next(iter(self._items.values()))
        wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go along the rail, Enter opens."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, RailItem):
            focused.click()
        elif (step := steps.get(Qt.Key(event.key()))) is not None:
            self.focusNextPrevChild(step > 0)
        else:
            super().keyPressEvent(event)

    def _item(self, place: Place) -> RailItem:
        number, picture, words = RAIL[place]
        item = RailItem(place, picture, _(words), f"{_(words)} · Alt+{number}")
        item.setCheckable(True)
        item.pushed.connect(self.place_wanted)
        self._group.addButton(item)
        self._items[place] = item
        return item
