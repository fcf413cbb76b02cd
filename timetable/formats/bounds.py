"""How great the numbers of a timetable may be: more than a week holds means nothing, and costs hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any, NamedTuple

from timetable.formats.refusals import BadFile, Place, Why
from timetable.grid import Grid
from timetable.problem import Problem
from timetable.rules.rule import Rule, Which

MOST_DAYS = 60
MOST_SLOTS = 100
MOST_SHIFTS = 9
MOST_NUMBER = 100
"""For whatever is counted in a week: levels, points, lengths, the school's numbers of slots."""


class Number(NamedTuple):
    """What stands in a field of a record, and between what it may."""

    record: str
    field: str
    found: int
    least: int
    most: int


def check_numbers(problem: Problem) -> None:
    """BadFile for the first number that no week could mean."""
    grid = problem.grid
    if len(grid.days) > MOST_DAYS or len(grid.slots) > MOST_SLOTS:
        raise BadFile(Why.TOO_MANY_PARTS, Place(record="grid"), most=f"{MOST_DAYS} × {MOST_SLOTS}")
    for record, field, found, least, most in _numbers(problem):
        if not least <= found <= most:
            raise BadFile(
                Why.NOT_A_NUMBER, Place(record=record), field=field, found=found, least=least, most=most
            )


def brought_within(grid: Grid, rule: Rule) -> Rule:
    """The rule with limits that are beyond any week brought down to the greatest: it means the same."""
    most = _most_in(grid)
    beyond: dict[str, Any] = {field: most for field, found in _limits(rule) if found > most}
    return replace(rule, **beyond)


def _most_in(grid: Grid) -> int:
    return max(MOST_NUMBER, len(grid.days) * len(grid.slots))


def _numbers(problem: Problem) -> Iterator[Number]:
    for at, slot in enumerate(problem.grid.slots):
        yield Number("grid", f"slots[{at}].number", slot.number, 0, MOST_NUMBER)
        yield Number("grid", f"slots[{at}].shift", slot.shift, 1, MOST_SHIFTS)
    for form in problem.forms.values():
        yield Number(f"forms.{form.id}", "level", form.level, 0, MOST_NUMBER)
        yield Number(f"forms.{form.id}", "shift", form.shift, 1, MOST_SHIFTS)
    for demand in problem.demands.values():
        weights = (need.weight for part in demand.parts for need in part.rooms if need.weight is not None)
        yield from (Number(f"demands.{demand.id}", "weight", weight, 1, 5) for weight in weights)
    for index, rule in enumerate(problem.rules):
        yield from _of_rule(f"rules[{index}]", rule, _most_in(problem.grid))


def _of_rule(record: str, rule: Rule, most: int) -> Iterator[Number]:
    if rule.weight is not None:
        yield Number(record, "weight", rule.weight, 1, 5)
    yield from (Number(record, field, found, 0, most) for field, found in _limits(rule))
    for field in fields(rule):
        value = getattr(rule, field.name)
        if isinstance(value, Which) and value.length is not None:
            yield Number(record, "length", value.length, 1, MOST_NUMBER)
        yield from (Number(record, field.name, one, 0, MOST_NUMBER) for one in _listed(value))


def _limits(rule: Rule) -> list[tuple[str, int]]:
    """The fields of a rule that hold one number each."""
    said = ((field.name, getattr(rule, field.name)) for field in fields(rule) if field.name != "weight")
    return [(name, value) for name, value in said if type(value) is int]


def _listed(value: object) -> Iterable[int]:
    """The numbers of a field that is a list of them."""
    return (one for one in value if type(one) is int) if isinstance(value, tuple) else ()
