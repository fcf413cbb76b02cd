"""aSc Timetables 2012 XML, as another program has exported it: lessons are demands, cards are cards."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from itertools import product

from school.calendar import Weeks
from timetable.cards import Card, Draft, Hand
from timetable.formats.coherence import check_draft
from timetable.formats.fet.pupils import level_of
from timetable.formats.nodes import Node, parse_xml
from timetable.formats.notes import LeftOut, Notes
from timetable.formats.refusals import BadFile, Why
from timetable.grid import DaySlot, Grid, TimeSlot
from timetable.problem import Block, Demand, Form, Group, Part, Problem, Room, RoomNeed, Subject, Teacher
from timetable.rules.rule import BlockKey

MOST_ATOMS = 512
READ = frozenset(
    {"periods", "daysdefs", "weeksdefs", "termsdefs", "teachers", "subjects", "classrooms", "classes"}
) | {"groups", "lessons", "cards", "grades"}
"""Tables that are read, or that say only what others say too; rows of any other are counted."""

ONE_DAY = re.compile(r"0*10*")


@dataclass(frozen=True)
class AscFile:
    """What was read, and what of it was left out."""

    draft: Draft
    notes: Notes


def read_asc(content: bytes) -> AscFile:
    """A document of aSc. Ids are the document's; the group of a whole class has the class's own.

    Groups of one division share no pupil, groups of different ones do. BadFile for what leads nowhere.
    """
    root = parse_xml(content)
    if root.tag != "timetable":
        raise BadFile(Why.OTHER_ROOT, root.place, wanted="aSc Timetables", found=root.tag[:40])
    notes = Notes()
    for node in root.children:
        if node.children and node.tag not in READ:
            notes.name(node.tag, len(node.children))
    grid = _grid(root)
    forms = {id: Form(id, name, level_of(name)) for id, name in _named(root, "classes", "class")}
    groups, alias = _groups(root, forms)
    demands = dict(_demand(node, groups, alias) for node in _rows(root, "lessons", "lesson"))
    if not demands:
        raise BadFile(Why.NOTHING_TAUGHT)
    problem = Problem(
        root.attributes.get("displayname", ""),
        grid,
        {id: Teacher(id, name) for id, name in _named(root, "teachers", "teacher")},
        {id: Subject(id, name) for id, name in _named(root, "subjects", "subject")},
        {id: Room(id, name) for id, name in _named(root, "classrooms", "classroom")},
        forms,
        groups,
        demands,
    )
    cards = _cards(root, problem, notes)
    draft = Draft(problem, {card.block: card for card in cards})
    check_draft(draft)
    return AscFile(draft, notes)


def _rows(root: Node, table: str, tag: str) -> Iterator[Node]:
    found = root.find(table)
    return found.all(tag) if found else iter(())


def _said(node: Node, field: str) -> str:
    if field not in node.attributes:
        raise BadFile(Why.NO_FIELD, node.place, record=node.tag, field=field)
    return node.attributes[field].strip()


def _listed(node: Node, field: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(one.strip() for one in node.attributes.get(field, "").split(",") if one.strip())
    )


def _named(root: Node, table: str, tag: str) -> Iterator[tuple[str, str]]:
    met: set[str] = set()
    for node in _rows(root, table, tag):
        id = _said(node, "id")
        if id in met:
            raise BadFile(Why.TWICE, node.place, record=tag, found=id)
        met.add(id)
        yield id, node.attributes.get("name", "") or id


def _grid(root: Node) -> Grid:
    slots = sorted((_slot(node) for node in _rows(root, "periods", "period")), key=lambda slot: slot.number)
    days: dict[int, str] = {}
    for node in _rows(root, "daysdefs", "daysdef"):
        bits = node.attributes.get("days", "")
        if ONE_DAY.fullmatch(bits):
            days.setdefault(bits.index("1"), node.attributes.get("name", "") or bits)
    if not days or not slots:
        raise BadFile(Why.NO_DAYS)
    return Grid(tuple(days.get(at, f"{at + 1}") for at in range(max(days) + 1)), tuple(slots))


def _slot(node: Node) -> DaySlot:
    number = _number(node, "period", 0, 60)
    starts, ends = (_clock(node.attributes.get(field, "")) for field in ("starttime", "endtime"))
    return DaySlot(node.attributes.get("name", "") or str(number), number, starts=starts, ends=ends)


def _number(node: Node, field: str, least: int, most: int) -> int:
    text = _said(node, field)
    number = int(text) if re.fullmatch(r"[0-9]{1,6}", text) else None
    if number is None or not least <= number <= most:
        raise BadFile(Why.NOT_A_NUMBER, node.place, found=text[:40], field=field, least=least, most=most)
    return number


def _clock(text: str) -> time | None:
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text.strip())
    return time(int(found[1]), int(found[2])) if found else None


def _groups(root: Node, forms: Mapping[str, Form]) -> tuple[dict[str, Group], dict[str, str]]:
    """The groups, and for the whole group of a class the class's id instead of its own."""
    alias: dict[str, str] = {}
    of_form: dict[str, dict[str, list[tuple[str, str]]]] = {form: {} for form in forms}
    for node in _rows(root, "groups", "group"):
        id, form = _said(node, "id"), _known(node, "classid", forms)
        if node.attributes.get("entireclass") == "1":
            alias[id] = form
        else:
            named = (id, node.attributes.get("name", "") or id)
            of_form[form].setdefault(node.attributes.get("divisiontag", ""), []).append(named)
    groups: dict[str, Group] = {}
    for form, divisions in of_form.items():
        groups |= _divided(forms[form], divisions)
    return groups, alias


