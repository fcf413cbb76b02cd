"""What the generator gives: schools, accounts, staff and a stream of records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from school.people import Person, Role

Cells = dict[str, Any]
"""Cells of a record with their JSON values; empty cells are left out."""


class DemoRecord(NamedTuple):
    """A record as a bucket holds it."""

    bucket: str
    kind: str
    id: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class DemoSchool:
    """A school as the list at the first start shows it."""

    id: str
    name: str
    short_name: str
    place: str
    region: str
    kind: str


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """A person who works at a school, in these roles, as tutor of these forms."""

    person: Person
    roles: tuple[Role, ...]
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A way to sign in; the password is no secret, for nothing here is."""

    login: str
    password: str
    school: str
    person: Person
    roles: tuple[Role, ...]
    title: str
    """Who this is in the demo's story, in English, for whoever reads the list."""
