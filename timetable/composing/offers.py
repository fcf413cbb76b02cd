"""Kinds of rules as a school asks for them: each begins with sensible values and asks a few of its fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from timetable.defaults import PUPILS, TEACHERS, not_first
from timetable.problem import Problem
from timetable.rules.of_blocks import (
    AllowedTimes,
    DaysApart,
    EdgeOfDay,
    EndsDay,
    NotTogether,
    SameRoomInARow,
    SameTime,
)
from timetable.rules.of_people import EvenDays, MaxDays, MaxGaps, MaxInARow, MaxPerDay, MinPerDay
from timetable.rules.of_quality import EvenSpread, HardInARow, TeacherKeepsRoom
from timetable.rules.rule import ALL, Rule


class Topic(StrEnum):
    """Whom an offer is about."""

    TEACHERS = "teachers"
    FORMS = "forms"
    LESSONS = "lessons"


@dataclass(frozen=True, slots=True)
class Offer:
    """``begin`` draws the rule with which asking begins; ``asks`` are the fields that may be changed."""

    id: str
    topic: Topic
    begin: Callable[[Problem], Rule]
    asks: tuple[str, ...]
    subjects: int = 0
    """How many subjects it takes at least to mean anything."""


def offers(problem: Problem) -> tuple[Offer, ...]:
    """What can be asked for in this school: nothing of difficulty where the norms have no points."""
    return tuple(one for one in OFFERS if one.id != "hard_in_a_row" or problem.norms.points)


OFFERS = (
    Offer(
        "teacher_gaps",
        Topic.TEACHERS,
        lambda _: MaxGaps(whose=TEACHERS, most=1, weight=4),
        ("of", "most", "per"),
    ),
    Offer("teacher_day", Topic.TEACHERS, lambda _: MaxPerDay(whose=TEACHERS, most=6), ("of", "most")),
    Offer(
        "teacher_short_day",
        Topic.TEACHERS,
        lambda _: MinPerDay(whose=TEACHERS, least=2, weight=3),
        ("of", "least"),
    ),
    Offer(
        "teacher_row", Topic.TEACHERS, lambda _: MaxInARow(whose=TEACHERS, most=4, weight=3), ("of", "most")
    ),
    Offer(
        "teacher_days",
        Topic.TEACHERS,
        lambda problem: MaxDays(whose=TEACHERS, most=max(1, len(problem.grid.days) - 1)),
        ("of", "most"),
    ),
    Offer("teacher_room", Topic.TEACHERS, lambda _: TeacherKeepsRoom(weight=3), ("of",)),
    Offer("form_day", Topic.FORMS, lambda _: MaxPerDay(whose=PUPILS, most=6), ("of", "most")),
    Offer(
        "form_subject",
        Topic.FORMS,
        lambda _: MaxPerDay(whose=PUPILS, most=2, which=ALL),
        ("of", "which", "most"),
        subjects=1,
    ),
    Offer("form_even", Topic.FORMS, lambda _: EvenDays(whose=PUPILS, most=1, weight=3), ("of", "most")),
    Offer("hard_in_a_row", Topic.FORMS, lambda _: HardInARow(weight=3), ("points", "most")),
    Offer(
        "not_first",
        Topic.LESSONS,
        lambda problem: AllowedTimes(which=ALL, starts=not_first(problem), weight=4),
        ("which",),
    ),
    Offer("last", Topic.LESSONS, lambda _: EndsDay(which=ALL, weight=4), ("which",)),
    Offer("edge", Topic.LESSONS, lambda _: EdgeOfDay(which=ALL, weight=4), ("which",)),
    Offer(
        "times",
        Topic.LESSONS,
        lambda problem: AllowedTimes(which=ALL, within=frozenset(problem.grid)),
        ("which", "within"),
    ),
    Offer(
        "days_apart",
        Topic.LESSONS,
        lambda _: DaysApart(which=ALL, each_form=True),
        ("which", "least", "beside_if_same_day"),
    ),
    Offer(
        "not_one_day",
        Topic.LESSONS,
        lambda _: DaysApart(which=ALL, each_form=True, weight=4),
        ("which",),
        subjects=2,
    ),
    Offer("not_together", Topic.LESSONS, lambda _: NotTogether(which=ALL), ("which",)),
    Offer("same_time", Topic.LESSONS, lambda _: SameTime(which=ALL), ("which", "what")),
    Offer("spread", Topic.LESSONS, lambda _: EvenSpread(which=ALL, weight=3), ("which",)),
    Offer("one_room", Topic.LESSONS, lambda _: SameRoomInARow(which=ALL, weight=3), ("which",)),
)
"""In the order in which they are offered."""
