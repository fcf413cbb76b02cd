"""From a school's records to the problem of its week.

Loads with one ``joint`` are one demand, and so are loads with one ``parallel``; each keeps a part of
its own, because each has its own journal. What nobody has said is guessed as a school would: halves
of a form that learn one subject under different teachers do so at one time, a teacher's usual room
comes first, a form without lessons on Saturday in the published week has none.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TypeVar

from desktop.models.reading.school_facts import SchoolFacts
from desktop.models.timetable.groups import build_groups, division_of, group_id, read_divisions
from desktop.models.timetable.office import DemandNote, Office, WhoseTime
from desktop.models.timetable.weeks import SATURDAY, build_grid, levels_on, read_week
from school.calendar import Weeks
from school.form import Form as SchoolForm
from school.timetable import Card as SchoolCard
from school.timetable import Load
from timetable.defaults import rules_to_start_with
from timetable.grid import Level, TimeSlot
from timetable.norm_tables import shipped_tables, table_on
from timetable.problem import (
    Away,
    Block,
    Demand,
    Form,
    Group,
    Part,
    Problem,
    Room,
    RoomNeed,
    Subject,
    Teacher,
)

MOST_HOURS = 7 * 16
"""The places of the longest week that travels: hours beyond them could be taught nowhere."""

_NOTHING_SAID = DemandNote()

Noun = TypeVar("Noun", Teacher, Subject, Room, Group, Demand)


def build_problem(facts: SchoolFacts, office: Office, day: date | None = None) -> Problem:
    """The week that this school has to hold; odd records make an odd problem, never an error.

    Where the school has no table of norms of its own, the one in force on ``day`` holds, without a day
    that of the year's first.
    """
    return _Builder(facts, office, day or facts.calendar.year.first_day).build()


class _Builder:
    def __init__(self, facts: SchoolFacts, office: Office, day: date) -> None:
        self._facts, self._office = facts, office
        self._norms = office.norms or table_on(shipped_tables(), day).norms
        self._week = read_week(facts, office)
        self._grid = build_grid(facts, self._week)
        self._loads = [load for load in facts.loads.values() if load.hours > 0]
        self._notes = {load.id: office.demands.get(load.id, _NOTHING_SAID) for load in self._loads}
        said = {id: note.division for id, note in self._notes.items()}
        self._divisions = read_divisions(self._loads, said)
        self._halves: dict[tuple[str, frozenset[str]], list[Load]] = defaultdict(list)
        for load in self._loads:
            if load.subgroup is not None:
                self._halves[_half(load)].append(load)
        self._usual = _usual_rooms(facts.cards, facts.loads)
        self._general = [id for id in facts.rooms if self._kind_of(id) in ("", "общий")] or list(facts.rooms)

    def build(self) -> Problem:
        forms = self._forms()
        groups = [
            group
            for id, form in forms.items()
            for group in build_groups(id, form.title, self._divisions.get(id, {}))
        ]
        problem = Problem(
            title=self._facts.title,
            grid=self._grid,
            teachers=_by_id(self._teachers()),
            subjects=_by_id(self._subjects()),
            rooms=_by_id(self._rooms()),
            forms=forms,
            groups=_by_id(groups),
            demands=_by_id([self._demand(key, loads) for key, loads in self._together().items()]),
            norms=self._norms,
        )
        said = self._office.rules
        rules = rules_to_start_with(problem) if said is None else tuple(note.rule for note in said)
        return replace(problem, rules=rules)

    # nouns

    def _teachers(self) -> Iterator[Teacher]:
        for id in dict.fromkeys(one for load in self._loads for one in load.teachers):
            yield Teacher(id, self._facts.name_of(id) or "?", self._away(WhoseTime.TEACHER, id))

    def _subjects(self) -> Iterator[Subject]:
        for load in self._loads:
            known, note = self._facts.subjects.get(load.subject), self._office.subjects.get(load.subject)
            title, short = (known.title, known.short) if known else (load.title or "?", "")
            norm = note.norm if note and note.norm else self._norms.row_of(title) or ""
            yield Subject(load.subject, title, short, norm)

    def _rooms(self) -> Iterator[Room]:
        for id, title in self._facts.rooms.items():
            note = self._office.rooms.get(id)
            seats, building = (note.capacity, note.building) if note else (None, "")
            yield Room(id, title, self._kind_of(id), seats, building, self._away(WhoseTime.ROOM, id))

    def _forms(self) -> dict[str, Form]:
        named = dict.fromkeys(form for load in self._loads for form in load.forms)
        known = sorted((self._facts.forms.get(id) or SchoolForm(id, 0, "?") for id in named), key=_order)
        return {
            form.id: Form(
                form.id, form.title, form.level, self._shift(form.shift), away=self._away_of_form(form.id)
            )
            for form in known
        }

    def _shift(self, shift: int) -> int:
        """The form's shift, or that of the only bells that there are."""
        shifts = {slot.shift for slot in self._grid.slots}
        return shift if shift in shifts or not shifts else min(shifts)

    def _away_of_form(self, form: str) -> Away:
        said = dict(self._away(WhoseTime.FORM, form))
        if form in self._week.five_days:
            free = range(SATURDAY - 1, len(self._grid.days))
            said |= {TimeSlot(day, slot): Level.FORBIDDEN for day in free for slot in self._grid.of_day}
        return said

    def _away(self, whose: WhoseTime, id: str) -> Away:
        return levels_on(self._grid, self._office.away_of(whose, id))

    def _kind_of(self, room: str) -> str:
        note = self._office.rooms.get(room)
        return note.kind if note else ""

    # demands

    def _together(self) -> dict[str, list[Load]]:
        """The loads of each demand, by the demand's id."""
        ties = {load.id: self._ties(load) for load in self._loads}
        chief: dict[str, str] = {}
        for tied in ties.values():
            least = min(_chief(chief, tie) for tie in tied)
            chief.update((_chief(chief, tie), least) for tie in tied)
        found: dict[str, list[Load]] = defaultdict(list)
        for load in sorted(self._loads, key=self._place):
            found[_chief(chief, ties[load.id][0])].append(load)
        return found

    def _place(self, load: Load) -> tuple[list[tuple[int, str, str]], str, str, str]:
        forms = [_order(self._facts.forms[form]) for form in load.forms if form in self._facts.forms]
        return forms, load.subject, load.subgroup.title if load.subgroup else "", load.id

    def _ties(self, load: Load) -> list[str]:
        """What ties a load to others: equal ties make one demand; a load with none is its own."""
        said = self._notes[load.id].parallel
        ties = [f"joint/{load.joint}"] if load.joint else []
        if said:
            ties.append(f"parallel/{said}")
        elif self._is_half(load):
            ties.append(f"parallel/{'+'.join(sorted(load.forms))}/{load.subject}")
        return ties or [load.id]

    def _is_half(self, load: Load) -> bool:
        """Whether a subgroup learns while its others do: the same subject as long, under other teachers."""
        if load.subgroup is None:
            return False
        others = [one for one in self._halves[_half(load)] if one.id != load.id]
        taken = Counter(person for one in (load, *others) for person in set(one.teachers))
        alike = all(one.hours == load.hours and not self._notes[one.id].parallel for one in others)
        return bool(others) and alike and all(count == 1 for count in taken.values())

    def _demand(self, key: str, loads: list[Load]) -> Demand:
        first = loads[0]
        return Demand(
            key,
            first.subject,
            tuple(self._part(load) for load in loads),
            self._blocks(loads),
            first.title,
            all(load.outside_norm for load in loads),
        )

    def _part(self, load: Load) -> Part:
        need = self._need(load)
        return Part(self._groups_of(load), load.teachers, (need,) if need else (), load.id)

    def _groups_of(self, load: Load) -> tuple[str, ...]:
        if load.subgroup is None:
            return load.forms
        division = division_of(load, self._notes[load.id].division)
        return tuple(group_id(form, division, load.subgroup.title) for form in load.forms)

    def _need(self, load: Load) -> RoomNeed | None:
        """One room of those said, else of the kind said, else any ordinary one or the usual one, which goes
        first.
        """
        note, subject = self._notes[load.id], self._office.subjects.get(load.subject)
        kind = note.room_kind or (subject.room_kind if subject else "")
        rooms = [room for room in note.rooms if room in self._facts.rooms]
        if not rooms and kind:
            rooms = [room for room in self._facts.rooms if self._kind_of(room) == kind]
        usual = [room for room in self._usual_of(load) if room in (rooms or self._facts.rooms)]
        wanted = tuple(dict.fromkeys([*usual, *(rooms or self._general)]))
        return RoomNeed(wanted) if wanted else None

    def _usual_of(self, load: Load) -> list[str]:
        return [room for id in (load.id, *load.teachers) for room, _ in self._usual[id].most_common(1)]

    def _blocks(self, loads: list[Load]) -> tuple[Block, ...]:
        """Blocks by the pattern that was said, cut or drawn out to the hours of the load."""
        noted = [self._notes[load.id] for load in loads]
        note = next((one for one in noted if one.pattern or one.alternate), _NOTHING_SAID)
        hours = min(Fraction(max(load.hours for load in loads)), Fraction(MOST_HOURS))
        halves = int(hours != int(hours)) if note.alternate is None else note.alternate
        lengths = note.pattern
        if hours_of(lengths, halves) != hours:
            lengths = fit_pattern(lengths, math.ceil(hours))
        weekly = max(len(lengths) - halves, 0)
        return tuple(Block(length, Weeks.EVERY if at < weekly else None) for at, length in enumerate(lengths))