def _divided(form: Form, divisions: Mapping[str, list[tuple[str, str]]]) -> dict[str, Group]:
    sides = [[id for id, _ in named] + ([""] if len(named) == 1 else []) for named in divisions.values()]
    count = 1
    for side in sides:
        count *= len(side)
    if count > MOST_ATOMS:
        raise BadFile(Why.TOO_MANY_GROUPS, found=sum(len(side) for side in sides), most=MOST_ATOMS)
    atoms = {f"{form.id}|{'|'.join(choice)}" if choice else form.id: choice for choice in product(*sides)}
    groups = {form.id: Group(form.id, form.title, form.id, frozenset(atoms))}
    for at, (division, named) in enumerate(divisions.items()):
        for id, name in named:
            inside = frozenset(atom for atom, choice in atoms.items() if choice[at] == id)
            groups[id] = Group(id, name, form.id, inside, division)
    return groups


def _known(node: Node, field: str, among: Collection[str]) -> str:
    found = _said(node, field)
    if found not in among:
        raise BadFile(Why.NO_SUCH, node.place, field=field, found=found[:80])
    return found


def _demand(node: Node, groups: Mapping[str, Group], alias: Mapping[str, str]) -> tuple[str, Demand]:
    id, length = _said(node, "id"), _number(node, "periodspercard", 1, 20)
    named = [alias.get(group, group) for group in _listed(node, "groupids")]
    for group in named:
        if group not in groups:
            raise BadFile(Why.NO_SUCH, node.place, field="groupids", found=group[:80])
    taught = tuple(dict.fromkeys(named)) or _listed(node, "classids")
    rooms = _listed(node, "classroomids")
    part = Part(taught, _listed(node, "teacherids"), (RoomNeed(rooms),) if rooms else ())
    return id, Demand(id, _said(node, "subjectid"), (part,), _blocks(node, length))


def _blocks(node: Node, length: int) -> tuple[Block, ...]:
    """As many cards as the hours of a week make; half a card is one of every other week."""
    text = _said(node, "periodsperweek")
    hours = float(text) if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", text) else -1.0
    if not 0 < hours <= 200:
        raise BadFile(
            Why.NOT_A_NUMBER, node.place, found=text[:40], field="periodsperweek", least=0.5, most=200
        )
    halves = round(2 * hours / length)
    every = (Block(length),) * (halves // 2)
    return every + ((Block(length, None),) if halves % 2 else ()) or (Block(length, None),)


def _cards(root: Node, problem: Problem, notes: Notes) -> Iterator[Card]:
    """A card for each that a lesson has a block for, rooms as far as they answer its need."""
    slots = {slot.number: at for at, slot in enumerate(problem.grid.slots)}
    placed: dict[str, list[int]] = {}
    for node in _rows(root, "cards", "card"):
        days, demand = (
            node.attributes.get("days", ""),
            problem.demands[_known(node, "lessonid", problem.demands)],
        )
        period = _number(node, "period", 0, 60)
        weeks = _weeks(node.attributes.get("weeks", ""))
        free = placed.setdefault(demand.id, list(range(len(demand.blocks))))
        seq = _fitting(free, demand, weeks)
        if not ONE_DAY.fullmatch(days) or period not in slots or seq is None:
            notes.count(LeftOut.NO_CARD)
            continue
        free.remove(seq)
        at = TimeSlot(days.index("1"), slots[period])
        rooms = tuple(
            next((room for room in _listed(node, "classroomids") if room in need.any_of), None)
            for need in demand.needs
        )
        yield Card(BlockKey(demand.id, seq), at, weeks, rooms, hand=Hand.PERSON)


def _weeks(bits: str) -> Weeks:
    return {"10": Weeks.ODD, "01": Weeks.EVEN}.get(bits, Weeks.EVERY)


def _fitting(free: list[int], demand: Demand, weeks: Weeks) -> int | None:
    """The first block that is not placed yet, rather one of these weeks."""
    alternate = weeks is not Weeks.EVERY
    fits = [seq for seq in free if (demand.blocks[seq].weeks is not Weeks.EVERY) is alternate]
    return next(iter(fits or free), None)
