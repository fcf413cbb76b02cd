"""One school's part of a file on its way into the ledger: what every step of the plan looks at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from school.dates import Dates
from server.roster.draft import Draft
from server.roster.findings import Code, Findings
from server.roster.held import AccountChanges, HeldAccount
from server.roster.naming import Naming
from server.roster.parts import SchoolPart
from server.roster.rows import EnrollmentRow, Origin

SCHOOL = "school"
"""The bucket of what the whole school reads."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person at the keyboard has chosen.

    `today`: the day of changes that carry no date. `missing_leave`: the last day of people who are
    missing from a file of everybody; None leaves them as they are. `is_whole`: whether the file
    tells of everybody, None to believe the file. `zone`: of a school that is new.
    """

    today: date
    missing_leave: date | None = None
    is_whole: bool | None = None
    zone: str = "Europe/Moscow"


class Stay(NamedTuple):
    """A pupil in a form: an enrolment record as it will be."""

    id: str
    form: str
    dates: Dates


@dataclass
class Intake:
    """What the plan works on. `starts`: the school years, known after the calendar was read."""

    part: SchoolPart
    draft: Draft
    naming: Naming
    choices: Choices
    held_accounts: list[HeldAccount]
    accounts: AccountChanges = field(default_factory=AccountChanges)
    years: list[Dates] = field(default_factory=list)
    tutoring: set[str] = field(default_factory=set)
    """Persons who are form teachers."""

    @property
    def findings(self) -> Findings:
        return self.draft.findings

    @property
    def is_whole(self) -> bool:
        """Whether whoever is not in the file is missing."""
        return self.part.is_whole if self.choices.is_whole is None else self.choices.is_whole

    @property
    def may_infer(self) -> bool:
        """Whether absence from the file means anything: it tells of everybody, and no row of it was lost."""
        files = (self.part.files.get(one, "") for one in ("enrollments", "users", "classes", "roles"))
        return self.is_whole and not self.findings.is_damaged(*files)

    def year_around(self, day: date | None) -> Dates | None:
        """The school year of a day; without a day the one nearest to today."""
        if day is not None:
            return next((year for year in self.years if year.covers(day)), None)
        return min(self.years, key=lambda year: _distance(year, self.choices.today), default=None)

    def class_start(self, class_sid: str) -> date | None:
        """From when people are in a class if no row says so: its school year's first day."""
        row = self.part.classes.get(class_sid)
        known = [self.part.sessions[sid] for sid in (row.terms if row else ()) if sid in self.part.sessions]
        first = min((one.start for one in known), default=None)
        year = self.year_around(first) or self.year_around(None)
        return year.first_day if year is not None else None

    def rows_of(self, class_sid: str, role: str) -> list[EnrollmentRow]:
        """Who is in a class in this role, in the order of days; rows without a day first."""
        return self._by_class().get((class_sid, role), [])

    def _by_class(self) -> dict[tuple[str, str], list[EnrollmentRow]]:
        if not self._rows:
            for row in sorted(self.part.enrollments, key=lambda one: (one.begin or date.min, one.sid)):
                self._rows.setdefault((row.class_, row.role), []).append(row)
        return self._rows

    _rows: dict[tuple[str, str], list[EnrollmentRow]] = field(init=False, repr=False, default_factory=dict)

    def classes_with_rows(self) -> Iterable[str]:
        """Every class that the file names, by a row of its own or by an enrolment."""
        return dict.fromkeys([*self.part.classes, *(row.class_ for row in self.part.enrollments)])

    def skip(self, at: Origin, code: Code, reason: str) -> None:
        self.findings.skip(at.file, at.line, code, reason)


def read_stays(draft: Draft) -> dict[str, list[Stay]]:
    """Every pupil's stays in forms as they will be, by first day."""
    found: dict[str, list[Stay]] = {}
    for id, cells in draft.all("enrolment"):
        last = date.fromisoformat(cells["to"]) if cells.get("to") else None
        dates = Dates(date.fromisoformat(cells["from"]), last)
        form = draft.bucket("enrolment", id).partition(":")[2]
        found.setdefault(cells["pupil"], []).append(Stay(id, form, dates))
    for stays in found.values():
        stays.sort(key=lambda one: (one.dates.first_day, one.id))
    return found


def _distance(year: Dates, day: date) -> int:
    if year.covers(day):
        return 0
    last = year.last_day or day
    return min(abs((year.first_day - day).days), abs((day - last).days))
