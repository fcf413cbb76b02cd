"""What came of a storm, in words."""

from __future__ import annotations

from benchmarks.machine import load, machine
from tests.storm.storm import Outcome, Weather


def tell(weather: Weather, outcome: Outcome, where: str) -> str:
    """A table of two columns."""
    first, last = outcome.watch.thirds()
    counted, met, watch = outcome.counted, outcome.met, outcome.watch
    statuses = ", ".join(f"{count:,} {name}" for name, count in met["statuses"].items())
    refused = ", ".join(f"{count:,} × {what}" for what, count in met["refused"].items()) or "none"
    rows = [
        ("teachers, arrivals within", f"{weather.teachers:,}, {weather.spread:.0f} s"),
        ("server", f"{weather.processes} process(es), {where}"),
        ("killed with -9, back after", f"{weather.kill_after:.0f} s, {outcome.down:.1f} s"),
        ("marks typed; missing, wrong, foreign", f"{counted.marks:,}; {_three(counted)}"),
        (
            "lines of history lost, twice; faults",
            f"{counted.lines_lost}, {counted.lines_twice}; {counted.faults}",
        ),
        ("the database grew, for each mark", f"{outcome.grown / counted.marks:.0f} bytes"),
        ("answers to ops", statuses),
        ("an evening, p50 / p95 / longest", " / ".join(f"{one:.1f} s" for one in _evenings(outcome))),
        ("evenings that did not end", str(met["unfinished"])),
        ("all queues empty after the last arrival", f"{outcome.after_load:.0f} s"),
        ("sent away with 503; cut off", f"{refused}; {met['cut']:,}"),
        ("hello asked once a second: answered, slowest", f"{watch.answered:.1%}, {watch.slowest:.1f} s"),
        ("server's memory: peak; first, last third after the kill", _megabytes(watch.peak, first, last)),
        ("processor: server; teachers' process", f"{outcome.processor:.0f} s; {met['processor']} s"),
        ("machine; load of the last minute, five minutes", f"{machine()}; {load()}"),
    ]
    return "\n".join(["| what | storm |", "|---|---|", *(f"| {what} | {said} |" for what, said in rows)])


def _evenings(outcome: Outcome) -> list[float]:
    return [outcome.percentile(0.5), outcome.percentile(0.95), outcome.evenings[-1]]


def _three(counted: object) -> str:
    return ", ".join(str(getattr(counted, name)) for name in ("missing", "wrong", "foreign"))


def _megabytes(peak: float, first: float, last: float) -> str:
    return f"{peak / 1e6:.0f} MB; {first / 1e6:.0f}, {last / 1e6:.0f} MB"
