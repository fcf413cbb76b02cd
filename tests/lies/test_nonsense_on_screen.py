"""Whatever a server has told, the journal can be read: a value out of shape is an empty cell, not a crash."""

from __future__ import annotations

import os
import random
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from desktop.models.journal import Journal
from sync.shelf import CellRow
from tests.desktop.models.taught import (
    ABRAMOV,
    ALGEBRA,
    ALGEBRA_SLOT,
    FORM,
    LESSON,
    TEACHER,
    TODAY,
    Taught,
    today_work,
)

HUNTED = os.environ.get("LYING_EXAMPLES")
NONSENSE: tuple[Any, ...] = (
    None, True, False, -1, 0, 1, 16, 1 << 60, 1.5, "", "x", "\0", "é", "2026-11-18", "2026-11-31", "25:99",
    "0001-01-01T00:00:00+23:59", "9999-12-31", TEACHER, "1/0", [], [None], [[]], ["5", "4"], [1], {},
    {"a": None}, {"values": None}, {"values": []}, {"values": [5]}, {"values": ["5"]}, {"code": None},
    {"code": []}, {"from": 1}, [{"person": 1}], [{"person": TEACHER, "from": "x"}], [{"pupil": None}],
    {"date": "x", "slot": -1}, {"date": "2026-11-18", "slot": 1}, {"kind": 1, "id": None}, [{}],
    [{"values": 1}], {"x": {"other": 1}},
    {"x": 1}, "Europe/Nowhere", "../..", "published", "draft", {"what": "accept", "ops": None},
)  # fmt: skip


@settings(
    max_examples=int(HUNTED or 100),
    derandomize=HUNTED is None,
    database=None,
    phases=tuple(Phase) if HUNTED else (Phase.generate,),
)
@given(seed=st.integers(0, 1 << 32))
def test_the_journal_is_read_whatever_was_told(seed: int) -> None:
    """Pages, days, lessons, debts, questions, counts: each is there, with what can be understood."""
    dice = random.Random(seed)
    taught = Taught()
    fill(taught)
    spoil(taught, dice)

    read_everything(taught.journal())


def test_a_dot_in_a_lesson_without_a_place_is_no_debt() -> None:
    """Where a lesson does not say its slot any more, nobody can be told what is owed for it."""
    taught = Taught()
    fill(taught)
    taught.shelf.put_base(COURSE, [CellRow("lesson", LESSON, "slot", [{"pupil": None}], 1)])

    assert taught.journal().read_debts() == ()


def test_a_question_about_a_record_of_a_strange_name_is_shown() -> None:
    """It can be read and answered, without the title of a work that nobody knows."""
    taught = Taught()
    fill(taught)
    record = {"kind": "lesson", "id": "x"}
    taught.shelf.put_base(COURSE, [CellRow("conflict", LESSON, "record", record, 1)])

    [shown] = taught.journal().read_conflicts()

    assert shown.question == LESSON


