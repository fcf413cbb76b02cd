"""Medians of several runs, and the table that tells them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the results: what was measured, our median, what it is held against, the aim."""

    what: str
    ours: str
    against: str = ""
    ratio: str = ""
    aim: str = ""


@dataclass
class Stopwatch:
    """Collects seconds of several runs of the same thing."""

    runs: list[float] = field(default_factory=list)

    @contextmanager
    def run(self) -> Iterator[None]:
        """Time what is done inside."""
        began = time.perf_counter()
        yield
        self.runs.append(time.perf_counter() - began)

    @property
    def median(self) -> float:
        """Half of the runs took no longer."""
        return statistics.median(self.runs)

    def percentile(self, share: float) -> float:
        """The smallest time that `share` of the runs do not exceed."""
        ordered = sorted(self.runs)
        return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def milliseconds(seconds: float) -> str:
    """«12.3 ms», from a second on «1.23 s»."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.2f} ms" if seconds < 0.001 else f"{seconds * 1000:.1f} ms"


def ratio(ours: float, other: float) -> str:
    """«1.53 ×»: how many times as long as the other."""
    return f"{ours / other:.2f} ×"


def kilobytes(count: int) -> str:
    """«12.3 KB» of a thousand bytes each."""
    return f"{count / 1000:.1f} KB"


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    head = ("what", "Parta", "against", "ratio", "aim")
    lines = [head, *((row.what, row.ours, row.against, row.ratio, row.aim) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    told = [_line(line, widths) for line in lines]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([told[0], rule, *told[1:]])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"
