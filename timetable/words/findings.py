"""What a checker has found, in a sentence: who, what, when."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from timetable.findings import Fault, Finding, Limit
from timetable.rules import of_blocks, of_people, of_quality
from timetable.rules.rule import OfPeople, Order, Rule, Same, Whose
from timetable.words.naming import Naming
from timetable.words.numbers import Numbers
from timetable.words.tongue import N_

FAULTS: dict[Fault, str] = {
    Fault.TEACHER_CLASH: N_("{who}: {lessons} сразу {when}: {blocks}"),
    Fault.PUPILS_CLASH: N_("{who}: {lessons} сразу {when}: {blocks}"),
    Fault.ROOM_CLASH: N_("{who}: {lessons} сразу {when}: {blocks}"),
    Fault.OUTSIDE_GRID: N_("{blocks}: {when} урок не помещается в сетку"),
    Fault.TEACHER_AWAY: N_("{blocks}: {when}, хотя {who} тогда не работает"),
    Fault.PUPILS_AWAY: N_("{blocks}: {when}, хотя {who} тогда не учится"),
    Fault.ROOM_AWAY: N_("{blocks}: {when}, хотя {who} тогда занимать нельзя"),
    Fault.WRONG_SHIFT: N_("{blocks}: {when} — не смена этого класса ({who})"),
    Fault.WRONG_WEEKS: N_("{blocks}: урок стоит не в своих неделях"),
    Fault.WRONG_ROOM: N_("{blocks}: {who} не подходит для этого урока"),
    Fault.NO_ROOM: N_("{blocks}: {when} нет кабинета"),
    Fault.NOT_PLACED: N_("{blocks}: место не найдено"),
    Fault.UNKNOWN: N_("{blocks}: такого урока или кабинета в нагрузке нет"),
}

LIMITS: dict[Limit, str] = {
    Limit.WEEKLY_HOURS: N_("{who}: в неделю больше предела норм на {more_lessons}"),
    Limit.DAILY_HOURS: N_("{who}: {day} больше предела норм на {more_lessons}"),
    Limit.SECOND_SHIFT: N_("{who}: по нормам учится только в первую смену"),
}

RULES: dict[type[Rule], str] = {
    of_people.MaxPerDay: N_("{who}: {day} {over_lessons}"),
    of_people.MinPerDay: N_("{who}: {day} {under_lessons}"),
    of_people.MaxInARow: N_("{who}: {day} {over_lessons} подряд"),
    of_people.MaxSpan: N_("{who}: {day} от первого урока до последнего {over_lessons}"),
    of_people.MaxDays: N_("{who}: с уроками {over_days} в неделю"),
    of_people.MinDays: N_("{who}: с уроками {under_days} в неделю"),
    of_people.MaxDaysWithin: N_("{who}: с уроками в это время {over_days}: {day}"),
    of_people.MaxLateStarts: N_("{who}: день начинается не с первого урока {day}"),
    of_people.EvenDays: N_("{who}: дни слишком разной длины: {day}"),
    of_blocks.MostOnDay: N_("{blocks}: {day} {over_lessons}"),
    of_blocks.NotTogether: N_("{blocks}: не должны идти одновременно, а идут {when}"),
    of_blocks.MinGapBetween: N_("{blocks}: {day} слишком близко друг к другу"),
    of_blocks.AllowedTimes: N_("{blocks}: {when} — не время для этого урока"),
    of_blocks.EndsDay: N_("{blocks}: {when} — не последний урок дня"),
    of_blocks.EdgeOfDay: N_("{blocks}: {when} — не с краю дня"),
    of_blocks.MostRooms: N_("{blocks}: {over_rooms}"),
    of_blocks.SameRoomInARow: N_("{blocks}: {day} подряд в разных кабинетах"),
    of_quality.TeacherKeepsRoom: N_("{who}: переход в другой кабинет {when}"),
    of_quality.UndesirableSlots: N_("{blocks}: {when} нежелательно"),
    of_quality.HardSubjectsEarly: N_("{blocks}: трудный предмет {when}"),
    of_quality.HardInARow: N_("{who}: {day} трудных уроков подряд больше {most}"),
    of_quality.EvenSpread: N_("{blocks}: уроки стоят неравномерно: {day}"),
    of_quality.Stability: N_("{blocks}: урок переехал, теперь он {when}"),
}

NO_GAPS, GAPS = N_("{who}: {gaps} {when}"), N_("{who}: окон больше {most}: {when}")
TWICE, TWICE_APART = N_("{blocks}: дважды {day}"), N_("{blocks}: {day} дважды, и не подряд")
TOO_NEAR = N_("{blocks}: слишком близкие дни: {day}")
HEAVIEST = N_("{who}: самым трудным должен быть один из дней: {day_names}")
LIGHTEST = N_("{who}: самым лёгким должен быть один из дней: {day_names}")
SAME = {
    Same.TIME: N_("{blocks}: должны идти в одно время, а идут {when}"),
    Same.DAY: N_("{blocks}: должны идти в один день, а идут {day}"),
    Same.SLOT: N_("{blocks}: должны идти одним по счёту уроком, а идут {when}"),
}
ORDERS = {
    Order.NEXT: N_("{second} — не сразу после урока «{first}»"),
    Order.BESIDE: N_("{first} и {second} — не рядом"),
    Order.LATER_IN_WEEK: N_("{second} — раньше в неделе, чем {first}"),
    Order.LATER_IF_SAME_DAY: N_("{second} — в тот же день раньше, чем {first}"),
}


def told(finding: Finding, naming: Naming) -> str:
    """A finding in words, in the language of the naming."""
    what = finding.what
    if isinstance(what, Fault):
        sentence = FAULTS[what]
    elif isinstance(what, Limit):
        sentence = LIMITS[what]
    else:
        sentence = RULES.get(type(what)) or CHOICES[type(what)](what, finding)
    return naming.tongue.say(sentence).format(**_facts(finding, naming))


def _gaps(rule: Rule, _finding: Finding) -> str:
    return GAPS if isinstance(rule, of_people.MaxGaps) and rule.most else NO_GAPS


def _days_apart(rule: Rule, finding: Finding) -> str:
    days = {at.day for at in finding.at}
    if len(days) > 1:
        return TOO_NEAR
    slots = sorted(at.slot for at in finding.at)
    beside = all(later - earlier == 1 for earlier, later in pairwise(slots))
    asked = isinstance(rule, of_blocks.DaysApart) and rule.beside_if_same_day
    return TWICE_APART if asked and not beside else TWICE


def _profile(rule: Rule, finding: Finding) -> str:
    days = {at.day for at in finding.at}
    is_light = isinstance(rule, of_quality.DayProfile) and days <= set(rule.lightest)
    return LIGHTEST if is_light else HEAVIEST


def _same(rule: Rule, _finding: Finding) -> str:
    return SAME[rule.what if isinstance(rule, of_blocks.SameTime) else Same.TIME]


def _follows(rule: Rule, _finding: Finding) -> str:
    return ORDERS[rule.order if isinstance(rule, of_blocks.Follows) else Order.NEXT]


CHOICES: dict[type[Rule], Callable[[Rule, Finding], str]] = {
    of_people.MaxGaps: _gaps,
    of_blocks.DaysApart: _days_apart,
    of_blocks.SameTime: _same,
    of_blocks.Follows: _follows,
    of_quality.DayProfile: _profile,
}
"""Kinds that say different things; a test sees that each kind is here or among `RULES`."""


def _facts(finding: Finding, naming: Naming) -> dict[str, object]:
    """All that a sentence may ask for."""
    numbers, keys = Numbers(naming.tongue), finding.blocks
    days = dict.fromkeys(at.day for at in finding.at)
    limit = getattr(finding.what, "most", getattr(finding.what, "least", 0))
    return {
        "who": _who(finding, naming),
        "when": naming.when(finding.at),
        "day": naming.days(finding.at),
        "day_names": naming.listed(naming.day_name(day) for day in days),
        "blocks": naming.blocks(keys),
        "first": naming.blocks(keys[:1]),
        "second": naming.blocks(keys[-1:]),
        "most": limit,
        "gaps": numbers.gaps(len(finding.at)),
        "lessons": numbers.lessons(len(keys)),
        "more_lessons": numbers.lessons(finding.amount),
        "over_lessons": numbers.over_lessons(limit),
        "under_lessons": numbers.under_lessons(limit),
        "over_days": numbers.over_days(limit),
        "under_days": numbers.under_days(limit),
        "over_rooms": numbers.over_rooms(limit),
    }


OF_TEACHERS = (Fault.TEACHER_CLASH, Fault.TEACHER_AWAY)
OF_ROOMS = (Fault.ROOM_CLASH, Fault.ROOM_AWAY, Fault.WRONG_ROOM, Fault.UNKNOWN)


def _who(finding: Finding, naming: Naming) -> str:
    what, who = finding.what, finding.who
    of_teacher = isinstance(what, OfPeople) and what.whose is Whose.TEACHERS
    if what in OF_TEACHERS or of_teacher or isinstance(what, of_quality.TeacherKeepsRoom):
        return naming.teacher(who)
    return naming.room(who) if what in OF_ROOMS else naming.pupils(who)
