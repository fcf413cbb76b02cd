"""What a page of the journal consists of, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.models.reading.fates import Fate
from school.attendance import Attendance
from school.dates import Dates
from school.grading import Suggestion
from school.mark import Mark


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A row: a pupil of the course, a guest, or a pupil of the form who learns elsewhere.

    ``number`` in the list is 0 for who is not counted. ``dates`` are the pupil's stretches in
    the course. ``elsewhere``: not in this course, taught by ``elsewhere_by`` where that is known.
    ``came`` and ``left`` are told when they lie in the term. A divider holds nobody: it begins
    the next course of a joint page.
    """

    id: str
    name: str
    short_name: str
    number: int = 0
    dates: tuple[Dates, ...] = ()
    is_guest: bool = False
    is_divider: bool = False
    elsewhere: bool = False
    elsewhere_by: str = ""
    came: date | None = None
    left: date | None = None

    def learns(self, day: date) -> bool:
        """Whether a mark of a lesson of this day is valid."""
        return self.is_guest or any(stretch.covers(day) for stretch in self.dates)


class WhyClosed(StrEnum):
    """Why nothing may be typed into a cell."""

    NOT_YET_HERE = "not_yet_here"
    HAS_LEFT = "has_left"
    ELSEWHERE = "elsewhere"
    FUTURE = "future"
    CANCELLED = "cancelled"
    NOT_YOURS = "not_yours"
    WORK_REMOVED = "work_removed"
    NO_LESSON = "no_lesson"
    """In a joint lesson: the pupil's own course has none at this place."""


@dataclass(frozen=True, slots=True)
class CellRead:
    """A cell of the page: what stands there, what lies beside, whether it may be written.

    ``reason`` is the form teacher's code that is shown over the teacher's own. ``absent``: the
    code says that the pupil was not there. ``beside``: the mark that is not shown while two
    versions wait, or the own one that was refused or waits for a decision.
    """

    mark: Mark | None = None
    attendance: Attendance | None = None
    reason: str | None = None
    absent: bool = False
    fate: Fate = Fate.SETTLED
    beside: Mark | None = None
    beside_code: str | None = None
    question: str = ""
    has_note: bool = False
    closed: WhyClosed | None = None


@dataclass(frozen=True, slots=True)
class PupilSums:
    """The right edge: one calculation for all screens.

    ``suggestion`` holds the average and the number of marks; ``least`` is how many are enough.
    """

    suggestion: Suggestion
    least: int
    lessons: int = 0
    missed: int = 0
    debts: int = 0
    term_mark: Mark | None = None
    term_fate: Fate = Fate.SETTLED


@dataclass(frozen=True, slots=True)
class PageChange:
    """What a write has changed on a page: exactly these cells, rows' sums, lessons' heads.

    ``whole``: rows or columns are others now, so that everything is shown anew.
    """

    cells: frozenset[tuple[str, str]] = frozenset()
    rows: frozenset[str] = frozenset()
    lessons: frozenset[str] = frozenset()
    whole: bool = False

    def __bool__(self) -> bool:
        return bool(self.cells or self.rows or self.lessons or self.whole)
