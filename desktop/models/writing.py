"""The writing half of the journal's road: deeds become ops, steps of undo, and a word to the screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from desktop.models.deeds import Deed
from desktop.models.faults import StoreFault
from desktop.models.observers import Observers
from desktop.models.reading.page import JournalPage
from desktop.models.reading.page_values import PageChange
from desktop.models.reading.readings import Readings
from desktop.models.undo import Step, StepKind, Undone, UndoStack, Written
from school.people import Role
from sync.local_copy import Touched, Wish
from sync.record import RecordKey
from sync.replica import Replica

Done = TypeVar("Done")
Observer = Callable[[Touched], object]


class Writing(Readings):
    """Writes deeds, one transaction for each record, and tells every write to the observers."""

    def __init__(
        self,
        replica: Replica,
        person: str,
        clock: Callable[[], datetime],
        roles: frozenset[Role] = frozenset(),
    ) -> None:
        super().__init__(replica, person, clock, roles)
        self._observers: Observers[[Touched]] = Observers()
        self._tellers: Observers[[StoreFault]] = Observers()
        self.steps = UndoStack(replica.copy.view, self._put)

    # the bridge to the screens

    def observe(self, observer: Observer) -> Callable[[], None]:
        """Tell this observer what every write has touched; call what is given back to stop."""
        return self._observers.add(observer)

    def tell_faults(self, tell: Callable[[StoreFault], None]) -> Callable[[], None]:
        """Tell of a store that cannot write (a full disk) instead of raising; call to stop."""
        return self._tellers.add(tell)

    def follow(self, page: JournalPage, observer: Callable[[PageChange], None]) -> Callable[[], None]:
        """Keep a page true, and tell this observer what has changed on it; call to stop."""

        def refresh(told: Touched) -> None:
            change = page.refresh(told)
            if change:
                observer(change)

        return self.observe(refresh)

    def take(self, touched: Touched) -> None:
        """A write has touched this: forget it, and tell. The engine brings foreign writes here."""
        if touched:
            told = self._library.forget(touched)
            self._observers.tell(told)

    # undo

    def undo(self) -> Undone | None:
        """Take the last step back; cells that hold something else by now are left, and named."""
        return self.told(self.steps.undo)

    def redo(self) -> Undone | None:
        """Do the last undone step again."""
        return self.told(self.steps.redo)

    # deeds

    def _do(self, kind: StepKind, deeds: Sequence[Deed]) -> Step | None:
        """Write deeds as one step; where the disk gives up in the middle, what is written is a step."""
        written: list[Written] = []
        touched = Touched()

        def write() -> None:
            for deed in map(Deed.tidied, deeds):
                key = RecordKey(deed.wish.kind, deed.wish.id)
                before = self._library.cells(deed.wish.bucket, key)
                touched.join(self._replica.put(deed.wish))
                written.append(deed.written(before))

        try:
            self.told(write)
        finally:
            step = self._push(kind, written)
            self.take(touched)
        return step

    def do(self, kind: StepKind, wishes: Sequence[Wish]) -> Step | None:
        """Write wishes on any records as one step of undo."""
        return self._do(kind, [Deed(wish) for wish in wishes])

    def write_quietly(self, wishes: Sequence[Wish]) -> None:
        """Write wishes in one transaction, all or none, that undo does not take back: nobody sees them yet.

        Raises StoreFault.
        """
        touched = Touched()
        with self._replica.copy.writing():
            for wish in wishes:
                touched.join(self._replica.put(wish))
        self.take(touched)

    def told(self, act: Callable[[], Done]) -> Done | None:
        """Do it; a store that cannot write is told to whoever listens. Nobody there, it is raised."""
        try:
            return act()
        except StoreFault as fault:
            if not self._tellers:
                raise
            self._tellers.tell(fault)
        return None

    def _push(self, kind: StepKind, written: Sequence[Written]) -> Step | None:
        changed = tuple(one for one in written if one.after)
        if not changed:
            return None
        step = Step(kind, changed)
        self.steps.push(step)
        return step

    def _put(self, wishes: Sequence[Wish]) -> None:
        """Write wishes one by one, and tell of those that were written whatever comes."""
        touched = Touched()
        try:
            for wish in wishes:
                touched.join(self._replica.put(wish))
        finally:
            self.take(touched)
