"""Rules as FET's conditions; a kind that FET does not have is noted by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from timetable.formats.fet.block_rules import FETS_MOST
from timetable.formats.fet.naming import Names
from timetable.formats.nodes import Node
from timetable.formats.notes import Notes
from timetable.problem import Problem
from timetable.rules import of_blocks, of_people
from timetable.rules.rule import ALL, BlockKey, OfPeople, Order, Per, Rule, Same, Which, Whose

Fields = Iterable[tuple[str, object]]


@dataclass(frozen=True)
class Told:
    """What rules are written against."""

    problem: Problem
    names: Names
    ids: Mapping[BlockKey, int]

    def meant(self, which: Which) -> list[int]:
        """FET's numbers of the blocks that a rule means."""
        return [self.ids[key] for key in self.problem.chosen(which) if key in self.ids]


def rules_of(problem: Problem, names: Names, ids: Mapping[BlockKey, int], notes: Notes) -> list[Node]:
    """All conditions; what is not carried stands in the notes, also what names places or lessons that
    the school no longer has. People who have left are passed over, as the checker does.
    """
    told = Told(problem, names, ids)
    found: list[Node] = list(_long_breaks(told, notes))
    for rule in problem.rules:
        nodes = _of_people(told, rule) if isinstance(rule, OfPeople) else _of_blocks(told, rule)
        if nodes is None:
            notes.name(type(rule).__name__)
        else:
            found += nodes
    return found


def _long_breaks(told: Told, notes: Notes) -> Iterator[Node]:
    """Doubles do not cross a long break: they begin only where the grid lets them, if it does anywhere."""
    grid = told.problem.grid
    lengths = {block.length for _, _, block in told.problem.blocks()} if grid.meals_after else set()
    for length in sorted(lengths - {1}):
        starts = {at for at in grid if grid.covered(at, length)}
        empty = dict.fromkeys(("Teacher_Name", "Students_Name", "Subject_Name", "Activity_Tag_Name"), "")
        fields = {**empty, "Duration": length}
        if starts:
            yield told.names.places("ActivitiesPreferredStartingTimes", fields, *STARTS, starts)
        else:
            notes.name("Grid.meals_after")


STARTS = ("Preferred_Starting_Time", "Preferred_Starting_")
WITHIN = ("Preferred_Time_Slot", "Preferred_")

PER = {Per.DAY: "MaxGapsPerDay", Per.WEEK: "MaxGapsPerWeek"}
PEOPLE: Mapping[type[OfPeople], Callable[[Any, Told], tuple[str, Fields]]] = {
    of_people.MaxGaps: lambda rule, _: (PER[rule.per], [("Max_Gaps", rule.most)]),
    of_people.MaxPerDay: lambda rule, _: ("MaxHoursDaily", [("Maximum_Hours_Daily", rule.most)]),
    of_people.MaxInARow: lambda rule, _: (
        "MaxHoursContinuously",
        [("Maximum_Hours_Continuously", rule.most)],
    ),
    of_people.MinPerDay: lambda rule, _: (
        "MinHoursDaily",
        [("Minimum_Hours_Daily", rule.least), ("Allow_Empty_Days", str(rule.empty_days).lower())],
    ),
    of_people.MaxSpan: lambda rule, _: ("MaxSpanPerDay", [("Max_Span", rule.most), *_no_exception(rule)]),
    of_people.MaxDays: lambda rule, _: ("MaxDaysPerWeek", [("Max_Days_Per_Week", rule.most)]),
    of_people.MinDays: lambda rule, _: ("MinDaysPerWeek", [("Minimum_Days_Per_Week", rule.least)]),
    of_people.MaxDaysWithin: lambda rule, told: ("IntervalMaxDaysPerWeek", _interval(rule, told)),
    of_people.MaxLateStarts: lambda rule, _: (
        "EarlyMaxBeginningsAtSecondHour",
        [("Max_Beginnings_At_Second_Hour", rule.most)],
    ),
}
ONLY_OF: Mapping[type[OfPeople], Whose] = {
    of_people.MinDays: Whose.TEACHERS,
    of_people.MaxLateStarts: Whose.GROUPS,
}
"""Kinds that FET knows of one sort of people only."""


