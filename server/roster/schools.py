"""Which school of this server a school of a file is; a new one where it is none."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from server.roster.findings import RosterUnreadable
from server.roster.naming import SOURCED_ID, school_id_of
from server.roster.parts import SchoolPart
from server.schema import cell, record
from server.schools import School, SchoolNames, add_school, read_schools


def find_school(connection: Connection, wanted: str) -> School:
    """A school of the server by its id or its name. Raises RosterUnreadable."""
    found = [one for one in read_schools(connection) if wanted in (one.id, one.name)]
    if len(found) != 1:
        raise RosterUnreadable(f"this server has no school {wanted!r}; give its id")
    return found[0]


def only_school(connection: Connection) -> School:
    """The server's only school. Raises RosterUnreadable when it has none or several."""
    found = read_schools(connection)
    if len(found) != 1:
        raise RosterUnreadable(f"this server has {len(found)} schools; say which: --school ID")
    return found[0]


def choose_school(connection: Connection, part: SchoolPart, *, is_only: bool) -> tuple[School, bool]:
    """The server's school for a part of a file, and whether it was made for it.

    Known again by its sourcedId, by its name, or as the only school of the server while that has
    no forms yet. `is_only`: whether the file has no other school.
    """
    schools = read_schools(connection)
    by_id = {one.id: one for one in schools}
    known = by_id.get(part.sid) or by_id.get(_read_known(connection, part.sid) or school_id_of(part.sid))
    if known is not None:
        return known, False
    named = [one for one in schools if one.name == part.name and part.name]
    if len(named) == 1:
        return named[0], False
    if len(schools) == 1 and is_only and not _has_forms(connection, schools[0]):
        return schools[0], False
    if not part.sid:
        raise RosterUnreadable("the file names no school (orgs.csv is missing); say which: --school ID")
    return add_school(connection, SchoolNames(school_id_of(part.sid), part.name)), True


def _read_known(connection: Connection, sid: str) -> str | None:
    """The id of the school whose own record carries the sourcedId."""
    joined = record.join(cell)
    wanted = (record.c.kind == "school") & (cell.c.name == SOURCED_ID)
    found = connection.execute(select(record.c.school, cell.c.value).select_from(joined).where(wanted))
    numbers = {row.school for row in found if json.loads(row.value) == sid}
    return next((one.id for one in read_schools(connection) if one.number in numbers), None)


def _has_forms(connection: Connection, school: School) -> bool:
    wanted = (record.c.school == school.number) & (record.c.kind == "form")
    return connection.scalar(select(record.c.id).where(wanted).limit(1)) is not None
