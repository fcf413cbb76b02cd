"""How near a search has come to a legal week by letting rules be broken for a price."""

from __future__ import annotations

from collections.abc import Callable

from timetable.solver.engine import Numbers
from timetable.solver.school_model import SchoolModel


class Nearest:
    """The answer that breaks least so far; one that breaks nothing is handed on as a week."""

    def __init__(
        self, model: SchoolModel, on_legal: Callable[[Numbers], None], on_nearer: Callable[[int], None]
    ) -> None:
        self._model = model
        self._on_legal = on_legal
        self._on_nearer = on_nearer
        self.broken: int | None = None
        self.numbers: Numbers = ()

    def take(self, numbers: Numbers) -> None:
        broken = sum(numbers[slack.var.index] for slack in self._model.slacks)
        if self.broken is None or broken < self.broken:
            self.broken, self.numbers = broken, numbers
            self._on_nearer(broken)
        if broken == 0:
            self._on_legal(numbers)
