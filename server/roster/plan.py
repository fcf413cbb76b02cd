"""What a file would change at a school: from rows to changes of records, nothing written yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from server.roster.beginnings import plan_beginnings
from server.roster.calendar_part import plan_calendar
from server.roster.carrying import carry_marks
from server.roster.courses_part import plan_courses, plan_loads
from server.roster.draft import Draft
from server.roster.findings import Findings
from server.roster.forms_part import plan_forms, plan_stays
from server.roster.held import ROSTER_KINDS, AccountChanges, Change, RosterLedger
from server.roster.intake import Choices, Intake
from server.roster.missing import settle_gone, settle_missing
from server.roster.naming import Naming, importer_of
from server.roster.parts import SchoolPart
from server.roster.people_part import plan_people, tell_unplaced
from server.roster.teaching import settle_tutors


@dataclass(frozen=True)
class Plan:
    """Everything that would be written, in an order in which what is named comes first."""

    school: str
    author: str
    changes: tuple[Change, ...]
    accounts: AccountChanges
    counts: Mapping[str, int]
    """How many records of each kind are `new` and `changed`, by "kind new" and "kind changed"."""

    @property
    def is_empty(self) -> bool:
        return not self.changes and not self.accounts


def plan_import(part: SchoolPart, ledger: RosterLedger, choices: Choices, findings: Findings) -> Plan:
    """Compare one school's part of a file with what its ledger holds."""
    held = ledger.read(ROSTER_KINDS)
    author = importer_of(ledger.school)
    draft = Draft(held, author, findings, is_import=True)
    intake = Intake(part, draft, Naming(ledger.school, held), choices, ledger.read_accounts())
    plan_beginnings(intake)
    plan_calendar(intake)
    plan_people(intake)
    plan_forms(intake)
    plan_stays(intake)
    tell_unplaced(intake)
    settle_tutors(intake)
    plan_courses(intake)
    settle_gone(intake)
    settle_missing(intake)
    plan_loads(intake)
    carry_marks(draft, ledger)
    return finish_plan(ledger.school, author, draft, intake.accounts)


def finish_plan(school: str, author: str, draft: Draft, accounts: AccountChanges) -> Plan:
    """The draft's changes as a plan."""
    changes = draft.changes()
    counts: Counter[str] = Counter()
    for one in changes:
        counts[f"{one.kind} {'changed' if draft.was_held(one.kind, one.id) else 'new'}"] += 1
    changes.sort(key=lambda one: _ORDER.get(one.kind, 0))
    return Plan(school, author, tuple(changes), accounts, counts)


_ORDER = {"person": 1, "form": 2, "enrolment": 3, "course": 4, "load": 5, "carried": 6}
"""Buckets are opened before anything is written into them."""
