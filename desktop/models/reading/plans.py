"""Lesson plans, as their buckets tell them."""

from __future__ import annotations

from desktop.models.reading import wire
from desktop.models.reading.school_records import read_records
from school.plan import LessonPlan, PlanItem
from sync.local_copy import LocalCopy
from sync.record import Cells


def read_plan(copy: LocalCopy, id: str) -> LessonPlan | None:
    """A plan with its rows; None when only its bucket is known."""
    records = read_records(copy, f"plan:{id}")
    cells = records["plan"].get(id)
    if cells is None:
        return None
    items = tuple(_item(row, told) for row, told in records["plan_item"].items())
    return LessonPlan(id, wire.text(cells, "title"), wire.text(cells, "course"), items)


def _item(id: str, cells: Cells) -> PlanItem:
    return PlanItem(
        id,
        wire.number(cells, "number"),
        wire.text(cells, "topic"),
        wire.text(cells, "section"),
        int(wire.weight(cells.get("hours"))) or 1,
        wire.text(cells, "homework"),
        wire.text(cells, "work_type") or None,
    )
