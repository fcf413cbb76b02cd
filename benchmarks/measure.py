"""Medians of several runs, and the table that tells them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the results: what was measured, our median, what it is held against, what was aimed at."""

    what: str
    ours: str
    against: str = ""
    aim: str = ""


@dataclass
class Stopwatch:
    """Collects seconds of several runs of the same thing."""

    runs: list[float] = field(default_factory=list)

    @contextmanager
    def run(self) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.runs.append(time.perf_counter() - began)

    @property
    def median(self) -> float:
        return statistics.median(self.runs)

    def percentile(self, share: float) -> float:
        """The smallest time that `share` of the runs do not exceed."""
        ordered = sorted(self.runs)
        return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def ratio(ours: float, other: float) -> str:
    return f"{ours / other:.2f} ×"


def kilobytes(count: int) -> str:
    return f"{count / 1000:.1f} KB"


def median_of(times: int, work: Callable[[], None]) -> float:
    """The median time of a piece of work, after one run that does not count."""
    work()
    watch = Stopwatch()
    for _ in range(times):
        with watch.run():
            work()
    return watch.median


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    head = ("what", "Parta", "against", "aim")
    lines = [head, *((row.what, row.ours, row.against, row.aim) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    told = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines]
    return "\n".join([told[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *told[1:]])
