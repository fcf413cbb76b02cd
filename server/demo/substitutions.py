"""Teachers who are away, and who takes their lessons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from school.dates import Dates
from server.demo.chance import Chance, geometric
from server.demo.staffing import Bundle, Group, Staffing, Teacher
from server.demo.week import Lesson
from server.demo.words import words
from server.demo.year import DemoYear

STARTS_A_DAY = 0.0065
MEAN_DAYS = 6
FEWEST_MOST = 6
"""Nobody who substitutes has more lessons than this on one day."""

SAME_POST_FIRST = 0.9
"""How often a free colleague is found, if there is one; else the lesson falls out."""

Key = tuple[str, date, int]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one lesson: ``what`` as on the wire, who took it, with whom."""

    group: Group
    day: date
    slot: int
    what: str
    teacher: str | None
    reason: str
    joined: str | None = None


class Changes:
    """The year's substitutions up to today, by course, date and slot."""

    def __init__(
        self,
        chance: Chance,
        staffing: Staffing,
        week: list[Lesson],
        school_days: Mapping[str, Mapping[date, int]],
    ) -> None:
        self._chance, self._staffing = chance, staffing
        self._days = school_days
        self._posts = {one.person.id: one.post for one in staffing.teachers}
        self._week: dict[tuple[str, int], list[Lesson]] = defaultdict(list)
        for lesson in week:
            for person in lesson.group.people():
                self._week[person, lesson.weekday].append(lesson)
        self._bundles = {group.id: bundle for bundle in staffing.bundles for group in bundle.groups}
        self._taken: dict[tuple[str, date], set[int]] = defaultdict(set)
        self.made: dict[Key, Change] = {}
        self.spells: list[tuple[str, Dates, str]] = []
        """Who was away from when to when, and why; the last ones may go on after today."""

    def happen(self, year: DemoYear) -> None:
        """Let teachers be away; whoever substitutes is at school and free."""
        self.spells = list(self._spells(year))
        away = {
            (person, day): reason
            for person, spell, reason in self.spells
            for day in _days(spell)
            if day <= year.today
        }
        self._ask_demo_teacher(away, year)
        for (person, day), reason in sorted(away.items(), key=lambda each: (each[0][1], each[0][0])):
            for lesson in self._lessons(person, day):
                key = (lesson.group.id, day, lesson.slot)
                if key not in self.made and self._is_his(lesson.group, person, day):
                    self.made[key] = self._cover(lesson, person, day, reason, away)

    def _spells(self, year: DemoYear) -> Iterator[tuple[str, Dates, str]]:
        """Everybody is ill now and then, but for those whom the demo's story needs."""
        reasons = list(words("places")["reasons"].values())
        staying = {one.person.id for one in (self._staffing.demo, self._staffing.colleague)}
        for teacher in self._staffing.teachers:
            if teacher.person.id in staying:
                continue
            random = self._chance.of("away", teacher.person.id).random()
            for day in year.days_before(year.today):
                if random.random() < STARTS_A_DAY:
                    last = day + timedelta(days=geometric(random, MEAN_DAYS) - 1)
                    yield teacher.person.id, Dates(day, last), random.choice(reasons)

    def _ask_demo_teacher(self, away: dict[tuple[str, date], str], year: DemoYear) -> None:
        """Today a colleague is away, and the demo teacher takes a lesson next to her own ones.

        Of her own subject if possible; a lesson after noon only if there is no other.
        """
        demo, today = self._staffing.demo, year.today
        hers = [lesson.slot for lesson in self._lessons(demo.person.id, today)]
        offers = [
            (teacher.post != demo.post, min(abs(lesson.slot - slot) for slot in hers), number, lesson)
            for number, (teacher, lesson) in enumerate(self._offers(today))
            if self._is_free(demo.person.id, lesson.slot, today, away)
        ]
        if offers:
            *_, lesson = min(offers, key=lambda offer: offer[:3])
            reason = words("places")["reasons"]["course"]
            away[lesson.group.teachers[0].person, today] = reason
            self._take(demo.person.id, today, lesson.slot)
            change = Change(lesson.group, today, lesson.slot, "teacher", demo.person.id, reason)
            self.made[lesson.group.id, today, lesson.slot] = change

    def _offers(self, today: date) -> Iterator[tuple[Teacher, Lesson]]:
        """Today's lessons of others that one person holds for a whole form."""
        for teacher in self._staffing.teachers:
            if teacher not in (self._staffing.demo, self._staffing.colleague):
                for lesson in self._lessons(teacher.person.id, today):
                    if lesson.group.people() == (teacher.person.id,) and not lesson.group.part:
                        yield teacher, lesson

    def _lessons(self, person: str, day: date) -> list[Lesson]:
        """The person's lessons of a date, by the week that each form follows."""
        return [
            lesson
            for weekday in range(1, 7)
            for lesson in self._week[person, weekday]
            if self._days[lesson.group.form.id].get(day) == weekday
        ]

    def _is_his(self, group: Group, person: str, day: date) -> bool:
        """Whether the lesson is this person's alone: with a second teacher nobody is needed."""
        teaching = [one.person for one in group.teachers if one.dates.covers(day)]
        return teaching == [person]

    def _cover(
        self, lesson: Lesson, person: str, day: date, reason: str, away: Mapping[tuple[str, date], str]
    ) -> Change:
        neighbour = self._neighbour(self._bundles[lesson.group.id], lesson.group, day, away)
        if neighbour is not None:
            teacher = neighbour.teachers[0].person
            return Change(lesson.group, day, lesson.slot, "join", teacher, reason, neighbour.id)
        random = self._chance.of("cover", lesson.group.id, day, lesson.slot).random()
        free = [
            other
            for other, post in self._posts.items()
            if other != person and self._is_free(other, lesson.slot, day, away)
        ]
        same = [other for other in free if self._posts[other] == self._posts[person]]
        if not free or random.random() > SAME_POST_FIRST:
            return Change(lesson.group, day, lesson.slot, "cancel", None, reason)
        substitute = random.choice(same or free)
        self._take(substitute, day, lesson.slot)
        return Change(lesson.group, day, lesson.slot, "teacher", substitute, reason)

    def _neighbour(
        self, bundle: Bundle, group: Group, day: date, away: Mapping[tuple[str, date], str]
    ) -> Group | None:
        """The other half of the form, which learns the same at the same time."""
        others = (one for one in bundle.groups if one is not group)
        return next((one for one in others if (one.teachers[0].person, day) not in away), None)

    def _is_free(self, person: str, slot: int, day: date, away: Mapping[tuple[str, date], str]) -> bool:
        if (person, day) in away or slot in self._taken[person, day]:
            return False
        own = {lesson.slot for lesson in self._lessons(person, day)}
        return bool(own) and slot not in own and len(own) + len(self._taken[person, day]) < FEWEST_MOST

    def _take(self, person: str, day: date, slot: int) -> None:
        self._taken[person, day].add(slot)


def _days(spell: Dates) -> Iterator[date]:
    day = spell.first_day
    while spell.covers(day):
        yield day
        day += timedelta(days=1)
