"""The solver knows every kind of rule there is."""

from __future__ import annotations

from timetable.rules.kinds import KINDS
from timetable.solver.encoders import ENCODERS


def test_every_kind_of_rule_has_its_way_into_the_model() -> None:
    """A kind that the solver does not know would be dropped in silence."""
    kinds = set(KINDS)

    known = set(ENCODERS)

    assert known == kinds
