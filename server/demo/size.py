"""How big a demo is: a village school, a town school, a city of a hundred schools."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LETTERS = "АБВГДЕЖЗ"
CITY_SCHOOLS = 100
CITY_MARKED = 3


class DemoSize(StrEnum):
    """The sizes by the letter that the command takes."""

    S = "S"
    M = "M"
    L = "L"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a school is like before anybody has a name.

    ``parallels`` are the numbers of forms of levels 1 to 11. ``six_days_from``: from this
    level on Saturday is a school day. ``second_shift``: levels whose forms come after noon,
    with how many of them, the last letters first. ``marked``: lessons and marks are made.
    """

    key: str
    posts: str
    parallels: tuple[int, ...]
    pupils: int
    six_days_from: int
    second_shift: tuple[tuple[int, int], ...] = ()
    marked: bool = True

    @property
    def forms(self) -> int:
        return sum(self.parallels)


VILLAGE = Shape("village", "village", (1,) * 11, 99, six_days_from=5)
TOWN = Shape("town", "full", (3,) * 9 + (1, 1), 725, six_days_from=8, second_shift=((3, 2), (4, 2), (6, 3)))
_GIANT = ((6,) * 9 + (2, 1), 1_995, ((2, 3), (3, 4), (4, 3), (6, 4)))


def shapes(size: DemoSize) -> tuple[Shape, ...]:
    """The schools of a demo, those with marks first."""
    if size is DemoSize.S:
        return (VILLAGE,)
    if size is DemoSize.M:
        return (TOWN,)
    return tuple(_city(number) for number in range(1, CITY_SCHOOLS + 1))


def _city(number: int) -> Shape:
    """A city's schools: three giants with marks, then those of a town's size without."""
    key, marked = f"city-{number}", number <= CITY_MARKED
    if marked:
        parallels, pupils, late = _GIANT
        return Shape(key, "full", parallels, pupils, six_days_from=8, second_shift=late)
    return Shape(key, "full", TOWN.parallels, TOWN.pupils, 8, TOWN.second_shift, marked=False)
