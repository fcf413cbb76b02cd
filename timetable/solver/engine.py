"""CP-SAT at work in a thread of its own, so that its answers are handled and it is stopped at once."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

from timetable.solver.model import Model, Var

Numbers = Sequence[int]
"""The values of all variables, by their index."""

How = tuple[tuple[str, Any], ...]
"""Parameters of CP-SAT by name."""

_TICK = 0.05
"""Seconds between two looks at whether to stop."""


class Verdict(StrEnum):
    """What the engine says of a model. None of these is a proof: see TIMETABLE.md, section 4.3."""

    FOUND = "found"
    BEST = "best"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Search:
    """How the engine is run; ``more`` are parameters that are not as usual."""

    seconds: float
    seed: int = 1
    workers: int = 1
    memory_mb: int = 2_000
    more: How = ()


def physical_cores() -> int:
    """As many workers as gain anything: threads of one core only slow each other down."""
    try:
        allowed = len(os.sched_getaffinity(0))
    except AttributeError:
        allowed = os.cpu_count() or 1
    return max(1, min(allowed, _cores_told(), 8))


def _cores_told() -> int:
    """The cores that Linux tells of; elsewhere, what counts as a processor."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return os.cpu_count() or 1
    lines = [line.partition(":")[2].strip() for line in told if line.startswith(("physical id", "core id"))]
    cores = set(zip(lines[::2], lines[1::2], strict=False))
    return len(cores) or os.cpu_count() or 1


def run(
    model: Model, search: Search, on_answer: Callable[[Numbers], None], should_stop: Callable[[], bool]
) -> Verdict:
    """Search, hand each answer to ``on_answer`` in this thread, the newest if several came meanwhile."""
    return _Run(model, search).until_done(on_answer, should_stop)


class _Run(cp_model.CpSolverSolutionCallback):
    def __init__(self, model: Model, search: Search) -> None:
        super().__init__()
        self._model = model
        self._solver = _solver(search)
        self._news = threading.Condition()
        self._newest: Numbers | None = None
        self._status: Any = None

    def on_solution_callback(self) -> None:
        numbers = list(self.response_proto.solution)
        with self._news:
            self._newest = numbers
            self._news.notify()

    def until_done(self, on_answer: Callable[[Numbers], None], should_stop: Callable[[], bool]) -> Verdict:
        thread = threading.Thread(target=self._search, name="cp-sat", daemon=True)
        thread.start()
        while True:
            with self._news:
                self._news.wait_for(lambda: self._newest is not None or self._status is not None, _TICK)
                numbers, self._newest = self._newest, None
                done = self._status is not None
            if numbers is not None:
                on_answer(numbers)
            elif done:
                break
            if should_stop():
                self._solver.stop_search()
        thread.join()
        return _VERDICTS.get(self._status, Verdict.UNKNOWN)

    def _search(self) -> None:
        status = cp_model.UNKNOWN
        try:
            status = self._solver.solve(self._model.cp, self)
        finally:
            with self._news:
                self._status = status
                self._news.notify()


_VERDICTS = {
    cp_model.OPTIMAL: Verdict.BEST,
    cp_model.FEASIBLE: Verdict.FOUND,
    cp_model.INFEASIBLE: Verdict.NONE,
}


def _solver(search: Search) -> Any:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.max_time_in_seconds = max(search.seconds, 0.1)
    parameters.num_workers = search.workers
    parameters.random_seed = search.seed
    parameters.max_memory_in_mb = search.memory_mb
    parameters.catch_sigint_signal = False  # Ctrl+C is for whoever asked; see `should_stop`
    for name, value in search.more:
        if isinstance(value, tuple):
            getattr(parameters, name).extend(value)
        else:
            setattr(parameters, name, value)
    return solver


def value_in(numbers: Numbers) -> Callable[[Var], int]:
    """How to read a variable from an answer."""
    return lambda var: numbers[var.index]
