"""The plan of a course: numbered rows of topics, bound to lessons when they are given."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One row of a plan; ``hours`` is how many lessons it takes."""

    id: str
    number: int
    topic: str
    section: str = ""
    hours: int = 1
    homework: str = ""
    work_type: str | None = None


@dataclass(frozen=True, slots=True)
class PlanSection:
    """Rows in a row that share a section's title."""

    title: str
    items: tuple[PlanItem, ...]

    @property
    def hours(self) -> int:
        return sum(item.hours for item in self.items)


@dataclass(frozen=True, slots=True)
class LessonPlan:
    """A plan of one course; the rows are kept in the order of their numbers."""

    id: str
    title: str
    course: str
    items: tuple[PlanItem, ...] = ()

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.items, key=lambda item: (item.number, item.id)))
        object.__setattr__(self, "items", ordered)

    @property
    def sections(self) -> tuple[PlanSection, ...]:
        """The rows cut where the section's title changes."""
        groups: list[list[PlanItem]] = []
        for item in self.items:
            if not groups or groups[-1][-1].section != item.section:
                groups.append([])
            groups[-1].append(item)
        return tuple(PlanSection(group[0].section, tuple(group)) for group in groups)

    def next_item(self, given: Iterable[Collection[str]]) -> PlanItem | None:
        """The first row not yet given; ``given`` are the rows of each lesson held.

        A row of two hours is given when two lessons have named it.
        """
        times: dict[str, int] = {}
        for rows in given:
            for row in rows:
                times[row] = times.get(row, 0) + 1
        left = (item for item in self.items if times.get(item.id, 0) < max(item.hours, 1))
        return next(left, None)
