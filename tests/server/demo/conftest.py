"""Demo schools, made once, and their timetable as a journal reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date

import pytest

from school.calendar import Day, DayKind, SchoolCalendar, Weeks
from school.dates import Dates
from school.form import Form
from school.term import SchoolYear, Term, TermKind
from school.timetable import (
    Card,
    Load,
    Substitution,
    SubstitutionKind,
    Timetable,
    TimetableState,
)
from school.timetable_reading import TimetableReader
from server.demo.record import DemoRecord
from server.demo.region import DemoRegion, generate
from server.demo.size import DemoSize

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="session")
def village() -> DemoRegion:
    """The smallest region on a Friday in November."""
    return generate(DemoSize.S, TODAY)


@pytest.fixture(scope="session")
def village_records(village: DemoRegion) -> list[DemoRecord]:
    """All records of the village school."""
    return list(village.records(village.schools[0].id))


@pytest.fixture(scope="session")
def town() -> DemoRegion:
    """The ordinary region on a Friday in November."""
    return generate(DemoSize.M, TODAY)


@pytest.fixture(scope="session")
def town_records(town: DemoRegion) -> list[DemoRecord]:
    """All records of the town school."""
    return list(town.records(town.schools[0].id))


@pytest.fixture(scope="session")
def read_timetable() -> Callable[[list[DemoRecord]], TimetableReader]:
    """Reads the bucket `school` as a teacher's journal does."""
    return _reader


def _reader(records: list[DemoRecord]) -> TimetableReader:
    found = defaultdict[str, list[DemoRecord]](list)
    for record in records:
        if record.bucket == "school":
            found[record.kind].append(record)
    return TimetableReader(
        _calendar(found),
        {one.id: _form(one) for one in found["form"]},
        {one.id: _load(one) for one in found["load"]},
        tuple(_timetable(one) for one in found["timetable"]),
        tuple(_card(one) for one in found["card"]),
        tuple(_substitution(one) for one in found["substitution"]),
    )


def _calendar(found: Mapping[str, list[DemoRecord]]) -> SchoolCalendar:
    year = found["year"][0]
    span = (date.fromisoformat(year.cells["from"]), date.fromisoformat(year.cells["to"]))
    return SchoolCalendar(
        SchoolYear(year.id, year.cells["title"], *span),
        tuple(_term(one) for one in found["term"]),
        tuple(_special_day(one) for one in found["day"]),
    )


def _term(record: DemoRecord) -> Term:
    cells = record.cells
    first, last = date.fromisoformat(cells["from"]), date.fromisoformat(cells["to"])
    return Term(record.id, cells["title"], TermKind(cells["kind"]), first, last)


def _special_day(record: DemoRecord) -> Day:
    cells = record.cells
    day, levels = date.fromisoformat(cells["date"]), frozenset(cells.get("levels", ()))
    return Day(day, DayKind(cells["kind"]), cells.get("as_weekday"), levels=levels)


def _form(record: DemoRecord) -> Form:
    cells = record.cells
    return Form(record.id, cells["level"], cells["letter"], cells["shift"], TermKind(cells["term_kind"]))


def _load(record: DemoRecord) -> Load:
    cells = record.cells
    return Load(
        record.id,
        cells["title"],
        cells["subject"],
        tuple(cells["forms"]),
        tuple(cells["teachers"]),
        hours=cells["hours"],
    )


def _timetable(record: DemoRecord) -> Timetable:
    cells = record.cells
    first = Dates(date.fromisoformat(cells["from"]))
    return Timetable(record.id, cells["title"], first, TimetableState(cells["state"]))


def _card(record: DemoRecord) -> Card:
    cells = record.cells
    weeks = Weeks(cells["weeks"])
    return Card(
        record.id, cells["version"], cells["course"], cells["weekday"], cells["slot"], weeks, cells["room"]
    )


def _substitution(record: DemoRecord) -> Substitution:
    cells = record.cells
    day, what = date.fromisoformat(cells["date"]), SubstitutionKind(cells["what"])
    return Substitution(
        record.id,
        cells["course"],
        day,
        cells["slot"],
        what,
        cells.get("teacher"),
        with_course=cells.get("with"),
    )
