"""Which record a sourcedId means: the same one in every import, without a table of pairs.

An id is the UUIDv5 of school and sourcedId, so a file that comes again meets its own records. Two
exceptions are found again in the ledger itself: a sourcedId that is the id of a record here (the
file was made from this school), and records made by hand that later turned up in a file, which
carry the sourcedId in the cell `sourced_id`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from server.roster.held import Held

SOURCED_ID = "sourced_id"
_REGION = uuid.UUID("6b0f6a52-27cb-5e0c-9a33-0d6d1d2c7f41")


def school_id_of(sourced_id: str) -> str:
    """The id of a school that comes with a file."""
    return str(uuid.uuid5(_REGION, f"org/{sourced_id}"))


def importer_of(school: str) -> str:
    """The author of what imports write: no person, and known by this id in the history."""
    return str(uuid.uuid5(uuid.UUID(school), "roster/import"))


def console_of(school: str) -> str:
    """The author of commands that an administrator gives without naming an account."""
    return str(uuid.uuid5(uuid.UUID(school), "roster/console"))


class Naming:
    """Ids of one school's records by what a file calls them."""

    def __init__(self, school: str, held: Iterable[Held]) -> None:
        self.school = school
        self._space = uuid.UUID(school)
        self._known: set[tuple[str, str]] = set()
        self._adopted: dict[tuple[str, str], str] = {}
        for one in held:
            kind, id = ("pupil", one.cells.get("pupil")) if one.kind == "enrolment" else (one.kind, one.id)
            if id is None:
                continue
            self._known.add((kind, id))
            if one.cells.get(SOURCED_ID):
                self._adopted[kind, one.cells[SOURCED_ID]] = id

    def id(self, kind: str, sourced_id: str) -> str:
        """The id of the record (or the pupil) of this kind; whether it is there or not."""
        if (kind, sourced_id) in self._known:
            return sourced_id
        adopted = self._adopted.get((kind, sourced_id))
        return adopted or str(uuid.uuid5(self._space, f"{_SPACES.get(kind, kind)}/{sourced_id}"))

    def knows(self, kind: str, sourced_id: str) -> bool:
        """Whether the school has this record already."""
        return (kind, self.id(kind, sourced_id)) in self._known

    def adopt(self, kind: str, sourced_id: str, id: str) -> None:
        """From now on this sourcedId means a record that was made otherwise."""
        self._adopted[kind, sourced_id] = id


_SPACES = {
    "person": "user",
    "pupil": "user",
    "form": "class",
    "course": "class",
    "year": "session",
    "term": "session",
}
"""Kinds whose records come from one table share its name: a user is the same person and pupil."""