MARK = {"values": ["5"], "duty": True, "comment": ""}
MARK_CELL = f"mark/{ABRAMOV}/{today_work()}"
COURSE, OWN, FORM_BUCKET = f"course:{ALGEBRA}", f"person:{TEACHER}", f"form:{FORM}"
DAY, MOMENT, OP = "2026-11-18", "2026-11-18T09:00:00+03:00", "0" * 32
ENTRY = {"base": None, "standing": MARK, "standing_by": TEACHER, "standing_at": MOMENT, "other": None}
TOLD: dict[tuple[str, str], dict[str, Any]] = {
    (COURSE, "lesson"): {
        "date": DAY, "slot": ALGEBRA_SLOT, "placed": None, "state": "held", "topic": "Дроби",
        "homework": "№ 5", "plan_items": [], "roll_call": True, MARK_CELL: MARK,
        f"work/{today_work()}": {"type": "", "weight": 1, "title": "", "counts": True, "due": None},
        f"attendance/{ABRAMOV}": {"code": "absent", "minutes": 0, "comment": ""},
    },
    (COURSE, "conflict"): {
        "record": {"kind": "lesson", "id": LESSON}, "author": TEACHER, "device": "", "made_at": MOMENT,
        "cells": {MARK_CELL: {**ENTRY, "other_place": None, "settled": None}}, "state": "open",
        "resolution": None,
    },
    (COURSE, "inspection_note"): {"text": "x", "by": TEACHER, "date": DAY, "state": "open"},
    (COURSE, "term_mark"): {"term": LESSON, f"mark/{ABRAMOV}": MARK},
    (COURSE, "carried"): {"pupil": ABRAMOV, "from_course": LESSON, "values": ["5"]},
    (OWN, "guest"): {"course": ALGEBRA, "name": "Гость", "entries": []},
    (OWN, "note"): {"about": {"kind": "lesson", "id": LESSON}, "text": "x"},
    (OWN, "verdict"): {"op": OP, "status": "applied", "rev": 1, "code": None, "receipt": "x"},
    ("school", "substitution"): {"course": ALGEBRA, "date": DAY, "slot": 1, "what": "teacher"},
    ("school", "day"): {"date": DAY, "kind": "moved", "as_weekday": 1},
    ("school", "rule"): {"key": "editing_window_days", "value": 14},
    ("school", "scale"): {"title": "2-5", "values": ["2", "3", "4", "5"]},
    ("school", "attendance_code"): {"key": "absent", "shown": "Н", "absent": True},
    ("school", "room"): {"title": "12"},
    (FORM_BUCKET, "absence"): {"pupil": ABRAMOV, "from": DAY, "to": DAY, "slots": [1], "code": "absent"},
}  # fmt: skip


def fill(taught: Taught) -> None:
    """A lesson with everything, a question, a remark, term marks, a guest, and what the school has."""
    for (bucket, kind), cells in TOLD.items():
        taught.told(bucket, kind, LESSON, cells)


def spoil(taught: Taught, dice: random.Random) -> None:
    """One to six cells anywhere become nonsense, whole or in a place inside; some come that nobody knows."""
    buckets = sorted(taught.shelf.read_buckets())
    for _ in range(dice.choice((1, 1, 2, 6))):
        bucket = dice.choice(buckets)
        base = taught.shelf.read_base(bucket)
        if base:
            key = dice.choice(sorted(base))
            cell = dice.choice(sorted(base[key]))
            value = base[key][cell][0]
            if isinstance(value, dict) and value and dice.random() < 0.6:
                value = {**value, dice.choice(sorted(value)): dice.choice(NONSENSE)}
            else:
                value = dice.choice(NONSENSE)
            strange = dice.choice(
                (cell, cell, cell, "mark/", f"mark/{ABRAMOV}", "work/x", "attendance/x", "date")
            )
            id = dice.choice((key.id, key.id, key.id, "x", ALGEBRA))
            taught.shelf.put_base(bucket, [CellRow(key.kind, id, strange, value, 1)])


def read_everything(journal: Journal) -> None:
    """All that screens ask for."""
    journal.facts, journal.my_courses(), journal.held_courses(), journal.my_forms()
    journal.read_day(TODAY)
    for course in journal.held_courses():
        journal.read_plan(course.id), journal.read_guests(course.id), journal.read_arrived(course.id)
        for term in journal.terms_of(course.id):
            page = journal.read_page(course.id, term)
            for row in page.rows:
                page.sums(row.id)
                for column in page.columns:
                    page.cell(row.id, column.id)
    lesson = journal.read_lesson(ALGEBRA, TODAY, ALGEBRA_SLOT)
    for read in (
        journal.read_joined, journal.read_columns, journal.read_codes, journal.read_absences,
        journal.read_counts, journal.read_parallel, journal.due_day, journal.read_previous, journal.read_gaps,
        journal.next_plan_item,
    ):  # fmt: skip
        read(lesson)
    journal.read_unfinished(), journal.read_remarks(), journal.read_debts(), journal.read_conflicts()
    journal.read_unsent(), journal.read_rejected(), journal.read_in_review(), journal.counts()
    journal.read_history(ALGEBRA, LESSON, f"mark/{ABRAMOV}/{today_work()}")
