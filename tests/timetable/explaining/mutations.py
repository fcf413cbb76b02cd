"""Ten ways to make the school of 24 forms impossible, each with whom to blame.

The first five are found by counting; the others pass every count and need the solver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from timetable.grid import Level, TimeSlot
from timetable.problem import Demand, Problem
from timetable.rules.of_blocks import AllowedTimes, Follows, SameTime
from timetable.rules.of_people import MaxGaps
from timetable.rules.rule import BlockKey, Order, Rule, Which, Whose


@dataclass(frozen=True)
class Mutation:
    """A change that leaves the school without a timetable; one of ``culprits`` must be named."""

    name: str
    change: Callable[[Problem], Problem]
    culprits: tuple[str, ...]
    is_counted: bool


class _School:
    """The school by the words that stand in its file."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.teachers = {one.name: one.id for one in problem.teachers.values()}
        self.forms = {one.title: one.id for one in problem.forms.values()}
        self.subjects = {one.title: one.id for one in problem.subjects.values()}

    def demand(self, form: str, subject: str) -> Demand:
        """What a form has of a subject."""
        return next(
            one
            for one in self.problem.demands.values()
            if self.problem.forms_of(one) == (self.forms[form],) and one.subject == self.subjects[subject]
        )

    def away(self, *teachers: str, at: Iterable[TimeSlot]) -> _School:
        """The school in which these teachers may not come there."""
        places = dict.fromkeys(at, Level.FORBIDDEN)
        changed = dict(self.problem.teachers)
        for teacher in teachers:
            one = changed[self.teachers[teacher]]
            changed[one.id] = replace(one, away={**one.away, **places})
        return _School(replace(self.problem, teachers=changed))

    def ruled(self, *rules: Rule) -> Problem:
        return replace(self.problem, rules=(*self.problem.rules, *rules))

    def days(self, *days: int) -> list[TimeSlot]:
        """All places of these days."""
        return [at for at in self.problem.grid if at.day in days]

    def only(self, demands: Iterable[Demand], within: Iterable[TimeSlot]) -> AllowedTimes:
        """These demands are held there only."""
        keys = tuple(key for one in demands for key in one.keys)
        return AllowedTimes(which=Which(keys=keys), within=frozenset(within))

    def of(self, *forms: str, without: str = "", subject: str = "") -> list[Demand]:
        """The demands of forms: those of a subject, or those that a teacher does not teach."""
        wanted = {self.forms[form] for form in forms}
        return [
            one
            for one in self.problem.demands.values()
            if wanted & set(self.problem.forms_of(one))
            and (not without or self.teachers[without] not in one.teachers)
            and (not subject or one.subject == self.subjects[subject])
        ]


def mathematician_gets_a_day(problem: Problem) -> Problem:
    """6Б has mathematics five times, once a day, and its teacher may come on four days."""
    school = _School(problem)
    return school.away("Мат1", at=school.days(3)).problem


def two_rooms_close(problem: Problem) -> Problem:
    """452 hours want one of twelve rooms that are open 35 hours each."""
    closed = {one.id for one in problem.rooms.values() if one.title in ("общий_13", "общий_14")}
    rooms = {id: room for id, room in problem.rooms.items() if id not in closed}
    return replace(problem, rooms=rooms, demands=_without_rooms(problem, closed))


def _without_rooms(problem: Problem, closed: set[str]) -> Mapping[str, Demand]:
    demands = {}
    for one in problem.demands.values():
        parts = tuple(
            replace(
                part,
                rooms=tuple(
                    replace(need, any_of=tuple(room for room in need.any_of if room not in closed))
                    for need in part.rooms
                ),
            )
            for part in one.parts
        )
        demands[one.id] = replace(one, parts=parts)
    return demands


def teacher_comes_in_the_morning(problem: Problem) -> Problem:
    """A teacher of 25 hours may come for four lessons a day."""
    school = _School(problem)
    late = [at for at in problem.grid if at.slot > 3]
    return school.away("Рус7", at=[*late, TimeSlot(0, 0)]).problem


def pair_never_meets(problem: Problem) -> Problem:
    """Eight forms have informatics in halves with the same two teachers, who come at different times."""
    school = _School(problem)
    first = [*school.days(0, 4), *(at for at in school.days(3) if at.slot < 4)]
    second = [at for at in problem.grid if at not in first]
    return school.away("Инф1", at=first).away("Инф2", at=second).problem


