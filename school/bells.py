"""Bells: when the slots of a school's day begin and end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

ORDINARY_BELLS = "ordinary"
"""The set of bells that holds where a day names no other."""


@dataclass(frozen=True, slots=True)
class BellSlot:
    """One slot of the school's day in one set of bells.

    ``slot`` (0 to 15) is identity: one numbering for all shifts. ``number`` is what the
    screen shows: the second shift's first lesson is number 1 and perhaps slot 7.
    """

    bell_set: str
    slot: int
    shift: int
    number: int
    starts: time
    ends: time


class MomentKind(StrEnum):
    """Where a moment lies in the day's bells."""

    BEFORE_LESSONS = "before_lessons"
    LESSON = "lesson"
    BREAK = "break"
    AFTER_LESSONS = "after_lessons"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of the day: the slot that runs, or the one that has just ended."""

    kind: MomentKind
    bell: BellSlot | None = None


def read_moment(bells: Iterable[BellSlot], now: time) -> Moment:
    """Where ``now`` lies; a lesson's last minute still is the lesson.

    In a break, and after the last lesson, ``bell`` is the slot that ended last: until the
    next bell a teacher is still busy with it. Bells of two shifts may overlap: of the
    lessons that run the one that began later is told.
    """
    by_start = sorted(bells, key=lambda bell: (bell.starts, bell.slot))
    begun = [bell for bell in by_start if bell.starts <= now]
    if not begun:
        return Moment(MomentKind.BEFORE_LESSONS)
    running = [bell for bell in begun if now <= bell.ends]
    if running:
        return Moment(MomentKind.LESSON, running[-1])
    ended = max(begun, key=lambda bell: (bell.ends, bell.slot))
    is_last = len(begun) == len(by_start)
    return Moment(MomentKind.AFTER_LESSONS if is_last else MomentKind.BREAK, ended)
