"""Whether a draft from a file holds together: every id leads somewhere, every number can be meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields

from timetable.cards import Draft
from timetable.formats.bounds import check_numbers
from timetable.formats.refusals import BadFile, Place, Why
from timetable.grid import Grid, TimeSlot
from timetable.problem import Away, Demand, Problem
from timetable.rules.of_people import MaxDaysWithin
from timetable.rules.rule import BlockKey, OfPeople, Rule, Which, Whose

MOST_GROUPS = 100
MOST_BLOCKS = 200

Reference = tuple[str, str, Collection[str]]
"""A field, what stands in it, and what may."""


def check_draft(draft: Draft) -> None:
    """BadFile for the first thing that leads nowhere."""
    problem = draft.problem
    if not problem.grid.days or not problem.grid.slots:
        raise BadFile(Why.NO_DAYS)
    check_numbers(problem)
    _check("grid", _of_grid(problem.grid))
    for whose, away in _aways(problem):
        _check(whose, _places("away", away, problem.grid))
    for group in problem.groups.values():
        _check(f"groups.{group.id}", [("form", group.form, problem.forms)])
        if not group.atoms:
            raise BadFile(Why.NO_PUPILS, Place(record=f"groups.{group.id}"), found=group.title)
    for form in problem.forms.values():
        if form.id not in problem.groups:
            raise BadFile(Why.NO_PUPILS, Place(record=f"forms.{form.id}"), found=form.title)
        homes = [form.home_room] if form.home_room else []
        _check(f"forms.{form.id}", [("home_room", home, problem.rooms) for home in homes])
        _check(f"forms.{form.id}", _indexes("first_slots", form.first_slots, problem.grid))
    for demand in problem.demands.values():
        _check(f"demands.{demand.id}", _of_demand(problem, demand))
        _check_size(problem, demand)
    for index, rule in enumerate(problem.rules):
        _check(f"rules[{index}]", _of_rule(problem, rule))
    for key, card in draft.cards.items():
        _check_card(problem, key, card.rooms)


def holds_together(problem: Problem, rule: Rule) -> bool:
    """Whether all that a rule names is there."""
    return all(found in among for _, found, among in _of_rule(problem, rule))


def _check(record: str, references: Iterable[Reference]) -> None:
    for field, found, among in references:
        if found not in among:
            raise BadFile(Why.NO_SUCH, Place(record=record), field=field, found=found[:80])


def _of_grid(grid: Grid) -> Iterator[Reference]:
    yield from _places("breaks", grid.breaks, grid)
    yield from _indexes("meals_after", grid.meals_after, grid)


def _aways(problem: Problem) -> Iterator[tuple[str, Away]]:
    yield from ((f"teachers.{id}", one.away) for id, one in problem.teachers.items())
    yield from ((f"rooms.{id}", one.away) for id, one in problem.rooms.items())
    yield from ((f"forms.{id}", one.away) for id, one in problem.forms.items())
    yield from ((f"groups.{id}", one.away) for id, one in problem.groups.items())


def _places(field: str, places: Iterable[TimeSlot], grid: Grid) -> Iterator[Reference]:
    return ((field, str(list(at)), ()) for at in places if at not in grid)


def _indexes(field: str, slots: Iterable[int], grid: Grid) -> Iterator[Reference]:
    return ((field, str(slot), ()) for slot in slots if slot not in grid.of_day)


def _of_demand(problem: Problem, demand: Demand) -> Iterator[Reference]:
    yield "subject", demand.subject, problem.subjects
    for part in demand.parts:
        yield from (("teachers", one, problem.teachers) for one in part.teachers)
        yield from (("groups", one, problem.groups) for one in part.groups)
        yield from (("rooms", one, problem.rooms) for need in part.rooms for one in need.any_of)


def _check_size(problem: Problem, demand: Demand) -> None:
    place, slots = Place(record=f"demands.{demand.id}"), len(problem.grid.slots)
    if len(demand.groups) > MOST_GROUPS:
        raise BadFile(Why.TOO_MANY_GROUPS, place, found=len(demand.groups), most=MOST_GROUPS)
    if len(demand.blocks) > MOST_BLOCKS:
        raise BadFile(Why.TOO_MANY_BLOCKS, place, found=len(demand.blocks), most=MOST_BLOCKS)
    for block in demand.blocks:
        if not 1 <= block.length <= slots:
            raise BadFile(Why.TOO_LONG, place, found=block.length, most=slots)


def _of_rule(problem: Problem, rule: Rule) -> Iterator[Reference]:
    if isinstance(rule, OfPeople):
        among: Collection[str] = problem.teachers if rule.whose is Whose.TEACHERS else problem.groups
        yield from (("of", one, among) for one in rule.of)
    if isinstance(rule, MaxDaysWithin):
        slots = [str(slot) for slot in problem.grid.of_day]
        yield from (("first, last", str(slot), slots) for slot in (rule.first, rule.last))
    for field in fields(rule):
        value = getattr(rule, field.name)
        if isinstance(value, Which):
            yield from _of_which(problem, value)
        elif isinstance(value, BlockKey):
            yield field.name, value.demand, problem.demands


def _of_which(problem: Problem, which: Which) -> Iterator[Reference]:
    yield from (("keys", key.demand, problem.demands) for key in which.keys)
    yield from (("subjects", one, problem.subjects) for one in which.subjects)
    yield from (("teachers", one, problem.teachers) for one in which.teachers)
    yield from (("groups", one, problem.groups) for one in which.groups)
    yield from (("forms", one, problem.forms) for one in which.forms)


def _check_card(problem: Problem, key: BlockKey, rooms: Iterable[str | None]) -> None:
    _check("cards", [("block", key.demand, problem.demands)])
    if key.seq not in range(len(problem.demands[key.demand].blocks)):
        raise BadFile(Why.NO_SUCH, Place(record="cards"), field="block", found=f"{key.demand}, {key.seq}")
    _check(f"cards.{key.demand}", [("rooms", room, problem.rooms) for room in rooms if room])
