"""A FET file, whole: every record of it is read, named as unknown, or noted as left out on purpose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from timetable.cards import Card, Draft, Hand
from timetable.formats.bounds import brought_within
from timetable.formats.fet import block_rules, people_rules
from timetable.formats.fet.activities import Activities, Activity, Load, demands_of, read_activities
from timetable.formats.fet.away import FIELDS, Away, read_away
from timetable.formats.fet.entry import Entry, NotExpressible
from timetable.formats.fet.ground import Ground, read_ground
from timetable.formats.fet.rooming import HOME, PREFERRED, Preference, read_preference
from timetable.formats.fet.school import build_problem
from timetable.formats.fet.seating import NOWHERE, Seat, seat_of
from timetable.formats.nodes import Node, parse_xml
from timetable.formats.notes import LeftOut, Notes
from timetable.formats.refusals import BadFile, Why
from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey, Rule

PINNED = "ConstraintActivityPreferredStartingTime"
BREAKS = "ConstraintBreakTimes"
BASIC = frozenset({"ConstraintBasicCompulsoryTime", "ConstraintBasicCompulsorySpace"})
OFFICIAL = frozenset({"", "Official"})

READ = frozenset(
    {
        *("Mode", "Institution_Name", "Comments", "Days_List", "Hours_List", "Subjects_List"),
        *("Activity_Tags_List", "Teachers_List", "Students_List", "Activities_List", "Buildings_List"),
        *("Rooms_List", "Time_Constraints_List", "Space_Constraints_List"),
    }
)
OF_OTHER_MODES = frozenset(
    f"Exception_Teachers_{days}_List" for days in ("One_Day", "Two_Days", "Three_Days")
)
"""What an official school's file may carry without its meaning anything there."""

HINTS = frozenset({"Timetable_Generation_Options_List"})
"""What only tells FET how to search, not what to find."""


@dataclass(frozen=True)
class FetFile:
    """What was read, and all that is needed to give it back: the document, and who became which block."""

    draft: Draft
    notes: Notes
    root: Node
    keys: Mapping[int, BlockKey]
    virtual: Mapping[int, str]
    """Of activities that need several rooms, the virtual room that stands for them."""


@dataclass
class _Reading:
    """One reading of a document, while it goes on."""

    root: Node
    ground: Ground
    activities: Activities
    notes: Notes = field(default_factory=Notes)
    wanted: dict[int, list[Preference]] = field(default_factory=dict)
    pins: dict[int, TimeSlot] = field(default_factory=dict)
    aways: list[Away] = field(default_factory=list)
    later: list[Entry] = field(default_factory=list)
    """Records that name activities or people, read when the demands are known."""


def read_fet(content: bytes, *, ignore_unsupported: bool = False) -> FetFile:
    """A FET file of version 5 or 6. Ids are FET's names; see `demands_of` for those of demands.

    Musts of start and room together become locked cards. BadFile for what cannot be read, and for
    conditions that no rule of ours can say, each named with its count, unless they are to be ignored.
    """
    root = parse_xml(content)
    if root.tag.lower() != "fet":
        raise BadFile(Why.OTHER_ROOT, root.place, wanted="FET", found=root.tag)
    version = root.attributes.get("version", "")
    if not version.startswith(("5.", "6.", "7.")):
        raise BadFile(Why.OLD_VERSION, root.place, found=version or "?", known="5.x, 6.x")
    ground = read_ground(root)
    reading = _Reading(root, ground, read_activities(root, ground))
    reading.notes.count(LeftOut.INACTIVE_ACTIVITY, len(reading.activities.inactive))
    _name_strangers(reading)
    for entry in _records(reading):
        _sort(reading, entry)
    found = _assemble(reading)
    if found.notes.unsupported and not ignore_unsupported:
        raise BadFile(Why.UNSUPPORTED, list=found.notes.listed())
    return found


def _name_strangers(reading: _Reading) -> None:
    mode = reading.root.inner("Mode")
    if mode not in OFFICIAL:
        reading.notes.name(f"Mode {mode}")
    elsewhere = OF_OTHER_MODES if mode in OFFICIAL else frozenset()
    for node in reading.root.children:
        if node.tag in HINTS:
            reading.notes.count(LeftOut.HINT)
        elif node.tag not in READ | elsewhere and node.children:
            reading.notes.name(node.tag)


