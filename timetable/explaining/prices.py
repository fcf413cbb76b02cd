"""What may give way when nothing fits, and how dearly: the terms of an elastic search."""

from __future__ import annotations

from timetable.findings import Fault
from timetable.rules import of_blocks
from timetable.rules.rule import OfPeople, Rule, Whose
from timetable.solver.strictness import Cause, Hold

_NEAR = {
    Hold.PIN: 1,
    Fault.TEACHER_AWAY: 1,
    Fault.ROOM_AWAY: 1,
    Fault.NO_ROOM: 1,
    Fault.ROOM_CLASH: 1,
}
_FAR = {**_NEAR, Fault.PUPILS_AWAY: 2, Fault.WRONG_SHIFT: 3}

NOT_PLACED = 20
"""A lesson without a place is dearer than whatever could make room for it."""


def near(cause: Cause) -> int:
    """What a school can most easily give: a rule of lessons, a teacher's hour, a room, a lock."""
    what = cause.what
    if isinstance(what, Rule):
        return _of_rule(what)
    return _NEAR.get(what, 0)


def _of_rule(rule: Rule) -> int:
    if isinstance(rule, OfPeople):
        return 1 if rule.whose is Whose.TEACHERS else 0
    return 2 if isinstance(rule, of_blocks.SameTime) else 1


def far(cause: Cause) -> int:
    """And pupils' hours and days: a window, a short day, an hour at which they do not come."""
    what = cause.what
    if isinstance(what, Rule):
        return _of_rule(what) or 2
    return _FAR.get(what, 0)


def farthest(cause: Cause) -> int:
    """And that a lesson has no place at all."""
    return NOT_PLACED if cause.what is Fault.NOT_PLACED else far(cause)
