"""A small school whose facts the tests of rights are about."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sync.facts import FactRecord, Facts, build_facts
from sync.identity import default_work_id, enrolment_id, lesson_id, new_op_id, substitution_id, term_mark_id
from sync.messages import Change, Op
from sync.rights import SchoolRules
from sync.ruling import Author


def named(number: int) -> str:
    """A UUID that a reader can tell from another."""
    return f"00000000-0000-4000-8000-{number:012d}"


class SmallSchool:
    """7Б with one pupil who stays and one who came on 10 November; algebra, whose teacher changed
    on 1 November; geometry of 8А. Today is 21 November 2026; the first quarter is locked.
    """

    now = datetime(2026, 11, 21, 9, tzinfo=UTC)
    form, other_form = named(71), named(81)
    algebra, geometry = named(101), named(102)
    old, teacher, stranger = named(1), named(2), named(3)
    substitute, tutor, head, clerk = named(4), named(5), named(6), named(7)
    pupil, newcomer, outsider = named(201), named(202), named(203)
    first_quarter, second_quarter, year = named(301), named(302), named(303)
    answer = named(401)

    def __init__(self) -> None:
        self.records = [
            FactRecord("school", named(900), "school", {"title": "Школа", "zone": "Europe/Moscow"}),
            self.rule("editing_window_days", 14),
            FactRecord("year", self.year, "school", {"from": "2026-09-01", "to": "2027-05-31"}),
            self._term(self.first_quarter, "2026-09-01", "2026-10-25", "2026-10-26T08:00:00+03:00"),
            self._term(self.second_quarter, "2026-11-03", "2026-12-27", None),
            self._form(self.form, "7Б", [self._dated("person", self.tutor, "2026-09-01")]),
            self._form(self.other_form, "8А", []),
            self._course(
                self.algebra,
                self.form,
                [
                    self._dated("person", self.old, "2026-09-01", "2026-10-31"),
                    self._dated("person", self.teacher, "2026-11-01"),
                ],
                [
                    self._dated("pupil", self.pupil, "2026-09-01"),
                    self._dated("pupil", self.newcomer, "2026-11-10"),
                ],
            ),
            self._course(
                self.geometry,
                self.other_form,
                [self._dated("person", self.stranger, "2026-09-01")],
                [self._dated("pupil", self.outsider, "2026-09-01")],
            ),
            self._enrolment(self.form, self.pupil, "2026-09-01"),
            self._enrolment(self.form, self.newcomer, "2026-11-10"),
            self._enrolment(self.other_form, self.outsider, "2026-09-01"),
            FactRecord(
                "substitution",
                substitution_id(self.algebra, "2026-11-20", 2),
                "school",
                {"course": self.algebra, "date": "2026-11-20", "slot": 2, "what": "teacher"}
                | {"teacher": self.substitute},
            ),
            FactRecord("work_type", self.answer, "school", {"title": "Ответ", "short": "О"}),
            FactRecord("attendance_code", named(501), "school", {"key": "absent", "absent": True}),
        ]

    @staticmethod
    def rule(key: str, value: Any) -> FactRecord:
        return FactRecord("rule", named(800 + len(key)), "school", {"key": key, "value": value})

    @property
    def facts(self) -> Facts:
        return build_facts(self.records)

    def rules(self) -> SchoolRules:
        return SchoolRules(self.facts, self.now)

    def author(self, person: str, *roles: str) -> Author:
        return Author(person, "d" * 32, frozenset(roles or ("teacher",)))

    def lesson(self, day: str, slot: int = 2, course: str = "", **others: Any) -> Op:
        """The first op on a lesson: a mark for the pupil who stays."""
        course = course or self.algebra
        record = lesson_id(course, day, slot)
        mark = {"values": ["5"], "duty": False, "comment": ""}
        cells = {
            "date": Change(None, day),
            "slot": Change(None, slot),
            f"mark/{others.pop('pupil', self.pupil)}/{default_work_id(record)}": Change(None, mark),
        }
        return self.op("lesson", record, f"course:{course}", cells, **others)

    def term_mark(self, term: str, value: str = "5") -> Op:
        mark = {"values": [value], "duty": False, "comment": ""}
        cells = {"term": Change(None, term), f"mark/{self.pupil}": Change(None, mark)}
        return self.op("term_mark", term_mark_id(self.algebra, term), f"course:{self.algebra}", cells)

    def op(self, kind: str, record: str, bucket: str, cells: dict[str, Change], **others: Any) -> Op:
        made = "2026-11-21T09:14:03+03:00"
        return Op(new_op_id(), kind, record, bucket, made, cells, **others)

    @staticmethod
    def _dated(key: str, who: str, first: str, last: str | None = None) -> dict[str, Any]:
        return {key: who, "from": first, "to": last}

    def _term(self, term: str, first: str, last: str, locked: str | None) -> FactRecord:
        cells = {"title": "", "kind": "quarter", "from": first, "to": last, "locked_at": locked}
        return FactRecord("term", term, "school", cells)

    def _form(self, form: str, title: str, tutors: list[Any]) -> FactRecord:
        return FactRecord("form", form, "school", {"title": title, "term_kind": "quarter", "tutors": tutors})

    def _course(self, course: str, form: str, teachers: list[Any], pupils: list[Any]) -> FactRecord:
        cells = {"title": course[-3:], "forms": [form], "teachers": teachers, "pupils": pupils}
        return FactRecord("course", course, f"course:{course}", cells)

    def _enrolment(self, form: str, pupil: str, first: str) -> FactRecord:
        cells = {"pupil": pupil, "from": first}
        return FactRecord("enrolment", enrolment_id(form, pupil, first), f"form:{form}", cells)
