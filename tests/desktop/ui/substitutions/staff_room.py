"""A school in which somebody falls ill: the head teacher's records with lessons enough for every way out."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.models.timetable.covering import Cover
from tests.desktop.models.taught import COLLEAGUE, TEACHER, TODAY
from tests.desktop.models.timetable.school_office import (
    ENGLISH_ONE,
    ENGLISH_TWO,
    ENGLISHMAN,
    ENGLISHWOMAN,
    MATHS_A,
    MATHS_B,
    ROOM_ONE,
    ROOM_TWO,
    SPORT_A,
    SPORT_B,
    SchoolOffice,
)
from timetable.substitutes.facts import Absence

TOMORROW = TODAY + timedelta(days=1)
WEEK = {
    (course, weekday, slot): room
    for weekday in range(1, 6)
    for course, slot, room in (
        (MATHS_A, 2, ROOM_ONE),
        (MATHS_B, 2 if weekday == 4 else 3, ROOM_TWO),
        (SPORT_A, 4, None),
        (SPORT_B, 4, None),
        (ENGLISH_ONE, 1, ROOM_ONE),
        (ENGLISH_TWO, 1, ROOM_TWO),
    )
}
__all__ = ["COLLEAGUE", "ENGLISHMAN", "ENGLISHWOMAN", "TEACHER"]


class StaffRoom:
    """The records, and what the screen reads and does."""

    def __init__(self) -> None:
        self.office = SchoolOffice()
        self.office.publish(WEEK)
        self.journal = self.office.head()
        self.cover: Cover = self.office.desk(self.journal).cover

    def falls_ill(self, teacher: str, first: date, days: int = 1, reason: str = "больничный") -> Absence:
        """Somebody is away for so many days."""
        absence = Absence(teacher, first, first + timedelta(days=days - 1), reason=reason)
        self.cover.put_absence(absence)
        return absence
