"""What the board asks of the timetable's rooms: checker, places, words, solver. One seam for all of them."""

from __future__ import annotations

from typing import Protocol

from desktop.ui.timetable.aims import Aims
from timetable.cards import Draft
from timetable.findings import Finding, Report
from timetable.problem import Problem
from timetable.rules.rule import BlockKey


class Knowing(Protocol):
    """Pure advice: nothing here changes a draft. `check` may take a while and is asked in a thread."""

    def check(self, draft: Draft) -> Report:
        """All that is wrong with a draft or could be better."""
        ...

    def read_aims(self, draft: Draft, block: BlockKey) -> Aims:
        """What becomes of a card at each place of the week."""
        ...

    def tell(self, finding: Finding, problem: Problem) -> str:
        """A finding in words."""
        ...
