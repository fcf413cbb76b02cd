"""An explanation in sentences: what has to give way, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from timetable.explaining.explanation import Explanation, Known, Relaxation
from timetable.explaining.remedies import Remedy
from timetable.explaining.remedy_words import advised
from timetable.explaining.shortage import Shortage
from timetable.explaining.shortage_words import told as told_shortage
from timetable.explaining.shortage_words import told_left
from timetable.findings import Finding
from timetable.problem import Problem
from timetable.words.findings import told
from timetable.words.naming import Naming
from timetable.words.tongue import RUSSIAN, Tongue

MOST_TOLD = 5
"""So many shortages, or things that have to give way, are told at once; of the others how many there are."""
MOST_REMEDIES = 3
"""So many ways out of one of them."""


def told_relaxation(relaxation: Relaxation, problem: Problem, tongue: Tongue = RUSSIAN) -> str:
    """«математика 6Б: дважды в четверг»."""
    naming = Naming(problem, tongue)
    if isinstance(relaxation.what, Finding):
        return told(relaxation.what, naming)
    _ = tongue.say
    return _("{blocks}: открепить").format(blocks=naming.blocks(relaxation.what))


class ToldWay(NamedTuple):
    """A remedy in words; ``but`` says that it is not enough, and by how much."""

    remedy: Remedy
    words: str
    but: str


def told_ways(shortage: Shortage, problem: Problem, tongue: Tongue = RUSSIAN) -> tuple[ToldWay, ...]:
    """The best ways out of a shortage."""
    best = enumerate(shortage.remedies[:MOST_REMEDIES])
    return tuple(
        ToldWay(remedy, advised(remedy, problem, tongue), told_left(shortage, number, tongue))
        for number, remedy in best
    )


def told_explanation(explanation: Explanation, problem: Problem, tongue: Tongue = RUSSIAN) -> str:
    """The most telling in one go: «чтобы всё поместилось, придётся: …», and what is not proven."""
    _ = tongue.say
    match explanation.known:
        case Known.COUNTED:
            found = [told_shortage(one, problem, tongue) for one in explanation.shortages if one.stops]
            return _("Так всё не поместится: {found}.").format(found=_few(found, tongue))
        case Known.RELAXED:
            steps = [told_relaxation(one, problem, tongue) for one in explanation.relaxations]
            return _(
                "Чтобы всё поместилось, придётся: {steps}. Нашлось так; может быть, хватит и меньшего."
            ).format(steps=_few(steps, tongue))
        case Known.HELD:
            return _("Всё помещается: нашлось расписание без нарушений.")
        case Known.NOTHING:
            return _("Ни расписание, ни причина за это время не найдены. Что его нет, не доказано.")


def _few(sentences: Sequence[str], tongue: Tongue) -> str:
    """«а; б; и ещё 3»."""
    more = len(sentences) - MOST_TOLD
    if more <= 0:
        return "; ".join(sentences)
    _ = tongue.say
    return _("{sentences}; и ещё {n}").format(sentences="; ".join(sentences[:MOST_TOLD]), n=more)
