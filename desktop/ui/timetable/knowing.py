"""What the board asks of the timetable's rooms: checker, places, words. One seam for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.ui.timetable.aims import Aims
from timetable.cards import Draft
from timetable.checker.checking import check
from timetable.findings import Finding, Report
from timetable.problem import Problem
from timetable.rules.rule import BlockKey


def no_aims(_draft: Draft, _block: BlockKey) -> Aims:
    """Nothing is known of any place."""
    return {}


def plain_words(finding: Finding, _problem: Problem) -> str:
    """The name of what was found."""
    return type(finding.what).__name__


@dataclass(frozen=True)
class Knowing:
    """Pure advice: nothing here changes a draft. `check` may take a while and is asked in a thread."""

    check: Callable[[Draft], Report] = check
    read_aims: Callable[[Draft, BlockKey], Aims] = no_aims
    tell: Callable[[Finding, Problem], str] = plain_words


USUAL = Knowing()
