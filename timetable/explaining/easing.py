"""A draft after all that its explanation asks for."""

from __future__ import annotations

from dataclasses import replace

from timetable.cards import Draft
from timetable.checker.checking import check
from timetable.explaining.explanation import Explanation
from timetable.explaining.remedies import MakeWish
from timetable.findings import Weight
from timetable.rules.rule import Rule


def eased(draft: Draft, explanation: Explanation) -> Draft:
    """The draft after the first remedy of each relaxation, with the week of the explanation."""
    for one in explanation.relaxations:
        for remedy in one.remedies[:1]:
            draft = remedy.apply_to(draft)
    known = {key for key, _, _ in draft.problem.blocks()}
    kept = {key: card for key, card in explanation.cards.items() if key in known}
    return _lenient(replace(draft, cards={**draft.cards, **kept}))


def _lenient(week: Draft) -> Draft:
    """Rules that a first remedy did not loosen enough, as wishes."""
    for finding in check(week).of(Weight.BROKEN):
        if isinstance(finding.what, Rule) and finding.what in week.problem.rules:
            week = MakeWish(finding.what).apply_to(week)
    return week
