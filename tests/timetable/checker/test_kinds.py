"""The checker knows every kind of rule."""

from timetable.checker.pieces import CUTS
from timetable.rules.kinds import KINDS


def test_the_checker_judges_every_kind_of_rule() -> None:
    """A kind that is added to the registry needs its judge."""
    assert set(CUTS) == set(KINDS)
