"""What counting finds: more is needed than there is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from timetable.explaining.remedies import Remedy, Who
from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey, Rule


class Lack(StrEnum):
    """What there is too little of."""

    PLACES = "places"
    """Slots in which all people and a room of a demand are free."""
    DAYS = "days"
    """Days, for a demand that may be held so many times a day."""
    TOGETHER = "together"
    """Slots in which the people of one demand are free together, though each alone has enough."""
    TEACHER = "teacher"
    """Slots of a teacher for all that he teaches."""
    PUPILS = "pupils"
    """Slots of pupils for all that they learn."""
    ROOMS = "rooms"
    """Hours of rooms that can take one another's place."""
    TO_TEACH = "to_teach"
    """Lessons for the slots that pupils must not have empty."""
    PIN = "pin"
    """A place for a pinned card: it lies where it may not."""
    PINS = "pins"
    """Places for two pinned cards that take up one person or room at once."""
    CIRCLE = "circle"
    """An order that can be: each of these comes after the next."""
    SAME_TIME = "same_time"
    """People for lessons that shall be held at the same time: one of them is in two."""
    APART = "apart"
    """A common time for lessons that shall have one: where one may lie the other may not."""
    DAY_LIMITS = "day_limits"
    """Sense in somebody's limits: least and most of days and of lessons a day against the load."""
    LAW = "law"
    """Hours that the law allows a level a week; stops no timetable."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """Something that is needed more than it is available, in hours or days as ``lack`` says.

    ``who`` begins with the one that lacks; ``at`` are the places that there are; ``rules`` those
    without which it would be no shortage. ``remedies`` are single steps: first those of which one is
    enough, then those that leave least, the least painful before its equals. ``left`` says of each how much
    is still short after it alone; it is empty where the steps were not tried out.
    """

    lack: Lack
    who: tuple[Who, ...]
    needed: int
    available: int
    blocks: tuple[BlockKey, ...] = ()
    at: tuple[TimeSlot, ...] = ()
    rules: tuple[Rule, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    left: tuple[int, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether no timetable can be: the law is the school's own affair."""
        return self.lack is not Lack.LAW
