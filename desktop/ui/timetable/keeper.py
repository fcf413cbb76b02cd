"""Who keeps drafts and versions for the board: the models on a desk, a few lines of memory in tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from timetable.cards import Draft


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A week that was saved: ``since`` is the first day from which it is in force, None for a draft."""

    id: str
    title: str
    saved_at: datetime | None = None
    author: str = ""
    since: date | None = None


class Keeper(Protocol):
    """Everything is written at once, on this computer; the exchange carries it further."""

    def read_draft(self) -> Draft:
        """The draft in work, or the published week where there is none yet."""
        ...

    def put_draft(self, draft: Draft) -> None:
        """Keep the draft as it stands."""
        ...

    def read_versions(self) -> Sequence[VersionLine]:
        """What was saved and published, the newest first."""
        ...

    def read_version(self, id: str) -> Draft:
        """The week of a version, over the school as it is now."""
        ...

    def save_version(self, title: str, draft: Draft) -> None:
        """Keep the draft under a name."""
        ...

    def publish(self, draft: Draft, since: date) -> None:
        """Put the draft in force from a day on."""
        ...

    def read_published(self, on: date) -> Draft | None:
        """The week that is in force on a day; None before the first."""
        ...

    def observe(self, observer: Callable[[], object]) -> Callable[[], None]:
        """Tell this one when another computer has changed the school or its drafts; returns how to stop."""
        ...
