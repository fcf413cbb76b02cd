"""What holds at a school where nobody has said a word about rules and norms."""

from __future__ import annotations

from timetable.grid import Grid
from timetable.norms import NO_NORMS, Norms
from timetable.rules.rule import Rule


def default_rules(grid: Grid) -> tuple[Rule, ...]:
    """The rules with which a Russian school begins."""
    return ()


def default_norms() -> Norms:
    """The table that comes with the program."""
    return NO_NORMS