def _no_exception(rule: OfPeople) -> Fields:
    return [("Allow_One_Day_Exception_of_Plus_One", "false")] if rule.whose is Whose.TEACHERS else []


def _is_of_day(rule: of_people.MaxDaysWithin, told: Told) -> bool:
    return 0 <= rule.first <= rule.last < len(told.problem.grid.slots)


def _interval(rule: of_people.MaxDaysWithin, told: Told) -> Fields:
    titles = [*(slot.title for slot in told.problem.grid.slots), ""]
    start, end = titles[rule.first], titles[rule.last + 1]
    return [("Interval_Start_Hour", start), ("Interval_End_Hour", end), ("Max_Days_Per_Week", rule.most)]


def _of_people(told: Told, rule: OfPeople) -> list[Node] | None:
    write = PEOPLE.get(type(rule))
    if write is None or ONLY_OF.get(type(rule), rule.whose) is not rule.whose:
        return None
    if isinstance(rule, of_people.MaxDaysWithin) and not _is_of_day(rule, told):
        return None
    what, fields = write(rule, told)
    which: Which = getattr(rule, "which", ALL)
    if which != ALL:
        if which != Which(tags=which.tags) or len(which.tags) != 1:
            return None
        tag = "Activity_Tag_Name" if rule.whose is Whose.TEACHERS else "Activity_Tag"
        what, fields = f"ActivityTag{what}", [*fields, (tag, next(iter(which.tags)))]
    return [
        told.names.condition(f"{who}{what}", rule.weight, [*about, *fields])
        for who, about in _who(told, rule, what)
    ]


TEACHER_FIELD = "Teacher_Name"


def _who(told: Told, rule: OfPeople, what: str) -> list[tuple[str, Fields]]:
    del what
    if rule.whose is Whose.TEACHERS:
        known = [told.names.teachers[one] for one in rule.of if one in told.names.teachers]
        return [("Teacher", [(TEACHER_FIELD, name)]) for name in known] if rule.of else [("Teachers", [])]
    groups = [told.problem.groups[one] for one in rule.of if one in told.problem.groups]
    sets = dict.fromkeys(name for group in groups for name in told.names.covering(group.atoms))
    return [("StudentsSet", [("Students", name)]) for name in sets] if rule.of else [("Students", [])]


def _of_blocks(told: Told, rule: Rule) -> list[Node] | None:
    write = BLOCKS.get(type(rule))
    return write(told, rule) if write else None


def _listed(told: Told, tag: str, rule: Rule, which: Which, more: Fields) -> list[Node]:
    return _of_ids(told, tag, rule, told.meant(which), more)


def _of_ids(told: Told, tag: str, rule: Rule, ids: list[int], more: Fields) -> list[Node]:
    if len(ids) < 2:
        return []
    listed = [("Number_of_Activities", len(ids)), *(("Activity_Id", id) for id in ids)]
    return [told.names.condition(tag, rule.weight, [*listed, *more])]


def _days_apart(told: Told, rule: of_blocks.DaysApart) -> list[Node]:
    beside = str(rule.beside_if_same_day).lower()
    more: Fields = [("Consecutive_If_Same_Day", beside), ("MinDays", rule.least)]
    keys = tuple(key for key in told.problem.chosen(rule.which) if key in told.ids)
    together = {keys} if not rule.each_form else _sharing(told, keys)
    found = []
    for one in sorted(together):
        found += _of_ids(told, "MinDaysBetweenActivities", rule, [told.ids[key] for key in one], more)
    return found


def _is_told_by_days_apart(told: Told, rule: of_blocks.MostOnDay) -> bool:
    """Whether FET keeps it without being asked: see `FETS_MOST`."""
    apart = (one for one in told.problem.rules if isinstance(one, of_blocks.DaysApart) and one.least)
    same = any((one.which, one.each_form) == (rule.which, rule.each_form) for one in apart)
    return same and rule.most >= FETS_MOST