def _records(reading: _Reading) -> Iterator[Entry]:
    """The conditions that hold: neither switched off nor of no weight."""
    for bag in (reading.root.find("Time_Constraints_List"), reading.root.find("Space_Constraints_List")):
        for node in bag.children if bag else ():
            entry = Entry(node)
            if not entry.is_active:
                reading.notes.count(LeftOut.INACTIVE_RULE)
            elif entry.percent == 0:
                reading.notes.count(LeftOut.NO_WEIGHT)
            elif node.tag not in BASIC:
                yield entry


def _pin(entry: Entry, reading: _Reading) -> tuple[int, TimeSlot] | None:
    """The activity and the place that a record fixes; None for a wish, for half a place, or a second one."""
    (id,) = entry.numbers("Activity_Id")[:1] or (0,)
    day, hour = entry.maybe("Preferred_Day"), entry.maybe("Preferred_Hour")
    entry.nodes("Permanently_Locked")
    if entry.weight is not None or not day or not hour or id in reading.pins:
        return None
    return id, reading.ground.at(entry, day, hour)


def _sort(reading: _Reading, entry: Entry) -> None:
    """Read what the demands depend on; lay the rest by."""
    tag, ground = entry.node.tag, reading.ground
    if tag == BREAKS:
        ground.breaks |= ground.places(entry, "Break_Time")
    elif tag in PREFERRED | HOME:
        for id, preference in read_preference(entry, ground, reading.activities):
            reading.wanted.setdefault(id, []).append(preference)
    elif tag == PINNED and (pin := _pin(entry, reading)):
        reading.pins.setdefault(*pin)
    elif tag in FIELDS:
        reading.aways.append(read_away(entry, ground))
    elif tag in people_rules.TAGS or tag in block_rules.TAGS:
        reading.later.append(entry)
        return
    else:
        reading.notes.name(tag.removeprefix("Constraint"))
        return
    _check_whole(reading, entry)


def _check_whole(reading: _Reading, entry: Entry) -> None:
    for unread in entry.unread:
        reading.notes.name(f"{entry.node.tag.removeprefix('Constraint')}/{unread}")


def _assemble(reading: _Reading) -> FetFile:
    seats = {one.id: _seat(reading, one) for one in reading.activities.active.values()}
    load = demands_of(reading.activities, {id: seat.needs for id, seat in seats.items()})
    told = (rule for entry in reading.later for rule in _rules(reading, entry, load))
    rules = tuple(brought_within(reading.ground.grid, rule) for rule in told)
    problem = build_problem(reading.ground, reading.activities, load.demands, reading.aways, rules)
    cards = [
        Card(
            load.keys[id],
            at,
            rooms=seats[id].rooms,
            time_locked=True,
            rooms_locked=seats[id].is_locked,
            hand=Hand.PERSON,
        )
        for id, at in reading.pins.items()
        if id in load.keys
    ]
    virtual = {id: seat.virtual for id, seat in seats.items() if seat.virtual}
    draft = Draft(problem, {card.block: card for card in cards})
    return FetFile(draft, reading.notes, reading.root, load.keys, virtual)


def _seat(reading: _Reading, activity: Activity) -> Seat:
    wanted = reading.wanted.get(activity.id, [])
    try:
        return seat_of(activity, wanted, reading.ground, is_pinned=activity.id in reading.pins)
    except NotExpressible as unsaid:
        reading.notes.name(f"ActivityPreferredRooms/{unsaid.part}")
        return NOWHERE


def _rules(reading: _Reading, entry: Entry, load: Load) -> list[Rule]:
    tag = entry.node.tag
    try:
        if tag in people_rules.TAGS:
            rules: list[Rule] = [people_rules.read_people_rule(entry, reading.ground)]
        else:
            taught = block_rules.Taught(reading.ground, reading.activities, load.keys)
            rules = block_rules.TAGS[tag](entry, taught)
    except NotExpressible as unsaid:
        reading.notes.name(f"{tag.removeprefix('Constraint')}/{unsaid.part}")
        return []
    if rules:
        _check_whole(reading, entry)
    return rules
