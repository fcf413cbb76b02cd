"""Kinds that everybody at a school reads: calendar, words, staff, loads, the timetable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sync.kind import Cell, Family, Kind, Natural
from sync.kinds_journal import DATED_PEOPLE, SLOT, TITLE
from sync.record import Value
from sync.shape import (
    CLOCK,
    Anything,
    Day,
    Flag,
    Id,
    ListOf,
    Measure,
    Moment,
    OneOf,
    OrNull,
    Schema,
    Shape,
    Text,
    Whole,
)

KEY = Text(60, least=1)
WEEKDAY = Whole(1, 7)
LEVEL = Whole(0, 12)
TERM_KIND = OneOf(("quarter", "trimester", "half_year", "other"))


@dataclass(frozen=True, slots=True)
class Zone:
    """The name of a time zone, `Europe/Moscow`."""

    def fault(self, value: Value) -> str | None:
        return None if isinstance(value, str) and _is_zone(value) else "must be a time zone's name"

    def schema(self) -> Schema:
        return {"type": "string", "description": "a name of the IANA time zone database"}


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


EDITING_WINDOW = "editing_window_days"
FORM_TEACHER_WRITES = "form_teacher_writes_marks"

RULES: Mapping[str, Shape] = MappingProxyType(
    {
        EDITING_WINDOW: OrNull(Whole(0, 400)),
        FORM_TEACHER_WRITES: Flag(),
        "absent_duty": Flag(),
        "double_mark": OneOf(("both", "mean", "first")),
        "thresholds": ListOf(Measure(), most=200),
        "disputed_within": Measure(),
        "minimum_marks": Whole(0, 100),
        "tests_bound": Flag(),
        "due_days": Whole(0, 100),
    }
)
"""What a `rule` record may say, by its `key`; other keys are kept and mean nothing here.

`editing_window_days`: how long after its date a lesson may be written without the head teacher,
null for ever. `form_teacher_writes_marks`: whether form teachers write lessons and term marks of
their pupils. `absent_duty`: whether an absent pupil owes a test. `double_mark`: how «5/4» counts.
`thresholds`: the least average of each mark of the scale but the worst, from the worst up.
`disputed_within`: how near to a threshold an average asks for the teacher. `minimum_marks`: fewer
attest nobody. `tests_bound`: whether a term mark may not exceed its tests. `due_days`: how long a
test is being checked.
"""


def _school_kind(name: str, *cells: Cell, letters: str = "HA") -> Kind:
    return Kind(name, (Family.SCHOOL,), letters, cells)


_TITLE = Cell("title", TITLE)
_DRAFTED = (Family.SCHOOL, Family.OFFICE)

SCHOOL = _school_kind("school", _TITLE, Cell("zone", Zone()))
YEAR = _school_kind("year", _TITLE, Cell("from", Day()), Cell("to", Day()))
TERM = _school_kind(
    "term",
    _TITLE,
    Cell("kind", TERM_KIND),
    Cell("from", Day()),
    Cell("to", Day()),
    Cell("locked_at", Moment()),
)
ROOM = _school_kind(
    "room", _TITLE, Cell("kind", Text(60)), Cell("capacity", Whole(0, 10_000)), Cell("building", Text(60))
)
SUBJECT = _school_kind(
    "subject", _TITLE, Cell("short", TITLE), Cell("norm", TITLE), Cell("room_kind", Text(60))
)
WORK_TYPE = _school_kind(
    "work_type", _TITLE, Cell("short", TITLE), Cell("weight", Measure()), Cell("counts", Flag())
)
ATTENDANCE_CODE = _school_kind(
    "attendance_code",
    _TITLE,
    Cell("key", KEY),
    Cell("shown", TITLE),
    Cell("absent", Flag()),
    Cell("excused", Flag()),
)
SCALE = _school_kind("scale", _TITLE, Cell("values", ListOf(Text(16, least=1), most=200)))
RULE = Kind("rule", _DRAFTED, "HA", (_TITLE, Cell("key", KEY), Cell("value", Anything())))
BELL = _school_kind(
    "bell",
    Cell("set", KEY),
    Cell("slot", SLOT, identity=True),
    Cell("shift", Whole(1, 3)),
    Cell("number", Whole(0, 16)),
    Cell("starts", CLOCK),
    Cell("ends", CLOCK),
)
DAY = _school_kind(
    "day",
    _TITLE,
    Cell("date", Day()),
    Cell("kind", OneOf(("holiday", "moved", "cancelled"))),
    Cell("as_weekday", WEEKDAY),
    Cell("week", OneOf(("odd", "even"))),
    Cell("bells", KEY),
    Cell("levels", ListOf(LEVEL, most=20)),
    Cell("forms", ListOf(Id())),
)
PERSON = _school_kind(
    "person",
    Cell("family_name", TITLE),
    Cell("given_name", TITLE),
    Cell("patronymic", TITLE),
    letters="A",
)
FORM = _school_kind(
    "form",
    _TITLE,
    Cell("level", LEVEL),
    Cell("letter", Text(15)),
    Cell("shift", Whole(1, 3)),
    Cell("term_kind", TERM_KIND),
    Cell("tutors", DATED_PEOPLE),
)
LOAD = _school_kind(
    "load",
    _TITLE,
    Cell("subject", Id()),
    Cell("forms", ListOf(Id(), most=100)),
    Cell("subgroup", Text(100)),
    Cell("teachers", ListOf(Id(), most=50)),
    Cell("hours", Measure()),
    Cell("joint", Text(100)),
    Cell("outside_norm", Flag()),
)
TIMETABLE = Kind(
    "timetable",
    _DRAFTED,
    "H",
    (
        _TITLE,
        Cell("from", Day()),
        Cell("to", Day()),
        Cell("state", OneOf(("draft", "published", "set_aside"))),
        Cell("cards", Whole(0, 100_000)),
        Cell("base", Id()),
        Cell("author", Id()),
        Cell("saved_at", Moment()),
        Cell("parts", Anything()),
        Cell("week/<form>", ListOf(Anything())),
    ),
)
CARD = Kind(
    "card",
    _DRAFTED,
    "H",
    (
        Cell("version", Id()),
        Cell("course", Id()),
        Cell("weekday", WEEKDAY),
        Cell("slot", SLOT),
        Cell("weeks", OneOf(("every", "odd", "even"))),
        Cell("room", Id()),
    ),
)
SUBSTITUTION = Kind(
    "substitution",
    (Family.SCHOOL,),
    "H",
    (
        Cell("course", Id(), identity=True),
        Cell("date", Day(), identity=True),
        Cell("slot", SLOT, identity=True),
        Cell("what", OneOf(("teacher", "move", "join", "cancel", "other_course"))),
        Cell("teacher", Id()),
        Cell("to_date", Day()),
        Cell("to_slot", SLOT),
        Cell("with", Id()),
        Cell("room", Id()),
        Cell("reason", TITLE),
        Cell("hours", Measure()),
    ),
    natural=(Natural("substitution/{date}/{slot}", ("course", "date", "slot"), namespace="course"),),
)

SCHOOL_KINDS = (
    SCHOOL,
    YEAR,
    TERM,
    ROOM,
    SUBJECT,
    WORK_TYPE,
    ATTENDANCE_CODE,
    SCALE,
    RULE,
    BELL,
    DAY,
    PERSON,
    FORM,
    LOAD,
    TIMETABLE,
    CARD,
    SUBSTITUTION,
)
