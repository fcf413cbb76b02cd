"""Natural keys meet, random ones never do."""

from __future__ import annotations

import subprocess
import sys
import uuid
from datetime import date

import pytest

from sync import identity

COURSE = "00000000-0000-4000-8000-00000000000a"


def test_two_people_who_open_a_lesson_offline_meet_in_one_record() -> None:
    """The id follows from course, date and slot, the slot without leading zeros."""
    expected = str(uuid.uuid5(uuid.UUID(COURSE), "2026-11-21/3"))

    assert identity.lesson_id(COURSE, date(2026, 11, 21), 3) == expected
    assert identity.lesson_id(COURSE, "2026-11-21", 3) == expected


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (identity.default_work_id(COURSE), "work/1"),
        (identity.term_mark_id(COURSE, "t1"), "term/t1"),
        (identity.year_mark_id(COURSE, "y1"), "year/y1"),
        (identity.final_mark_id(COURSE, "y1"), "final/y1"),
        (identity.substitution_id(COURSE, "2026-11-21", 3), "substitution/2026-11-21/3"),
        (identity.enrolment_id(COURSE, "p1", "2026-09-01"), "p1/2026-09-01"),
        (identity.conflict_id(COURSE, "0" * 32), "0" * 32),
        (identity.review_id(COURSE, "p1"), "review/p1"),
        (identity.verdict_id(COURSE, "0" * 32), "0" * 32),
    ],
)
def test_every_natural_key_is_a_uuid5_of_what_the_page_says(made: str, name: str) -> None:
    """Another client computes the same id from the page alone."""
    assert made == str(uuid.uuid5(uuid.UUID(COURSE), name))


def test_op_ids_are_32_hex_digits_and_never_repeat() -> None:
    """128 random bits: a restored laptop's later work is new work."""
    made = {identity.new_op_id() for _ in range(1_000)}

    assert len(made) == 1_000
    assert all(len(id) == 32 and int(id, 16) >= 0 for id in made)


def test_a_program_started_anew_shares_no_beginning_with_the_last() -> None:
    """The part that ids of one sitting share is drawn at the start, so a copied disk cannot bring it back."""
    made = [
        subprocess.run(
            [sys.executable, "-c", "from sync.identity import new_op_id; print(new_op_id())"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]

    assert made[0][:16] != made[1][:16]
    assert identity.new_op_id()[:16] == identity.new_op_id()[:16]


def test_a_new_id_is_a_uuid_of_version_7() -> None:
    """Time in front, so that rows made together lie together; the rest is random."""
    first, second = identity.new_id(), identity.new_id()

    assert first != second
    assert (uuid.UUID(first).version, uuid.UUID(first).variant) == (7, uuid.RFC_4122)
    assert abs((uuid.UUID(second).int >> 80) - (uuid.UUID(first).int >> 80)) < 60_000


@pytest.mark.parametrize(
    "text",
    ["", COURSE.upper() + "A", COURSE.replace("-", ""), "{" + COURSE[1:-1] + "}", COURSE[:-1] + "g", None, 5],
)
def test_only_the_canonical_text_is_an_id(text: object) -> None:
    """One id has one text: lower case, with hyphens."""
    assert identity.is_uuid(COURSE)
    assert not identity.is_uuid(text)
