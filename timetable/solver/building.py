"""The model of a draft: its rules, what no week may have, locked cards, and where to begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from timetable.cards import Card, Cards, Draft
from timetable.findings import Fault
from timetable.solver.encoders import ENCODERS
from timetable.solver.hall import room_limits
from timetable.solver.model import Slack, Start
from timetable.solver.of_rooms import one_lesson_a_room
from timetable.solver.school_model import SchoolModel
from timetable.solver.strictness import AS_WRITTEN, Cause, Hold, Strictness


def build_model(
    draft: Draft, strictness: Strictness = AS_WRITTEN, on_part: Callable[[], None] = lambda: None
) -> SchoolModel:
    """A draft's model, ready to be solved: time-locked cards are pins, the others are hints.

    ``on_part`` is called many times a second meanwhile; what it raises ends the building.
    """
    model = SchoolModel(draft.problem, strictness)
    for crowd in model.people.crowds():
        on_part()
        one_at_a_time(model, crowd)
    room_limits(model)
    for index, rule in enumerate(draft.problem.rules):
        on_part()
        if index not in model.kept_in_bundles and strictness.concerns(rule):
            ENCODERS[type(rule)](model, rule)
    one_lesson_a_room(model)
    pin(model, draft.cards)
    hint(model, draft.cards)
    model.minimize()
    return model


def one_at_a_time(model: SchoolModel, crowd: tuple[int, ...]) -> None:
    """Nobody is in two places; this is never for sale."""
    for week in model.weeks:
        for at in model.problem.grid:
            model.at_most(model.at(crowd, at, week), 1)


def pin(model: SchoolModel, cards: Cards) -> None:
    """Locked cards stay where they are, wherever that is."""
    pinned = {
        (model.bundle_of[key].index, model.member_of[key], Start(card.at, card.weeks))
        for key, card in cards.items()
        if card.time_locked and key in model.bundle_of
    }
    for (index, start), count in Counter((index, start) for index, _, start in pinned).items():
        there = [(var, 1) for at, var in model.starts[index].items() if at == start]
        cause = Cause(Hold.PIN, blocks=model.bundles[index].keys, at=(start.at,))
        model.at_least(there, count, cause)


def hint(model: SchoolModel, cards: Cards) -> None:
    """Begin the search near these cards."""
    placed = {
        (model.bundle_of[key].index, model.member_of[key], Start(card.at, card.weeks))
        for key, card in cards.items()
        if key in model.bundle_of
    }
    near = Counter((index, start) for index, _, start in placed)
    for one in model.bundles if placed else ():
        for start, var in model.starts[one.index].items():
            model.hint(var, min(near[one.index, start], model.top(var)))


def hint_values(model: SchoolModel, numbers: Sequence[int]) -> None:
    """Begin the search at an answer, all of it."""
    model.forget_hints()
    for index, number in enumerate(numbers):
        model.hint(model.cp.get_int_var_from_proto_index(index), number)


def cut(model: SchoolModel, cards: Iterable[Card], price: int = 0) -> None:
    """Forbid that these cards lie so together, or put a price on it."""
    starts = {(model.bundle_of[card.block].index, Start(card.at, card.weeks)) for card in cards}
    terms = [(model.starts[index][start], 1) for index, start in sorted(starts)]
    if price:
        slack = model.new()
        model.slacks.append(Slack(Cause(Fault.NO_ROOM), slack, price))
        terms.append((slack, -1))
    model.at_most(terms, len(starts) - 1)
