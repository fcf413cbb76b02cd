"""How things stand: who is away, which lessons that opens, what can be done about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from desktop.models.timetable.covering import Cover, KnownAbsence
from desktop.ui.substitutions.answers import Answer, answers_for, answers_for_period
from desktop.ui.substitutions.case_words import CaseWords, days_words
from desktop.ui.substitutions.cases import Case, days_of, of_course, read_cases, undecided
from desktop.ui.substitutions.lines import Shown
from desktop.ui.words import _, plural
from timetable.substitutes.facts import Situation

_KEPT: Final = timedelta(days=7)
"""How long an absence that is over stays in the list."""


@dataclass(frozen=True)
class Standing:
    """``cases`` are the lessons of all ``known`` absences."""

    known: tuple[KnownAbsence, ...]
    situation: Situation
    words: CaseWords
    cases: tuple[Case, ...]

    @property
    def is_open(self) -> int:
        """How many lessons want somebody."""
        return len(undecided(self.cases))

    def absence(self, id: str | None) -> KnownAbsence | None:
        return next((one for one in self.known if one.id == id), None)

    def cases_of(self, id: str | None) -> tuple[Case, ...]:
        """The lessons of one absence, or of all where none is chosen."""
        chosen = self.absence(id)
        return tuple(case for case in self.cases if chosen is None or case.absence == chosen.absence)

    def absence_lines(self) -> list[Shown]:
        """All together, then each."""
        tail = open_words(self.is_open) if self.is_open else ""
        lines = [Shown(_("Все"), tail=tail, tone="amber")]
        for one in self.known:
            is_open = len(undecided(self.cases_of(one.id)))
            lines.append(self.words.absence_line(one.absence, is_open))
        return lines

    def nothing(self) -> str:
        """What stands where no lesson is."""
        if self.known:
            return _("Уроков, которые надо закрыть, нет.")
        return _("Все на месте. Если кого-то не будет, запишите отсутствие: откроются его уроки.")

    # one lesson

    def answers(self, case: Case, *, for_period: bool) -> list[Answer]:
        """What can be done about an open lesson, or about all of its course."""
        if not case.is_open:
            return []
        if for_period:
            return answers_for_period(self.situation, self._of_course(case), self.words)
        return answers_for(self.situation, case, self.words)

    def question(self, case: Case, *, for_period: bool) -> str:
        """What is asked."""
        if not (for_period and case.is_open):
            return self.words.lesson(case)
        days = days_words(case.absence.first_day, case.absence.last_day)
        course = self.words.course(case.lesson.course)
        n = plural(len(self._of_course(case)), "{n} урок", "{n} урока", "{n} уроков")
        return _("На весь период {days}: {course}, {n}").format(days=days, course=course, n=n)

    def hint(self, case: Case) -> str:
        """Which keys do what."""
        if case.is_open:
            return _("1–9 — поручить, Enter — к следующему открытому, F6 — в список, Ctrl+Я/Z — вернуть")
        words, _tone = self.words.decision(case)
        if case.change is None:
            return words
        how = _("Delete — снять решение, Enter — к следующему открытому")
        decided = _("Решено: {words}.").format(words=words.rstrip("."))
        return f"{decided} {how}"

    def _of_course(self, case: Case) -> Sequence[Case]:
        own = [one for one in self.cases if one.absence == case.absence]
        return of_course(own, case.lesson.course)


def read_standing(cover: Cover) -> Standing:
    """Everything that the screen shows."""
    since = cover.today - _KEPT
    known = tuple(one for one in cover.read_absences() if one.absence.last_day >= since)
    first, last = days_of((one.absence for one in known), cover.today)
    situation = cover.read_situation(first, last)
    changes = cover.read_changes(first, last)
    cases = read_cases(situation, changes, [one.absence for one in known])
    return Standing(known, situation, CaseWords(situation, cover.slot_title), cases)


def open_words(n: int) -> str:
    """«открыто 3»."""
    return plural(n, "открыт {n}", "открыто {n}", "открыто {n}")
