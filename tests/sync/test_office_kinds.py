"""What a timetable is made of: which values are good, and that the office alone writes them."""

from __future__ import annotations

from typing import Any

import pytest

from sync import values
from sync.identity import availability_id, new_id
from sync.messages import Change, Op
from sync.ruling import Fault
from tests.sync.small_school import SmallSchool


def said(small: SmallSchool, kind: str, cells: dict[str, Any], id: str = "", bucket: str = "office") -> Op:
    """An op of the office."""
    return small.op(kind, id or new_id(), bucket, {name: Change(None, new) for name, new in cells.items()})


@pytest.mark.parametrize(
    ("kind", "cells", "good"),
    [
        ("demand", {"pattern": [2, 1, 1], "alternate": 1, "parallel": "англ 7", "division": "пол"}, True),
        ("demand", {"rooms": ["00000000-0000-4000-8000-000000000401"], "room_kind": "физика"}, True),
        ("demand", {"pattern": [0]}, False),
        ("demand", {"pattern": "2+1"}, False),
        ("demand", {"rooms": ["Каб. 1"]}, False),
        (
            "away",
            {"teacher": SmallSchool.old, "from": "2026-11-24", "to": "2026-11-25", "slots": [1, 2]},
            True,
        ),
        ("away", {"from": "завтра"}, False),
        ("away", {"slots": [16]}, False),
        ("timetable", {"title": "Вариант", "state": "set_aside", "base": SmallSchool.year, "cards": 3}, True),
        ("timetable", {f"week/{SmallSchool.form}": [["x", 0, 1, 1, "every", [None], "t", "person"]]}, True),
        ("timetable", {"week/7Б": []}, False),
        ("timetable", {"state": "ready"}, False),
        ("rule", {"key": "timetable.max_gaps", "value": {"most": 2, "weight": 3}}, True),
        ("rule", {"key": "timetable.max_gaps", "value": {"most": 0.5}}, False),
    ],
)
def test_a_note_of_the_office_has_its_shape(
    small: SmallSchool, kind: str, cells: dict[str, Any], good: bool
) -> None:
    """What another program could not read is refused before it is anywhere."""
    fault = values.fault(said(small, kind, cells), {})

    assert (fault is None) is good


@pytest.mark.parametrize(("digits", "good"), [("0012", True), ("", True), ("3", False), ("0" * 17, False)])
def test_availability_is_a_digit_for_each_slot(small: SmallSchool, digits: str, good: bool) -> None:
    """0 free, 1 undesirable, 2 forbidden; the id follows from whose it is."""
    cells = {"whose": "teacher", "of": small.teacher, "day1": digits}
    own = availability_id("teacher", small.teacher)

    assert (values.fault(said(small, "availability", cells, own), {}) is None) is good
    assert values.fault(said(small, "availability", cells), {}) is not None


@pytest.mark.parametrize("kind", ["demand", "availability", "away", "timetable", "rule", "card"])
def test_only_the_office_writes_what_the_office_knows(small: SmallSchool, kind: str) -> None:
    """A teacher is told of no such record; a head teacher writes it; an administrator only rules."""
    op, rules = said(small, kind, {"removed": True}), small.rules()

    def answer(person: str, *roles: str) -> Fault | None:
        return rules.right(small.author(person, *roles), op, {})

    refused = answer(small.teacher, "teacher")
    assert refused is not None
    assert refused.code == "unknown_record"
    assert answer(small.head, "head_teacher") is None
    assert (answer(small.clerk, "administrator") is None) is (kind == "rule")


@pytest.mark.parametrize(
    ("kind", "cells", "good"),
    [
        ("room", {"kind": "физика", "capacity": 30, "building": "Лесная, 2"}, True),
        ("room", {"capacity": "30"}, False),
        ("subject", {"norm": "алгебра", "room_kind": "информатика"}, True),
        ("subject", {"room_kind": 7}, False),
    ],
)
def test_rooms_and_subjects_say_what_a_timetable_needs(
    small: SmallSchool, kind: str, cells: dict[str, Any], good: bool
) -> None:
    """Kinds of rooms are the school's own words."""
    fault = values.fault(said(small, kind, cells, bucket="school"), {})

    assert (fault is None) is good
