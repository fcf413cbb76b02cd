"""What things of a problem are called in a sentence: people, forms, lessons, days and slots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from timetable.grid import TimeSlot
from timetable.problem import Demand, Problem
from timetable.rules.rule import BlockKey, Which
from timetable.words.tongue import N_, RUSSIAN, Tongue

DAYS = (
    ("пн", N_("в понедельник"), N_("понедельник")),
    ("вт", N_("во вторник"), N_("вторник")),
    ("ср", N_("в среду"), N_("среда")),
    ("чт", N_("в четверг"), N_("четверг")),
    ("пт", N_("в пятницу"), N_("пятница")),
    ("сб", N_("в субботу"), N_("суббота")),
    ("вс", N_("в воскресенье"), N_("воскресенье")),
)
"""How a grid may call a day, and the day in a sentence; a grid may also write the word out."""

MOST_NAMED = 4
"""So many things are listed by name; of more it is said how many there are."""


class Naming:
    """A problem's names in one language."""

    def __init__(self, problem: Problem, tongue: Tongue = RUSSIAN) -> None:
        self.problem = problem
        self.tongue = tongue

    def teacher(self, id: str) -> str:
        known = self.problem.teachers.get(id)
        return known.name if known else id

    def pupils(self, id: str) -> str:
        """A form or a group: «6Б», «6Б/1»."""
        group, form = self.problem.groups.get(id), self.problem.forms.get(id)
        return (form.title if form else None) or (group.title if group else None) or id

    def room(self, id: str) -> str:
        """«кабинет 31», «спортзал»."""
        known = self.problem.rooms.get(id)
        title = room_number(known.title if known else id)
        _ = self.tongue.say
        return _("кабинет {title}").format(title=title) if title[:1].isdigit() else title

    def subject(self, id: str) -> str:
        """«математика», «ОБЗР»: small in a sentence unless it is an abbreviation."""
        known = self.problem.subjects.get(id)
        title = known.title if known else id
        return title if title[1:2].isupper() else title[:1].lower() + title[1:]

    def demand(self, demand: Demand) -> str:
        """«математика 6Б», also when all its groups are taught apart; else the groups one by one."""
        return f"{self.subject(demand.subject)} {self._taught(demand)}".strip()

    def _taught(self, demand: Demand) -> str:
        groups, taken = self.problem.groups, self.problem.resources(demand).atoms
        forms = self.problem.forms_of(demand)
        if all(form in groups and groups[form].atoms <= taken for form in forms):
            return self.listed(self.pupils(form) for form in forms)
        return self.listed(self.pupils(one) for one in demand.groups)

    def blocks(self, keys: Iterable[BlockKey]) -> str:
        """The lessons of blocks, each named once."""
        demands = self.problem.demands
        known = dict.fromkeys(key.demand for key in keys)
        return self.listed(self.demand(demands[one]) if one in demands else one for one in known)

    def which(self, which: Which) -> str:
        """The blocks that a rule means: «математика, физика; 5А, 5Б», «все уроки»."""
        if which.keys:
            return self.blocks(which.keys)
        tell, problem = self.listed, self.problem
        _, plural = self.tongue
        named = (
            tell(self.subject(one) for one in _in_order(problem.subjects, which.subjects)),
            tell(self.pupils(one) for one in _in_order(problem.forms, which.forms)),
            tell(self.pupils(one) for one in _in_order(problem.groups, which.groups)),
            tell(self.teacher(one) for one in _in_order(problem.teachers, which.teachers)),
            tell(sorted(which.tags)),
            plural(which.length, "{n} урок подряд", "{n} урока подряд", "{n} уроков подряд")
            if which.length
            else "",
        )
        return "; ".join(one for one in named if one) or _("все уроки")

    def day(self, day: int) -> str:
        """«в четверг»; a day that the grid calls in a word of its own stays so."""
        return self._day(day, 1)

    def day_name(self, day: int) -> str:
        """«четверг»."""
        return self._day(day, 2)

    def days(self, at: Iterable[TimeSlot]) -> str:
        """«в понедельник, в среду»."""
        return self.listed(self.day(day) for day in dict.fromkeys(one.day for one in at))

    def at(self, at: TimeSlot) -> str:
        """«в четверг 3-м уроком»."""
        return f"{self.day(at.day)} {self._slot(at.slot)}"

    def slot_number(self, slot: int) -> str:
        """The title of a slot; outside the grid its place."""
        slots = self.problem.grid.slots
        return slots[slot].title if 0 <= slot < len(slots) else str(slot + 1)

    def when(self, at: Iterable[TimeSlot]) -> str:
        """«в четверг 3-м уроком, в пятницу на уроках 1, 2», «каждый день на уроках 2–7»."""
        days = list(_by_days(at))
        if len(days) == len(self.problem.grid.days) > 1 and all(slots == days[0][1] for _, slots in days):
            return self._in_slots(self.tongue.say(N_("каждый день")), days[0][1])
        return self.listed(self._of_day(day, slots) for day, slots in days)

    def listed(self, names: Iterable[str]) -> str:
        """«а, б, в, г и ещё 3»."""
        _, found = self.tongue.say, list(dict.fromkeys(names))
        more = len(found) - MOST_NAMED
        if more <= 1:
            return ", ".join(found)
        return _("{names} и ещё {n}").format(names=", ".join(found[:MOST_NAMED]), n=more)

    def _of_day(self, day: int, slots: list[int]) -> str:
        return self._in_slots(self.day(day), slots)

    def _in_slots(self, day: str, slots: list[int]) -> str:
        if len(slots) == 1:
            return f"{day} {self._slot(slots[0])}"
        _, numbers = self.tongue.say, self._numbers(slots)
        return _("{day} на уроках {numbers}").format(day=day, numbers=numbers)

    def _numbers(self, slots: list[int]) -> str:
        """«1, 2», «1–5»: three and more that follow each other as one."""
        first, last = self.slot_number(slots[0]), self.slot_number(slots[-1])
        if len(slots) > 2 and slots == list(range(slots[0], slots[-1] + 1)):
            return f"{first}–{last}"
        return ", ".join(self.slot_number(slot) for slot in slots)

    def _slot(self, slot: int) -> str:
        _, number = self.tongue.say, self.slot_number(slot)
        if number.isdecimal():
            return _("{n}-м уроком").format(n=number)
        return _("уроком «{title}»").format(title=number)

    def _day(self, day: int, word: int) -> str:
        days = self.problem.grid.days
        title = days[day] if 0 <= day < len(days) else str(day + 1)
        for known in DAYS:
            if title.casefold().rstrip(".") in (known[0], known[2]):
                return self.tongue.say(known[word])
        return f"«{title}»"


def _by_days(at: Iterable[TimeSlot]) -> Iterator[tuple[int, list[int]]]:
    for day, of_day in groupby(sorted(set(at)), key=lambda one: one.day):
        yield day, [one.slot for one in of_day]


def _in_order(nouns: Iterable[str], chosen: Iterable[str]) -> list[str]:
    """Ids in the problem's own order, strangers last."""
    wanted = set(chosen)
    return [one for one in nouns if one in wanted] + sorted(wanted.difference(nouns))


def room_number(title: str) -> str:
    """«12» of «Кабинет 12» and «Каб. 12», which say what the words around them say already."""
    first, _space, rest = title.partition(" ")
    return rest if rest[:1].isdigit() and first.lower().rstrip(".") in ("каб", "кабинет") else title
