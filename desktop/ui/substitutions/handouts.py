"""What goes out of «Замены»: a day's changes for the wall, the journal of hours, what a new week changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from desktop.models.reading.school_facts import SchoolFacts
from desktop.models.timetable.changes import Held, SlotChange, teacher_changes
from desktop.models.timetable.covering import Cover, LogLine
from desktop.models.timetable.weeks import published_on
from desktop.ui.dates import long_day, short_day, weekday
from desktop.ui.substitutions.case_words import CaseWords, days_words
from desktop.ui.words import _
from school.calendar import Weeks
from school.lesson import Place, Weight
from school.timetable import Substitution, SubstitutionKind
from timetable.sheets.sheet import Cell, Line, Manner, Sheet, Words


@dataclass(frozen=True, slots=True)
class DayChange:
    """A changed lesson of a day, in words."""

    slot: int
    number: str
    forms: str
    subject: str
    absent: str
    instead: str
    room: str


class Handouts:
    """Makes the sheets, from the records as they are now."""

    def __init__(self, cover: Cover, facts: SchoolFacts) -> None:
        self._cover, self._facts = cover, facts

    # tomorrow

    def day(self, day: date) -> Sheet:
        """All changes of a day in the order of its lessons: for the staff room."""
        lines = sorted(self._changes_of(day), key=lambda one: (one.slot, one.forms, one.subject))
        columns = (
            Line(_("Класс"), share=0.7),
            Line(_("Предмет"), share=1.4),
            Line(_("Кого нет"), share=1.4),
            Line(_("Кто ведёт или что вместо урока"), share=2.2),
            Line(_("Кабинет"), share=0.8),
        )
        rows = [(one.number, (one.forms, one.subject, one.absent, one.instead, one.room)) for one in lines]
        title = _("Замены: {day}").format(day=long_day(day))
        return self._list(_("Замены"), title, _("Урок"), columns, rows, strong=(3,))

    def day_by_forms(self, day: date) -> Sheet:
        """The same for pupils: by forms, without who is away."""
        lines = sorted(self._changes_of(day), key=lambda one: (self._form_order(one.forms), one.slot))
        columns = (
            Line(_("Урок"), share=0.5),
            Line(_("Предмет"), share=1.4),
            Line(_("Кто ведёт или что вместо урока"), share=2.2),
            Line(_("Кабинет"), share=0.8),
        )
        rows = [(one.forms, (one.number, one.subject, one.instead, one.room)) for one in lines]
        title = _("Замены по классам: {day}").format(day=long_day(day))
        return self._list(_("Замены по классам"), title, _("Класс"), columns, rows, strong=(2,))

    def _changes_of(self, day: date) -> Iterable[DayChange]:
        situation = self._cover.read_situation(day, day)
        words = CaseWords(situation, self._cover.slot_title)
        for change in self._cover.read_changes(day - timedelta(days=60), day + timedelta(days=60)):
            if change.date == day or (change.to is not None and change.to.date == day):
                yield self._day_change(change, day, words)

    def _day_change(self, change: Substitution, day: date, words: CaseWords) -> DayChange:
        comes = change.to if change.what is SubstitutionKind.MOVE and change.date != day else None
        slot = comes.slot if comes else change.slot
        teachers = self._facts.loads[change.course].teachers if change.course in self._facts.loads else ()
        instead = words.change(change)
        if comes is not None:
            instead = _("урок с {day}: {name}").format(
                day=short_day(change.date), name=", ".join(map(words.name, teachers))
            )
        return DayChange(
            slot,
            self._cover.slot_title(day, slot),
            words.forms(change.course),
            words.subject(change.course),
            "" if comes else ", ".join(map(words.name, teachers)),
            instead,
            self._facts.rooms.get(change.room or "", ""),
        )

    # the journal of substitutions

    def log(self, first: date, last: date) -> tuple[Sheet, Sheet]:
        """«Журнал замещений» of a period, and the hours of each who took a lesson."""
        lines = [one for one in self._cover.read_log(first, last) if one.hours or one.teacher is None]
        columns = (
            Line(_("Урок"), share=0.5),
            Line(_("Класс"), share=0.7),
            Line(_("Предмет"), share=1.3),
            Line(_("Кого заменяют"), share=1.4),
            Line(_("Причина"), share=1.2),
            Line(_("Кто заменяет"), share=1.6),
            Line(_("Часов"), share=0.5),
        )
        situation = self._cover.read_situation(first, first)
        words = CaseWords(situation, self._cover.slot_title)
        rows = [(short_day(one.change.date), self._log_row(one, words)) for one in lines]
        period = days_words(first, last)
        title = _("Журнал замещений: {days}").format(days=period)
        foot = _("Всего часов: {hours}").format(hours=hours_words(sum(Fraction(one.hours) for one in lines)))
        return (
            self._list(_("Журнал замещений"), title, _("Дата"), columns, rows, foot=foot),
            self._totals(lines, period),
        )

    def _log_row(self, line: LogLine, words: CaseWords) -> tuple[str, ...]:
        change = line.change
        return (
            self._cover.slot_title(change.date, change.slot),
            line.forms,
            line.subject,
            ", ".join(map(words.name, line.absent)),
            self._reason(line),
            words.change(change),
            hours_words(line.hours),
        )

    def _reason(self, line: LogLine) -> str:
        """Why the lesson's own teacher was away, as the office has it."""
        place = Place(line.change.date, line.change.slot)
        known = (one.absence for one in self._cover.read_absences())
        reasons = (one.reason for one in known if one.teacher in line.absent and one.covers(place))
        reason = line.reason or next(reasons, "")
        return _(reason) if reason else ""

    def _totals(self, lines: Sequence[LogLine], period: str) -> Sheet:
        given: dict[str, Fraction] = defaultdict(Fraction)
        for line in lines:
            if line.teacher is not None:
                given[line.teacher] += Fraction(line.hours)
        named = sorted((self._facts.name_of(id), hours) for id, hours in given.items())
        rows = [(str(at), (name, hours_words(hours))) for at, (name, hours) in enumerate(named, start=1)]
        title = _("Часы замещений по учителям: {days}").format(days=period)
        columns = (Line(_("Кто заменял"), share=3), Line(_("Часов")))
        return self._list(_("По учителям"), title, "№", columns, rows)

    # a new week

    def differences(self, since: date) -> Sheet:
        """«Что изменилось с 24.11»: for each teacher the slots in which something else stands."""
        found = self._read_differences(since)
        rows = []
        for teacher, changes in sorted(found.items(), key=lambda pair: self._facts.name_of(pair[0])):
            for at, change in enumerate(changes):
                name = self._facts.name_of(teacher) if at == 0 else ""
                rows.append((name, self._difference_row(change)))
        columns = (
            Line(_("День"), share=0.9),
            Line(_("Урок"), share=0.5),
            Line(_("Было"), share=1.8),
            Line(_("Стало"), share=1.8),
        )
        title = _("Что изменилось с {day}").format(day=short_day(since))
        return self._list(_("Что изменилось"), title, _("Учитель"), columns, rows, strong=(3,))

    def _read_differences(self, since: date) -> Mapping[str, tuple[SlotChange, ...]]:
        before, after = published_on(self._facts, since - timedelta(days=1)), published_on(self._facts, since)
        if after is None or before == after:
            return {}
        old, new = (
            [card for card in self._facts.cards if version is not None and card.version == version.id]
            for version in (before, after)
        )
        return teacher_changes(self._facts.loads, old, new)

    def _difference_row(self, change: SlotChange) -> tuple[str, ...]:
        day = weekday(date(2024, 1, change.weekday))
        number = self._cover.slot_title(self._cover.today, change.slot)
        return day, number, self._held(change.before), self._held(change.after)

    def _held(self, listed: Sequence[Held]) -> str:
        return "; ".join(self._one_held(held) for held in listed) or "—"

    def _one_held(self, held: Held) -> str:
        load = self._facts.loads.get(held.course)
        forms = ", ".join(
            self._facts.forms[form].title
            for form in (load.forms if load else ())
            if form in self._facts.forms
        )
        subject = self._facts.subjects.get(load.subject) if load else None
        weeks = {Weeks.ODD: _("нечёт."), Weeks.EVEN: _("чёт.")}.get(held.weeks, "")
        parts = (forms, subject.title if subject else load.title if load else "", weeks)
        room = self._facts.rooms.get(held.room or "", "")
        return ", ".join(part for part in (" ".join(filter(None, parts)), room) if part)

    # parts

    def _form_order(self, forms: str) -> tuple[int, str]:
        digits = "".join(char for char in forms[:2] if char.isdecimal())
        return int(digits or 0), forms

    def _list(
        self,
        name: str,
        title: str,
        corner: str,
        columns: tuple[Line, ...],
        rows: Sequence[tuple[str, tuple[str, ...]]],
        *,
        strong: tuple[int, ...] = (),
        foot: str = "",
    ) -> Sheet:
        cells: dict[tuple[int, int], Cell] = {
            (row, column): (Words(words, is_strong=column in strong),)
            for row, (_head, told) in enumerate(rows)
            for column, words in enumerate(told)
            if words
        }
        about = self._facts.title if rows else f"{self._facts.title} · {_('изменений нет')}"
        lines = tuple(Line(head) for head, _told in rows)
        return Sheet(name, title, lines, columns, cells, about, corner, Manner.LIST, foot)


def newest_week(facts: SchoolFacts) -> date | None:
    """The first day of the published week that begins last, for «Что изменилось»."""
    days = [one.dates.first_day for one in facts.timetables if one.is_published]
    return max(days, default=None)


def hours_words(hours: Weight | Fraction) -> str:
    """«1», «0,5»; nothing for none."""
    exact = Fraction(hours)
    if not exact:
        return ""
    return str(exact.numerator) if exact.denominator == 1 else f"{float(exact):g}".replace(".", ",")