def _same_room(told: Told, rule: of_blocks.SameRoomInARow) -> list[Node]:
    """FET looks at any two activities, so each group has a condition of its own."""
    problem, tag = told.problem, "ActivitiesSameRoomIfConsecutive"
    compared = (problem.chosen(rule.which),) if rule.whoever else problem.of_each_group(rule.which)
    named = dict.fromkeys(tuple(told.ids[key] for key in keys if key in told.ids) for keys in compared)
    return [node for ids in named for node in _of_ids(told, tag, rule, list(ids), [])]


def _sharing(told: Told, keys: Iterable[BlockKey]) -> set[tuple[BlockKey, ...]]:
    """Of these blocks those of each atom."""
    by_atom: dict[str, list[BlockKey]] = {}
    for key in keys:
        for atom in told.problem.resources(told.problem.demands[key.demand]).atoms:
            by_atom.setdefault(atom, []).append(key)
    return {tuple(of) for of in by_atom.values()}


FOLLOWING = {
    Order.NEXT: "TwoActivitiesConsecutive",
    Order.BESIDE: "TwoActivitiesGrouped",
    Order.LATER_IN_WEEK: "TwoActivitiesOrdered",
    Order.LATER_IF_SAME_DAY: "TwoActivitiesOrderedIfSameDay",
}


def _follows(told: Told, rule: of_blocks.Follows) -> list[Node] | None:
    if rule.first not in told.ids or rule.second not in told.ids:
        return None
    pair = [("First_Activity_Id", told.ids[rule.first]), ("Second_Activity_Id", told.ids[rule.second])]
    return [told.names.condition(FOLLOWING[rule.order], rule.weight, pair)]


def _allowed(told: Told, rule: of_blocks.AllowedTimes) -> list[Node] | None:
    if any(at not in told.problem.grid for at in rule.starts | rule.within):
        return None
    asked = (
        ("ActivityPreferredStartingTimes", *STARTS, rule.starts),
        ("ActivityPreferredTimeSlots", *WITHIN, rule.within),
    )
    return [
        told.names.places(tag, {"Activity_Id": id}, each, prefix, at, rule.weight)
        for tag, each, prefix, at in asked
        for id in told.meant(rule.which)
        if at
    ]


def _same(told: Told, rule: of_blocks.SameTime) -> list[Node]:
    tag = {Same.TIME: "Time", Same.DAY: "Day", Same.SLOT: "Hour"}[rule.what]
    return _listed(told, f"ActivitiesSameStarting{tag}", rule, rule.which, [])


def _most_rooms(told: Told, rule: of_blocks.MostRooms) -> list[Node]:
    most: Fields = [("Max_Number_of_Different_Rooms", rule.most)]
    return _listed(told, "ActivitiesOccupyMaxDifferentRooms", rule, rule.which, most)


def _ends_day(told: Told, rule: of_blocks.EndsDay) -> list[Node]:
    ends = [[("Activity_Id", id)] for id in told.meant(rule.which)]
    return [told.names.condition("ActivityEndsStudentsDay", rule.weight, one) for one in ends]


BLOCKS: Mapping[type[Rule], Callable[[Told, Any], list[Node] | None]] = {
    of_blocks.DaysApart: _days_apart,
    of_blocks.MostOnDay: lambda told, rule: [] if _is_told_by_days_apart(told, rule) else None,
    of_blocks.SameTime: _same,
    of_blocks.NotTogether: lambda told, rule: _listed(told, "ActivitiesNotOverlapping", rule, rule.which, []),
    of_blocks.MinGapBetween: lambda told, rule: _listed(
        told, "MinGapsBetweenActivities", rule, rule.which, [("MinGaps", rule.least)]
    ),
    of_blocks.MostRooms: _most_rooms,
    of_blocks.SameRoomInARow: _same_room,
    of_blocks.Follows: _follows,
    of_blocks.EndsDay: _ends_day,
    of_blocks.AllowedTimes: _allowed,
}
"""Kinds that FET knows; None from any of them: this one it cannot say."""
