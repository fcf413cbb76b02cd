"""A keeper of drafts that forgets everything at the end of a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from desktop.models.observers import Observers
from desktop.ui.timetable.keeper import VersionLine
from timetable.cards import Card, Cards, Draft
from timetable.problem import Problem
from timetable.rules.rule import BlockKey

SAVED_AT = datetime(2026, 8, 24, 12, 30, tzinfo=UTC)
TODAY = date(2026, 8, 24)


class Observed:
    """Tells whoever listens."""

    def __init__(self) -> None:
        self._observers: Observers[[]] = Observers()

    def observe(self, observer: Callable[[], object]) -> Callable[[], None]:
        return self._observers.add(observer)

    def tell(self) -> None:
        self._observers.tell()


@dataclass(frozen=True)
class Step:
    """The draft before a step and after it."""

    words: str
    drafts: tuple[Draft, Draft]


class MemoryBook(Observed):
    """Satisfies `Book`."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def last(self) -> Step | None:
        return self._done[-1] if self._done else None

    @property
    def next(self) -> Step | None:
        return self._undone[-1] if self._undone else None

    def put(self, words: str, cards: Mapping[BlockKey, Card | None]) -> Step | None:
        turned = {**self.draft.cards, **cards}
        laid = {key: card for key, card in turned.items() if card is not None}
        return self.become(words, Draft(self.draft.problem, laid))

    def become(self, words: str, draft: Draft) -> Step:
        self._done.append(Step(words, (self.draft, draft)))
        self._undone.clear()
        return self._turn(self._done[-1], 1)

    def undo(self) -> Step | None:
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._turn(self._undone[-1], 0)

    def redo(self) -> Step | None:
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._turn(self._done[-1], 1)

    def _turn(self, step: Step, side: int) -> Step:
        self.draft = step.drafts[side]
        self.tell()
        return step


class MemoryKeeper(Observed):
    """Satisfies `Keeper`; ``published`` are days and weeks, one after the other."""

    today = TODAY

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.book = MemoryBook(draft)
        self.versions: dict[str, tuple[VersionLine, Cards]] = {}
        self.published: list[tuple[date, Cards]] = []
        self.beside: set[str] = set()
        self.aside: set[str] = set()

    def put_problem(self, words: str, problem: Problem) -> None:
        known = {key for key, _demand, _block in problem.blocks()}
        cards = {key: card for key, card in self.book.draft.cards.items() if key in known}
        self.book.become(words, Draft(problem, cards))

    def read_versions(self) -> Sequence[VersionLine]:
        lines = (line for line, _cards in reversed(self.versions.values()))
        return [
            replace(
                line,
                rivals=tuple(sorted(self.beside - {line.id})) if line.id in self.beside else (),
                is_aside=line.id in self.aside,
            )
            for line in lines
        ]

    def read_cards(self, version: str) -> Cards:
        return self.versions[version][1]

    def open_version(self, words: str, version: str) -> None:
        self.book.become(words, Draft(self.book.draft.problem, self.read_cards(version)))

    def keep_version(self, words: str, version: str) -> None:
        self.aside |= self.beside - {version}
        self.beside = set()
        self.book.become(words, self.book.draft)

    def take_version_back(self, words: str, version: str) -> None:
        self.aside -= {version}
        self.book.become(words, self.book.draft)

    def save_version(self, title: str, since: date | None = None, author: str = "Орлова Т. С.") -> None:
        id = str(len(self.versions))
        line = VersionLine(id, title, SAVED_AT, author, since)
        self.versions[id] = (line, self.book.draft.cards)
        self.tell()

    def publish(self, title: str, since: date) -> bool:
        self.published.append((since, self.book.draft.cards))
        self.save_version(title, since)
        return True

    def read_published(self, on: date) -> Cards:
        return next((cards for since, cards in reversed(self.published) if since <= on), {})
