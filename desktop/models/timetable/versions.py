"""Versions of the week that were saved: each is written once and stands beside the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop.models.journal import Journal
from desktop.models.timetable.cards_on_wire import read_rows, week_cells
from desktop.models.timetable.office import OFFICE, Office, SavedVersion
from desktop.models.undo import StepKind
from sync.identity import new_id
from sync.local_copy import Wish
from sync.record import Value
from timetable.cards import Card, Cards, Draft
from timetable.problem import Problem
from timetable.rules.rule import BlockKey

Parts = Mapping[str, tuple[int, int]]
"""By kind of rule (as in a rule's key): violations and cost."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A block that stands otherwise in two weeks; None where it lies in the tray."""

    block: BlockKey
    before: Card | None
    after: Card | None


def compare(before: Cards, after: Cards) -> tuple[Moved, ...]:
    """What differs between two weeks of one problem: place, weeks or rooms; locks do not count."""
    keys = sorted(before.keys() | after.keys())
    pairs = [Moved(key, before.get(key), after.get(key)) for key in keys]
    return tuple(one for one in pairs if _standing(one.before) != _standing(one.after))


class VersionBook:
    """Saved versions, the newest first."""

    def __init__(
        self, journal: Journal, read_office: Callable[[], Office], read_problem: Callable[[], Problem]
    ) -> None:
        self._journal, self._read_office, self._read_problem = journal, read_office, read_problem

    @property
    def saved(self) -> tuple[SavedVersion, ...]:
        """All versions, set aside or not, the newest first."""
        return tuple(sorted(self._read_office().versions, key=_age, reverse=True))

    @property
    def branches(self) -> tuple[tuple[SavedVersion, ...], ...]:
        """Versions that were made from one and the same, and of which none was chosen yet."""
        by_base: dict[str, list[SavedVersion]] = defaultdict(list)
        for version in self.saved:
            if version.base is not None and not version.is_set_aside:
                by_base[version.base].append(version)
        return tuple(tuple(listed) for listed in by_base.values() if len(listed) > 1)

    def draft_of(self, version: SavedVersion) -> Draft:
        """The week of a version over the school as it is now."""
        problem = self._read_problem()
        return Draft(problem, read_rows(version.rows, problem))

    def save(self, draft: Draft, title: str, base: str | None, parts: Parts | None = None) -> str:
        """Write the draft as a version of its own, in one op; gives its id."""
        id, shown = new_id(), {kind: list(pair) for kind, pair in (parts or {}).items()}
        cells: dict[str, Value] = {
            "title": title,
            "state": "draft",
            "base": base,
            "author": self._journal.person,
            "saved_at": self._journal.now().isoformat(timespec="seconds"),
            "parts": shown or None,
            **week_cells(draft),
        }
        self._journal.do(StepKind.VERSION, [Wish(OFFICE, "timetable", id, cells)])
        return id

    def choose(self, version: SavedVersion) -> None:
        """Of the versions of one base take this one; the others are set aside and stay in the history."""
        others = [one for one in self.saved if one.base == version.base and one.id != version.id]
        self._put_aside([one.id for one in others if not one.is_set_aside], is_aside=True)

    def set_aside(self, ids: Sequence[str], *, is_aside: bool = True) -> None:
        """Put versions aside, or take them back."""
        self._put_aside(ids, is_aside)

    def _put_aside(self, ids: Sequence[str], is_aside: bool) -> None:
        state = "set_aside" if is_aside else "draft"
        wishes = [Wish(OFFICE, "timetable", id, {"state": state}) for id in ids]
        self._journal.do(StepKind.VERSION, wishes)


def _age(version: SavedVersion) -> tuple[str, str]:
    return version.saved_at.isoformat() if version.saved_at else "", version.id


def _standing(card: Card | None) -> object:
    return card and (card.at, card.weeks, card.rooms)
