"""Who keeps drafts and versions for the board: the models on a desk, a few lines of memory in tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from timetable.cards import Card, Cards, Draft
from timetable.problem import Problem
from timetable.rules.rule import BlockKey


class StepTold(Protocol):
    """One step of undo, in the words that were given for it."""

    @property
    def words(self) -> str: ...


class Book(Protocol):
    """The draft in work, with undo and redo without limit; each step is on this computer at once."""

    @property
    def draft(self) -> Draft: ...

    @property
    def last(self) -> StepTold | None: ...

    @property
    def next(self) -> StepTold | None: ...

    def put(self, words: str, cards: Mapping[BlockKey, Card | None]) -> StepTold | None: ...

    def undo(self) -> StepTold | None: ...

    def redo(self) -> StepTold | None: ...

    def observe(self, observer: Callable[[], object]) -> Callable[[], None]: ...


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A week that was saved: ``since`` is the first day from which it is in force, None for a draft.

    ``rivals`` are those that others made from the same version, while nobody has chosen between them;
    ``is_aside``: another was chosen; ``is_covered``: another was published from the same day.
    """

    id: str
    title: str
    saved_at: datetime | None = None
    author: str = ""
    since: date | None = None
    rivals: tuple[str, ...] = ()
    is_aside: bool = False
    is_covered: bool = False


class Keeper(Protocol):
    """Everything is written at once, on this computer; the exchange carries it further."""

    @property
    def book(self) -> Book: ...

    @property
    def today(self) -> date: ...

    def put_problem(self, words: str, problem: Problem) -> None:
        """The school as it is from now on: who is free, which rooms, rules and lessons there are."""
        ...

    def read_versions(self) -> Sequence[VersionLine]:
        """What was saved and published, the newest first, what was set aside among it."""
        ...

    def read_cards(self, version: str) -> Cards:
        """The week of a version, as far as the school of today has its lessons."""
        ...

    def open_version(self, words: str, version: str) -> None:
        """Work on from a version, as one step of the book."""
        ...

    def keep_version(self, words: str, version: str) -> None:
        """Take this one of its rivals; they are set aside and stay. One step of the book."""
        ...

    def take_version_back(self, words: str, version: str) -> None:
        """What was set aside stands beside the others again. One step of the book."""
        ...

    def save_version(self, title: str) -> None:
        """Keep the draft under a name."""
        ...

    def publish(self, title: str, since: date) -> bool:
        """Put the draft in force from a day on; False where the disk did not take it, which is told."""
        ...

    def read_published(self, on: date) -> Cards:
        """The week that is in force on a day; empty before the first."""
        ...

    def observe(self, observer: Callable[[], object]) -> Callable[[], None]:
        """Tell this one when the school or its versions have changed; returns how to stop."""
        ...