def hours_of(lengths: Sequence[int], halves: int) -> Fraction:
    """The hours a week of blocks of which the last ones are held every other week."""
    weekly = max(len(lengths) - halves, 0)
    return sum(lengths[:weekly]) + Fraction(sum(lengths[weekly:]), 2)


def fit_pattern(pattern: Iterable[int], hours: int) -> tuple[int, ...]:
    """The lengths of blocks that fill these hours: a pattern of another sum is cut, or drawn out by ones."""
    lengths: list[int] = []
    for length in pattern:
        fits = min(length, hours - sum(lengths))
        if fits > 0:
            lengths.append(fits)
    return (*lengths, *[1] * (hours - sum(lengths)))


def _by_id(nouns: Iterable[Noun]) -> dict[str, Noun]:
    return {noun.id: noun for noun in nouns}


def _order(form: SchoolForm) -> tuple[int, str, str]:
    return form.sort_key


def _chief(chief: Mapping[str, str], tie: str) -> str:
    while (above := chief.get(tie, tie)) != tie:
        tie = above
    return tie


def _half(load: Load) -> tuple[str, frozenset[str]]:
    return load.subject, frozenset(load.forms)


def _usual_rooms(cards: Iterable[SchoolCard], loads: Mapping[str, Load]) -> Mapping[str, Counter[str]]:
    """How often each room was used, by course and by teacher."""
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for card in cards:
        if card.room is not None:
            load = loads.get(card.course)
            for id in (card.course, *(load.teachers if load else ())):
                used[id][card.room] += 1
    return used
