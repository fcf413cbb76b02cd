"""Where the working draft of a timetable is kept: a week, and the steps that were done to it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(slots=True)
class StoredDraft:
    """``body`` is the week before the first step; of ``steps`` the first ``done`` are not undone.

    ``base`` is the version that the draft was made from, or saved as.
    """

    body: str
    base: str | None = None
    steps: list[str] = field(default_factory=list)
    done: int = 0


class DraftShelf(Protocol):
    """Each call is on disk when it returns, or nothing of it is."""

    def read(self) -> StoredDraft | None:
        """The draft as it was left; None where nobody has begun one."""

    def begin(self, body: str, base: str | None) -> None:
        """Begin with this week; an earlier one is gone with its steps."""

    def push(self, done: int, step: str, base: str | None) -> None:
        """A step after the first ``done``; what was undone beyond them cannot be done again."""

    def put_place(self, done: int, base: str | None) -> None:
        """A step was undone or done again, or the draft was saved as another version."""

    def set_aside(self, damaged: Sequence[str], kept: StoredDraft) -> None:
        """Put texts aside that nobody can read, and go on with what is left of the draft."""

    def read_aside(self) -> tuple[str, ...]:
        """What was ever put aside, for whoever can read it."""


class MemoryDraftShelf:
    """A draft that is forgotten with the program: for tests, and for a window without a store."""

    def __init__(self) -> None:
        self._stored: StoredDraft | None = None
        self._aside: tuple[str, ...] = ()

    def read(self) -> StoredDraft | None:
        kept = self._stored
        return None if kept is None else StoredDraft(kept.body, kept.base, list(kept.steps), kept.done)

    def begin(self, body: str, base: str | None) -> None:
        self._stored = StoredDraft(body, base)

    def push(self, done: int, step: str, base: str | None) -> None:
        begun = self._begun
        self._stored = StoredDraft(begun.body, base, [*begun.steps[:done], step], done + 1)

    def put_place(self, done: int, base: str | None) -> None:
        begun = self._begun
        self._stored = StoredDraft(begun.body, base, begun.steps, done)

    def set_aside(self, damaged: Sequence[str], kept: StoredDraft) -> None:
        self._aside += tuple(damaged)
        self._stored = kept

    def read_aside(self) -> tuple[str, ...]:
        return self._aside

    @property
    def _begun(self) -> StoredDraft:
        assert self._stored is not None, "a step before the draft was begun"
        return self._stored
