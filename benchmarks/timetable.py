"""Timetables: the first legal week, few windows, wishes after a minute, real schools, larger schools.

Each week counts only when the independent checker has let it pass; the clock begins before the child
process does. FET is run on the same file where it is installed.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks import timetable_explaining, timetable_window
from benchmarks.fet import EXAMPLES, REAL, SCHOOL, fet_seconds, with_gaps
from benchmarks.made_school import made_school
from benchmarks.measure import Row, milliseconds, ratio
from timetable.cards import Draft
from timetable.formats.fet.reading import read_fet
from timetable.rules.of_blocks import AllowedTimes
from timetable.rules.of_people import EvenDays, MaxGaps, MaxInARow
from timetable.rules.of_quality import EvenSpread
from timetable.rules.rule import Rule, Which, Whose
from timetable.solver.progress import Improvement, Options
from timetable.worker import Ended, Worker, WorkerEvent

LIMIT: Final = 120
"""Seconds after which a school counts as not solved, by FET as by us."""

WISHES: Final[tuple[Rule, ...]] = (
    MaxGaps(weight=2, whose=Whose.TEACHERS, most=0),
    MaxGaps(weight=4, whose=Whose.TEACHERS, most=2),
    MaxInARow(weight=2, whose=Whose.TEACHERS, most=5),
    EvenDays(weight=3, whose=Whose.GROUPS, most=1),
    EvenSpread(weight=2),
)
HARD_SUBJECTS: Final = ("рус", "мат", "алг", "геом", "физ", "хим")
SIZES: Final = (12, 24, 48, 72)


def rows(runs: int) -> list[Row]:
    """All measurements; a long search is made once, however many runs are asked for."""
    searches = [*_first(runs), *_windows(), *_wishes(), *_real(), *_sizes()]
    return [*searches, *timetable_explaining.rows(runs), *timetable_window.rows(runs)]


def read(file: Path) -> Draft:
    return read_fet(file.read_bytes(), ignore_unsupported=True).draft


def _first(runs: int) -> Iterator[Row]:
    draft = read(SCHOOL)
    ours = statistics.median(_legal(draft)[0] or LIMIT for _ in range(runs))
    theirs = [seconds for _ in range(runs) if (seconds := fet_seconds(SCHOOL, LIMIT)) is not None]
    yield _row("first legal week, 24 forms", ours, statistics.median(theirs) if theirs else None, "≤ 3 s")


def _windows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        for most, aim in ((4, ""), (3, ""), (2, "≤ 3 ×")):
            file = with_gaps(SCHOOL, most, Path(folder))
            yield _row(f"… at most {most} windows", _legal(read(file))[0], fet_seconds(file, LIMIT), aim)


def _wishes() -> Iterator[Row]:
    """Two phases beside the default search of the engine on the whole model, and how soon a stop is heard."""
    draft = wished(read(SCHOOL))
    told: list[WorkerEvent] = []
    worker = Worker()
    began = time.perf_counter()
    worker.start(draft, Options(seconds=None))
    while time.perf_counter() - began < 60:
        told += worker.poll(0.5)
    asked = time.perf_counter()
    worker.stop()
    end = worker.follow(told.append)
    stopped = time.perf_counter() - asked
    ours = [one for one in told if isinstance(one, Improvement)]
    default = _default_search(draft, 60)
    for seconds in (20, 60):
        best = min((one.cost for one in ours if one.seconds <= seconds), default=None)
        other = min((cost for at, cost in default if at <= seconds), default=None)
        yield Row(
            f"objective after {seconds} s", str(best), f"the engine's default search: {other}", "", "lower"
        )
    assert isinstance(end, Ended)
    yield Row("a stop is heard", milliseconds(stopped), "", "", "≤ 500 ms")


def wished(draft: Draft) -> Draft:
    """The school with the wishes of a Russian head teacher."""
    early = frozenset(at for at in draft.problem.grid if at.slot in (1, 2, 3))
    hard = AllowedTimes(weight=1, which=Which(subjects=frozenset(HARD_SUBJECTS)), within=early)
    rules = (*draft.problem.rules, *WISHES, hard)
    return replace(draft, problem=replace(draft.problem, rules=rules))


def _default_search(draft: Draft, seconds: int) -> list[tuple[float, int]]:
    from timetable.solver.building import build_model
    from timetable.solver.engine import Search, physical_cores, run

    began = time.perf_counter()
    model = build_model(draft)
    found: list[tuple[float, int]] = []

    def take(numbers: object) -> None:
        values = numbers if isinstance(numbers, list) else []
        cost = sum(slack.price * values[slack.var.index] for slack in model.slacks)
        found.append((time.perf_counter() - began, cost))

    run(model, Search(seconds, 1, physical_cores()), take, lambda: False)
    return found


def _real() -> Iterator[Row]:
    for title, name in REAL.items():
        file = EXAMPLES / name
        if file.exists():
            seconds, _ = _legal(read(file))
            yield _row(title, seconds, fet_seconds(file, LIMIT), "solved")
        else:
            yield Row(title, "", "not measured here: Debian's fet-data is not installed")


def _sizes() -> Iterator[Row]:
    for forms in SIZES:
        draft = Draft(made_school(forms))
        seconds, peak = _legal(draft)
        blocks = sum(1 for _ in draft.problem.blocks())
        what = f"made school of {forms} forms, {blocks} blocks"
        yield Row(what, f"{_told(seconds)}, {peak} MB", "", "", "")


def _legal(draft: Draft) -> tuple[float | None, int]:
    """Seconds from the click to a legal week, the child's start included; None for none; peak megabytes."""
    worker, peak = Worker(), [0]
    began = time.perf_counter()
    worker.start(draft, Options(seconds=LIMIT, first_seconds=LIMIT, only_legal=True))
    first: list[float] = []
    _follow(worker, lambda event: first.append(time.perf_counter()) if _is_week(event) else None, peak)
    return (first[0] - began if first else None), peak[0]


def _is_week(event: WorkerEvent) -> bool:
    return isinstance(event, Improvement)


def _follow(worker: Worker, on_event: Callable[[WorkerEvent], None], peak: list[int]) -> None:
    while worker.is_running:
        peak[0] = max(peak[0], _resident(worker.pid))
        for event in worker.poll(0.05):
            on_event(event)


def _resident(pid: int) -> int:
    """A process's peak memory in megabytes so far, where the system tells it."""
    try:
        told = Path(f"/proc/{pid or os.getpid()}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in told.splitlines() if line.startswith("VmHWM")), 0)


def _row(what: str, ours: float | None, theirs: float | None, aim: str = "") -> Row:
    both = ratio(ours, theirs) if ours is not None and theirs else ""
    return Row(what, _told(ours), f"fet-cl: {_told(theirs)}", both, aim)


def _told(seconds: float | None) -> str:
    return milliseconds(seconds) if seconds is not None else f"none in {LIMIT} s"
