"""The week that somebody is working on: cards put and taken, undone and done again, on disk at each step.

It is nobody else's: it travels only when it is saved as a version. Rows name weekdays and the school's
slots, so the draft outlives new bells; a row whose block the school's load no longer has is kept and
shown again when the block comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from desktop.models.observers import Observers
from desktop.models.timetable.cards_on_wire import read_row, read_rows, write_row
from desktop.models.timetable.draft_shelf import DraftShelf, StoredDraft
from desktop.models.timetable.draft_step import (
    DraftStep,
    ReadDraft,
    Row,
    Rows,
    SchoolEdit,
    body_of,
    is_row,
    key_of,
    read_stored,
    text_of,
)
from sync.record import Value
from timetable.cards import Card, Cards, Draft
from timetable.problem import Problem
from timetable.rules.rule import BlockKey

Changes = Iterable[tuple[Row | None, Row | None]]


@dataclass(slots=True)
class _Known:
    """Cards of the problem that they were read for."""

    problem: Problem
    cards: dict[BlockKey, Card] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Damage:
    """A shelf of which not all could be read, and what is left of it."""

    told: ReadDraft
    kept: StoredDraft


Done = TypeVar("Done")


class Guard(Protocol):
    """Does something; a store that cannot write is told to whoever listens, and the answer is None."""

    def __call__(self, act: Callable[[], Done]) -> Done | None: ...


def _unguarded(act: Callable[[], Done]) -> Done | None:
    return act()


def _leave_school(_edits: Sequence[SchoolEdit], _back: bool) -> None:
    return None


class DraftBook:
    """The working draft. ``read_problem`` gives the problem of the moment, ``begin_with`` the week and
    the version from which a draft begins that nobody has begun, ``turn_school`` takes edits of the school
    back (True) or does them again. Every change is told to observers.

    Where the disk does not take a step the draft is as it was; ``guard`` tells of it, without one
    StoreFault is raised.
    """

    def __init__(
        self,
        shelf: DraftShelf,
        read_problem: Callable[[], Problem],
        begin_with: Callable[[Problem], tuple[Cards, str | None]],
        turn_school: Callable[[Sequence[SchoolEdit], bool], object] = _leave_school,
        guard: Guard = _unguarded,
    ) -> None:
        self._turn_school, self._guard = turn_school, guard
        self._shelf, self._read_problem, self._begin_with = shelf, read_problem, begin_with
        self._observers: Observers[[]] = Observers()
        self._rows: Rows = {}
        self._steps: list[DraftStep] = []
        self._done = 0
        self._is_stored = False
        self._damage: _Damage | None = None
        self._known: _Known | None = None
        self.base: str | None = None
        self._load()

    # what is seen

    @property
    def draft(self) -> Draft:
        """The problem of the moment and the cards that it has blocks for."""
        problem = self._read_problem()
        if self._known is None or self._known.problem is not problem:
            self._known = _Known(problem, read_rows(self._rows.values(), problem))
        return Draft(problem, dict(self._known.cards))

    @property
    def aside(self) -> tuple[BlockKey, ...]:
        """Blocks that have a place here and none in the school's load of the moment."""
        cards = self.draft.cards
        return tuple(key for key in self._rows if key not in cards)

    @property
    def unread(self) -> int:
        """Steps and rows that could not be read; they are put aside when the next step is written."""
        return 0 if self._damage is None else self._damage.told.unread

    @property
    def last(self) -> DraftStep | None:
        """The step that undo would take back."""
        return self._steps[self._done - 1] if self._done else None

    @property
    def next(self) -> DraftStep | None:
        """The step that redo would do again."""
        return self._steps[self._done] if self._done < len(self._steps) else None

    def observe(self, observer: Callable[[], object]) -> Callable[[], None]:
        """Call the observer after every change of the draft; call what is given back to stop."""
        return self._observers.add(observer)

    # what is done

    def put(self, words: str, cards: Mapping[BlockKey, Card | None]) -> DraftStep | None:
        """Place these blocks, or take them off into the tray, in one step; None where nothing changes."""
        grid = self._read_problem().grid
        wanted = {key: write_row(card, grid) if card else None for key, card in cards.items()}
        return self._do(words, wanted)

    def put_week(self, words: str, cards: Cards) -> DraftStep | None:
        """Make the week exactly this; blocks that it does not name lie in the tray."""
        return self.put(words, {**dict.fromkeys(self.draft.cards), **cards})

    def open(self, words: str, rows: Iterable[Value], base: str | None) -> DraftStep | None:
        """Work on from a saved version; what lay here before comes back by undo."""
        told = {key_of(row): row for row in rows if isinstance(row, list) and is_row(row)}
        return self._do(words, {**dict.fromkeys(self._rows), **told}, (self.base, base))

    def note_saved(self, version: str) -> None:
        """The draft was saved as this version; its steps stay."""
        self._begin()
        self._shelf.put_place(self._done, version)
        self.base = version
        self._tell()

    def note_edits(self, words: str, edits: Sequence[SchoolEdit]) -> DraftStep | None:
        """The school itself was edited: a step like others, which undo takes back."""
        step = DraftStep(words, (), edits=tuple(edits))
        return self._guard(lambda: self._push(step, self.base)) if edits else None

    def undo(self) -> DraftStep | None:
        """Take the last step back."""
        return self._guard(self._undo)

    def redo(self) -> DraftStep | None:
        """Do the last undone step again."""
        return self._guard(self._redo)

    def _undo(self) -> DraftStep | None:
        step = self.last
        if step is not None:
            self._turn_school(step.edits, True)
            turned = [(after, before) for before, after in step.changes]
            self._turn(self._done - 1, turned, step.bases[0] if step.bases else self.base)
        return step

    def _redo(self) -> DraftStep | None:
        step = self.next
        if step is not None:
            self._turn_school(step.edits, False)
            self._turn(self._done + 1, step.changes, step.bases[1] if step.bases else self.base)
        return step

    def _turn(self, done: int, changes: Changes, base: str | None) -> None:
        self._begin()
        self._shelf.put_place(done, base)
        self._done, self.base = done, base
        self._lay(changes)
        self._tell()

    def _do(
        self,
        words: str,
        wanted: Mapping[BlockKey, Row | None],
        bases: tuple[str | None, str | None] | None = None,
    ) -> DraftStep | None:
        changes = tuple(
            (self._rows.get(key), row) for key, row in wanted.items() if self._rows.get(key) != row
        )
        if not changes and bases is None:
            return None
        step, base = DraftStep(words, changes, bases), bases[1] if bases else self.base
        return self._guard(lambda: self._push(step, base))

    def _push(self, step: DraftStep, base: str | None) -> DraftStep:
        self._begin()
        self._shelf.push(self._done, text_of(step), base)
        self._steps[self._done :] = [step]
        self._done, self.base = self._done + 1, base
        self._lay(step.changes)
        self._tell()
        return step

    def _lay(self, changes: Changes) -> None:
        for before, after in changes:
            key = key_of(after or before or ["", 0])
            if after is None:
                self._rows.pop(key, None)
            else:
                self._rows[key] = after
            self._note(key, after)

    def _tell(self) -> None:
        self._observers.tell()

    def _note(self, key: BlockKey, row: Row | None) -> None:
        if self._known is not None:
            card = None if row is None else read_row(row, self._known.problem)
            if card is None:
                self._known.cards.pop(key, None)
            else:
                self._known.cards[key] = card

    # the disk

    def _load(self) -> None:
        stored = self._shelf.read()
        told = None if stored is None else read_stored(stored)
        if told is None or told.rows is None:
            problem = self._read_problem()
            cards, self.base = self._begin_with(problem)
            self._rows = {key: write_row(card, problem.grid) for key, card in cards.items()}
        if stored is None or told is None:
            return
        self._rows = self._rows if told.rows is None else told.rows
        self._steps, self._done, self.base, self._is_stored = told.steps, told.done, stored.base, True
        if told.unread:
            self._damage = _Damage(told, told.left(self._rows, self.base))
        for step in self._steps[: self._done]:
            self._lay(step.changes)

    def _begin(self) -> None:
        """Before the first step the week that it is done to goes to the disk; a damaged shelf is mended."""
        if self._damage is not None:
            self._shelf.set_aside(self._damage.told.damaged, self._damage.kept)
            self._damage = None
        elif not self._is_stored:
            self._shelf.begin(body_of(self._rows.values()), self.base)
            self._is_stored = True
