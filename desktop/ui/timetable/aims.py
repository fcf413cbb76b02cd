"""What becomes of a card that is held, place by place: the colours and words of a drag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey


class Tone(StrEnum):
    """How good a place is for the card in hand."""

    FREE = "free"
    WORSE = "worse"
    SWAP = "swap"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Aim:
    """One place: ``short`` fits a cell, ``words`` are the whole sentence, ``others`` are the cards
    that change places with it where that is what can be done.
    """

    tone: Tone
    short: str = ""
    words: str = ""
    others: Mapping[BlockKey, TimeSlot | None] | None = None


Aims = Mapping[TimeSlot, Aim]
