"""What the board asks of the timetable's rooms: checker, places, words, explanation. One seam for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.ui.timetable.aims import Aims, RoomAim
from timetable.aside import Aside
from timetable.cards import Draft
from timetable.checker.checking import check
from timetable.findings import Finding, Report
from timetable.problem import Problem
from timetable.rules.rule import BlockKey


@dataclass(frozen=True, slots=True)
class Way:
    """A step that helps: in words, and what it makes of a draft; ``but`` says that it is not enough."""

    words: str
    apply: Callable[[Draft], Draft]
    but: str = ""

    @property
    def told(self) -> str:
        """«Разрешить учителю …: Ср 1 — одного этого мало: нужно ещё 3 часа»."""
        return f"{self.words} — {self.but}" if self.but else self.words


@dataclass(frozen=True, slots=True)
class Lack:
    """What is short, in words, and the ways out; one that ``stops`` leaves no week at all."""

    words: str
    ways: tuple[Way, ...] = field(default=())
    stops: bool = True


def no_aims(_draft: Draft, _block: BlockKey) -> Aims:
    """Nothing is known of any place."""
    return {}


def no_rooms(_draft: Draft, _block: BlockKey, _number: int) -> tuple[RoomAim, ...]:
    """Nothing is known of any room."""
    return ()


def plain_words(finding: Finding, _problem: Problem) -> str:
    """The name of what was found."""
    return type(finding.what).__name__


def no_lacks(_draft: Draft) -> tuple[Lack, ...]:
    """Nothing is counted."""
    return ()


def no_relaxations(_aside: Aside, _draft: Draft) -> tuple[Lack, ...]:
    """Nothing is sought."""
    return ()


@dataclass(frozen=True)
class Knowing:
    """Pure advice: nothing here changes a draft. `check` and `explain` are asked in a thread."""

    check: Callable[[Draft], Report] = check
    read_aims: Callable[[Draft, BlockKey], Aims] = no_aims
    read_rooms: Callable[[Draft, BlockKey, int], tuple[RoomAim, ...]] = no_rooms
    """For one of a card's rooms every room of the school, the best first."""
    tell: Callable[[Finding, Problem], str] = plain_words
    explain: Callable[[Draft], tuple[Lack, ...]] = no_lacks
    relax: Callable[[Aside, Draft], tuple[Lack, ...]] = no_relaxations
    """What has to give way where nothing is short: sought for some seconds in a process of its own."""
