"""Which demands of a school contradict each other: sought beside other work, for some seconds."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from timetable.cards import Draft
from timetable.explaining.around import ROOMS, Around, Held
from timetable.explaining.explanation import Explanation
from timetable.explaining.names import name, places
from timetable.explaining.quickxplain import Answer, Conflict, narrow
from timetable.explaining.remedies import Noun
from timetable.grid import Level
from timetable.problem import Problem
from timetable.solver.building import build_model
from timetable.solver.engine import Search, Verdict, physical_cores, run
from timetable.solver.progress import ShouldStop
from timetable.solver.strictness import HARD_ONLY
from timetable.words.naming import Naming
from timetable.words.rules import told_rule
from timetable.words.tongue import RUSSIAN, Tongue

SECONDS = 25.0
_OF_A_PROBE = 4.0


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Demands that cannot be kept together, with the lessons of those who are named.

    ``minimal``: without any one of them the others can be kept. ``confirmed``: a second search under
    other parameters came to the same; without it nothing is proven.
    """

    held: tuple[Held, ...]
    minimal: bool
    confirmed: bool


def contradict(
    draft: Draft,
    explanation: Explanation,
    seconds: float = SECONDS,
    should_stop: ShouldStop = lambda: False,
) -> Contradiction | None:
    """The fewest demands around those named that contradict each other; None where that is not proven.

    Looks at the named people's lessons only, which are few enough for proofs: what contradicts there
    contradicts in the whole school.
    """
    end = time.monotonic() + seconds
    for with_forms in (False, True):
        around = Around(draft, explanation, with_forms=with_forms)
        found = _narrowed(around, end, should_stop)
        if found is not None:
            again = _can_be(around.draft(found.parts), _OF_A_PROBE, should_stop, confirming=True)
            return Contradiction(found.parts, found.minimal, again is Answer.NO)
    return None


def _narrowed(around: Around, end: float, should_stop: ShouldStop) -> Conflict[Held] | None:
    def is_over() -> bool:
        return should_stop() or time.monotonic() > end

    def probe(held: Sequence[Held]) -> Answer:
        return _can_be(around.draft(tuple(held)), min(_OF_A_PROBE, end - time.monotonic()), is_over)

    return narrow(around.held(), probe, is_over)


def _can_be(draft: Draft, seconds: float, should_stop: ShouldStop, *, confirming: bool = False) -> Answer:
    more = (("cp_model_presolve", False),) if confirming else ()
    workers = 1 if confirming else physical_cores()
    verdict = run(
        build_model(draft, HARD_ONLY),
        Search(max(seconds, 0.1), 100 if confirming else 1, workers, more=more),
        lambda _: None,
        should_stop,
    )
    if verdict in (Verdict.FOUND, Verdict.BEST):
        return Answer.YES
    return Answer.NO if verdict is Verdict.NONE else Answer.UNKNOWN


def told_contradiction(found: Contradiction, problem: Problem, tongue: Tongue = RUSSIAN) -> str:
    """«Вместе не выполнить: …», and whether that is proven."""
    _ = tongue.say
    demands = "; ".join(dict.fromkeys(told_held(one, problem, tongue) for one in found.held))
    if found.confirmed:
        return _("Вместе не выполнить (проверено дважды): {demands}.").format(demands=demands)
    return _("Похоже, вместе не выполнить: {demands}. Это не доказано.").format(demands=demands)


def told_held(held: Held, problem: Problem, tongue: Tongue = RUSSIAN) -> str:
    """One demand in words."""
    _ = tongue.say
    if held.rule is not None:
        return told_rule(held.rule, Naming(problem, tongue))
    if held.away is None or held == ROOMS:
        return _("у каждого урока есть кабинет")
    known = problem.teachers if held.away.noun is Noun.TEACHER else problem.forms
    shut = [at for at, level in known[held.away.id].away.items() if level is Level.FORBIDDEN]
    return _("{who} не может: {where}").format(who=name(problem, held.away), where=places(problem, shut))
