"""Averages and advice on term marks: one calculation for all screens.

All arithmetic is exact (fractions): 4,5 is 4,5 on every computer, and a pupil's mark
never hangs on the last bit of a float.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm
from operator import mul

from school.course import CarriedMarks, Course
from school.lesson import Lesson, Weight
from school.mark import Mark
from school.scale import Scale


class PairRule(StrEnum):
    """How «5/4» counts: both values, their mean as one, or the first alone."""

    BOTH = "both"
    MEAN = "mean"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class CountedMark:
    """A number that goes into an average, with the weight of its work."""

    number: Fraction
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Threshold:
    """From this average on, this term mark is advised."""

    value: str
    average: Fraction


@dataclass(frozen=True, slots=True)
class GradingRule:
    """How a school makes term marks; data, for every local regulation differs.

    ``least_marks``: fewer are not enough for a mark. ``near``: how close to a threshold
    an average is disputed. ``far``: how many steps from the last term are disputed.
    """

    thresholds: tuple[Threshold, ...]
    least_marks: int = 3
    pairs: PairRule = PairRule.BOTH
    near: Fraction = Fraction(1, 10)
    far: int = 2

    def value_for(self, average: Fraction) -> str | None:
        """The best value whose threshold the average reaches; None below all of them."""
        reached = [one for one in self.thresholds if one.average <= average]
        return max(reached, key=lambda one: one.average).value if reached else None


def rule_for(scale: Scale, thresholds: Sequence[Fraction] = ()) -> GradingRule:
    """The rule of a scale of numbers, with these least averages of each mark but the worst.

    ``thresholds`` go from the worst mark up; without them a mark begins half a step below
    its number (2,5; 3,5; 4,5). The worst mark is for everything beneath.
    """
    numbers = scale.numbers
    halves = [number - Fraction(1, 2) for number in numbers[1:]]
    least = [Fraction(0), *(thresholds or halves)]
    return GradingRule(tuple(map(Threshold, map(str, numbers), least)))


def counted(mark: Mark, weight: Weight, scale: Scale, pairs: PairRule) -> tuple[CountedMark, ...]:
    """What one mark puts into an average; words such as «зач» put nothing."""
    numbers = [Fraction(n) for n in map(scale.number, mark.values) if n is not None]
    if not numbers or weight <= 0:
        return ()
    if pairs is PairRule.FIRST:
        numbers = numbers[:1]
    elif pairs is PairRule.MEAN:
        numbers = [sum(numbers, Fraction(0)) / len(numbers)]
    return tuple(CountedMark(number, Fraction(weight)) for number in numbers)


def counted_marks(
    course: Course,
    pupil: str,
    lessons: Iterable[Lesson],
    scale: Scale,
    rule: GradingRule,
    carried: Iterable[CarriedMarks] = (),
) -> tuple[CountedMark, ...]:
    """All that counts for a pupil in these lessons, with what the pupil has brought.

    A mark counts if its work stands and counts, and the lesson was held within the
    pupil's dates in the course. A wiped work counts for nothing. Where the course is not
    weighted every work that counts weighs one.
    """
    found: list[CountedMark] = []
    for lesson in lessons:
        if course.learns(pupil, lesson.place.date):
            found += _counted_in(lesson, pupil, course.weighted, scale, rule.pairs)
    for brought in carried:
        if brought.pupil == pupil:
            found += _counted_carried(brought, course.weighted, scale, rule.pairs)
    return tuple(found)


def average(marks: Iterable[CountedMark]) -> Fraction | None:
    """The weighted mean, exact; None of nothing."""
    listed = list(marks)
    weights, _ = _over_one_denominator([mark.weight for mark in listed])
    numbers, denominator = _over_one_denominator([mark.number for mark in listed])
    weight = sum(weights)
    return Fraction(sum(map(mul, numbers, weights)), weight * denominator) if weight else None


def _over_one_denominator(values: Sequence[Fraction]) -> tuple[list[int], int]:
    """Numerators over the least common denominator, and it: whole numbers add up ten times as fast."""
    least = lcm(*(one.denominator for one in values))
    return [one.numerator * (least // one.denominator) for one in values], least


def show_average(value: Fraction | None, places: int = 2) -> str:
    """«3,58»: a comma, half goes up; nothing of nothing."""
    if value is None:
        return ""
    units = 10**places
    rounded = (abs(value) * units * 2 + 1) // 2
    whole, rest = divmod(rounded, units)
    sign = "-" if value < 0 and rounded else ""
    return f"{sign}{whole},{rest:0{places}d}" if places else f"{sign}{whole}"


class Dispute(StrEnum):
    """Why a suggestion wants a person's eyes."""

    NEAR_THRESHOLD = "near_threshold"
    TOO_FEW_MARKS = "too_few_marks"
    FAR_FROM_LAST_TERM = "far_from_last_term"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Advice on a term mark with its reasons; the teacher sets the mark."""

    value: str | None
    average: Fraction | None
    marks: int
    threshold: Fraction | None = None
    disputes: frozenset[Dispute] = frozenset()

    @property
    def is_disputed(self) -> bool:
        return bool(self.disputes)


def suggest_term_mark(
    marks: Iterable[CountedMark], scale: Scale, rule: GradingRule, last_term: str | None = None
) -> Suggestion:
    """Advise a term mark from the marks that count and the mark of the last term.

    Disputed within ``rule.near`` of any threshold, both ends included, with fewer marks
    than the least, or when it is ``rule.far`` steps of the scale off the last term.
    """
    listed = tuple(marks)
    mean = average(listed)
    value = None if mean is None else rule.value_for(mean)
    reached = (one.average for one in rule.thresholds if one.value == value)
    disputes = {
        Dispute.NEAR_THRESHOLD: mean is not None and _is_near(mean, rule),
        Dispute.TOO_FEW_MARKS: len(listed) < rule.least_marks,
        Dispute.FAR_FROM_LAST_TERM: _is_far(value, last_term, scale, rule),
    }
    stands = frozenset(dispute for dispute, true in disputes.items() if true)
    return Suggestion(value, mean, len(listed), next(reached, None), stands)


def suggest_year_mark(term_marks: Mapping[str, str], scale: Scale, rule: GradingRule) -> Suggestion:
    """Advise a year mark from the marks of its terms, each of weight one."""
    numbers = (scale.number(token) for token in term_marks.values())
    marks = [CountedMark(Fraction(number)) for number in numbers if number is not None]
    mean = average(marks)
    value = None if mean is None else rule.value_for(mean)
    missing = len(marks) < len(term_marks)
    disputes = frozenset({Dispute.TOO_FEW_MARKS} if missing or not marks else ())
    return Suggestion(value, mean, len(marks), None, disputes)


def _counted_in(
    lesson: Lesson, pupil: str, weighted: bool, scale: Scale, pairs: PairRule
) -> Iterator[CountedMark]:
    for work_id, mark in lesson.marks_of(pupil):
        work = lesson.works.get(work_id)
        if work is not None and work.counts and work.weight > 0:
            yield from counted(mark, work.weight if weighted else 1, scale, pairs)


def _counted_carried(
    brought: CarriedMarks, weighted: bool, scale: Scale, pairs: PairRule
) -> Iterator[CountedMark]:
    for one in brought.marks:
        if one.weight > 0:
            yield from counted(Mark(one.values), one.weight if weighted else 1, scale, pairs)


def _is_near(mean: Fraction, rule: GradingRule) -> bool:
    return any(abs(mean - one.average) <= rule.near for one in rule.thresholds)


def _is_far(value: str | None, last: str | None, scale: Scale, rule: GradingRule) -> bool:
    if value is None or last is None or not (scale.accepts(value) and scale.accepts(last)):
        return False
    return abs(scale.values.index(value) - scale.values.index(last)) >= rule.far
