"""Versions of the week that were saved: each is written once and stands beside the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.models.journal import Journal
from desktop.models.timetable.branches import Branches, Lines, age
from desktop.models.timetable.cards_on_wire import read_rows, week_cells
from desktop.models.timetable.office import OFFICE, Office, SavedVersion
from desktop.models.undo import StepKind
from sync.identity import new_id
from sync.local_copy import Wish
from sync.record import Value
from timetable.cards import Draft
from timetable.problem import Problem

Parts = Mapping[str, tuple[int, int]]
"""By kind of rule (as in a rule's key): violations and cost."""


class VersionBook:
    """Saved versions, the newest first."""

    def __init__(
        self, journal: Journal, read_office: Callable[[], Office], read_problem: Callable[[], Problem]
    ) -> None:
        self._journal, self._read_office, self._read_problem = journal, read_office, read_problem

    @property
    def saved(self) -> tuple[SavedVersion, ...]:
        """All versions, set aside or not, the newest first."""
        return tuple(sorted(self._read_office().versions, key=age, reverse=True))

    @property
    def branches(self) -> Lines:
        """Weeks that were made from one and the same, and of which none was chosen yet."""
        return self._lines.open()

    @property
    def _lines(self) -> Branches:
        published = {one.id: one.base for one in self._journal.facts.timetables}
        return Branches(self._read_office().versions, published)

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

    def choice(self, version: SavedVersion) -> list[Wish]:
        """Of the lines beside each other take that of this version: the others are set aside and stay."""
        return [wish for one in self._lines.others(version) for wish in self.aside(one.id)]

    def aside(self, version: str, *, is_aside: bool = True) -> list[Wish]:
        """Put a version aside, or take it back."""
        return [Wish(OFFICE, "timetable", version, {"state": "set_aside" if is_aside else "draft"})]
