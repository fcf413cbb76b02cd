"""A rule in words, as it stands in the list of a school's rules, and how often wishes are not met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from timetable.findings import Part
from timetable.rules import of_blocks, of_people, of_quality
from timetable.rules.rule import ALL, OfPeople, Order, Per, Rule, Same, Which, Whose
from timetable.words.naming import Naming
from timetable.words.numbers import Numbers
from timetable.words.tongue import N_, RUSSIAN, Tongue

RULES: dict[type[Rule], str] = {
    of_people.MaxGaps: N_("{whose}: {at_most_gaps} в неделю"),
    of_people.MaxPerDay: N_("{whose}: {at_most_lessons} в день"),
    of_people.MinPerDay: N_("{whose}: {at_least_lessons} в день, если уроки есть"),
    of_people.MaxInARow: N_("{whose}: {at_most_lessons} подряд"),
    of_people.MaxSpan: N_("{whose}: от первого урока до последнего {at_most_lessons}"),
    of_people.MaxDays: N_("{whose}: {at_most_days} с уроками в неделю"),
    of_people.MinDays: N_("{whose}: {at_least_days} с уроками в неделю"),
    of_people.MaxDaysWithin: N_("{whose}: {at_most_days} с уроками в часы с {first_slot} по {last_slot}"),
    of_people.MaxLateStarts: N_("{whose}: со второго урока начинается {at_most_days}"),
    of_people.EvenDays: N_("{whose}: дни отличаются по длине не больше чем на {lessons}"),
    of_blocks.DaysApart: N_("{which}: в разные дни, и между ними не меньше чем {days}"),
    of_blocks.MostOnDay: N_("{which}: {at_most_lessons} в день"),
    of_blocks.SameTime: N_("{which}: в одно время"),
    of_blocks.NotTogether: N_("{which}: не в одно время"),
    of_blocks.Follows: N_("{second}: сразу после урока «{first}»"),
    of_blocks.MinGapBetween: N_("{which}: в один день только с промежутком в {lessons}"),
    of_blocks.AllowedTimes: N_("{which}: только в разрешённое время ({when})"),
    of_blocks.EndsDay: N_("{which}: последним уроком дня"),
    of_blocks.EdgeOfDay: N_("{which}: первым или последним уроком дня"),
    of_blocks.MostRooms: N_("{which}: {at_most_rooms}"),
    of_blocks.SameRoomInARow: N_("{which}: подряд в одном кабинете"),
    of_quality.TeacherKeepsRoom: N_("{whose}: без лишних переходов из кабинета в кабинет"),
    of_quality.UndesirableSlots: N_("Уроки не стоят там, где кому-то нежелательно"),
    of_quality.HardSubjectsEarly: N_("Трудные предметы (от {points} баллов) — на уроках {numbers}"),
    of_quality.DayProfile: N_("Самый трудный день — {heaviest}, самый лёгкий — {lightest}"),
    of_quality.HardInARow: N_("Трудных уроков (от {points} баллов) подряд не больше {most}"),
    of_quality.EvenSpread: N_("{which}: равномерно по неделе"),
    of_quality.Stability: N_("Уроки остаются там, где стояли в прежнем расписании"),
}
"""Each kind in its usual form; `_sentence` knows the other forms."""

NO_GAPS, GAPS_A_DAY = N_("{whose}: без окон"), N_("{whose}: {at_most_gaps} в день")
SOME_A_DAY = N_("{whose}: {at_most_lessons} в день ({which})")
SOME_IN_A_ROW = N_("{whose}: {at_most_lessons} подряд ({which})")
EVERY_DAY = N_("{whose}: {at_least_lessons} каждый день")
FROM_THE_FIRST = N_("{whose}: день начинается с первого урока")
NOT_ONE_DAY = N_("{which}: не в один день")
ONCE_A_DAY = N_("{which}: не чаще раза в день")
ONCE_OR_BESIDE = N_("{which}: не чаще раза в день, а если два урока, то подряд")
SAME = {Same.DAY: N_("{which}: в один день"), Same.SLOT: N_("{which}: одним по счёту уроком")}
ORDERS = {
    Order.BESIDE: N_("{first} и {second}: рядом"),
    Order.LATER_IN_WEEK: N_("{second}: позже в неделе, чем {first}"),
    Order.LATER_IF_SAME_DAY: N_("{second}: если в один день, то позже, чем {first}"),
}

PARTS: dict[type[Rule], str] = {
    of_people.MaxGaps: N_("окон"),
    of_people.MaxPerDay: N_("лишних уроков в день"),
    of_people.MinPerDay: N_("уроков не хватает до полного дня"),
    of_people.MaxInARow: N_("лишних уроков подряд"),
    of_people.MaxSpan: N_("лишних часов от первого урока до последнего"),
    of_people.MaxDays: N_("лишних рабочих дней"),
    of_people.MinDays: N_("недостающих рабочих дней"),
    of_people.MaxDaysWithin: N_("лишних дней с уроками в эти часы"),
    of_people.MaxLateStarts: N_("дней не с первого урока"),
    of_people.EvenDays: N_("перекос в длине дней"),
    of_blocks.DaysApart: N_("пар уроков в слишком близкие дни"),
    of_blocks.MostOnDay: N_("лишних уроков одного рода в день"),
    of_blocks.SameTime: N_("уроков не в общее время"),
    of_blocks.NotTogether: N_("уроков, совпавших по времени"),
    of_blocks.Follows: N_("уроков не по порядку"),
    of_blocks.MinGapBetween: N_("пар уроков слишком близко"),
    of_blocks.AllowedTimes: N_("уроков не в своё время"),
    of_blocks.EndsDay: N_("уроков не в конце дня"),
    of_blocks.EdgeOfDay: N_("уроков не с краю дня"),
    of_blocks.MostRooms: N_("лишних кабинетов"),
    of_blocks.SameRoomInARow: N_("смен кабинета между уроками подряд"),
    of_quality.TeacherKeepsRoom: N_("переходов учителей между кабинетами"),
    of_quality.UndesirableSlots: N_("уроков в нежелательное время"),
    of_quality.HardSubjectsEarly: N_("трудных уроков не вовремя"),
    of_quality.DayProfile: N_("трудность дней не по нормам"),
    of_quality.HardInARow: N_("лишних трудных уроков подряд"),
    of_quality.EvenSpread: N_("неравномерно стоящих уроков"),
    of_quality.Stability: N_("переехавших уроков"),
}


def told_rule(rule: Rule, naming: Naming) -> str:
    """«Все классы: без окон»; how much it counts is said by `timetable.words.weights`."""
    return naming.tongue.say(_sentence(rule)).format(**_facts(rule, naming))


def told_parts(parts: Mapping[type[Rule], Part], tongue: Tongue = RUSSIAN) -> str:
    """«окон: 59, трудных уроков не вовремя: 12», the dearest first; empty when every wish is met."""
    dear = sorted(parts.items(), key=lambda one: (-one[1].cost, one[0].__name__))
    return ", ".join(f"{tongue.say(PARTS[kind])}: {part.amount}" for kind, part in dear if part.amount)


def _sentence(rule: Rule) -> str:
    """The sentence of a rule: that of its kind, or of a form of its own."""
    usual = RULES[type(rule)]
    match rule:
        case of_people.MaxGaps(most=0):
            return NO_GAPS
        case of_people.MaxGaps(per=Per.DAY):
            return GAPS_A_DAY
        case of_people.MaxPerDay() if rule.which != ALL:
            return SOME_A_DAY
        case of_people.MaxInARow() if rule.which != ALL:
            return SOME_IN_A_ROW
        case of_people.MinPerDay(empty_days=False):
            return EVERY_DAY
        case of_people.MaxLateStarts(most=0):
            return FROM_THE_FIRST
        case of_blocks.DaysApart(least=0 | 1):
            return _once_a_day(rule)
        case of_blocks.SameTime():
            return SAME.get(rule.what, usual)
        case of_blocks.Follows():
            return ORDERS.get(rule.order, usual)
    return usual


def _once_a_day(rule: of_blocks.DaysApart) -> str:
    if rule.beside_if_same_day:
        return ONCE_OR_BESIDE
    return NOT_ONE_DAY if len(rule.which.subjects) > 1 else ONCE_A_DAY


def _facts(rule: Rule, naming: Naming) -> dict[str, object]:
    """All that a sentence may ask for; what a kind does not have is empty."""
    numbers, most = Numbers(naming.tongue), getattr(rule, "most", 0)
    least = getattr(rule, "least", 0)
    which: Which = getattr(rule, "which", ALL)
    return {
        "whose": _whose(rule, naming),
        "which": naming.which(which),
        "most": most,
        "points": getattr(rule, "points", 0),
        "numbers": ", ".join(naming.slot_number(slot) for slot in getattr(rule, "slots", ())),
        "lessons": numbers.lessons(least or most),
        "days": numbers.days(max(0, least - 1)),
        "at_most_lessons": numbers.at_most_lessons(most),
        "at_least_lessons": numbers.at_least_lessons(least),
        "at_most_gaps": numbers.at_most_gaps(most),
        "at_most_days": numbers.at_most_days(most),
        "at_least_days": numbers.at_least_days(least),
        "at_most_rooms": numbers.at_most_rooms(most),
        "heaviest": _days(getattr(rule, "heaviest", ()), naming),
        "lightest": _days(getattr(rule, "lightest", ()), naming),
        **_places(rule, naming),
    }


def _places(rule: Rule, naming: Naming) -> dict[str, object]:
    """The blocks and places that a rule names one by one."""
    if isinstance(rule, of_blocks.Follows):
        return {"first": naming.blocks([rule.first]), "second": naming.blocks([rule.second])}
    if isinstance(rule, of_blocks.AllowedTimes):
        return {"when": naming.when(rule.starts or rule.within)}
    if isinstance(rule, of_people.MaxDaysWithin):
        return {"first_slot": naming.slot_number(rule.first), "last_slot": naming.slot_number(rule.last)}
    return {}


def _days(days: Iterable[int], naming: Naming) -> str:
    known = (day for day in days if day < len(naming.problem.grid.days))
    _ = naming.tongue.say
    return _(" или ").join(naming.day_name(day) for day in known)


def _whose(rule: Rule, naming: Naming) -> str:
    """«Все учителя», «Все классы», or names."""
    of: tuple[str, ...] = getattr(rule, "of", ())
    teachers = not isinstance(rule, OfPeople) or rule.whose is Whose.TEACHERS
    _ = naming.tongue.say
    if not of:
        return _("Все учителя") if teachers else _("Все классы")
    return naming.listed(naming.teacher(one) if teachers else naming.pupils(one) for one in of)
