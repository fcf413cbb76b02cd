"""What becomes of a card that is held, place by place: the colours and words of a drag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from timetable.cards import Card
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
    """One place: ``short`` fits a cell, ``words`` are the whole sentence, ``moves`` are the cards that
    lie elsewhere afterwards, the held one with its rooms among them; empty where that is not known.
    A place that is red and has moves can be taken all the same, by somebody who says so twice.
    """

    tone: Tone
    short: str = ""
    words: str = ""
    moves: Mapping[BlockKey, Card] = field(default_factory=dict)


Aims = Mapping[TimeSlot, Aim]


@dataclass(frozen=True, slots=True)
class RoomAim:
    """One room for a card that stays in its place; ``title`` is the room's, the rest as in `Aim`."""

    title: str
    tone: Tone
    words: str
    moves: Mapping[BlockKey, Card] = field(default_factory=dict)
    is_own: bool = False
