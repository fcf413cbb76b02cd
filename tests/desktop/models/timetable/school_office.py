"""A head teacher's copy for tests: 7А and 7Б, five teachers, English in halves, a stream of PE, three rooms.

Everything is told as a server would tell it, so a test changes a record by telling it anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.models.journal import Journal
from desktop.models.timetable.desk import TimetableDesk
from desktop.models.timetable.draft_shelf import DraftShelf, MemoryDraftShelf
from school.people import Role
from sync.shelf import BucketState
from tests.desktop.models.taught import COLLEAGUE, HEAD, TEACHER, Taught, named
from timetable.cards import Card
from timetable.checker.checking import check
from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey

FORM_A, FORM_B = named(3001), named(3002)
MATHS, ENGLISH, SPORT = named(3101), named(3102), named(3103)
MATHS_A, MATHS_B = named(3201), named(3202)
ENGLISH_ONE, ENGLISH_TWO = named(3203), named(3204)
SPORT_A, SPORT_B = named(3205), named(3206)
ENGLISHWOMAN, ENGLISHMAN, SPORTSMAN = named(3301), named(3302), named(3303)
ROOM_ONE, ROOM_TWO, GYM = named(3401), named(3402), named(3403)
OLD_WEEK = named(3501)


class SchoolOffice(Taught):
    """What the head teacher's laptop holds; nothing is published yet."""

    def _fill_timetable(self) -> None:
        self.shelf.put_bucket(BucketState("office"))
        for form, letter in ((FORM_A, "А"), (FORM_B, "Б")):
            self.told(
                "school", "form", form, {"title": f"7{letter}", "level": 7, "letter": letter, "shift": 1}
            )
        for person, family in ((ENGLISHWOMAN, "Белова"), (ENGLISHMAN, "Новиков"), (SPORTSMAN, "Громов")):
            self.told(
                "school", "person", person, {"family_name": family, "given_name": "О", "patronymic": "И"}
            )
        for subject, title in ((MATHS, "Математика"), (ENGLISH, "Английский язык"), (SPORT, "Физкультура")):
            self.told("school", "subject", subject, {"title": title})
        self.told("school", "subject", SPORT, {"room_kind": "спортзал"})
        for room, title, kind in (
            (ROOM_ONE, "Каб. 1", ""),
            (ROOM_TWO, "Каб. 2", ""),
            (GYM, "Спортзал", "спортзал"),
        ):
            self.told("school", "room", room, {"title": title, "kind": kind or None})
        self._fill_loads()

    def _fill_loads(self) -> None:
        self.load(MATHS_A, MATHS, FORM_A, TEACHER, 3)
        self.load(MATHS_B, MATHS, FORM_B, COLLEAGUE, 3)
        self.load(ENGLISH_ONE, ENGLISH, FORM_B, ENGLISHWOMAN, 2, subgroup="1 гр.")
        self.load(ENGLISH_TWO, ENGLISH, FORM_B, ENGLISHMAN, 2, subgroup="2 гр.")
        self.load(SPORT_A, SPORT, FORM_A, SPORTSMAN, 2, joint="физкультура 7")
        self.load(SPORT_B, SPORT, FORM_B, SPORTSMAN, 2, joint="физкультура 7")

    def load(self, id: str, subject: str, form: str, teacher: str, hours: Any, **more: Any) -> None:
        """A load of one form under one teacher."""
        cells = {"subject": subject, "forms": [form], "teachers": [teacher], "hours": hours, **more}
        self.told("school", "load", id, cells)

    def note(self, load: str, **cells: Any) -> None:
        """How a load is taught."""
        self.told("office", "demand", load, cells)

    def publish(self, cards: Mapping[tuple[str, int, int], str | None], since: str = "2026-09-01") -> None:
        """A published week: (course, weekday, slot) → room."""
        for at, ((course, weekday, slot), room) in enumerate(cards.items()):
            told = {"version": OLD_WEEK, "course": course, "weekday": weekday, "slot": slot, "room": room}
            self.told("school", "card", named(3600 + at), {**told, "weeks": "every"})
        cells = {"title": "Осень", "from": since, "state": "published", "cards": len(cards)}
        self.told("school", "timetable", OLD_WEEK, cells)

    def head(self, person: str = HEAD) -> Journal:
        """The head teacher's journal."""
        return self.journal(person, frozenset({Role.HEAD_TEACHER}))

    def desk(self, journal: Journal, drafts: DraftShelf | None = None) -> TimetableDesk:
        """The head teacher's desk over it."""
        return TimetableDesk(journal, drafts or MemoryDraftShelf(), check)


WEEK = {
    (MATHS_A, 1, 1): ROOM_ONE,
    (MATHS_A, 2, 1): ROOM_ONE,
    (MATHS_A, 3, 1): ROOM_ONE,
    (MATHS_B, 1, 1): ROOM_TWO,
    (MATHS_B, 2, 1): ROOM_TWO,
    (MATHS_B, 3, 1): ROOM_TWO,
    (ENGLISH_ONE, 1, 2): ROOM_ONE,
    (ENGLISH_TWO, 1, 2): ROOM_TWO,
    (ENGLISH_ONE, 2, 3): ROOM_ONE,
    (ENGLISH_TWO, 2, 3): ROOM_TWO,
    (SPORT_A, 2, 2): GYM,
    (SPORT_B, 2, 2): GYM,
    (SPORT_A, 3, 2): GYM,
    (SPORT_B, 3, 2): GYM,
}
"""A week that can be held, as journals know it."""


def at(demand: str, seq: int, day: int, slot: int, *rooms: str | None) -> dict[BlockKey, Card | None]:
    """A block put on a day and a slot, both counted from 0."""
    key = BlockKey(demand, seq)
    return {key: Card(key, TimeSlot(day, slot), rooms=rooms)}
