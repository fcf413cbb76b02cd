"""What can be done about a lesson, or about all lessons of a course: lines, each with its changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.ui.substitutions.case_words import WAY_LABELS, WAY_TOKENS, CaseWords
from desktop.ui.substitutions.cases import Case
from desktop.ui.substitutions.lines import Shown
from desktop.ui.words import _
from school.timetable import Substitution
from timetable.substitutes.facts import Situation, Way, WayKind
from timetable.substitutes.ranking import candidates, for_whole_period, taken_by
from timetable.substitutes.ways import ways

MOST: Final = 9
"""As many candidates as there are digits; the tenth is nobody's first choice."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A line and what choosing it writes; a head has nothing to write. ``token`` is its key."""

    line: Shown
    changes: tuple[Substitution, ...] = ()
    token: str = ""


def answers_for(situation: Situation, case: Case, words: CaseWords) -> list[Answer]:
    """Who could take a lesson, the best first, and the ways to do without anybody."""
    found = [
        Answer(words.candidate_line(one, str(at)), (taken_by(case.asked, one.teacher),), str(at))
        for at, one in enumerate(candidates(situation, case.asked)[:MOST], start=1)
    ]
    others = list(_ways(situation, case, words))
    head = Answer(Shown(_("Свободных учителей в этот час нет"), is_head=True))
    return [*(found or [head]), Answer(Shown(_("Без замены"), is_head=True)), *others]


def _ways(situation: Situation, case: Case, words: CaseWords) -> Iterator[Answer]:
    """Only the first way of a kind has a key; the others are reached by arrows."""
    keyed: set[WayKind] = set()
    for way in ways(situation, case.asked):
        label, token = ("", "") if way.kind in keyed else (_(WAY_LABELS[way.kind]), WAY_TOKENS[way.kind])
        keyed.add(way.kind)
        yield Answer(_way_line(way, words, label), way.changes, token)


def _way_line(way: Way, words: CaseWords, key: str) -> Shown:
    other = words.held(way.other) if way.other else ""
    told = {
        WayKind.JOIN: (_("Объединить с {lesson}"), ""),
        WayKind.SWAP: (_("Поменять местами с {lesson}"), ""),
        WayKind.LAST_LESSON_UP: (_("Поставить сюда последний урок: {lesson}"), _("класс уйдёт раньше")),
        WayKind.CANCEL: (_("Урока не будет"), _("класс придёт позже или уйдёт раньше")),
    }
    title, under = told[way.kind]
    return Shown(title.format(lesson=other), under, key=key)


def answers_for_period(situation: Situation, cases: Sequence[Case], words: CaseWords) -> list[Answer]:
    """One substitute for all open lessons of a course."""
    rows = for_whole_period(situation, [case.asked for case in cases])
    return [
        Answer(
            words.period_line(row, str(at)), tuple(taken_by(one, row.teacher) for one in row.takes), str(at)
        )
        for at, row in enumerate(rows[:MOST], start=1)
    ]
