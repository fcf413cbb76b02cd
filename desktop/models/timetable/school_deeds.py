"""What a head teacher writes about the school for its timetable: loads, rooms, availability, rules.

Each deed is one step of the journal's undo, and travels like everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from desktop.models.journal import Journal
from desktop.models.reading.course_book import bucket_of
from desktop.models.reading.school_records import SCHOOL
from desktop.models.timetable import rules_on_wire
from desktop.models.timetable.journals_owed import JournalsOwed
from desktop.models.timetable.office import (
    NORMS_KEY,
    OFFICE,
    WEEK_KEY,
    DemandNote,
    RoomNote,
    SubjectNote,
    WeekNote,
    WhoseTime,
)
from desktop.models.timetable.rules_on_wire import RuleNote
from desktop.models.timetable.school_wishes import away_wish, demand_wish, load_wishes, room_wish, rule_wishes
from desktop.models.undo import Step, StepKind
from school.timetable import Load
from sync.identity import new_id
from sync.local_copy import Wish
from sync.record import RecordKey, Value
from timetable.grid import Grid
from timetable.norms import Norms
from timetable.problem import Away
from timetable.rules.rule import Rule


class SchoolDeeds:
    """Deeds return the step that undo would take back, or None where nothing was to be changed."""

    def __init__(self, journal: Journal, read_rules: Callable[[], tuple[RuleNote, ...]]) -> None:
        self._journal, self._read_rules = journal, read_rules
        self.owed = JournalsOwed(journal.copy.shelf)

    # loads

    def put_loads(self, edits: Sequence[tuple[Load, DemandNote | None]]) -> Step | None:
        """Write loads, a pasted sheet of them too, in one step; None leaves how a load is taught as it is.

        A load that nobody knew begins a course, so that its teachers have a journal; pupils come into
        it as into every course, from the office. Undo takes the load back and leaves an empty course,
        for nobody is ever taken off one. A known course keeps its teachers and their dates until a week
        is published.
        """
        self.owe_journals([load for load, _ in edits])
        return self._journal.do(StepKind.LOAD, load_wishes(edits))

    def owe_journals(self, loads: Sequence[Load]) -> None:
        """Begin the journals of new loads, and note those whose teachers will be others."""
        self._journal.write_quietly([self._course(load) for load in loads if self._is_new(load.id)])
        known = self._journal.facts.loads
        others = (
            load.id for load in loads if load.id not in known or known[load.id].teachers != load.teachers
        )
        self.owed.note(others)

    def _is_new(self, load: str) -> bool:
        return not self._journal.copy.view(SCHOOL, RecordKey("load", load))

    def _course(self, load: Load) -> Wish:
        """The journal of a new load, from today on, or from the year's first day before that."""
        facts = self._journal.facts
        subject = facts.subjects.get(load.subject)
        forms = ", ".join(facts.forms[form].title for form in load.forms if form in facts.forms)
        since = max(self._journal.today, facts.calendar.year.first_day).isoformat()
        cells = {
            "title": load.title or f"{subject.title if subject else ''} {forms}".strip(),
            "subject": load.subject,
            "forms": list(load.forms),
            "subgroup": load.subgroup.title if load.subgroup else None,
            "teachers": [{"person": person, "from": since, "to": None} for person in load.teachers],
        }
        return Wish(bucket_of(load.id), "course", load.id, cells)

    def put_load(self, load: Load, note: DemandNote | None = None) -> Step | None:
        return self.put_loads([(load, note)])

    def put_demand(self, load: str, note: DemandNote) -> Step | None:
        """How a load is taught."""
        return self._journal.do(StepKind.LOAD, [demand_wish(load, note)])

    def remove_loads(self, loads: Iterable[str]) -> Step | None:
        """Loads that are taught no more; journals keep what was written."""
        return self._journal.do(StepKind.LOAD, [Wish(SCHOOL, "load", id, {"removed": True}) for id in loads])

    # rooms and subjects

    def put_room(self, title: str, note: RoomNote, id: str | None = None) -> Step | None:
        """A room, a new one without an id."""
        return self._journal.do(StepKind.ROOM, [room_wish(id or new_id(), title, note)])

    def remove_room(self, id: str) -> Step | None:
        return self._journal.do(StepKind.ROOM, [Wish(SCHOOL, "room", id, {"removed": True})])

    def put_subject(self, id: str, note: SubjectNote) -> Step | None:
        """Which row of the norms a subject is, and in what rooms it is taught."""
        cells = {"norm": note.norm or None, "room_kind": note.room_kind or None}
        return self._journal.do(StepKind.LOAD, [Wish(SCHOOL, "subject", id, cells)])

    # availability

    def put_away(self, whose: WhoseTime, ids: Iterable[str], away: Away, grid: Grid) -> Step | None:
        """When teachers, forms or rooms are not simply free; several may be given the same in one step."""
        return self._journal.do(StepKind.AVAILABILITY, [away_wish(whose, id, away, grid) for id in ids])

    # rules

    def put_rule(self, rule: Rule, id: str | None = None) -> Step | None:
        """A rule, a new one without an id; the first word on rules also writes down all others."""
        known = {note.id: note.rule for note in self._read_rules()}
        return self._journal.do(StepKind.RULE, rule_wishes({**known, (id or new_id()): rule}))

    def remove_rule(self, id: str) -> Step | None:
        """A rule that holds no more."""
        known = {note.id: note.rule for note in self._read_rules()}
        return self._journal.do(StepKind.RULE, rule_wishes(known, removed={id}))

    def put_week(self, week: WeekNote) -> Step | None:
        """How many days the school works."""
        return self._put_setting(WEEK_KEY, week.written())

    def put_norms(self, norms: Norms) -> Step | None:
        """The table of norms, as a person has mended it."""
        return self._put_setting(NORMS_KEY, rules_on_wire.write_norms(norms))

    def _put_setting(self, key: str, value: Value) -> Step | None:
        wish = Wish(OFFICE, "rule", rules_on_wire.setting_id(key), {"key": key, "value": value})
        return self._journal.do(StepKind.RULE, [wish])
