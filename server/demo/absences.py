"""Who was missing when: spells of illness, reasons at home, lessons skipped, being late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from server.demo.chance import Chance, geometric, weighted
from server.demo.roster import Roster, Stay
from server.demo.year import DemoYear

STARTS_A_DAY = 0.0165
WINTER = 1.8
"""How many more spells begin in December, January and February."""

MEAN_DAYS = 4
"""Days of an average spell, Saturdays and Sundays among them."""

CAUSES = (("ill", 0.60), ("excused", 0.25), ("unexcused", 0.10), ("late", 0.05))
EXEMPT = 0.015
"""The share of pupils whom a doctor has exempted from physical education."""


@dataclass(frozen=True, slots=True)
class Spell:
    """Days missed for one cause. ``noted``: what teachers wrote, who knew no better.

    ``first`` and ``last`` bound the lessons of a day by their number.
    """

    pupil: str
    form: str
    start: date
    end: date
    cause: str
    noted: str
    first: int = 1
    last: int = 9

    @property
    def is_explained(self) -> bool:
        """Whether the form teacher has a paper for it."""
        return self.cause in {"ill", "excused"} and (self.end - self.start).days >= 2


class Missing:
    """Answers who is missing from a lesson; all of it is known before any lesson is made."""

    def __init__(self, chance: Chance, roster: Roster, year: DemoYear) -> None:
        self.spells = [
            spell
            for stays in roster.stays.values()
            for stay in stays
            for spell in _spells(chance.of(stay.pupil.id, stay.form.id), stay, year)
        ]
        self.exempt = frozenset(
            pupil.id for pupil in roster.pupils() if chance.of(pupil.id, "pe").random().random() < EXEMPT
        )
        self._by_day: dict[tuple[str, date], Spell] = {}
        for spell in self.spells:
            for count in range((spell.end - spell.start).days + 1):
                self._by_day[spell.pupil, spell.start + timedelta(days=count)] = spell

    def code(self, pupil: str, day: date, number: int) -> str | None:
        """The code that the teacher of the day's lesson with this number has written."""
        spell = self._by_day.get((pupil, day))
        if spell is None or not spell.first <= number <= spell.last:
            return None
        return spell.noted


def _spells(chance: Chance, stay: Stay, year: DemoYear) -> Iterator[Spell]:
    random = chance.random()
    day = stay.dates.first_day
    end = min(stay.dates.last_day or year.today, year.today)
    while day <= end:
        winter = WINTER if day.month in {12, 1, 2} else 1.0
        if random.random() >= STARTS_A_DAY * winter:
            day += timedelta(days=1)
            continue
        cause = weighted(random, CAUSES)
        is_short = cause in {"late", "unexcused"}
        length = 1 if is_short else geometric(random, MEAN_DAYS)
        last = day + timedelta(days=length - 1)
        noted = "absent" if not is_short and random.random() < 0.4 else cause
        first = random.choice((1, 1, 4, 5, 6)) if cause == "unexcused" else 1
        bound = 1 if cause == "late" else 9
        yield Spell(stay.pupil.id, stay.form.id, day, last, cause, noted, first, bound)
        day = last + timedelta(days=1)
