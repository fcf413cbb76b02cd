"""Marks for terms that are over, from the averages, and what a pupil carries along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from school.grading import rule_for
from school.scale import EXEMPT, NOT_ATTESTED, PASS, SCALES
from school.term import Term
from server.demo.record import DemoRecord
from server.demo.scene import Scene
from server.demo.staffing import Group, subject_of
from sync.identity import term_mark_id

_RULE = rule_for(SCALES["2-5"])
_KINDNESS = Fraction(1, 10)
"""Every other teacher gives the better mark to a pupil who is this near to it."""


@dataclass(slots=True)
class TermTally:
    """Sums of a course's marks by term and pupil, kept while the lessons go by."""

    scene: Scene
    group: Group
    _sums: dict[tuple[int, str], list[int]] = field(init=False)
    _terms: tuple[Term, ...] = field(init=False)
    _brought: dict[str, list[dict[str, Any]]] = field(init=False)
    _movers: dict[str, date] = field(init=False)

    def __post_init__(self) -> None:
        self._sums = defaultdict(lambda: [0, 0, 0])
        self._terms = self.scene.year.calendar.terms_of(self.group.form.term_kind)
        moves = self.scene.roster.moves
        self._movers = {move.pupil: move.day for move in moves if move.old is self.group.form}
        self._brought = {}

    def term_number(self, day: date) -> int:
        """The number of the term that the day lies in, or of the last one before it."""
        begun = (number for number, term in enumerate(self._terms) if term.first_day <= day)
        return max(begun, default=0)

    def add(self, pupil: str, day: date, values: list[str], weight: int) -> None:
        """Count a mark; one of a pupil who will move is remembered for the new course."""
        term = self.term_number(day)
        sums = self._sums[term, pupil]
        for value in values:
            if value.isdigit():
                sums[0] += int(value) * weight
                sums[1] += weight
            sums[2] += 1
        moved = self._movers.get(pupil)
        if values and moved is not None and self.term_number(moved) == term:
            brought = {"date": day.isoformat(), "values": values, "weight": weight}
            self._brought.setdefault(pupil, []).append(brought)

    def records(self) -> Iterator[DemoRecord]:
        """The term marks of the terms that have ended."""
        if self.group.form.level == 1:
            return
        for number, term in enumerate(self._terms):
            if term.last_day >= self.scene.today:
                continue
            cells: dict[str, Any] = {"term": term.id}
            for stay in self.scene.roster.of_group(self.group):
                if stay.dates.covers(term.last_day):
                    value = self._value(number, stay.pupil.id)
                    cells[f"mark/{stay.pupil.id}"] = {"values": [value], "duty": False, "comment": ""}
            key = term_mark_id(self.group.id, term.id)
            yield DemoRecord(f"course:{self.group.id}", "term_mark", key, cells)

    def carried(self) -> Iterator[DemoRecord]:
        """What pupils who went to a parallel form brought to the same subject there."""
        groups = list(self.scene.staffing.groups())
        for move in self.scene.roster.moves:
            if move.old is not self.group.form or move.pupil not in self._brought:
                continue
            new = next(one for one in groups if self._is_continued(one, move.new.id, move.pupil))
            cells = {
                "pupil": move.pupil,
                "from_course": self.group.id,
                "values": self._brought[move.pupil],
            }
            key = self.scene.chance.id("carried", new.id, move.pupil, move.day)
            yield DemoRecord(f"course:{new.id}", "carried", key, cells)

    def _is_continued(self, group: Group, form: str, pupil: str) -> bool:
        learners = (stay.pupil.id for stay in self.scene.roster.of_group(group))
        return group.form.id == form and group.subject == self.group.subject and pupil in learners

    def _value(self, term: int, pupil: str) -> str:
        traits = subject_of(self.group.subject)
        if traits.get("exempt") and pupil in self.scene.missing.exempt:
            return EXEMPT
        total, weights, count = self._sums.get((term, pupil), (0, 0, 0))
        if traits.get("scale") == "pass_fail":
            return PASS
        if not count:
            return NOT_ATTESTED
        mean = Fraction(total, weights)
        kind = self.scene.chance.of("kind", self.group.id, term, pupil).random().random() < 0.5
        return _RULE.value_for(mean + _KINDNESS if kind else mean) or NOT_ATTESTED
