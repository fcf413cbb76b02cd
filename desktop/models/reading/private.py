"""What only this person sees: notes «только я», and pupils who came before their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.models.reading import wire
from school.attendance import Attendance
from school.mark import Mark
from sync.local_copy import LocalCopy
from sync.record import Cells, RecordKey, Value

NOTE, GUEST = "note", "guest"


@dataclass(frozen=True, slots=True)
class About:
    """What a note is about: a record, or one cell of it."""

    kind: str
    id: str
    cell: str = ""

    def written(self) -> Value:
        return {"kind": self.kind, "id": self.id, "cell": self.cell}


@dataclass(frozen=True, slots=True)
class Note:
    """A note that nobody else reads."""

    id: str
    about: About
    text: str


@dataclass(frozen=True, slots=True)
class Guest:
    """A pupil who sits in class before the order has come; counts in no report.

    `entries` holds what a lesson will hold, by `guest_entry` names.
    """

    id: str
    course: str
    name: str
    entries: Mapping[str, Value]

    def mark(self, lesson: str, work: str) -> Mark | None:
        return wire.read_mark(self.entries.get(guest_entry(lesson, work)))

    def attendance(self, lesson: str) -> Attendance | None:
        return wire.read_attendance(self.entries.get(guest_entry(lesson)))

    @property
    def marks(self) -> int:
        """How many marks wait for the order."""
        return sum(
            wire.read_mark(value) is not None for key, value in self.entries.items() if "/mark/" in key
        )


def guest_entry(lesson: str, work: str = "") -> str:
    """The key of a guest's entry: a mark for a work, or the attendance of a lesson."""
    return f"{lesson}/mark/{work}" if work else f"{lesson}/attendance"


class PrivateBook:
    """The bucket of one person."""

    def __init__(self, copy: LocalCopy, person: str) -> None:
        self.bucket = f"person:{person}"
        self._copy = copy
        self._notes: dict[About, Note] = {}
        self._guests: dict[str, Guest] = {}
        for key in sorted(copy.keys(self.bucket)):
            self._read(key)

    def note(self, about: About) -> Note | None:
        return self._notes.get(about)

    def about(self, note: str) -> About | None:
        """What a note is about, by the note's id; None for a removed one."""
        return next((one.about for one in self._notes.values() if one.id == note), None)

    def guests_of(self, course: str) -> tuple[Guest, ...]:
        """Those who wait for an order into this course, in the order in which they came."""
        return tuple(guest for guest in self._guests.values() if guest.course == course)

    def guest(self, id: str) -> Guest | None:
        return self._guests.get(id)

    def _read(self, key: RecordKey) -> None:
        cells = self._copy.view(self.bucket, key)
        if cells.get("removed") is True:
            return
        if key.kind == NOTE and (note := _note(key.id, cells)):
            self._notes[note.about] = note
        elif key.kind == GUEST and cells:
            entries = cells.get("entries")
            known = entries if isinstance(entries, dict) else {}
            self._guests[key.id] = Guest(key.id, wire.text(cells, "course"), wire.text(cells, "name"), known)


def _note(id: str, cells: Cells) -> Note | None:
    about = cells.get("about")
    if not isinstance(about, dict) or not wire.text(cells, "text"):
        return None
    told = About(wire.text(about, "kind"), wire.text(about, "id"), wire.text(about, "cell"))
    return Note(id, told, wire.text(cells, "text"))
