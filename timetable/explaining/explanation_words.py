"""An explanation in sentences: what has to give way, and how sure that is."""

from __future__ import annotations

from timetable.explaining.explanation import Explanation, Known, Relaxation
from timetable.explaining.shortage_words import told as told_shortage
from timetable.findings import Finding
from timetable.problem import Problem
from timetable.words.findings import told
from timetable.words.naming import Naming
from timetable.words.tongue import RUSSIAN, Tongue


def told_relaxation(relaxation: Relaxation, problem: Problem, tongue: Tongue = RUSSIAN) -> str:
    """«математика 6Б: дважды в четверг»."""
    naming = Naming(problem, tongue)
    if isinstance(relaxation.what, Finding):
        return told(relaxation.what, naming)
    _ = tongue.say
    return _("{blocks}: открепить").format(blocks=naming.blocks(relaxation.what))


def told_explanation(explanation: Explanation, problem: Problem, tongue: Tongue = RUSSIAN) -> str:
    """The whole in one go: «чтобы всё поместилось, придётся: …», and what is not proven."""
    _ = tongue.say
    match explanation.known:
        case Known.COUNTED:
            found = (told_shortage(one, problem, tongue) for one in explanation.shortages if one.stops)
            return _("Так всё не поместится: {found}.").format(found="; ".join(found))
        case Known.RELAXED:
            steps = (told_relaxation(one, problem, tongue) for one in explanation.relaxations)
            return _(
                "Чтобы всё поместилось, придётся: {steps}. Что нельзя обойтись меньшим, не доказано."
            ).format(steps="; ".join(steps))
        case Known.HELD:
            return _("Всё помещается: нашлось расписание без нарушений.")
        case Known.NOTHING:
            return _("Ни расписание, ни причина за это время не найдены. Что его нет, не доказано.")
