"""Two weeks side by side: what stands elsewhere, for whom; the words of a list and of a summary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.ui.timetable.deeds import moved_between
from desktop.ui.timetable.sheet import lesson_title, rooms_title
from desktop.ui.words import _, plural
from timetable.cards import Cards, Draft
from timetable.problem import Problem
from timetable.rules.rule import BlockKey


@dataclass(frozen=True)
class Difference:
    """Blocks that stand otherwise ``before`` and ``after``; the problem says what they are."""

    problem: Problem
    before: Cards
    after: Cards

    @property
    def moved(self) -> tuple[BlockKey, ...]:
        """Only blocks that the school has now."""
        known = {key for key, _demand, _block in self.problem.blocks()}
        return tuple(key for key in moved_between(self.before, self.after) if key in known)

    def lines(self) -> Iterator[tuple[str, object]]:
        """«Математика · 7Б · Петрова» and «Пн 3 → Вт 5», a line for each block."""
        for key in self.moved:
            title = lesson_title(self.problem, key)
            yield f"{title}\n{self.place(key, self.before)} → {self.place(key, self.after)}", key

    def place(self, key: BlockKey, cards: Cards) -> str:
        """«Пн 3, каб. 214», or where it is not on the board at all."""
        return place_words(self.problem, key, cards)

    def by_teacher(self) -> Mapping[str, tuple[BlockKey, ...]]:
        """Whom it touches: the teacher's id, and the blocks."""
        found: dict[str, list[BlockKey]] = defaultdict(list)
        for key in self.moved:
            for teacher in self.problem.demands[key.demand].teachers:
                found[teacher].append(key)
        return {teacher: tuple(keys) for teacher, keys in found.items()}

    def summary(self) -> str:
        """«Изменится 12 уроков у 5 учителей в 3 классах.»"""
        moved = self.moved
        if not moved:
            return _("Ничего не изменится.")
        if not self.before:
            return _("До этого расписания в этот день нет. Уроков: {n}.").format(n=len(moved))
        forms = {form for key in moved for form in self.problem.forms_of(self.problem.demands[key.demand])}
        teachers = len(self.by_teacher())
        lessons = plural(len(moved), "Изменится {n} урок", "Изменятся {n} урока", "Изменится {n} уроков")
        people = plural(teachers, "у {n} учителя", "у {n} учителей", "у {n} учителей")
        rooms = plural(len(forms), "в {n} классе", "в {n} классах", "в {n} классах")
        return f"{lessons} {people} {rooms}."


def place_words(problem: Problem, key: BlockKey, cards: Cards) -> str:
    """Where a block stands, with its rooms."""
    card = cards.get(key)
    if card is None:
        return _("не поставлен")
    place = f"{problem.grid.days[card.at.day]} {problem.grid.slots[card.at.slot].title}"
    return ", ".join(filter(None, (place, rooms_title(problem, card.rooms))))


def between(draft: Draft, before: Cards) -> Difference:
    """From an earlier week to the draft in work."""
    return Difference(draft.problem, before, draft.cards)
