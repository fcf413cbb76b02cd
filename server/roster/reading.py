"""Reading a whole archive into rows, everything that cannot be used told in the findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from server.roster.archive import read_members
from server.roster.cell_values import BadRow, puts_month_first
from server.roster.decoding import Row, read_rows, usual_encoding
from server.roster.findings import Code, Findings
from server.roster.likeness import fold
from server.roster.rows import (
    ClassRow,
    CourseRow,
    EnrollmentRow,
    Org,
    RoleRow,
    RowReader,
    Session,
    User,
    by_sid,
    makers,
)
from server.roster.tables import TABLES

_DATES = ("startDate", "endDate", "beginDate", "dateLastModified")


@dataclass(frozen=True)
class Roster:
    """What an archive says, by sourcedId.

    `files`: the tables that it has, with the names of their files. `is_whole`: whether it tells of
    everybody, so that whoever is not in it is missing; a file of changes tells of these only.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = True
    orgs: Mapping[str, Org] = field(default_factory=dict)
    sessions: Mapping[str, Session] = field(default_factory=dict)
    courses: Mapping[str, CourseRow] = field(default_factory=dict)
    classes: Mapping[str, ClassRow] = field(default_factory=dict)
    users: Mapping[str, User] = field(default_factory=dict)
    roles: Mapping[str, RoleRow] = field(default_factory=dict)
    enrollments: Mapping[str, EnrollmentRow] = field(default_factory=dict)


def read_roster(path: Path, findings: Findings) -> Roster:
    """Read a OneRoster zip, version 1.1 or 1.2. Raises RosterUnreadable when there is nothing to read."""
    members = read_members(path, findings)
    usual = usual_encoding(member.data for member in members.values())
    rows = {table: read_rows(one, TABLES[table], findings, usual) for table, one in members.items()}
    manifest = {fold(row["propertyName"]): row["value"] for row in rows.pop("manifest", ())}
    demographics = rows.pop("demographics", ())
    if demographics:
        text = (
            f"{len(demographics)} rows read, nothing of them kept: a journal needs neither birth date nor sex"
        )
        findings.note("demographics", f"{members['demographics'].name}: {text}")
    reader = RowReader(_month_first(rows.values(), findings))
    made = {table: by_sid(_unique(table, listed, reader, findings)) for table, listed in rows.items()}
    files = {table: member.name for table, member in members.items()}
    return _roster(files, _is_whole(manifest, made.get("enrollments", {})), made)


def _roster(files: Mapping[str, str], is_whole: bool, made: dict[str, dict[str, Any]]) -> Roster:
    return Roster(
        files,
        is_whole,
        orgs=made.get("orgs", {}),
        sessions=made.get("academicSessions", {}),
        courses=made.get("courses", {}),
        classes=made.get("classes", {}),
        users=made.get("users", {}),
        roles=made.get("roles", {}),
        enrollments=made.get("enrollments", {}),
    )


def _month_first(rows: Iterable[list[Row]], findings: Findings) -> bool:
    texts = [row[column] for listed in rows for row in listed for column in _DATES if "/" in row[column]]
    month_first = puts_month_first(texts)
    if texts:
        order = "month/day/year" if month_first else "day/month/year"
        findings.note("date_order", f"dates with slashes, such as {texts[0][:20]!r}, are read as {order}")
    return month_first


def _unique(table: str, rows: list[Row], reader: RowReader, findings: Findings) -> list[Any]:
    """The rows that can be used; of two with one sourcedId the first."""
    make = makers(reader)[table]
    found: dict[str, Any] = {}
    for row in rows:
        try:
            one = make(row)
            if one.sid in found:
                first = found[one.sid].at.line
                raise BadRow(Code.DUPLICATE, f"sourcedId {one.sid[:60]!r} stands in line {first} already")
        except BadRow as bad:
            findings.skip(row.file, row.line, bad.code, bad.reason)
        else:
            found[one.sid] = one
    return list(found.values())


def _is_whole(manifest: Mapping[str, str], enrollments: Mapping[str, EnrollmentRow]) -> bool:
    """What the manifest says of enrollments.csv; without one, a file of changes gives every row a status."""
    said = fold(manifest.get("fileenrollments", ""))
    if said in ("bulk", "delta"):
        return said == "bulk"
    told = sum(one.at.has_status for one in enrollments.values())
    return told * 2 <= len(enrollments)
