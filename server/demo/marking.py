"""How marks come about: what a pupil can, how the day is, and a little luck."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from server.demo.chance import Chance, geometric
from server.demo.staffing import subject_of
from server.demo.words import words

FIVE_FROM, FOUR_FROM, THREE_FROM = 0.64, -0.43, -1.58
"""Cuts of a normal distribution: about 30 in 100 fives, 39 fours, 26 threes, 5 twos."""

_ABILITY, _SUBJECT, _FORM, _LUCK = 0.66, 0.33, 0.18, 0.65
_CONSTANCY = 0.92
"""How much of a pupil's ability of one term is still there in the next."""

COMMENTS = 0.006
DUTIES = 0.02
"""The share of a work's pupils who were there and owe it all the same."""

ABSENT_DUTIES = 0.7
"""The share of absent pupils from whom a test is demanded."""

CLOSED_AFTER = timedelta(days=14)
"""Half of what is owed is handed in within this time."""


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """What is marked in a lesson: how many pupils of a hundred, how hard, told with pairs."""

    type: str
    weight: int
    share: float
    ease: float = 0.0
    title: str = ""
    pairs: bool = False

    @property
    def is_test(self) -> bool:
        return self.weight == 3


def plan_works(random: Random, subject: str, level: int, index: int) -> list[WorkPlan]:
    """The works of a course's lesson with this number: answers, homework, tests in turn."""
    traits = subject_of(subject)
    if level == 1:
        return []
    if traits.get("scale") == "pass_fail":
        return [WorkPlan("pass", 2, 0.9)] if index % 7 == 6 else []
    if traits.get("light"):
        return _light(random, index)
    works = [WorkPlan("answer", 1, random.choice((0.0, 0.04, 0.08, 0.13, 0.2)), 0.15)]
    test, turn = plan_test(subject, level, index), index % 11
    if test is not None:
        works.append(test)
    elif turn == 5:
        works.append(WorkPlan("independent", 2, 0.95, -0.05))
    elif turn in {2, 8}:
        works.append(WorkPlan("homework", 1, 0.35, 0.2))
    elif turn == 3 and traits["key"] in {"phys", "chem", "bio"}:
        works.append(WorkPlan("laboratory", 2, 0.9, 0.2))
    return [work for work in works if work.share]


def plan_test(subject: str, level: int, index: int) -> WorkPlan | None:
    """The test of the lesson with this number, if it is one in eleven that have a test.

    The law allows tests in a tenth of a subject's lessons.
    """
    traits = subject_of(subject)
    is_tested = level > 1 and not traits.get("light") and "scale" not in traits
    return _test(traits, index // 11) if is_tested and index % 11 == 10 else None


def _light(random: Random, index: int) -> list[WorkPlan]:
    if index % 6 == 5:
        return [WorkPlan("project", 2, 0.85, 0.8)]
    return [WorkPlan("answer", 1, random.choice((0.0, 0.08, 0.2)), 0.8)][: random.randrange(2)]


def _test(traits: dict[str, Any], count: int) -> WorkPlan:
    kind = "test"
    if traits["key"] == "rus" and count % 2 == 0:
        kind = "dictation"
    elif traits["key"] == "lit":
        kind = "essay"
    has_pairs = bool(traits.get("pairs")) and kind != "test"
    return WorkPlan(kind, 3, 0.98, -0.15, f"№ {count + 1}", has_pairs)


@dataclass(slots=True)
class Marker:
    """Marks one course: knows what each of its pupils can do in each term."""

    chance: Chance
    group: str
    form: str
    level: int
    today: date
    _skill: dict[tuple[str, int], float] = field(default_factory=dict)

    def base(self, pupil: str, term: int) -> float:
        """What the pupil can in this course and term, before the day's luck."""
        known = self._skill.get((pupil, term))
        if known is None:
            known = self._skill[pupil, term] = self._make_base(pupil, term)
        return known

    def token(self, random: Random, base: float, ease: float) -> str:
        latent = base + ease + random.gauss(0.0, _LUCK)
        if latent > FIVE_FROM:
            return "5"
        return "4" if latent > FOUR_FROM else "3" if latent > THREE_FROM else "2"

    def mark(self, random: Random, base: float, work: WorkPlan) -> dict[str, Any]:
        """The mark of somebody who was there."""
        if work.type == "pass":
            return _mark(["зач" if base + random.gauss(0.0, _LUCK) > THREE_FROM else "незач"])
        values = [self.token(random, base, work.ease)]
        if work.pairs and random.random() < 0.5:
            values.append(self.token(random, base, work.ease))
        if random.random() < COMMENTS:
            return _mark(values, comment=random.choice(words("homework")["comments"]))
        return _mark(values)

    def owed(self, random: Random, base: float, work: WorkPlan, day: date) -> dict[str, Any]:
        """A dot, or the mark that has closed it since."""
        is_closed = random.random() < 0.5 and day + CLOSED_AFTER <= self.today
        return self.mark(random, base - 0.1, work) if is_closed else _mark([], duty=True)

    def _make_base(self, pupil: str, term: int) -> float:
        ability = self.chance.of("ability", pupil).random().gauss(0.0, 1.0)
        for each in range(1, term + 1):
            drift = self.chance.of("ability", pupil, each).random().gauss(0.0, 1.0)
            ability = _CONSTANCY * ability + (1 - _CONSTANCY**2) ** 0.5 * drift
        liking = self.chance.of("liking", pupil, self.group).random().gauss(0.0, 1.0)
        spirit = self.chance.of("spirit", self.form).random().gauss(0.0, 1.0)
        young = 0.25 if self.level <= 4 else 0.0
        return _ABILITY * ability + _SUBJECT * liking + _FORM * spirit + young


def entry_delay(random: Random, *, test: bool) -> timedelta:
    """When marks are typed: 70 of 100 the same day, 20 the next, 10 within a week.

    Tests are taken home and lie there for some days.
    """
    if test:
        return timedelta(days=min(geometric(random, 2.5), 8))
    dice = random.random()
    days = 0 if dice < 0.7 else 1 if dice < 0.9 else random.randint(2, 7)
    return timedelta(days=days)


def _mark(values: list[str], *, duty: bool = False, comment: str = "") -> dict[str, Any]:
    return {"values": values, "duty": duty, "comment": comment}
