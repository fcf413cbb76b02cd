"""`python -m benchmarks`: run everything, print the table, write it to benchmarks/RESULTS.md."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Final

from benchmarks.machine import load, machine, versions
from benchmarks.measure import Row, table

RESULTS: Final = Path(__file__).with_name("RESULTS.md")
_PARTS: Final[Mapping[str, str]] = {
    "keys": "keys",
    "start": "start",
    "sync": "sync_rounds",
    "others": "other_systems",
    "timetable": "timetable",
    "timetable-checker": "timetable_checker",
}
_PAGES: Final[Mapping[str, Path]] = {"timetable": Path(__file__).with_name("TIMETABLE.md")}
"""Parts that take long and keep their results on a page of their own whenever they are run."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for; the results of a whole run are kept."""
    words = _parser().parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    busy = load()
    found = {part: _rows_of(part)(words.runs) for part in words.only or _PARTS}
    for part, page in _PAGES.items():
        if part in found:
            page.write_text(_page(table(found[part]), words.runs, busy), encoding="utf-8")
    told = table([row for part in found.values() for row in part])
    print(told)
    if words.only is None:
        told = table([row for part, rows in found.items() if part not in _PAGES for row in rows])
        RESULTS.write_text(_page(told, words.runs, busy), encoding="utf-8")
    return 0


def _rows_of(part: str) -> Callable[[int], list[Row]]:
    """A part's measurements; its module is loaded only when it is wanted."""
    rows: Callable[[int], list[Row]] = import_module(f"benchmarks.{_PARTS[part]}").rows
    return rows


def _page(told: str, runs: int, busy: str) -> str:
    command = shlex.join(["python", "-m", "benchmarks", *sys.argv[1:]])
    return f"""# How fast

Medians of {runs} runs; each is held against its reference in the same run. Written by `{command}`
on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC. On a machine with other work to do trust the ratios and the
processor's work: a p99 by the clock then tells of the others. How a region's evening is held is told
in [STORM.md](STORM.md).

{told}

- Machine: {machine()}
- Load before the run (one minute, five minutes): {busy}
- {versions()}
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=_PARTS, help="one part; may be given again")
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="default: %(default)s")
    return parser


if __name__ == "__main__":
    sys.exit(main())
