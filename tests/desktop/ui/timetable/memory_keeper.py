"""A keeper of drafts that forgets everything at the end of a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from desktop.ui.timetable.keeper import VersionLine
from timetable.cards import Draft

SAVED_AT = datetime(2026, 8, 24, 12, 30, tzinfo=UTC)


class MemoryKeeper:
    """Satisfies `Keeper`; ``kept`` are the drafts as they were put, one after the other."""

    def __init__(self, draft: Draft) -> None:
        self.kept = [draft]
        self.versions: dict[str, tuple[VersionLine, Draft]] = {}
        self.published: list[tuple[date, Draft]] = []
        self.observers: list[Callable[[], object]] = []

    def read_draft(self) -> Draft:
        return self.kept[-1]

    def put_draft(self, draft: Draft) -> None:
        self.kept.append(draft)

    def read_versions(self) -> Sequence[VersionLine]:
        return [line for line, _draft in reversed(self.versions.values())]

    def read_version(self, id: str) -> Draft:
        return self.versions[id][1]

    def save_version(self, title: str, draft: Draft, since: date | None = None) -> None:
        id = str(len(self.versions))
        self.versions[id] = (VersionLine(id, title, SAVED_AT, "Орлова Т. С.", since), draft)

    def publish(self, draft: Draft, since: date) -> None:
        self.published.append((since, draft))
        self.save_version(f"{since:%d.%m}", draft, since)

    def read_published(self, on: date) -> Draft | None:
        return next((draft for since, draft in reversed(self.published) if since <= on), None)

    def observe(self, observer: Callable[[], object]) -> Callable[[], None]:
        self.observers.append(observer)
        return lambda: self.observers.remove(observer)
