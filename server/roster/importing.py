"""Importing a file: every school of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from server.database import writing
from server.roster.adapter import ServerLedger
from server.roster.findings import Findings, RosterUnreadable
from server.roster.held import RosterLedger
from server.roster.intake import Choices
from server.roster.parts import SchoolPart, cut_into_schools
from server.roster.plan import Plan, plan_import
from server.roster.reading import Roster, read_roster
from server.roster.schools import choose_school, find_school
from server.schools import School

TRIES = 3
_MET_ANOTHER = frozenset({"23505", "40001", "40P01"})
"""PostgreSQL's words for two transactions that met: a key taken, a serialization, a deadlock."""

Done = TypeVar("Done")


@dataclass(frozen=True)
class Imported:
    """What became of one school: its name, whether the file has made it, and what was written."""

    school: str
    name: str
    is_new: bool
    plan: Plan


@dataclass(frozen=True)
class Outcome:
    """What became of a file. `rows`: how many rows of it could be used, by table."""

    schools: tuple[Imported, ...]
    findings: Findings
    rows: dict[str, int]


class _NotThisTime(Exception):
    """Ends a transaction in which everything was only tried."""


def import_file(
    engine: Engine,
    path: Path,
    choices: Choices,
    *,
    dry_run: bool = False,
    school: str | None = None,
    org: str | None = None,
) -> Outcome:
    """Bring the schools of a OneRoster zip up to date.

    `school`: id or name of the server's school that is meant, `org`: sourcedId of the file's.
    A dry run does everything and then takes it back. Raises RosterUnreadable or RosterRefused:
    then nothing is written either.
    """
    findings = Findings()
    roster = read_roster(path, findings)
    parts = cut_into_schools(roster, org, findings)
    if school is not None and len(parts) > 1:
        raise RosterUnreadable("the file has several schools; say which of them is meant: --org SOURCEDID")

    def run(connection: Connection) -> tuple[Imported, ...]:
        return tuple(_import_part(connection, part, parts, choices, school, findings) for part in parts)

    done = in_transaction(engine, run, dry_run=dry_run)
    return Outcome(done, findings, _count(roster))


def in_transaction(engine: Engine, run: Callable[[Connection], Done], *, dry_run: bool) -> Done:
    """Do it in one transaction, again when it met another; a dry run is taken back at the end."""
    for attempt in range(TRIES):
        kept: list[Done] = []
        try:
            with writing(engine) as connection:
                kept.append(run(connection))
                if dry_run:
                    raise _NotThisTime
        except _NotThisTime:
            pass
        except DBAPIError as error:
            if attempt + 1 == TRIES or not _met_another(error):
                raise
            continue
        return kept[0]
    raise AssertionError("a loop of tries ends with an answer or an error")


def carry_out(ledger: RosterLedger, plan: Plan) -> None:
    """Write a plan down. Raises RosterRefused."""
    ledger.write(plan.changes, plan.author)
    ledger.put_accounts(plan.accounts)


def _import_part(
    connection: Connection,
    part: SchoolPart,
    parts: list[SchoolPart],
    choices: Choices,
    wanted: str | None,
    findings: Findings,
) -> Imported:
    chosen: School
    if wanted is not None:
        chosen, is_new = find_school(connection, wanted), False
    else:
        chosen, is_new = choose_school(connection, part, is_only=len(parts) == 1)
    ledger = ServerLedger(connection, chosen)
    plan = plan_import(part, ledger, choices, findings)
    carry_out(ledger, plan)
    return Imported(chosen.id, chosen.name, is_new, plan)


def _count(roster: Roster) -> dict[str, int]:
    rows = {
        "orgs": roster.orgs,
        "academicSessions": roster.sessions,
        "courses": roster.courses,
        "classes": roster.classes,
        "users": roster.users,
        "roles": roster.roles,
        "enrollments": roster.enrollments,
    }
    return {table: len(listed) for table, listed in rows.items() if table in roster.files}


def _met_another(error: DBAPIError) -> bool:
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in _MET_ANOTHER
