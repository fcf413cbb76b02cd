"""The solver's child behind the window: it streams, stops, and its death is told."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.timetable.advice import tell_parts
from desktop.ui.timetable.runs import End, Ended
from desktop.ui.timetable.worker_run import STEPS, WorkerRun
from tests.desktop.ui.timetable.made_school import make_school
from timetable.cards import Cards, Draft
from timetable.checker.checking import check
from timetable.rules.of_people import EvenDays, MaxGaps
from timetable.rules.rule import Whose
from timetable.solver.progress import Options, Step

SECONDS = 60_000
NEVER_DONE = MaxGaps(weight=1, whose=Whose.TEACHERS, most=-1)
UNEVEN = EvenDays(weight=2, whose=Whose.TEACHERS, most=0)
SCHOOL = replace(make_school({5: "АБВ", 7: "АБВ"}), rules=(NEVER_DONE, UNEVEN))
"""Its wishes can never be met, so that the search goes on until somebody stops it."""


class Ears:
    """Hears a run."""

    def __init__(self) -> None:
        self.states: list[str] = []
        self.weeks: list[Cards] = []
        self.parts: list[Sequence[str]] = []
        self.ended: Ended | None = None

    def hear_state(self, words: str) -> None:
        self.states.append(words)

    def hear_better(self, cards: Cards, parts: Sequence[str]) -> None:
        self.weeks.append(cards)
        self.parts.append(parts)

    def hear_end(self, ended: Ended) -> None:
        self.ended = ended


@pytest.fixture
def ears() -> Ears:
    """Nothing is heard yet."""
    return Ears()


def begin(qtbot: QtBot, ears: Ears) -> WorkerRun:
    """A run on two forms that goes on until it is stopped; its first week is there."""
    run = WorkerRun(Draft(SCHOOL), Options(seconds=None), ears, tell_parts)
    qtbot.waitUntil(lambda: bool(ears.weeks) or ears.ended is not None, timeout=SECONDS)
    return run


def test_a_run_streams_legal_weeks_and_stops_with_the_best(qtbot: QtBot, qapp: object, ears: Ears) -> None:
    """What is done is told in words; the last week is whole and legal."""
    run = begin(qtbot, ears)

    run.stop()
    qtbot.waitUntil(lambda: ears.ended is not None, timeout=SECONDS)

    assert ears.ended is not None
    assert ears.ended.end is End.STOPPED
    assert check(Draft(SCHOOL, ears.ended.cards)).is_legal
    assert ears.states[0] == "Готовлю задачу…"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no kill -9")
def test_the_death_of_the_child_is_told_with_its_last_week(qtbot: QtBot, qapp: object, ears: Ears) -> None:
    """Out of memory, the system kills: what was streamed is kept."""
    run = begin(qtbot, ears)

    os.kill(run.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: ears.ended is not None, timeout=SECONDS)

    assert ears.ended is not None
    assert ears.ended.end is End.DIED
    assert check(Draft(SCHOOL, ears.ended.cards)).is_legal


def test_every_step_of_a_search_has_its_words() -> None:
    """Also the one that only hard schools come to."""
    assert set(STEPS) == set(Step)
