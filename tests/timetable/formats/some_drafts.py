"""Any draft that holds together, for tests that must not depend on which."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, time
from typing import Any

from hypothesis import strategies as st

from school.calendar import Weeks
from timetable.cards import Card, Draft, Hand
from timetable.grid import DaySlot, Grid, Level, TimeSlot
from timetable.norms import Act, Norms
from timetable.problem import Block, Demand, Form, Group, Part, Problem, Room, RoomNeed, Subject, Teacher
from timetable.rules.kinds import KINDS
from timetable.rules.rule import BlockKey, OfPeople, Order, Per, Rule, Same, Which, Whose

IDS = ("a", "б&<", "в г")
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=8)
PLACES = st.builds(TimeSlot, st.integers(0, 1), st.integers(0, 3))
AWAY = st.dictionaries(PLACES, st.sampled_from((Level.UNDESIRABLE, Level.FORBIDDEN)), max_size=3)
SOME = st.lists(st.sampled_from(IDS), max_size=2, unique=True).map(tuple)
SET = SOME.map(frozenset)
KEYS = st.builds(BlockKey, st.sampled_from(IDS), st.just(0))
NUMBERS = st.integers(0, 9)
WEIGHTS = st.none() | st.integers(1, 5)
WHICH = st.builds(
    Which,
    keys=st.lists(KEYS, max_size=2).map(tuple),
    subjects=SET,
    teachers=SET,
    groups=SET,
    forms=SET,
    tags=SET,
    length=st.none() | st.integers(1, 3),
)

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "whose": st.sampled_from(Whose),
    "per": st.sampled_from(Per),
    "what": st.sampled_from(Same),
    "order": st.sampled_from(Order),
    "which": WHICH,
    "of": SOME,
    "first": KEYS,
    "second": KEYS,
    "starts": st.frozensets(PLACES, min_size=1, max_size=3),
    "within": st.frozensets(PLACES, max_size=3),
    "kept": st.lists(st.tuples(KEYS, PLACES), max_size=2).map(tuple),
    "last": st.integers(2, 3),
    "weight": WEIGHTS,
    "norm": st.just(""),
    "beside_if_same_day": st.booleans(),
    "each_form": st.booleans(),
    "empty_days": st.booleans(),
    "whoever": st.booleans(),
}
NUMBER_LISTS = frozenset({"slots", "levels", "heaviest", "lightest"})


def _field(kind: type[Rule], name: str) -> st.SearchStrategy[Any]:
    if name == "first" and issubclass(kind, OfPeople):
        return st.integers(0, 1)
    if name in NUMBER_LISTS:
        return st.lists(NUMBERS, max_size=3).map(tuple)
    return FIELDS.get(name, NUMBERS)


def _rule(kind: type[Rule]) -> st.SearchStrategy[Rule]:
    return st.builds(kind, **{field.name: _field(kind, field.name) for field in fields(kind)})


RULES = st.lists(st.one_of([_rule(kind) for kind in KINDS]), max_size=6).map(tuple)

SLOTS = st.builds(
    DaySlot,
    NAMES,
    st.integers(0, 14),
    st.integers(1, 2),
    st.none() | st.just(time(8, 30)),
    st.none() | st.just(time(9, 10)),
)
GRIDS = st.builds(
    Grid,
    st.just(("Пн", "Вт")),
    st.lists(SLOTS, min_size=4, max_size=4, unique_by=lambda slot: slot.title).map(tuple),
    st.frozensets(PLACES, max_size=2),
    st.frozensets(st.integers(0, 3), max_size=2),
)
NORMS = st.builds(
    Norms,
    NAMES,
    st.lists(st.builds(Act, NAMES, st.just(date(2026, 9, 1))), max_size=1).map(tuple),
    st.dictionaries(st.tuples(st.integers(1, 11), st.integers(5, 6)), NUMBERS, max_size=2),
    st.dictionaries(st.integers(1, 11), NUMBERS, max_size=2),
    points=st.dictionaries(st.tuples(st.integers(1, 11), NAMES), NUMBERS, max_size=2),
    only_first_shift=st.frozensets(st.integers(1, 11), max_size=2),
)
PARTS = st.builds(
    Part,
    SOME,
    SOME,
    st.lists(st.builds(RoomNeed, SOME, WEIGHTS), max_size=2).map(tuple),
    st.sampled_from(("", "course")),
)
BLOCKS = st.builds(Block, st.integers(1, 2), st.none() | st.sampled_from(Weeks))


def _demand(id: str) -> st.SearchStrategy[Demand]:
    parts, blocks = st.lists(PARTS, min_size=1, max_size=2), st.lists(BLOCKS, min_size=1, max_size=3)
    return st.builds(
        Demand,
        st.just(id),
        st.sampled_from(IDS),
        parts.map(tuple),
        blocks.map(tuple),
        st.just(""),
        st.booleans(),
        SET,
    )


def _each(make: Any) -> st.SearchStrategy[Any]:
    return st.tuples(*(make(id) for id in IDS)).map(lambda made: {one.id: one for one in made})


PROBLEMS = st.builds(
    Problem,
    NAMES,
    GRIDS,
    _each(lambda id: st.builds(Teacher, st.just(id), NAMES, AWAY)),
    _each(lambda id: st.builds(Subject, st.just(id), NAMES)),
    _each(lambda id: st.builds(Room, st.just(id), NAMES, capacity=st.none() | NUMBERS, away=AWAY)),
    _each(lambda id: st.builds(Form, st.just(id), NAMES, st.integers(0, 11), away=AWAY)),
    _each(lambda id: st.builds(Group, st.just(id), NAMES, st.just(id), st.just(frozenset({id})), away=AWAY)),
    _each(_demand),
    RULES,
    NORMS,
)


def _draft(problem: Problem, places: list[TimeSlot], locked: bool) -> Draft:
    cards = (
        Card(key, at, time_locked=locked, rooms=(None,) * len(demand.needs), hand=Hand.PERSON)
        for (key, demand, _), at in zip(problem.blocks(), places, strict=False)
    )
    return Draft(problem, {card.block: card for card in cards})


DRAFTS = st.builds(_draft, PROBLEMS, st.lists(PLACES, max_size=4), st.booleans())
