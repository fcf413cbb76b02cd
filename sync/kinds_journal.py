"""Kinds of the journal itself: lessons, marks, courses, plans, and what concerns pupils."""

from __future__ import annotations

from sync.kind import Cell, Family, Kind, Natural
from sync.shape import (
    OP_ID,
    Anything,
    Day,
    Flag,
    Id,
    Keys,
    ListOf,
    Measure,
    Moment,
    OneOf,
    OrNull,
    Table,
    Text,
    Whole,
)

TITLE = Text(200)
LINE = Text(1_000)
SLOT = Whole(0, 15)
DATED_PEOPLE = ListOf(Keys({"person": Id(), "from": Day(), "to": OrNull(Day())}), most=200)
DATED_PUPILS = ListOf(Keys({"pupil": Id(), "from": Day(), "to": OrNull(Day())}))
MARK_VALUES = ListOf(Text(16, least=1), most=3)

MARK = Keys({"values": MARK_VALUES, "duty": Flag(), "comment": LINE}, some=("values", "duty", "comment"))
ATTENDANCE = Keys({"code": Text(40, least=1), "minutes": Whole(0, 1_440), "comment": LINE})
WORK = Keys({"type": Text(60), "weight": Measure(), "title": TITLE, "counts": Flag(), "due": OrNull(Day())})
PLACE = Keys({"date": Day(), "slot": SLOT})
CARRIED_MARK = Keys({"date": Day(), "values": MARK_VALUES, "weight": Measure()})

LESSON = Kind(
    "lesson",
    (Family.COURSE,),
    "TFH",
    (
        Cell("date", Day(), identity=True),
        Cell("slot", SLOT, identity=True),
        Cell("placed", PLACE),
        Cell("state", OneOf(("planned", "held", "cancelled"))),
        Cell("topic", Text()),
        Cell("homework", Text()),
        Cell("plan_items", ListOf(Id(), most=100)),
        Cell("roll_call", Flag()),
        Cell("work/<work>", WORK),
        Cell("mark/<pupil>/<work>", MARK),
        Cell("attendance/<pupil>", ATTENDANCE),
    ),
    natural=(Natural("{date}/{slot}", ("date", "slot")),),
    removable=False,
)

TERM_MARK = Kind(
    "term_mark",
    (Family.COURSE,),
    "TFH",
    (
        Cell("term", Id(), identity=True),
        Cell("year", Id(), identity=True),
        Cell("mark/<pupil>", MARK),
    ),
    natural=(
        Natural("term/{term}", ("term",)),
        Natural("year/{year}", ("year",)),
        Natural("final/{year}", ("year",)),
    ),
    removable=False,
)

COURSE = Kind(
    "course",
    (Family.COURSE,),
    "HA",
    (
        Cell("title", TITLE),
        Cell("subject", Id()),
        Cell("forms", ListOf(Id(), most=100)),
        Cell("subgroup", Text(100)),
        Cell("teachers", DATED_PEOPLE),
        Cell("pupils", DATED_PUPILS),
        Cell("scale", Text(60)),
        Cell("weighted", Flag()),
    ),
    opens_bucket=True,
)

CARRIED = Kind(
    "carried",
    (Family.COURSE,),
    "HAS",
    (
        Cell("pupil", Id()),
        Cell("from_course", Id()),
        Cell("values", ListOf(CARRIED_MARK)),
    ),
)

INSPECTION_NOTE = Kind(
    "inspection_note",
    (Family.COURSE,),
    "H",
    (
        Cell("text", Text()),
        Cell("by", Id()),
        Cell("date", Day()),
        Cell("answer", Text(), letters="T"),
        Cell("state", OneOf(("open", "answered", "closed"))),
    ),
)

CONFLICT = Kind(
    "conflict",
    tuple(Family),
    "S",
    (
        Cell("record", Keys({"kind": Text(60), "id": Id()})),
        Cell("cells", Table(Keys({"base": Anything(), "standing": Anything(), "other": Anything()}))),
        Cell("author", Id()),
        Cell("device", OP_ID),
        Cell("made_at", Moment()),
        Cell("state", OneOf(("open", "closed"))),
        Cell("resolution", Anything()),
    ),
    removable=False,
)

PLAN = Kind(
    "plan",
    (Family.PLAN,),
    "T",
    (Cell("title", TITLE), Cell("course", Id())),
    opens_bucket=True,
)

PLAN_ITEM = Kind(
    "plan_item",
    (Family.PLAN,),
    "T",
    (
        Cell("number", Whole(0, 10_000)),
        Cell("section", Text(1_000)),
        Cell("topic", Text()),
        Cell("hours", Measure()),
        Cell("homework", Text()),
        Cell("work_type", Text(60)),
    ),
)

ENROLMENT = Kind(
    "enrolment",
    (Family.FORM,),
    "HA",
    (
        Cell("pupil", Id(), identity=True),
        Cell("family_name", TITLE),
        Cell("given_name", TITLE),
        Cell("patronymic", TITLE),
        Cell("from", Day(), identity=True),
        Cell("to", Day()),
        Cell("order", TITLE),
    ),
    natural=(Natural("{pupil}/{from}", ("pupil", "from")),),
)

ABSENCE = Kind(
    "absence",
    (Family.FORM,),
    "FH",
    (
        Cell("pupil", Id()),
        Cell("from", Day()),
        Cell("to", Day()),
        Cell("slots", ListOf(SLOT, most=16)),
        Cell("code", Text(40, least=1)),
    ),
)

JOURNAL_KINDS = (
    LESSON,
    TERM_MARK,
    COURSE,
    CARRIED,
    CONFLICT,
    INSPECTION_NOTE,
    PLAN,
    PLAN_ITEM,
    ENROLMENT,
    ABSENCE,
)
