"""The school's bucket, read as the school's nouns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import TypeVar

from desktop.models.reading import wire
from desktop.models.reading.school_facts import SchoolFacts
from school.attendance import DEFAULT_CODES, AttendanceCode
from school.bells import ORDINARY_BELLS, BellSlot
from school.calendar import Day, DayKind, SchoolCalendar, Weeks
from school.course import CourseTeacher, Subject
from school.dates import Dates
from school.form import Form, Subgroup
from school.lesson import Place, WorkType
from school.scale import Scale
from school.term import SchoolYear, Term, TermKind
from school.timetable import Card, Load, Substitution, SubstitutionKind, Timetable, TimetableState
from sync.local_copy import LocalCopy
from sync.record import Cells

SCHOOL = "school"
"""The bucket that everybody who works at the school reads."""

Noun = TypeVar("Noun")
Records = Mapping[str, Mapping[str, Cells]]
"""Kind → id → cells."""

_NO_YEAR = SchoolYear("", "", date.min, date.max)


def read_school(copy: LocalCopy) -> SchoolFacts:
    """The school as it stands in this copy; a removed record is none."""
    records = read_records(copy, SCHOOL)
    school = next(iter(records["school"].values()), {})
    codes = _all(_code, records["attendance_code"])
    return SchoolFacts(
        title=wire.text(school, "title"),
        calendar=_calendar(records),
        forms=_by_id(_form, records["form"]),
        tutors=_by_id(_tutors, records["form"]),
        subjects=_by_id(_subject, records["subject"]),
        work_types=_by_id(_work_type, records["work_type"]),
        codes={code.key: code for code in codes} or DEFAULT_CODES,
        scales=_by_id(_scale, records["scale"]),
        people=_by_id(wire.read_person, records["person"]),
        rooms={id: wire.text(cells, "title") for id, cells in records["room"].items()},
        loads=_by_id(_load, records["load"]),
        timetables=_timetables(copy, records),
        cards=_all(_card, records["card"]),
        substitutions=_all(_substitution, records["substitution"]),
        rules={wire.text(cells, "key"): cells.get("value") for cells in records["rule"].values()},
    )


def read_records(copy: LocalCopy, bucket: str) -> Records:
    """A bucket's records by kind and id, without the removed ones, in the order of their ids."""
    records: dict[str, dict[str, Cells]] = defaultdict(dict)
    for key in sorted(copy.keys(bucket)):
        cells = copy.view(bucket, key)
        if cells and cells.get("removed") is not True:
            records[key.kind][key.id] = cells
    return records


def _by_id(read: Callable[[str, Cells], Noun], records: Mapping[str, Cells]) -> dict[str, Noun]:
    return {id: read(id, cells) for id, cells in records.items()}


def _all(
    read: Callable[[str, Cells], Noun | None] | Callable[[str, Cells], Noun], records: Mapping[str, Cells]
) -> tuple[Noun, ...]:
    found: Iterable[Noun | None] = (read(id, cells) for id, cells in records.items())
    return tuple(one for one in found if one is not None)


def _calendar(records: Records) -> SchoolCalendar:
    years = [_year(id, cells) for id, cells in records["year"].items()]
    return SchoolCalendar(
        max((year for year in years if year), key=lambda year: year.first_day, default=_NO_YEAR),
        _all(_term, records["term"]),
        _all(_day, records["day"]),
        _all(_bell, records["bell"]),
    )


def _year(id: str, cells: Cells) -> SchoolYear | None:
    when = wire.dates(cells)
    if when is None or when.last_day is None:
        return None
    return SchoolYear(id, wire.text(cells, "title"), when.first_day, when.last_day)


def _term(id: str, cells: Cells) -> Term | None:
    when = wire.dates(cells)
    if when is None or when.last_day is None:
        return None
    kind = wire.word(TermKind, cells.get("kind"), TermKind.OTHER)
    locked_at = wire.moment(cells.get("locked_at"))
    return Term(id, wire.text(cells, "title"), kind, when.first_day, when.last_day, locked_at)


def _day(_id: str, cells: Cells) -> Day | None:
    when = wire.day(cells.get("date"))
    if when is None:
        return None
    levels = cells.get("levels")
    return Day(
        when,
        wire.word(DayKind, cells.get("kind"), DayKind.MOVED),
        wire.number(cells, "as_weekday") or None,
        Weeks(cells["week"]) if cells.get("week") in ("odd", "even") else None,
        wire.text(cells, "bells") or None,
        frozenset(one for one in levels if type(one) is int) if isinstance(levels, list) else frozenset(),
        frozenset(wire.ids(cells, "forms")),
    )


