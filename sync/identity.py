"""Where ids come from.

A record with a natural key has a UUIDv5 of it, so that two people who open the same lesson
offline meet in one record. What a person adds, where two are really two, is a UUIDv7.
Ops have 128 random bits: a restored or cloned laptop must never repeat an id. What the disk
remembers has no part in them.
"""

from __future__ import annotations

import secrets
import time
import uuid
from datetime import date


def lesson_id(course: str, day: date | str, slot: int) -> str:
    """The lesson of a course in a slot of a day; it exists without being stored."""
    return _named(course, f"{day}/{slot}")


def default_work_id(lesson: str) -> str:
    """The one work that every lesson has before anybody adds another."""
    return _named(lesson, "work/1")


def term_mark_id(course: str, term: str) -> str:
    """The marks of a course for a term."""
    return _named(course, f"term/{term}")


def year_mark_id(course: str, year: str) -> str:
    """The marks of a course for the year."""
    return _named(course, f"year/{year}")


def final_mark_id(course: str, year: str) -> str:
    """The final marks of a course, after an examination."""
    return _named(course, f"final/{year}")


def substitution_id(course: str, day: date | str, slot: int) -> str:
    """The substitution for a lesson of the timetable."""
    return _named(course, f"substitution/{day}/{slot}")


def availability_id(whose: str, of: str) -> str:
    """When a teacher, a form or a room is free."""
    return _named(of, f"availability/{whose}")


def enrolment_id(form: str, pupil: str, first_day: date | str) -> str:
    """A pupil's stay in a form; whoever comes back gets a new one."""
    return _named(form, f"{pupil}/{first_day}")


def conflict_id(record: str, op: str) -> str:
    """The question that an op left open on a record."""
    return _named(record, op)


def review_id(record: str, person: str) -> str:
    """All late ops of one author on one record, waiting for the head teacher."""
    return _named(record, f"review/{person}")


def verdict_id(review: str, op: str) -> str:
    """What the head teacher decided about one waiting op."""
    return _named(review, op)


_SITTING = secrets.token_hex(8)
"""Drawn when the program starts, so that the ids of a sitting begin alike and travel in fewer bytes."""


def new_op_id() -> str:
    """32 hex digits: 64 random bits of this sitting, and 64 that no machine woken from a picture repeats."""
    return _SITTING + secrets.token_hex(8)


def new_id() -> str:
    """A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, the rest random."""
    milliseconds = time.time_ns() // 1_000_000
    bits = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=bits))


def is_uuid(text: object) -> bool:
    """Is this the canonical text of a UUID: lower case, with hyphens?"""
    if not isinstance(text, str) or len(text) != 36:
        return False
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _named(namespace: str, name: str) -> str:
    return str(uuid.uuid5(uuid.UUID(namespace), name))
