"""Pupils, who is in which form from when to when, and who is in which half."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from school.dates import Dates
from school.form import Form
from school.people import Pupil
from school.term import TermKind
from server.demo.chance import Chance
from server.demo.names import compose_name
from server.demo.staffing import Group, Staffing
from server.demo.words import words
from server.demo.year import DemoYear

MOVEMENT = 0.015
"""The share of pupils who come, go or change their form in a quarter."""


@dataclass(slots=True)
class Stay:
    """A pupil in a form: ``part`` is the half in which subjects are learnt that are split."""

    pupil: Pupil
    form: Form
    dates: Dates
    part: int
    order: str


@dataclass(frozen=True, slots=True)
class Move:
    """A pupil who went from one form of a parallel to another."""

    pupil: str
    old: Form
    new: Form
    day: date


@dataclass(slots=True)
class Roster:
    """All stays of a year by form, in the order of the list, and the moves among them."""

    stays: dict[str, list[Stay]]
    moves: list[Move]

    def pupils(self) -> list[Pupil]:
        """Everybody who was here in the year, each once."""
        found = {stay.pupil.id: stay.pupil for stays in self.stays.values() for stay in stays}
        return list(found.values())

    def of_group(self, group: Group) -> list[Stay]:
        """Who learns in a course."""
        return [stay for stay in self.stays[group.form.id] if group.part in (0, stay.part)]


def build_roster(chance: Chance, staffing: Staffing, year: DemoYear) -> Roster:
    """Fill the forms, then let people come and go up to yesterday."""
    stays = {
        form.id: list(_enrolled(chance.of("pupils", form.id), form, staffing.sizes[form.id], year))
        for form in staffing.forms
    }
    roster = Roster(stays, [])
    movement = _Movement(chance.of("movement"), staffing.forms, roster)
    for term in year.calendar.terms_of(TermKind.QUARTER):
        last = min(term.last_day, year.today - timedelta(days=1))
        if last > term.first_day + timedelta(days=3):
            movement.happen(term.first_day + timedelta(days=2), last)
    for listed in stays.values():
        listed.sort(key=lambda stay: (stay.pupil.sort_key, stay.dates.first_day))
    return roster


def _enrolled(chance: Chance, form: Form, size: int, year: DemoYear) -> Iterator[Stay]:
    random = chance.random()
    taken: set[tuple[str, str]] = set()
    for number in range(size):
        pupil = _compose_pupil(chance.of(number), random, taken)
        order = _order(87, date(year.first_day.year, 8, 25))
        yield Stay(pupil, form, Dates(year.first_day), 1 + number % 2, order)


def _compose_pupil(chance: Chance, random: Random, taken: set[tuple[str, str]]) -> Pupil:
    """A pupil with a name that nobody in the form has."""
    while True:
        family, given, patronymic = compose_name(random, female=random.random() < 0.5)
        if (family, given) not in taken:
            taken.add((family, given))
            return Pupil(chance.id("pupil"), family, given, patronymic)


def _order(number: int, day: date) -> str:
    template: str = words("places")["orders"][0]
    return template.format(number=number, day=f"{day:%d.%m.%Y}")


def _weekday(day: date) -> date:
    """Orders are not written on Saturdays and Sundays."""
    return day - timedelta(days=max(0, day.isoweekday() - 5))


class _Movement:
    """People come, leave and change to a parallel form, one order after another."""

    def __init__(self, chance: Chance, forms: list[Form], roster: Roster) -> None:
        self._chance, self._forms, self._roster = chance, forms, roster
        self._random = chance.random()
        self._orders = 100

    def happen(self, first: date, last: date) -> None:
        total = sum(len(stays) for stays in self._roster.stays.values())
        for _ in range(max(1, round(total * MOVEMENT))):
            day = _weekday(first + timedelta(days=self._random.randrange((last - first).days + 1)))
            self._orders += 1
            act = self._random.choices((self._arrive, self._leave, self._change), (9, 8, 3))[0]
            act(self._random.choice(self._forms), day)

    def _arrive(self, form: Form, day: date) -> None:
        stays = self._roster.stays[form.id]
        taken = {(stay.pupil.family_name, stay.pupil.given_name) for stay in stays}
        pupil = _compose_pupil(self._chance.of(self._orders), self._random, taken)
        part = self._random.randint(1, 2)
        stays.append(Stay(pupil, form, Dates(day), part, _order(self._orders, day)))

    def _leave(self, form: Form, day: date) -> None:
        stay = self._settled(form, day)
        if stay is not None:
            stay.dates = Dates(stay.dates.first_day, day)
            stay.order = f"{stay.order}; {_order(self._orders, day)}"

    def _change(self, form: Form, day: date) -> None:
        parallel = [one for one in self._forms if one.level == form.level and one is not form]
        stay = self._settled(form, day) if parallel else None
        if stay is None:
            return
        new = self._random.choice(parallel)
        stay.dates = Dates(stay.dates.first_day, day - timedelta(days=1))
        order = _order(self._orders, day)
        self._roster.stays[new.id].append(Stay(stay.pupil, new, Dates(day), stay.part, order))
        self._roster.moves.append(Move(stay.pupil.id, form, new, day))

    def _settled(self, form: Form, day: date) -> Stay | None:
        """Somebody who has been here for a while and is to stay."""
        month = timedelta(days=14)
        here = [
            stay
            for stay in self._roster.stays[form.id]
            if stay.dates.last_day is None and stay.dates.first_day + month < day
        ]
        return self._random.choice(here) if here else None
