"""The timetable at a head teacher's desk: the board over the models, the solver's child behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from desktop.app.covering_room import hand_out_week
from desktop.app.desk import Desk
from desktop.app.handing_out import HandingOut
from desktop.models.timetable.desk import TimetableDesk
from desktop.models.timetable.school_edits import put_problem
from desktop.models.timetable.weeks import published_on
from desktop.ui.timetable.advice import tell_parts
from desktop.ui.timetable.keeper import Book, VersionLine
from desktop.ui.timetable.runs import Hearing, Run
from desktop.ui.timetable.screen import TimetableScreen
from desktop.ui.timetable.worker_run import WorkerRun
from timetable.cards import Cards, Draft
from timetable.problem import Problem
from timetable.solver.progress import Options


def build_timetable(desk: Desk, handing_out: HandingOut) -> TimetableScreen:
    """The board of whoever works here, with the solver behind it."""
    screen = TimetableScreen(DeskKeeper(desk), begin_search)
    screen.hand_out_wanted.connect(partial(hand_out_week, desk, handing_out))
    return screen


def begin_search(draft: Draft, hearing: Hearing) -> Run:
    """A search that goes on until somebody stops it."""
    return WorkerRun(draft, Options(seconds=None), hearing, tell_parts)


class DeskKeeper:
    """Satisfies the board's `Keeper`: what it keeps, the models write."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._timetable: TimetableDesk = desk.timetable

    @property
    def book(self) -> Book:
        return self._timetable.book

    @property
    def today(self) -> date:
        return self._desk.journal.today

    def put_problem(self, words: str, problem: Problem) -> None:
        """A step of the draft like others: its undo tells the school what was before."""
        put_problem(self._timetable, self._desk.journal.facts.loads, problem, words)

    def read_versions(self) -> Sequence[VersionLine]:
        return [*self._published(), *self._saved()]

    def _published(self) -> list[VersionLine]:
        """The later from, the earlier; of two from one day one is in force."""
        facts = self._desk.journal.facts
        found: list[VersionLine] = []
        for one in (each for each in facts.timetables if each.is_published):
            since, author = one.dates.first_day, facts.name_of(one.author)
            in_force = published_on(facts, since)
            is_covered = in_force is not None and in_force.id != one.id
            found.append(VersionLine(one.id, one.title, None, author, since, is_covered=is_covered))
        return sorted(found, key=lambda one: one.since or date.min, reverse=True)

    def _saved(self) -> list[VersionLine]:
        """The newest first, each with those beside it."""
        facts, versions = self._desk.journal.facts, self._timetable.versions
        rivals: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for branch in versions.branches:
            for one in branch:
                rivals[one.id] += tuple(other.id for other in branch if other is not one)
        return [
            VersionLine(
                one.id,
                one.title,
                one.saved_at,
                facts.name_of(one.author),
                rivals=rivals[one.id],
                is_aside=one.is_set_aside,
            )
            for one in versions.saved
        ]

    def read_cards(self, version: str) -> Cards:
        return self._timetable.read_cards(version)

    def open_version(self, words: str, version: str) -> None:
        self._timetable.open_version(words, version)

    def keep_version(self, words: str, version: str) -> None:
        self._timetable.keep_version(words, version)

    def take_version_back(self, words: str, version: str) -> None:
        self._timetable.take_version_back(words, version)

    def save_version(self, title: str) -> None:
        self._timetable.save_version(title)

    def publish(self, title: str, since: date) -> bool:
        """All of it at once; a step of it takes some hundredths of a second.

        False where the disk does not take it: that is told, and nothing is published.
        """
        done = self._desk.journal.told(lambda: list(self._timetable.publish(title, since)))
        return done is not None

    def read_published(self, on: date) -> Cards:
        draft = self._timetable.read_published(on)
        return draft.cards if draft else {}

    def observe(self, observer: Callable[[], object]) -> Callable[[], None]:
        return self._timetable.observe(observer)
