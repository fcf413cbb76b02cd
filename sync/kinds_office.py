"""Kinds of the office: what a timetable is made of before everybody sees it, and who is away."""

from __future__ import annotations

from sync.kind import Cell, Family, Kind, Natural
from sync.kinds_journal import SLOT, TITLE
from sync.shape import Day, Id, ListOf, OneOf, Text, Whole, Written

WHOSE = OneOf(("teacher", "form", "room"))
FREEDOM = Written("[012]{0,16}", "a digit of 0, 1 or 2 for each slot")
MOST_BLOCKS = 60

DEMAND = Kind(
    "demand",
    (Family.OFFICE,),
    "H",
    (
        Cell("pattern", ListOf(Whole(1, 8), most=MOST_BLOCKS)),
        Cell("alternate", Whole(0, MOST_BLOCKS)),
        Cell("parallel", Text(100)),
        Cell("division", Text(100)),
        Cell("rooms", ListOf(Id(), most=200)),
        Cell("room_kind", Text(60)),
    ),
)
AVAILABILITY = Kind(
    "availability",
    (Family.OFFICE,),
    "H",
    (
        Cell("whose", WHOSE, identity=True),
        Cell("of", Id(), identity=True),
        *(Cell(f"day{weekday}", FREEDOM) for weekday in range(1, 8)),
    ),
    natural=(Natural("availability/{whose}", ("whose", "of"), namespace="of"),),
)
AWAY = Kind(
    "away",
    (Family.OFFICE,),
    "H",
    (
        Cell("teacher", Id()),
        Cell("from", Day()),
        Cell("to", Day()),
        Cell("slots", ListOf(SLOT, most=16)),
        Cell("reason", TITLE),
    ),
)

OFFICE_KINDS = (DEMAND, AVAILABILITY, AWAY)
