"""aSc Timetables 2012 XML of a draft. Conditions are no part of that format; how many is noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from school.calendar import Weeks
from timetable.cards import Card, Draft
from timetable.formats.nodes import Node, xml_of
from timetable.formats.notes import LeftOut, Notes
from timetable.problem import Demand, Problem

WEEKS = {Weeks.EVERY: "11", Weeks.ODD: "10", Weeks.EVEN: "01", None: "11"}
"""Bits of a fortnight: the first is the odd week; a free choice is told as every week."""


def write_asc(draft: Draft, notes: Notes) -> bytes:
    """The document. Ids are ours, so that what comes back finds its people again.

    A demand of several parts is a lesson for each part, tied by its first id; blocks of different
    lengths or weeks are different lessons too, as aSc has one length to a lesson.
    """
    problem = draft.problem
    notes.count(LeftOut.NOT_CARRIED, len(problem.rules))
    root = Node("timetable", attributes=ABOUT)
    _time(root, problem)
    _people(root, problem)
    lessons = _table(root, "lessons", LESSON)
    cards = _table(root, "cards", CARD)
    for demand in problem.demands.values():
        _lessons(lessons, cards, draft, demand)
    return xml_of(root)


ABOUT = {
    "ascttversion": "2012.6.1",
    "importtype": "database",
    "options": "idprefix:parta,daynumbering0",
    "displayname": "Parta",
    "displayinmenu": "0",
}
LESSON = (
    "id,classids,subjectid,periodspercard,periodsperweek,teacherids,classroomids,groupids,capacity,"
    "seminargroup,termsdefid,weeksdefid,daysdefid,partner_id"
)
CARD = "lessonid,classroomids,period,weeks,terms,days"


def _table(root: Node, name: str, columns: str) -> Node:
    table = root.add(name)
    table.attributes = {"options": "canadd,export:silent", "columns": columns}
    return table


def _row(table: Node, tag: str, **attributes: object) -> None:
    said = {name: str(value) for name, value in attributes.items()}
    safe = {name: _safe(value) if name.endswith("id") else value for name, value in said.items()}
    table.children.append(Node(tag, attributes=safe))


def _safe(id: str) -> str:
    """An id that may stand in a list, which aSc parts by commas."""
    return id.replace(",", ";")


def _time(root: Node, problem: Problem) -> None:
    grid = problem.grid
    periods = _table(root, "periods", "period,name,short,starttime,endtime")
    for slot in grid.slots:
        starts, ends = (f"{at:%H:%M}" if at else "" for at in (slot.starts, slot.ends))
        _row(
            periods,
            "period",
            name=slot.title,
            short=slot.title,
            period=slot.number,
            starttime=starts,
            endtime=ends,
        )
    days = _table(root, "daysdefs", "id,days,name,short")
    _row(days, "daysdef", id="any-day", name="*", short="*", days=",".join(_bits(len(grid.days))))
    for at, day in enumerate(grid.days):
        _row(days, "daysdef", id=f"day-{at}", name=day, short=day, days=_bit(at, len(grid.days)))
    weeks = _table(root, "weeksdefs", "id,weeks,name,short")
    for week in Weeks:
        _row(weeks, "weeksdef", id=f"week-{week}", name=week.value, short=week.value, weeks=WEEKS[week])
    terms = _table(root, "termsdefs", "id,terms,name,short")
    _row(terms, "termsdef", id="year", name="year", short="Y", terms="1")


def _bit(at: int, of: int) -> str:
    return "".join("1" if one == at else "0" for one in range(of))


def _bits(of: int) -> Iterator[str]:
    return (_bit(at, of) for at in range(of))


def _people(root: Node, problem: Problem) -> None:
    teachers = _table(root, "teachers", "id,name,short")
    for teacher in problem.teachers.values():
        _row(teachers, "teacher", id=teacher.id, name=teacher.name, short=teacher.name)
    subjects = _table(root, "subjects", "id,name,short")
    for subject in problem.subjects.values():
        _row(subjects, "subject", id=subject.id, name=subject.title, short=subject.short or subject.title)
    rooms = _table(root, "classrooms", "id,name,short,capacity")
    for room in problem.rooms.values():
        number = "*" if room.capacity is None else room.capacity
        _row(rooms, "classroom", id=room.id, name=room.title, short=room.title, capacity=number)
    classes = _table(root, "classes", "id,name,short,teacherid,classroomids,grade,partner_id")
    for form in problem.forms.values():
        _row(
            classes, "class", id=form.id, name=form.title, short=form.title, classroomids=form.home_room or ""
        )
    groups = _table(root, "groups", "id,classid,name,entireclass,divisiontag,studentcount")
    tags = _division_tags(problem)
    for group in problem.groups.values():
        entire = int(group.id in problem.forms)
        tag = 0 if entire else tags[group.id]
        id = group_id(problem, group.id)
        _row(
            groups, "group", id=id, classid=group.form, name=group.title, entireclass=entire, divisiontag=tag
        )


def group_id(problem: Problem, group: str) -> str:
    """The id of a group, which aSc does not let be that of its class."""
    return f"{group}*" if group in problem.forms else group


def _division_tags(problem: Problem) -> dict[str, int]:
    """A number for each division of a form; groups that share pupils are never of one."""
    found: dict[str, int] = {}
    taken: dict[tuple[str, int], tuple[str, set[str]]] = {}
    for group in problem.groups.values():
        if group.id in problem.forms:
            continue
        tag = 1
        while True:
            division, atoms = taken.setdefault((group.form, tag), (group.division, set()))
            if division == group.division and atoms.isdisjoint(group.atoms):
                break
            tag += 1
        atoms |= group.atoms
        found[group.id] = tag
    return found


def _lessons(lessons: Node, cards: Node, draft: Draft, demand: Demand) -> None:
    problem = draft.problem
    sorts = Counter((block.length, block.weeks) for block in demand.blocks)
    for number, ((length, weeks), count) in enumerate(sorts.items()):
        for at, (part, rooms) in enumerate(demand.seated()):
            id = f"{demand.id}:{number}:{at}"
            hours = length * count / (1 if weeks is Weeks.EVERY else 2)
            groups = [group_id(problem, group) for group in part.groups]
            forms = dict.fromkeys(problem.groups[group].form for group in part.groups)
            _row(
                lessons,
                "lesson",
                id=id,
                classids=_ids(forms),
                subjectid=demand.subject,
                periodspercard=length,
                periodsperweek=f"{hours:.1f}",
                teacherids=_ids(part.teachers),
                classroomids=_ids(room for need in part.rooms for room in need.any_of),
                groupids=_ids(groups),
                capacity="*",
                weeksdefid=f"week-{weeks or Weeks.EVERY}",
                daysdefid="any-day",
                termsdefid="year",
                partner_id=demand.id,
            )
            for key, block in zip(demand.keys, demand.blocks, strict=True):
                if (block.length, block.weeks) == (length, weeks) and key in draft.cards:
                    _card(cards, problem, id, draft.cards[key], rooms)


def _card(cards: Node, problem: Problem, lesson: str, card: Card, rooms: range) -> None:
    grid = problem.grid
    taken = [card.rooms[at] for at in rooms if at < len(card.rooms)]
    _row(
        cards,
        "card",
        lessonid=lesson,
        period=grid.slots[card.at.slot].number,
        days=_bit(card.at.day, len(grid.days)),
        weeks=WEEKS[card.weeks],
        terms="1",
        classroomids=_ids(room for room in taken if room),
    )


def _ids(ids: Iterable[str]) -> str:
    return ",".join(dict.fromkeys(_safe(id) for id in ids))
