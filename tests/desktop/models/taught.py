"""A teacher's copy for tests: 7Б with six pupils, algebra three times a week, geometry once.

Built in a shelf in memory through the feed's own door, so that `base` is what a server told.
The clock stands on Wednesday 18 November 2026, 9:10, in the algebra lesson of slot 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

from desktop.models.deeds import CellWrite
from desktop.models.faults import NotWritten
from desktop.models.journal import Journal
from desktop.models.reading.page import JournalPage
from school.people import Role
from sync.identity import default_work_id, enrolment_id, lesson_id
from sync.local_copy import Touched
from sync.messages import Op, PushAnswer, Result
from sync.record import RecordKey
from sync.replica import Replica
from sync.shelf import BucketState, CellRow, MemoryShelf, OwnOp

MOSCOW = timezone(timedelta(hours=3))
NOW = datetime(2026, 11, 18, 9, 10, tzinfo=MOSCOW)
TODAY = NOW.date()


def named(number: int) -> str:
    """A UUID that a reader can tell from another."""
    return f"00000000-0000-4000-8000-{number:012d}"


SCHOOL, YEAR, FIRST, SECOND = named(900), named(910), named(911), named(912)
FORM, ALGEBRA, GEOMETRY = named(71), named(101), named(102)
ALGEBRA_SUBJECT, GEOMETRY_SUBJECT = named(601), named(602)
TEACHER, COLLEAGUE, HEAD = named(1), named(2), named(3)
ANSWER, TEST, HOMEWORK = named(401), named(402), named(403)
NAMES = (
    ("Абрамов", "Илья"),
    ("Белова", "Анна"),
    ("Волков", "Пётр"),
    ("Громова", "Дарья"),
    ("Ёлкин", "Семён"),
    ("Жукова", "Вера"),
)
PUPILS = tuple(named(201 + at) for at in range(len(NAMES)))
ABRAMOV, BELOVA, VOLKOV, GROMOVA, ELKIN, ZHUKOVA = PUPILS
NEWCOMER_SINCE = date(2026, 11, 16)
"""Жукова came on this day; Громова has left on it."""
LEFT_AFTER = date(2026, 11, 13)
WEEKDAYS = (1, 3, 5)
ALGEBRA_SLOT, GEOMETRY_SLOT = 1, 2


class FillingShelf(MemoryShelf):
    """A shelf on a disk that may be full."""

    is_full = False

    def append_op(self, op: Op) -> OwnOp:
        """Queue an op, if the disk takes it."""
        if self.is_full:
            raise NotWritten(full=True)
        return super().append_op(op)


class Taught:
    """A copy that a server has filled, and the journal over it."""

    def __init__(self, now: datetime = NOW, pupils: Sequence[tuple[str, str]] = NAMES) -> None:
        self.now = now
        self.shelf = FillingShelf()
        self.pupils = tuple(named(201 + at) for at in range(len(pupils)))
        self._rev = 0
        self._fill(pupils)
        self.replica = Replica(self.shelf, lambda: self.now)
        self.replica.shelf.put_meta("epoch", "one")

    def journal(self, person: str = TEACHER, roles: frozenset[Role] = frozenset()) -> Journal:
        """The journal as one person sees it."""
        return Journal(self.replica, person, lambda: self.now, roles)

    def told(self, bucket: str, kind: str, id: str, cells: Mapping[str, Any]) -> None:
        """The server has told these cells before the replica was opened."""
        self._rev += 1
        rows = [CellRow(kind, id, cell, value, self._rev) for cell, value in cells.items()]
        self.shelf.put_base(bucket, rows)

    def answers(self, journal: Journal, status: str, **more: Any) -> None:
        """The server answers everything that waits with one status."""
        request = self.replica.next_push()
        assert request is not None, "nothing waits"
        self._rev += 1
        results = [
            Result(
                op=op.op, status=status, rev=self._rev if status in ("applied", "conflict") else None, **more
            )
            for op in request.ops
        ]
        journal.take(self.replica.take_push(request, PushAnswer("one", results)))

    def arrives(self, journal: Journal, bucket: str, kind: str, id: str, cells: Mapping[str, Any]) -> None:
        """A page of the feed brings these cells."""
        self._rev += 1
        base = self.replica.copy.base(bucket).setdefault(RecordKey(kind, id), {})
        for cell, value in cells.items():
            base[cell] = (value, self._rev)
        touched = Touched()
        touched.add(bucket, RecordKey(kind, id), cells)
        journal.take(touched)

    def _fill(self, pupils: Sequence[tuple[str, str]]) -> None:
        for bucket in (
            "school",
            f"form:{FORM}",
            f"course:{ALGEBRA}",
            f"course:{GEOMETRY}",
            f"person:{TEACHER}",
        ):
            self.shelf.put_bucket(BucketState(bucket))
        self._fill_words()
        self._fill_calendar()
        self._fill_timetable()
        for at, (family, given) in enumerate(pupils):
            first = self._first_day(at)
            self.told(
                f"form:{FORM}",
                "enrolment",
                enrolment_id(FORM, self.pupils[at], first),
                {
                    "pupil": self.pupils[at],
                    "family_name": family,
                    "given_name": given,
                    "patronymic": "",
                    "from": first,
                },
            )
        for course, subject, title in (
            (ALGEBRA, ALGEBRA_SUBJECT, "Алгебра 7Б"),
            (GEOMETRY, GEOMETRY_SUBJECT, "Геометрия 7Б"),
        ):
            self.told(f"course:{course}", "course", course, self._course(subject, title))

    def _first_day(self, at: int) -> str:
        return NEWCOMER_SINCE.isoformat() if self.pupils[at] == ZHUKOVA else "2026-09-01"

    def _course(self, subject: str, title: str) -> dict[str, Any]:
        stretches = [
            {
                "pupil": pupil,
                "from": self._first_day(at),
                "to": LEFT_AFTER.isoformat() if pupil == GROMOVA else None,
            }
            for at, pupil in enumerate(self.pupils)
        ]
        return {
            "title": title,
            "subject": subject,
            "forms": [FORM],
            "scale": "2-5",
            "weighted": True,
            "teachers": [{"person": TEACHER, "from": "2026-09-01", "to": None}],
            "pupils": stretches,
        }

    def _fill_words(self) -> None:
        self.told("school", "school", SCHOOL, {"title": "Школа № 1", "zone": "Europe/Moscow"})
        for id, title, short, weight in (
            (ANSWER, "Ответ на уроке", "О", 1),
            (TEST, "Контрольная работа", "К", 3),
            (HOMEWORK, "Домашнее задание", "ДЗ", 1),
        ):
            cells: dict[str, Any] = {"title": title, "short": short, "weight": weight, "counts": True}
            self.told("school", "work_type", id, cells)
        for id, title in ((ALGEBRA_SUBJECT, "Алгебра"), (GEOMETRY_SUBJECT, "Геометрия")):
            self.told("school", "subject", id, {"title": title})
        for id, family, given, patronymic in (
            (TEACHER, "Петрова", "Анна", "Ивановна"),
            (COLLEAGUE, "Сидоров", "Олег", "Павлович"),
            (HEAD, "Кузнецова", "Мария", "Львовна"),
        ):
            names = {"family_name": family, "given_name": given, "patronymic": patronymic}
            self.told("school", "person", id, names)
        form = {"title": "7Б", "level": 7, "letter": "Б", "shift": 1, "term_kind": "quarter"}
        self.told("school", "form", FORM, form)

    def _fill_calendar(self) -> None:
        self.told("school", "year", YEAR, {"title": "2026/27", "from": "2026-09-01", "to": "2027-05-31"})
        for id, title, first, last, locked in (
            (FIRST, "1 четверть", "2026-09-01", "2026-10-25", "2026-10-26T08:00:00+03:00"),
            (SECOND, "2 четверть", "2026-11-02", "2026-12-27", None),
        ):
            cells = {"title": title, "kind": "quarter", "from": first, "to": last, "locked_at": locked}
            self.told("school", "term", id, cells)
        for slot, starts, ends in ((1, "08:30", "09:15"), (2, "09:25", "10:10"), (3, "10:30", "11:15")):
            bell: dict[str, Any] = {
                "set": "ordinary",
                "slot": slot,
                "shift": 1,
                "number": slot,
                "starts": starts,
                "ends": ends,
            }
            self.told("school", "bell", named(700 + slot), bell)

    def _fill_timetable(self) -> None:
        version = named(801)
        cells = {"title": "Осень", "from": "2026-09-01", "to": None, "state": "published"}
        self.told("school", "timetable", version, cells)
        for course, subject, slot, weekdays in (
            (ALGEBRA, ALGEBRA_SUBJECT, ALGEBRA_SLOT, WEEKDAYS),
            (GEOMETRY, GEOMETRY_SUBJECT, GEOMETRY_SLOT, (3,)),
        ):
            load = {
                "title": "",
                "subject": subject,
                "forms": [FORM],
                "teachers": [TEACHER],
                "hours": len(weekdays),
            }
            self.told("school", "load", course, load)
            for weekday in weekdays:
                card = {
                    "version": version,
                    "course": course,
                    "weekday": weekday,
                    "slot": slot,
                    "weeks": "every",
                }
                self.told("school", "card", named(1000 + slot * 10 + weekday), card)


def second_term(journal: Journal, course: str = ALGEBRA) -> JournalPage:
    """The page of the running term."""
    term = journal.term_on(course, TODAY)
    assert term is not None
    return journal.read_page(course, term)


def today_work(course: str = ALGEBRA, day: date = TODAY, slot: int = ALGEBRA_SLOT) -> str:
    """The default work of a lesson: today's algebra."""
    return default_work_id(lesson_id(course, day, slot))


LESSON = lesson_id(ALGEBRA, TODAY, ALGEBRA_SLOT)
"""Today's algebra."""


def put(journal: Journal, page: JournalPage, row: str, *values: str, code: str | None = None) -> None:
    """Put a mark, or a code, of today's lesson."""
    journal.put_cells(page, [CellWrite(row, today_work(), values, code=code)])


def shown(page: JournalPage, row: str) -> str:
    """The mark that the page shows for today's lesson."""
    mark = page.cell(row, today_work()).mark
    return mark.text if mark else ""
