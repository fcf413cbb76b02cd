"""From the values of a model's variables to cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from timetable.cards import Card, Cards
from timetable.rules.of_quality import Stability
from timetable.rules.rule import BlockKey
from timetable.solver.bundles import Bundle
from timetable.solver.model import Model, Start, Var

Values = Callable[[Var], int]
"""The value of a variable in an answer."""


def decode(model: Model, values: Values, near: Cards) -> dict[BlockKey, Card]:
    """The cards of an answer, without rooms; of equal blocks each stays near its card or old place."""
    wanted = _old_places(model) | {key: Start(card.at, card.weeks) for key, card in near.items()}
    cards: dict[BlockKey, Card] = {}
    for one in model.bundles:
        free = Counter({start: values(var) for start, var in model.starts[one.index].items()})
        for member, start in _shared_out(one, free, wanted, near):
            for key in member:
                cards[key] = _card(key, start, near.get(key))
    return cards


def _shared_out(
    one: Bundle, free: Counter[Start], wanted: dict[BlockKey, Start], near: Cards
) -> list[tuple[tuple[BlockKey, ...], Start]]:
    """Which member begins where: locked ones first, then those that may stay, then the rest in order."""
    given: dict[int, Start] = {}
    order = sorted(
        range(one.count), key=lambda number: not any(_locked(near, key) for key in one.members[number])
    )
    for number in order:
        for key in one.members[number]:
            start = wanted.get(key)
            if number not in given and start is not None and free[start] > 0:
                given[number] = start
                free[start] -= 1
    left = sorted(free.elements())
    for number in range(one.count):
        if number not in given and left:
            given[number] = left.pop(0)
    return [(one.members[number], start) for number, start in sorted(given.items())]


def _locked(near: Cards, key: BlockKey) -> bool:
    return key in near and near[key].time_locked


def _old_places(model: Model) -> dict[BlockKey, Start]:
    rules = (rule for rule in model.problem.rules if isinstance(rule, Stability))
    kept = (one for rule in rules for one in rule.kept if one[0] in model.bundle_of)
    return {key: Start(at, model.problem.block(key).weeks or model.weeks[0]) for key, at in kept}


def _card(key: BlockKey, start: Start, old: Card | None) -> Card:
    """A card at its place; what a person locked stays as it was."""
    if old is not None and (old.at, old.weeks) == start:
        return old
    rooms = old.rooms if old is not None and old.rooms_locked else ()
    return Card(key, start.at, start.weeks, rooms, rooms_locked=bool(rooms))
