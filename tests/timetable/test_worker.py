"""The search in a process of its own."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from threading import Event, Thread

import pytest

from benchmarks.made_school import made_school
from tests.timetable.small_school import SMALL
from timetable.cards import Draft
from timetable.checker.checking import check
from timetable.rules.of_people import EvenDays, MaxGaps
from timetable.rules.rule import Whose
from timetable.solver.progress import Began, End, Improvement, Options
from timetable.worker import Died, Ended, Worker, WorkerEvent

_EIGHT = made_school(8)
ENDLESS = replace(
    _EIGHT,
    rules=(
        MaxGaps(whose=Whose.GROUPS, most=0),
        MaxGaps(weight=1, whose=Whose.TEACHERS, most=0),
        EvenDays(weight=2, whose=Whose.TEACHERS, most=0),
    ),
)
"""Its wishes are never all met, so that the search goes on until somebody stops it."""


@pytest.fixture
def worker() -> Iterator[Worker]:
    """A worker whose child is gone after the test."""
    worker = Worker()
    yield worker
    worker.kill()


def first_week(worker: Worker) -> list[WorkerEvent]:
    """Everything told until the first week is there."""
    told: list[WorkerEvent] = []
    while not any(isinstance(one, Improvement | Died) for one in told):
        told += worker.poll(1.0)
    return told


def test_a_week_comes_from_the_child_as_it_was_found(worker: Worker) -> None:
    """Cards, cost and the end arrive, and the week is legal here as there."""
    told: list[WorkerEvent] = []

    worker.start(Draft(SMALL), Options(seconds=20))
    end = worker.follow(told.append)

    assert isinstance(end, Ended)
    assert end.end is End.SOLVED
    assert check(Draft(SMALL, end.cards)).is_legal
    assert isinstance(told[0], Began)
    assert not worker.is_running


def test_a_stop_is_heard_and_the_best_week_is_kept(worker: Worker) -> None:
    """A search that would go on for ever ends with what it has."""
    worker.start(Draft(ENDLESS), Options(seconds=None))
    first_week(worker)

    worker.stop()
    end = worker.follow(lambda event: None)

    assert isinstance(end, Ended)
    assert end.end is End.STOPPED
    assert worker.best is not None
    assert end.cards == worker.best.cards


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no kill -9")
def test_the_death_of_the_child_is_told_and_its_last_week_kept(worker: Worker) -> None:
    """Out of memory, the system kills: the last week that was told stays."""
    worker.start(Draft(ENDLESS), Options(seconds=None))
    first_week(worker)

    os.kill(worker.pid, signal.SIGKILL)
    end = worker.follow(lambda event: None)

    assert end == Died(-signal.SIGKILL)
    assert worker.best is not None
    assert check(Draft(ENDLESS, worker.best.cards)).is_legal


@pytest.mark.parametrize("is_early", [True, False], ids=["before it starts", "while it is followed"])
def test_a_child_that_is_not_wanted_any_more_ends(worker: Worker, *, is_early: bool) -> None:
    """A window that goes while the search begins, or goes on, leaves no child behind and no fault."""
    ended: list[WorkerEvent] = []
    begun = Event()

    def work() -> None:
        worker.start(Draft(ENDLESS), Options(seconds=None))
        ended.append(worker.follow(lambda _event: begun.set()))

    thread = Thread(target=work, daemon=True)
    if is_early:
        worker.kill()
        thread.start()
    else:
        thread.start()
        begun.wait(30)
        worker.kill()
    thread.join(30)

    assert [type(one) for one in ended] == [Died]
    assert not worker.is_running
