"""What the lines of «Замены» say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from desktop.ui.dates import long_day, short_day
from desktop.ui.substitutions.cases import Case
from desktop.ui.substitutions.lines import Shown
from desktop.ui.words import N_, _, plural
from school.timetable import Substitution, SubstitutionKind
from school.timetable_reading import ScheduledLesson
from timetable.substitutes.facts import Absence, Candidate, ForPeriod, Ground, Situation, WayKind

SlotTitle = Callable[[date, int], str]

REASONS: Final = (
    N_("больничный"),
    N_("командировка"),
    N_("курсы"),
    N_("отпуск"),
    N_("по семейным обстоятельствам"),
    N_("мероприятие"),
)
_GROUNDS: Final = {
    Ground.SAME_SUBJECT: N_("ведёт этот предмет"),
    Ground.TEACHES_FORM: N_("ведёт в этом классе"),
    Ground.FORM_TEACHER: N_("классный руководитель"),
    Ground.WINDOW: N_("окно в этот час"),
    Ground.IN_SCHOOL: N_("в школе в этот день"),
    Ground.COMES_FOR_IT: N_("придёт ради этого урока"),
    Ground.OVER_MAX: N_("больше уроков, чем положено за день"),
}
WAY_TOKENS: Final = {
    WayKind.JOIN: "О",
    WayKind.SWAP: "С",
    WayKind.LAST_LESSON_UP: "З",
    WayKind.CANCEL: "У",
}
"""The keys of the ways, as the key table reads them; what stands on the keys is in the next table,
in both layouts, as on the sheet of keys: «З» alone is read as three.
"""
WAY_LABELS: Final = {
    WayKind.JOIN: N_("О/J"),
    WayKind.SWAP: N_("С/C"),
    WayKind.LAST_LESSON_UP: N_("З/P"),
    WayKind.CANCEL: N_("У/E"),
}


class CaseWords:
    """Speaks of the lessons of one situation."""

    def __init__(self, situation: Situation, slot_title: SlotTitle) -> None:
        self._situation = situation
        self._slot_title = slot_title

    # people and lessons

    def name(self, person: str) -> str:
        known = self._situation.staff.get(person)
        return known.name if known else _("учитель не указан")

    def forms(self, course: str) -> str:
        taught = self._situation.courses.get(course)
        forms = taught.forms if taught else ()
        return ", ".join(self._situation.forms.get(form, form) for form in forms)

    def subject(self, course: str) -> str:
        taught = self._situation.courses.get(course)
        return taught.title if taught else ""

    def course(self, course: str) -> str:
        """«7Б · Алгебра»."""
        return " · ".join(part for part in (self.forms(course), self.subject(course)) if part)

    def lesson(self, case: Case) -> str:
        """«3-й урок · 7Б · Алгебра»."""
        number = self._slot_title(case.place.date, case.place.slot)
        return f"{_('{number}-й урок').format(number=number)} · {self.course(case.lesson.course)}"

    def slot(self, lesson: ScheduledLesson) -> str:
        """The number of the lesson in its day."""
        return self._slot_title(lesson.place.date, lesson.place.slot)

    def held(self, lesson: ScheduledLesson) -> str:
        """«7В · Алгебра, 25.11, 3-й урок»."""
        when = _("{day}, {number}-й урок").format(day=short_day(lesson.place.date), number=self.slot(lesson))
        return f"{self.course(lesson.course)}, {when}"

    # lines

    def case_line(self, case: Case, *, named: bool) -> Shown:
        """A lesson and what was decided."""
        words, tone = self.decision(case)
        number = self._slot_title(case.place.date, case.place.slot)
        under = self.name(case.absence.teacher) if named else ""
        return Shown(f"{number}   {self.course(case.lesson.course)}", under, words, tone)

    def decision(self, case: Case) -> tuple[str, str]:
        """What became of a lesson, and its tone."""
        change = case.change
        if change is not None:
            return self.change(change), "green"
        if case.is_open:
            return _("не решено"), "amber"
        others = [one for one in case.lesson.teachers if one != case.absence.teacher]
        return (_("ведёт {name}").format(name=self.name(others[0])), "") if others else (_("снят"), "")

    def change(self, change: Substitution) -> str:
        """«Сидорова А. И.», «с 7В · Алгебра», «на 25.11, 3-й урок», «урока не будет»."""
        if change.what is SubstitutionKind.TEACHER and change.teacher:
            return self.name(change.teacher)
        if change.what is SubstitutionKind.JOIN and change.with_course:
            who = f", {self.name(change.teacher)}" if change.teacher else ""
            return _("вместе с {course}").format(course=self.course(change.with_course)) + who
        if change.what is SubstitutionKind.MOVE and change.to:
            number = self._slot_title(change.to.date, change.to.slot)
            return _("перенесён на {day}, {number}-й урок").format(
                day=short_day(change.to.date), number=number
            )
        if change.what is SubstitutionKind.OTHER_COURSE and change.with_course:
            return _("вместо него {course}").format(course=self.course(change.with_course))
        return _("урока не будет")

    def candidate_line(self, candidate: Candidate, key: str) -> Shown:
        """Who, why, how often already."""
        grounds = [_(words) for ground, words in _GROUNDS.items() if ground in candidate.grounds]
        given = plural(candidate.given, "{n} замена", "{n} замены", "{n} замен") if candidate.given else ""
        tone = "red" if Ground.OVER_MAX in candidate.grounds else ""
        return Shown(self.name(candidate.teacher), " · ".join(grounds), given, tone, key)

    def period_line(self, row: ForPeriod, key: str) -> Shown:
        """Who takes how many of a course's lessons, and which not."""
        whole = len(row.takes) + len(row.misses)
        tail = _("все {n}").format(n=whole) if not row.misses else f"{len(row.takes)} / {whole}"
        grounds = [_(words) for ground, words in _GROUNDS.items() if ground in row.grounds]
        if row.misses:
            days = ", ".join(dict.fromkeys(short_day(one.place.date) for one in row.misses))
            grounds.insert(0, _("не может {days}").format(days=days))
        return Shown(self.name(row.teacher), " · ".join(grounds), tail, "" if row.misses else "green", key)

    def absence_line(self, absence: Absence, is_open: int) -> Shown:
        """Who is away, when, why; how many lessons are still open."""
        words = [days_words(absence.first_day, absence.last_day), _(absence.reason)]
        tail = plural(is_open, "открыт {n}", "открыто {n}", "открыто {n}") if is_open else _("решено")
        tone = "amber" if is_open else "green"
        return Shown(self.name(absence.teacher), " · ".join(filter(None, words)), tail, tone)


def days_words(first: date, last: date) -> str:
    """«25.11», «25.11 – 2.12»."""
    return short_day(first) if first == last else f"{short_day(first)} – {short_day(last)}"


def day_head(day: date) -> Shown:
    """A day over its lessons."""
    return Shown(long_day(day).capitalize(), is_head=True)
