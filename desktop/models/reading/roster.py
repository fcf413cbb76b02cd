"""The lists of a form: who is enrolled and when, and the reasons that its form teacher knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop.models.reading import wire
from desktop.models.reading.school_records import read_records
from school.attendance import Absence
from school.people import Enrolment, Pupil
from sync.local_copy import LocalCopy
from sync.record import Cells


@dataclass(frozen=True)
class Roster:
    """One form's pupils with their dates, and absences for a period."""

    form: str
    enrolments: tuple[Enrolment, ...] = ()
    absences: tuple[Absence, ...] = ()
    _by_pupil: dict[str, Enrolment] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for one in sorted(self.enrolments, key=lambda one: one.dates.first_day):
            self._by_pupil[one.pupil.id] = one

    def enrolment(self, pupil: str) -> Enrolment | None:
        """The pupil's last stay in the form."""
        return self._by_pupil.get(pupil)

    def pupils(self) -> Mapping[str, Pupil]:
        """Everybody who was ever in the form this year, by id."""
        return {id: one.pupil for id, one in self._by_pupil.items()}

    def absence(self, pupil: str, day: date, slot: int) -> Absence | None:
        """The reason that the form teacher knows for this pupil, day and slot."""
        return next((one for one in self.absences if one.covers(pupil, day, slot)), None)


def read_roster(copy: LocalCopy, form: str) -> Roster:
    """The lists of a form as they stand in this copy."""
    records = read_records(copy, f"form:{form}")
    told = (wire.read_enrolment(id, form, cells) for id, cells in records["enrolment"].items())
    reasons = (_absence(id, cells) for id, cells in records["absence"].items())
    return Roster(
        form, tuple(one for one in told if one is not None), tuple(one for one in reasons if one is not None)
    )


def _absence(id: str, cells: Cells) -> Absence | None:
    when, pupil = wire.dates(cells), wire.text(cells, "pupil")
    if when is None or not pupil:
        return None
    slots = cells.get("slots")
    listed = slots if isinstance(slots, list) else []
    known = frozenset(slot for slot in listed if type(slot) is int)
    return Absence(id, pupil, when, wire.text(cells, "code"), known)