def order_in_a_circle(problem: Problem) -> Problem:
    """Three lessons of 9А, each of which comes after the one before, and the first after the last."""
    school = _School(problem)
    first, second, third = (school.demand("9А", one).keys[0] for one in ("био", "гео", "хим"))
    order = Order.LATER_IN_WEEK
    return school.ruled(
        Follows(first=first, second=second, order=order),
        Follows(first=second, second=third, order=order),
        Follows(first=third, second=first, order=order),
    )


def three_forms_and_one_early_teacher(problem: Problem) -> Problem:
    """Three forms begin on Monday with their first lesson, and only one teacher of theirs is there for it."""
    school = _School(problem)
    demands = school.of("5Б", "7А", "8В", without="Рус7")
    return school.ruled(school.only(demands, [at for at in problem.grid if at != (0, 0)]))


def two_forms_and_one_late_teacher(problem: Problem) -> Problem:
    """8Б and 9Б stay for a seventh lesson three times a week, each time with the one teacher they share."""
    school = _School(problem)
    demands = school.of("8Б", "9Б", without="Мат3")
    return school.ruled(school.only(demands, [at for at in problem.grid if at.slot < 6]))


def three_pairs_of_linguists(problem: Problem) -> Problem:
    """Three forms' English, each two of which share a teacher: nine hours in eight places."""
    school = _School(problem)
    demands = school.of("5А", "6В", "7В", subject="ия")
    return school.ruled(school.only(demands, [at for at in problem.grid if at.day < 4 and at.slot in (1, 2)]))


def stream_with_three_common_days(problem: Problem) -> Problem:
    """Algebra of 11А and 11Б at one time, four times, each on another day, on three common days."""
    school = _School(problem)
    first, second = school.demand("11А", "алг"), school.demand("11Б", "алг")
    return school.ruled(
        *(SameTime(which=Which(keys=pair)) for pair in _pairs(first, second)),
        school.only([first], school.days(0, 1, 2, 3)),
        school.only([second], school.days(1, 2, 3, 4)),
    )


def _pairs(first: Demand, second: Demand) -> list[tuple[BlockKey, BlockKey]]:
    return list(zip(first.keys, second.keys, strict=True))


def musician_without_windows(problem: Problem) -> Problem:
    """Music is early for the younger and late for the older, on four days, and its teacher has no windows."""
    school = _School(problem)
    younger = school.of(*(f"{level}{letter}" for level in (5, 6) for letter in "АБВГ"), subject="муз")
    older = school.of(*(f"{level}{letter}" for level in (7, 8) for letter in "АБВГ"), subject="муз")
    return school.ruled(
        MaxGaps(whose=Whose.TEACHERS, of=(school.teachers["Муз1"],), most=0),
        school.only(younger, [at for at in problem.grid if at.slot < 2]),
        school.only(older, [at for at in problem.grid if at.slot > 3]),
    )


MUTATIONS = (
    Mutation("mathematician_gets_a_day", mathematician_gets_a_day, ("мат 6Б",), True),
    Mutation("two_rooms_close", two_rooms_close, ("452 из 420",), True),
    Mutation("teacher_comes_in_the_morning", teacher_comes_in_the_morning, ("Рус7",), True),
    Mutation("pair_never_meets", pair_never_meets, ("Инф1, Инф2",), True),
    Mutation("order_in_a_circle", order_in_a_circle, ("био 9А",), True),
    Mutation(
        "three_forms_and_one_early_teacher",
        three_forms_and_one_early_teacher,
        ("5Б", "7А", "8В", "Рус7"),
        False,
    ),
    Mutation("two_forms_and_one_late_teacher", two_forms_and_one_late_teacher, ("8Б", "9Б", "Мат3"), False),
    Mutation("three_pairs_of_linguists", three_pairs_of_linguists, ("ия 5А", "ия 6В", "ия 7В"), False),
    Mutation("stream_with_three_common_days", stream_with_three_common_days, ("алг 11А", "алг 11Б"), False),
    Mutation("musician_without_windows", musician_without_windows, ("Муз1", "муз"), False),
)
