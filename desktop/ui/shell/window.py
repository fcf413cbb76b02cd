"""The window: rail, pages, foot, and the cover that the lock and the sign-in put over them.

Pages come from factories and are made when they are first wanted; a page once made keeps its place,
its cell and its scroll. Nothing here knows what a page shows.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.grid.keys import Action, Meaning, Wish
from desktop.ui.look.furniture import play
from desktop.ui.shell.foot import Foot
from desktop.ui.shell.overlay import Overlay, give_focus_back
from desktop.ui.shell.places import RAIL, Arrives, Place
from desktop.ui.shell.rail import Rail
from desktop.ui.words import _

Rooms = Mapping[Place, Callable[[], QWidget]]

_WANTED: Final = QSize(1366, 768)
"""The size at the start, where the screen has room for it: that of a school's laptop."""

_ASKED: Final = {
    Action.FINDER: "finder_wanted",
    Action.SYNC: "sync_wanted",
    Action.KEYS: "keys_wanted",
}


class Shell(QWidget):
    """The program's only window."""

    sync_wanted = Signal()
    finder_wanted = Signal()
    keys_wanted = Signal()
    lock_wanted = Signal()
    today_wanted = Signal()
    """«Мой день» came to the front and shall show today, whatever day it showed before."""
    lesson_wanted = Signal(int)
    """Ctrl+n: the n-th lesson of the day."""
    closing = Signal()
    went = Signal(str)
    """A place came to the front."""

    def __init__(self, rooms: Rooms) -> None:
        super().__init__()
        self.setWindowTitle(_("Парта"))
        self.setMinimumSize(1024, 640)
        self.resize(_WANTED.boundedTo(self.screen().availableSize()))
        play(self, "page")
        self._rooms = rooms
        self._offered: Container[Place] = rooms
        self._pages: dict[Place, QWidget] = {}
        self._path: list[Place] = []
        self._focus_before: QWidget | None = None
        self.rail = Rail(place for place in rooms if place in RAIL)
        self.foot = Foot()
        self._stack = QStackedWidget()
        self._cover = QStackedWidget()
        self._lay_out()
        self.overlay = Overlay(self)
        self.rail.place_wanted.connect(self._go_by_rail)
        self.rail.keys_wanted.connect(self.keys_wanted)
        self.rail.lock_wanted.connect(self.lock_wanted)
        self.foot.chip.clicked.connect(self._open_exchange)

    def _lay_out(self) -> None:
        house, right = QWidget(), QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(self.foot)
        row = QHBoxLayout(house)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self._cover.addWidget(house)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._cover)

    # places

    def offer(self, places: Container[Place]) -> None:
        """Of the rail's places these are offered to whoever works here now, by mouse and by number."""
        self._offered = places
        self.rail.show_only(places)

    @property
    def place(self) -> Place | None:
        """Where we are."""
        return self._path[-1] if self._path else None

    def page(self, place: Place) -> QWidget:
        """The page of a place, made when it is first wanted."""
        if place not in self._pages:
            page = self._pages[place] = self._rooms[place]()
            self._stack.addWidget(page)
        return self._pages[place]

    def made(self, place: Place) -> QWidget | None:
        """The page of a place, if it was ever wanted."""
        return self._pages.get(place)

    def go(self, place: Place) -> None:
        """Bring a place to the front; Esc will lead back."""
        page = self.page(place)
        self.overlay.close_panel()
        if place in RAIL:
            self._path.clear()
        elif place in self._path:
            del self._path[self._path.index(place) :]
        self._path.append(place)
        self._stack.setCurrentWidget(page)
        self.rail.show_place(next((one for one in reversed(self._path) if one in RAIL), None))
        if isinstance(page, Arrives):
            page.arrive()
        else:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.went.emit(place)

    def go_back(self) -> bool:
        """Leave a page that was opened from another; False on a page of the rail."""
        if len(self._path) < 2:
            if self.place in RAIL or self.place is None:
                return False
            self.go(Place.MY_DAY)
            return True
        self._path.pop()
        self.go(self._path.pop())
        return True

    def forget_pages(self) -> None:
        """Another person comes: nothing of the last one stays in the window."""
        self.overlay.close_panel()
        self._path.clear()
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self.foot.messages.clear()

    # the cover

    @property
    def is_covered(self) -> bool:
        """Whether the lock or the sign-in lies over the pages."""
        return self._cover.currentIndex() > 0

    @property
    def covering(self) -> QWidget | None:
        """The screen that lies over the pages."""
        return self._cover.currentWidget() if self.is_covered else None

    def cover(self, screen: QWidget) -> None:
        """Put the lock or the sign-in over everything; the pages stay as they are, unseen.

        Menus and dialogs lie over the window and would stay in sight: they are closed first.
        """
        _close_dialogs()
        if not self.is_covered:
            self._focus_before = self.focusWidget()
        self.overlay.close_panel()
        if self._cover.indexOf(screen) < 0:
            self._cover.addWidget(screen)
        self._cover.setCurrentWidget(screen)
        if isinstance(screen, Arrives):
            screen.arrive()

    def take_away(self, screen: QWidget) -> None:
        """Show the pages again, unless another screen has covered this one meanwhile."""
        if self.covering is screen:
            self.uncover()

    def uncover(self) -> None:
        """Show the pages again, with the focus where it was."""
        self._cover.setCurrentIndex(0)
        while self._cover.count() > 1:
            screen = self._cover.widget(1)
            self._cover.removeWidget(screen)
            screen.deleteLater()
        give_focus_back(self._focus_before)
        self._focus_before = None

    # keys

    def take_key(self, meaning: Meaning) -> bool:
        """Do what a chord asks for that no page has taken; under the cover only Enter has a meaning."""
        if not isinstance(meaning, Wish):
            return False
        if meaning.action is Action.CONFIRM:
            return self._press_button()
        if self.is_covered:
            return False
        if (asked := _ASKED.get(meaning.action)) is not None:
            getattr(self, asked).emit()
            return True
        if meaning.action is Action.PAGE:
            return self._go_by_number(meaning.number)
        if meaning.action is Action.TODAY:
            self.go(Place.MY_DAY)
            self.today_wanted.emit()
            return True
        if meaning.action is Action.LESSON:
            self.lesson_wanted.emit(meaning.number)
            return True
        if meaning.action is Action.NEXT_PANE:
            self._next_pane()
            return True
        return meaning.action is Action.CANCEL and self._cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window goes; its owner closes the journal first."""
        self.closing.emit()
        super().closeEvent(event)

    def _press_button(self) -> bool:
        """Enter presses the button that has the focus, as people expect of a form."""
        button = self.focusWidget()
        if not isinstance(button, QPushButton):
            return False
        button.click()
        return True

    def _cancel(self) -> bool:
        return self.overlay.close_panel() or self.go_back()

    def _go_by_number(self, number: int) -> bool:
        for place in self._rooms:
            if place in RAIL and RAIL[place][0] == number and place in self._offered:
                self.go(place)
                return True
        return False

    def _go_by_rail(self, key: str) -> None:
        self.go(Place(key))

    def _open_exchange(self) -> None:
        self.go(Place.EXCHANGE)

    def _next_pane(self) -> None:
        """Page → rail → page; a page with panels of its own takes the key before it comes here."""
        focused = self.focusWidget()
        if focused is not None and self.rail.isAncestorOf(focused):
            page = self._stack.currentWidget()
            if isinstance(page, Arrives):
                page.arrive()
            elif page is not None:
                page.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.rail.take_focus()


def _close_dialogs() -> None:
    """Close menus and dialogs from the topmost down; one that asks back is hidden all the same."""
    while (on_top := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
        if not on_top.close():
            on_top.hide()