def _bell(_id: str, cells: Cells) -> BellSlot | None:
    starts, ends = wire.clock(cells.get("starts")), wire.clock(cells.get("ends"))
    slot = wire.number(cells, "slot")
    return BellSlot(
        wire.text(cells, "set") or ORDINARY_BELLS,
        slot,
        wire.number(cells, "shift", 1),
        wire.number(cells, "number", slot),
        starts or time.min,
        ends or time.min,
    )


def _form(id: str, cells: Cells) -> Form:
    return Form(
        id,
        wire.number(cells, "level"),
        wire.text(cells, "letter"),
        wire.number(cells, "shift", 1),
        wire.word(TermKind, cells.get("term_kind"), TermKind.QUARTER),
        wire.text(cells, "title"),
    )


def _tutors(_id: str, cells: Cells) -> tuple[CourseTeacher, ...]:
    told = wire.dated(cells.get("tutors"), "person")
    return tuple(CourseTeacher(person, when) for person, when in told)


def _subject(id: str, cells: Cells) -> Subject:
    return Subject(id, wire.text(cells, "title"), wire.text(cells, "short"))


def _work_type(id: str, cells: Cells) -> WorkType:
    return WorkType(
        id,
        wire.text(cells, "title"),
        wire.text(cells, "short"),
        wire.weight(cells.get("weight")),
        wire.flag(cells, "counts", otherwise=True),
    )


def _code(_id: str, cells: Cells) -> AttendanceCode:
    return AttendanceCode(
        wire.text(cells, "key"),
        wire.text(cells, "shown"),
        wire.flag(cells, "absent"),
        wire.flag(cells, "excused"),
        wire.text(cells, "title"),
    )


def _scale(id: str, cells: Cells) -> Scale:
    return Scale(id, wire.text(cells, "title"), wire.ids(cells, "values"))


def _load(id: str, cells: Cells) -> Load:
    subgroup = wire.text(cells, "subgroup")
    return Load(
        id,
        wire.text(cells, "title"),
        wire.text(cells, "subject"),
        wire.ids(cells, "forms"),
        wire.ids(cells, "teachers"),
        Subgroup(subgroup) if subgroup else None,
        wire.weight(cells.get("hours"), 0),
        wire.text(cells, "joint") or None,
        wire.flag(cells, "outside_norm"),
    )


def _timetables(copy: LocalCopy, records: Records) -> tuple[Timetable, ...]:
    """The versions, without those of which not all cards have come: nobody sees half a week."""
    told = records["timetable"]
    lacking = _lacking(told, records["card"])
    if lacking:  # removed cards count, and are asked about only now: there are hardly ever any
        lacking = _lacking({id: told[id] for id in lacking}, copy.views(SCHOOL, "card"))
    return _all(_timetable, {id: cells for id, cells in told.items() if id not in lacking})


def _lacking(timetables: Mapping[str, Cells], cards: Mapping[str, Cells]) -> set[str]:
    known = Counter(wire.text(cells, "version") for cells in cards.values())
    return {id for id, cells in timetables.items() if known[id] < wire.number(cells, "cards")}


def _timetable(id: str, cells: Cells) -> Timetable | None:
    when = wire.dates(cells)
    if when is None:
        return None
    state = wire.word(TimetableState, cells.get("state"), TimetableState.DRAFT)
    dates = Dates(when.first_day, when.last_day)
    author, base = wire.text(cells, "author"), wire.text(cells, "base") or None
    return Timetable(id, wire.text(cells, "title"), dates, state, author, base)


def _card(id: str, cells: Cells) -> Card:
    return Card(
        id,
        wire.text(cells, "version"),
        wire.text(cells, "course"),
        wire.number(cells, "weekday"),
        wire.number(cells, "slot"),
        wire.word(Weeks, cells.get("weeks"), Weeks.EVERY),
        wire.text(cells, "room") or None,
    )


def _substitution(id: str, cells: Cells) -> Substitution | None:
    """None also for one that was taken back: its lesson is named, and nothing is said of it."""
    when, moved = wire.day(cells.get("date")), wire.day(cells.get("to_date"))
    if when is None or cells.get("what") is None:
        return None
    slot = wire.number(cells, "slot")
    return Substitution(
        id,
        wire.text(cells, "course"),
        when,
        slot,
        wire.word(SubstitutionKind, cells.get("what"), SubstitutionKind.TEACHER),
        wire.text(cells, "teacher") or None,
        Place(moved, wire.number(cells, "to_slot", slot)) if moved else None,
        wire.text(cells, "with") or None,
        wire.text(cells, "room") or None,
        wire.text(cells, "reason"),
        wire.weight(cells.get("hours")),
    )
