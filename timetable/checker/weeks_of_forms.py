"""Rules of a form's week by the points of its lessons, and of a teacher's way from room to room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from timetable.checker.layout import Layout
from timetable.checker.rooms_of_parts import room_of_teacher
from timetable.checker.unit import Found, Keys, Unit
from timetable.checker.week import Week
from timetable.rules.of_quality import DayProfile, TeacherKeepsRoom
from timetable.rules.rule import BlockKey, OfPeople, Whose


def pieces_of_profile(rule: DayProfile, layout: Layout) -> Iterator[Unit]:
    """Forms one by one: where the heaviest and the lightest day lie."""
    for form in layout.problem.forms:
        atoms = tuple(person.number for person in layout.atoms_of_form(form))
        points = {
            facts.key: layout.points(facts.demand, form) * len(set(atoms) & set(facts.atoms))
            for atom in atoms
            for facts in layout.blocks_of[atom]
        }
        open_days = [
            day for day in range(len(layout.grid.days)) if any(layout.people[a].may[day] for a in atoms)
        ]
        if any(points.values()):
            yield _piece_of_form(rule, form, atoms, points, open_days)


def _piece_of_form(
    rule: DayProfile, form: str, atoms: tuple[int, ...], points: dict[BlockKey, int], days: list[int]
) -> Unit:
    def look(week: Week, _keys: Keys) -> list[Found]:
        phases = range(len(week.phases))
        each = [list(judged(rule, _sums(week, atoms, points, days, phase))) for phase in phases]
        return max(each, key=len)

    return Unit(rule, look, people=atoms, who=form)


def _sums(
    week: Week, atoms: tuple[int, ...], points: dict[BlockKey, int], days: list[int], phase: int
) -> dict[int, int]:
    """A form's points by days, in one of the weeks."""
    sums = {}
    for day in days:
        lessons = {placed.key: placed for atom in atoms for placed in week.held(atom, day, phase)}
        sums[day] = sum(points[key] * placed.facts.length for key, placed in lessons.items())
    return sums


def judged(rule: DayProfile, sums: dict[int, int]) -> Iterator[Found]:
    """What is wrong with a form's points by days, named by the days that should be so."""
    heavy = [points for day, points in sums.items() if day in rule.heaviest]
    others = [points for day, points in sums.items() if day not in rule.heaviest]
    if heavy and others and max(others) > max(heavy):
        yield Found(1, tuple((day, 0) for day in sums if day in rule.heaviest))
    light = [points for day, points in sums.items() if day in rule.lightest]
    rest = [points for day, points in sums.items() if day not in rule.lightest]
    if light and rest and any(sums.values()) and min(light) >= min(rest):
        yield Found(1, tuple((day, 0) for day in sums if day in rule.lightest))


def pieces_of_kept_rooms(rule: TeacherKeepsRoom, layout: Layout) -> Iterator[Unit]:
    """Teachers one by one: how often they change rooms within a day."""
    for person in layout.persons(OfPeople(whose=Whose.TEACHERS, of=rule.of)):

        def look(week: Week, _keys: Keys, number: int = person.number) -> list[Found]:
            phases = range(len(week.phases))
            return max((list(_changes(week, number, phase)) for phase in phases), key=len)

        yield Unit(rule, look, people=(person.number,), person=person.number)


def _changes(week: Week, number: int, phase: int) -> Iterator[Found]:
    teacher = week.layout.people[number].id
    for day in range(len(week.layout.grid.days)):
        lessons = sorted(week.held(number, day, phase), key=lambda one: (one.slot, one.key))
        roomed = [
            (placed, room)
            for placed in lessons
            if (room := room_of_teacher(placed.facts.demand, placed.card, teacher)) is not None
        ]
        for (before, left), (after, entered) in pairwise(roomed):
            if left != entered:
                yield Found(1, ((day, after.mask),), keys=(before.key, after.key))
