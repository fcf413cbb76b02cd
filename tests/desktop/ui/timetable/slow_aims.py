"""What becomes of a card at each place, the long way: the checker judges the whole week each time."""

from __future__ import annotations

from desktop.ui.timetable.aims import Aim, Aims, Tone
from desktop.ui.timetable.deeds import place
from timetable.cards import Draft
from timetable.checker.checking import check
from timetable.findings import Weight
from timetable.rules.rule import BlockKey


def slow_aims(draft: Draft, block: BlockKey) -> Aims:
    """Free, worse by the objective, or impossible; swaps are not looked for."""
    before = check(draft)
    unplaced = 0 if block in draft.cards else 1
    aims = {}
    for at in draft.problem.grid:
        report = check(place(draft, {block: at}))
        if len(report.of(Weight.BROKEN)) > len(before.of(Weight.BROKEN)) - unplaced:
            aims[at] = Aim(Tone.NO, "занято", "занят учитель или класс")
        elif report.cost > before.cost:
            aims[at] = Aim(Tone.WORSE, f"+{report.cost - before.cost}", "у учителя появится окно")
        else:
            aims[at] = Aim(Tone.FREE, "свободно", "свободно")
    return aims
