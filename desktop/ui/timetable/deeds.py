"""What a hand does to a draft: each deed makes another draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from school.calendar import Weeks
from timetable.cards import Card, Cards, Draft, Hand
from timetable.grid import Level, TimeSlot
from timetable.rules.rule import BlockKey


def place(draft: Draft, where: Mapping[BlockKey, TimeSlot | None]) -> Draft:
    """Put cards at these places, None into the tray; rooms stay where they can or must, else others do."""
    cards = {key: card for key, card in draft.cards.items() if key not in where}
    for key, at in where.items():
        if at is not None:
            cards[key] = _laid(draft, cards, key, at)
    return Draft(draft.problem, cards)


def lay(draft: Draft, cards: Cards) -> Draft:
    """Put these cards as they are, by a person's hand."""
    return Draft(draft.problem, {**draft.cards, **{key: _by_hand(card) for key, card in cards.items()}})


def by_hand(draft: Draft, key: BlockKey) -> Draft:
    """The same draft, in which a person has put this card."""
    return Draft(draft.problem, {**draft.cards, key: _by_hand(draft.cards[key])})


def _by_hand(card: Card) -> Card:
    return replace(card, hand=Hand.PERSON)


def take_off(draft: Draft, keys: Iterable[BlockKey]) -> Draft:
    """Into the tray; locked cards stay."""
    gone = {key for key in keys if key in draft.cards and not draft.cards[key].time_locked}
    return Draft(draft.problem, {key: card for key, card in draft.cards.items() if key not in gone})


def lock(draft: Draft, keys: Iterable[BlockKey], *, is_locked: bool) -> Draft:
    """Let nobody move these cards, or let them be moved again."""
    changed = {key: replace(draft.cards[key], time_locked=is_locked) for key in keys if key in draft.cards}
    return Draft(draft.problem, {**draft.cards, **changed})


def are_locked(draft: Draft, keys: Iterable[BlockKey]) -> bool:
    """Whether all of these that are placed are locked."""
    return all(draft.cards[key].time_locked for key in keys if key in draft.cards)


def moved_between(before: Cards, after: Cards) -> tuple[BlockKey, ...]:
    """The blocks that stand elsewhere, in other weeks or rooms, or only in one of two weeks."""
    return tuple(
        key for key in sorted(before.keys() | after.keys()) if _place(before, key) != _place(after, key)
    )


def _place(cards: Cards, key: BlockKey) -> object:
    card = cards.get(key)
    return card and (card.at, card.weeks, card.rooms)


def _laid(draft: Draft, others: Cards, key: BlockKey, at: TimeSlot) -> Card:
    problem = draft.problem
    block = problem.block(key)
    before = draft.cards.get(key)
    weeks = before.weeks if before else block.weeks or Weeks.EVERY
    taken = set(problem.grid.covered(at, block.length))
    busy = {
        room
        for card in others.values()
        if _overlap(card.weeks, weeks) and taken & set(_slots(draft, card))
        for room in card.rooms
        if room
    }
    had = before.rooms if before else ()
    keeps = before is not None and before.rooms_locked
    rooms = had if keeps else _choose_rooms(draft, key, taken, busy, had)
    made = before or Card(key, at)
    return replace(made, at=at, weeks=weeks, rooms=rooms, hand=Hand.PERSON)


def _choose_rooms(
    draft: Draft, key: BlockKey, taken: set[TimeSlot], busy: set[str], had: tuple[str | None, ...]
) -> tuple[str | None, ...]:
    rooms = draft.problem.rooms
    chosen: list[str | None] = []
    for at, need in enumerate(draft.problem.demands[key.demand].needs):
        first = had[at : at + 1]
        wanted = (room for room in (*first, *need.any_of) if room in need.any_of)
        free = (
            room
            for room in wanted
            if room not in busy and room not in chosen and not _is_closed(rooms[room].away, taken)
        )
        chosen.append(next(free, None))
    return tuple(chosen)


def _is_closed(away: Mapping[TimeSlot, Level], taken: set[TimeSlot]) -> bool:
    return any(away.get(at) is Level.FORBIDDEN for at in taken)


def _slots(draft: Draft, card: Card) -> tuple[TimeSlot, ...]:
    length = draft.problem.block(card.block).length
    return tuple(card.at.after(more) for more in range(length))


def _overlap(one: Weeks, other: Weeks) -> bool:
    return Weeks.EVERY in (one, other) or one is other
