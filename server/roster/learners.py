"""Who learns in which course, and since when: pupils' rows in scheduled classes."""

from __future__ import annotations

from datetime import date

from school.dates import Dates
from server.roster.dated import write_dated
from server.roster.findings import Code
from server.roster.forms_part import wanted
from server.roster.intake import Intake, Stay
from server.roster.rows import EnrollmentRow
from server.roster.spans import Terms, close_before, is_open, read_dated, settle_spans

Spans = dict[str, list[Dates]]


def settle_pupils(intake: Intake, rows: dict[str, list[EnrollmentRow]], stays: dict[str, list[Stay]]) -> None:
    """Settle the pupils of every course that the file names; `rows` are those of each class."""
    _Learners(intake, rows, stays).settle()


class _Learners:
    def __init__(
        self, intake: Intake, rows: dict[str, list[EnrollmentRow]], stays: dict[str, list[Stay]]
    ) -> None:
        self._intake = intake
        self._rows = rows
        self._stays = stays
        self._held = {
            id: read_dated(cells.get("pupils"), "pupil") for id, cells in intake.draft.all("course")
        }
        self._subjects = {id: cells.get("subject") for id, cells in intake.draft.all("course")}
        self._listed = {
            (intake.naming.id("course", sid), intake.naming.id("pupil", row.user))
            for sid, each in rows.items()
            for row in each
            if not row.at.is_gone
        }
        self._learning: dict[str, list[str]] = {}
        for id, spans in self._held.items():
            for pupil, each in spans.items():
                if is_open(each):
                    self._learning.setdefault(pupil, []).append(id)

    def settle(self) -> None:
        after: dict[str, Spans] = {}
        for sid, each in self._rows.items():
            id = self._intake.naming.id("course", sid)
            spans = after[id] = dict(self._held.get(id, {}))
            for row in each:
                self._hear(id, row, spans)
        if self._intake.may_infer:
            self._leave_groups(after)
        for id, spans in after.items():
            write_dated(self._intake.draft, id, "pupils", spans)

    def _hear(self, course: str, row: EnrollmentRow, spans: Spans) -> None:
        intake = self._intake
        pupil = intake.naming.id("pupil", row.user)
        start = self._start(course, pupil, row)
        known = spans.get(pupil, [])
        if start is None and row.begin is None and not known:
            intake.skip(row.at, Code.NO_START, "neither the row nor a school year says since when")
            return
        ours = intake.draft.is_ours("course", course, "pupils")
        terms = Terms(start or intake.choices.today, intake.choices.today, ours)
        settled = settle_spans(known, wanted(row), terms)
        if settled:
            spans[pupil] = settled

    def _start(self, course: str, pupil: str, row: EnrollmentRow) -> date | None:
        """Since when, if no row tells: today for who changes groups, else with the pupil's form."""
        if self._left_groups(course, pupil):
            return self._intake.choices.today
        forms = self._intake.draft.cells("course", course).get("forms") or ()
        own = [stay for stay in self._stays[pupil] if stay.form in forms] or self._stays[pupil]
        start = self._intake.class_start(row.class_)
        return max(start, own[-1].dates.first_day) if start is not None else own[-1].dates.first_day

    def _left_groups(self, course: str, pupil: str) -> list[str]:
        """Courses of the subject in which the pupil was, and is not any more by a file of everybody."""
        if not self._intake.may_infer:
            return []
        subject = self._subjects.get(course)
        return [
            other
            for other in self._learning.get(pupil, ())
            if other != course and self._subjects.get(other) == subject and (other, pupil) not in self._listed
        ]

    def _leave_groups(self, after: dict[str, Spans]) -> None:
        """Whoever begins in one group of a subject ends in the other."""
        for id, spans in list(after.items()):
            for pupil, each in list(spans.items()):
                before = self._held.get(id, {}).get(pupil, [])
                if len(each) == len(before):
                    continue
                for other in self._left_groups(id, pupil):
                    target = after.setdefault(other, dict(self._held[other]))
                    target[pupil] = close_before(target[pupil], each[-1].first_day)
