"""A week for a draft: first any legal one, then better and better ones until somebody stops it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from timetable.cards import Cards, Draft
from timetable.solver.engine import Verdict
from timetable.solver.progress import End, OnEvent, Options, Outcome, ShouldStop
from timetable.solver.search import SchoolSearch, Stopped


def solve(draft: Draft, options: Options, on_event: OnEvent, should_stop: ShouldStop) -> Outcome:
    """Search for a week. Time-locked cards are pins, the others are where the search begins.

    Each week that is told of has passed the independent checker. Stopping takes half a second at
    most and keeps the best. A draft that is legal already is only bettered.
    """
    search = SchoolSearch(pinned(draft, options), options, on_event, should_stop)
    verdict = Verdict.UNKNOWN
    with suppress(Stopped):
        verdict = search.find_legal()
        if search.best is not None and not options.only_legal:
            search.better()
    return search.outcome(verdict)


def pinned(draft: Draft, options: Options) -> Draft:
    """The draft with all cards locked but those of free blocks, where only some may move."""
    if options.free is None:
        return draft
    cards: Cards = {
        key: card if key in options.free else replace(card, time_locked=True)
        for key, card in draft.cards.items()
    }
    return replace(draft, cards=cards)


def generate_rest(options: Options, draft: Draft) -> Options:
    """Options under which every card stays and only the tray is placed."""
    return replace(options, free=frozenset(draft.tray))


__all__ = ["End", "Options", "Outcome", "generate_rest", "pinned", "solve"]
