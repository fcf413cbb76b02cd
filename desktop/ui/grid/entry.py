"""Fast entry: keys in, effects out; no timers, no Qt.

A complete token commits at once and the cursor goes to the next pupil who takes part.
The token's *tail*, typed with nothing between, still belongs to the cell just left: `\\`
and a second mark («5/4»), П after Н («НП»), П after У and СВ after О or С (swallowed,
hands type the whole code), Т after О («ОТ»). Tails are not longer tokens: nothing ever
waits for a tail. Only a mark that may grow waits: `1` on 10 points, anything on 100.

Enter directly after the cursor went by itself only confirms, because hands that know
Excel press it after every digit: `5 Enter 4 Enter` is `5 4`.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.ui.grid.cells import DUTY, EMPTY, MOST_MARKS, CellValue, Place
from desktop.ui.grid.effects import ClassDone, Effect, Fill, Hint, Move, Put, Refuse, TakeBack, Waiting
from desktop.ui.grid.filling import Filling
from desktop.ui.grid.grammar import RUSSIAN_CODES, SECOND, SWALLOW, Codes, Scale
from desktop.ui.grid.memory import Done, Pending, SkipHint
from desktop.ui.grid.walk import Field, Walk
from desktop.ui.words import _


class Entry:
    """The cursor of fast entry, and what it remembers of the keys before."""

    def __init__(self, field: Field, codes: Codes = RUSSIAN_CODES) -> None:
        self.place: Place | None = None
        self.is_at_bar = False
        self._field = field
        self._walk = Walk(field)
        self._codes = codes
        self._pending: Pending | None = None
        self._done: list[Done] = []
        self._tail_open = False
        self._just_advanced = False
        self._filling = Filling(field, codes)
        self._skips = SkipHint()

    # Keys that mean something to entry; every other key or click is `go_to`.

    def type(self, token: str) -> list[Effect]:
        """One printable key: a digit, a letter, `\\` or `.`."""
        if self._just_advanced:
            self._skips.forget()
        if self._pending is not None and not self._continues(self._pending, token):
            return [*self._settle(advances=True), *self.type(token)]
        tail = self._grow_tail(token)
        if tail is not None:
            return tail
        if self._pending is None and (self.is_at_bar or self.place is None):
            return []
        return self._begin(token)

    def enter(self) -> list[Effect]:
        """Confirm; go down, unless the cursor has just gone by itself."""
        if self._pending is not None:
            effects = self._settle(advances=True)
            self._rest()
            return effects
        confirms_only = self._just_advanced or self.is_at_bar or self.place is None
        self._rest()
        if confirms_only or self.place is None:
            return []
        return self._go(self._walk.next_present(self.place))

    def space(self) -> list[Effect]:
        """Go to the next pupil without a mark who is not absent; from the bar, to the first."""
        if self.place is None:
            return []
        start = None if self.is_at_bar else self.place
        effects = self.interrupt()
        return effects + self._go(self._walk.next_unmarked(start, self.place.column))

    def down(self) -> list[Effect]:
        """Go to the pupil below, absent or not; thrice after a digit earns the hint."""
        skipped = self._just_advanced
        effects = self.interrupt()
        below = self._walk.below(self.place) if self.place and not self.is_at_bar else None
        if below is not None:
            effects += self._go(below)
        return effects + self._skips.after_down(skipped)

    def up(self) -> list[Effect]:
        """Go to the pupil above; from the bar, back to the last pupil."""
        effects = self.interrupt()
        if self.place is None:
            return effects
        above = self.place if self.is_at_bar else self._walk.above(self.place)
        return effects + (self._go(above) if above is not None else [])

    def backspace(self) -> list[Effect]:
        """Take the last digit back, or the last entry: the value from before it returns."""
        if self._pending is not None:
            shorter = self._pending.shorter()
            return self._wait(shorter) if shorter else self._drop()
        self._rest()
        if not self._done:
            return [Hint(_("Возвращать нечего. Очистить клетку — Delete, отменить шаг — Ctrl+Я"))]
        last = self._done.pop()
        self._filling.forget(last.place.column)
        return [TakeBack(last.place, last.after, last.before), *self._go(last.place)]

    def wipe(self) -> list[Effect]:
        """Clear the cell under the cursor."""
        effects = self._drop()
        self._rest()
        if self.place is None or self.is_at_bar:
            return effects
        return effects + self._write(self.place, EMPTY, typed="", advances=False)

    def escape(self) -> list[Effect]:
        """Drop what waits; leave the bar."""
        effects = self._drop()
        self._rest()
        if self.is_at_bar and self.place is not None:
            effects += self._go(self.place)
        return effects

    def fill(self) -> list[Effect]:
        """Put what was just typed in this column into its empty cells; Backspace reaches no further back."""
        effects = self._settle(advances=True)
        self._rest()
        if self.place is None:
            return effects
        written = {one.place for one in effects if isinstance(one, Put)}
        wanted = self._filling.wanted(self.place.column, written)
        if isinstance(wanted, Fill):
            self._done.clear()
        return [*effects, wanted]

    def go_to(self, place: Place | None) -> list[Effect]:
        """The cursor was taken elsewhere, by a click or an arrow: what waits is written."""
        effects = self.interrupt()
        self.is_at_bar = False
        self.place = place
        return effects

    def put(self, value: CellValue) -> list[Effect]:
        """A whole cell was edited as text; the cursor goes on as after a token."""
        self._rest()
        if self.place is None:
            return []
        return self._write(self.place, value, typed="", advances=True)

    def interrupt(self) -> list[Effect]:
        """Some other key came: what waits is written, the cursor stays."""
        effects = self._settle(advances=False)
        self._rest()
        return effects

    def walk_on(self, field: Field) -> None:
        """The same page with other rows, or another page: places keep their meaning."""
        self._field, self._walk = field, Walk(field)
        self._filling.walk_on(field)

    def forget(self) -> None:
        """Another page is open: nothing can be taken back or grown any more."""
        self._pending = None
        self._done.clear()
        self._filling.forget_all()
        self._rest()

    # Tokens.

    def _continues(self, pending: Pending, token: str) -> bool:
        """Whether the token belongs to the mark that waits."""
        is_whole = not pending.text and token in self._field.scale(pending.place.column).aliases
        return token.isdigit() or is_whole

    def _begin(self, token: str) -> list[Effect]:
        place = self._pending.place if self._pending else self.place
        assert place is not None, "type() has seen to it"
        closed = self._field.cell(place).closed
        if closed:
            return [Refuse(place, closed)]
        scale = self._field.scale(place.column)
        if token in scale.aliases:
            return self._finish(place, scale.aliases[token])
        if token.isdigit():
            return self._digit(place, scale, token)
        if token == SECOND:
            return self._begin_second(place, self._field.cell(place).value)
        value = self._field.cell(place).value
        if token == DUTY:
            return self._write(place, value.with_duty_turned(), typed=DUTY, advances=True)
        code = self._codes.tokens.get(token)
        if code is None:
            return [Refuse(place, _("«{token}» здесь не ставят").format(token=token))]
        stays = code in self._codes.stays
        return self._write(place, value.with_attendance(code), typed=code, advances=not stays)

    def _digit(self, place: Place, scale: Scale, token: str) -> list[Effect]:
        waiting = self._pending.text if self._pending else ""
        text = waiting + token
        if scale.is_complete(text):
            return self._finish(place, text)
        if scale.begins(text):
            seconds = self._pending.seconds if self._pending else None
            return self._wait(Pending(place, text, seconds))
        if waiting in scale.marks and not scale.confirmed:
            return [*self._settle(advances=True), *self.type(token)]
        return [Refuse(place, scale.refusal)]

    def _finish(self, place: Place, mark: str) -> list[Effect]:
        """A mark is complete: write it, beside those before it or instead of them."""
        pending, self._pending = self._pending, None
        effects: list[Effect] = [Waiting(place, "")] if pending else []
        if pending is None or pending.seconds is None:
            value = self._field.cell(place).value.with_marks(mark)
            return effects + self._write(place, value, typed=mark, advances=True)
        value = pending.seconds.with_marks(*pending.seconds.marks, mark)
        is_tail = self._tail_open
        effects += self._write(place, value, typed=mark, advances=not is_tail, grows=is_tail)
        return effects

    def _begin_second(self, place: Place, value: CellValue) -> list[Effect]:
        if not value.marks:
            return [Refuse(place, _("Сначала отметка, потом «\\» и вторая"))]
        if len(value.marks) >= MOST_MARKS:
            return [Refuse(place, _("В одной клетке не больше трёх отметок"))]
        return self._wait(Pending(place, "", seconds=value))

    def _grow_tail(self, token: str) -> list[Effect] | None:
        """What the token makes of the cell just left; None when it is no tail."""
        if not self._tail_open or self._pending is not None:
            return None
        last = self._done[-1]
        if token == SECOND:
            return self._begin_second(last.place, last.after)
        grown = self._codes.tails.get((last.typed, token))
        if grown is None:
            return None
        if grown == SWALLOW:
            return []
        stood = last.typed in self._codes.stays
        value = last.after.with_attendance(grown)
        return self._write(last.place, value, typed=grown, advances=stood, grows=True)

    # Writing and moving.

    def _write(
        self, place: Place, value: CellValue, *, typed: str, advances: bool, grows: bool = False
    ) -> list[Effect]:
        shown = self._field.cell(place)
        if shown.closed:
            return [Refuse(place, shown.closed)]
        before = shown.value
        if grows:
            last = self._done.pop()
            self._done.append(replace(last, after=value, typed=typed))
            before = last.after
        else:
            self._done.append(Done(place, before, value, typed))
        self._filling.remember(place.column, value)
        self._tail_open = bool(typed)
        effects: list[Effect] = [Put(place, before, value)]
        if advances:
            effects += self._go(self._walk.next_present(place))
            self._just_advanced = True
        return effects

    def _go(self, place: Place | None) -> list[Effect]:
        """Move there, or to the bar when there is nobody left."""
        if place is not None:
            self.place, self.is_at_bar = place, False
            return [Move(place)]
        if self.place is None:
            return []
        self.is_at_bar = True
        return [ClassDone(self.place.column)]

    def _settle(self, *, advances: bool) -> list[Effect]:
        """Write what waits, if it is a mark."""
        pending = self._pending
        if pending is None:
            return []
        if pending.text not in self._field.scale(pending.place.column).marks:
            return self._drop()
        is_elsewhere = self._tail_open and pending.seconds is not None
        effects = self._finish(pending.place, pending.text)
        if advances or is_elsewhere:
            return effects
        self.place, self.is_at_bar = pending.place, False
        return [one for one in effects if not isinstance(one, Move | ClassDone)]

    def _wait(self, pending: Pending) -> list[Effect]:
        self._pending = pending
        return [pending.waiting()]

    def _drop(self) -> list[Effect]:
        pending, self._pending = self._pending, None
        return [Waiting(pending.place, "")] if pending else []

    def _rest(self) -> None:
        """Another key or a click came between: no tail grows any more."""
        self._tail_open = self._just_advanced = False
