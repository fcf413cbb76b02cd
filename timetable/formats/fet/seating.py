"""Where an activity may sit, and where a file that is already solved has put it."""

from __future__ import annotations

from dataclasses import dataclass

from timetable.formats.fet.activities import Activity, Needs
from timetable.formats.fet.ground import Ground
from timetable.formats.fet.rooming import Preference, needs_of


@dataclass(frozen=True, slots=True)
class Seat:
    """What rooms an activity needs, the virtual room that stands for them, and those it is locked in."""

    needs: Needs = ()
    virtual: str = ""
    rooms: tuple[str | None, ...] = ()
    is_locked: bool = False


NOWHERE = Seat()


def seat_of(activity: Activity, wanted: list[Preference], ground: Ground, *, is_pinned: bool) -> Seat:
    """The needs by all preferences; the one room in which a pinned activity must be is a lock, as long
    as the other preferences allow it: so a solved file has the needs of the one that it came from.
    """
    exact = (one for one in wanted if is_pinned and one.is_exact and one.weight is None)
    for lock in exact:
        others = [one for one in wanted if one is not lock] or [lock]
        needs = needs_of(activity, others, ground)
        rooms = lock.real or lock.rooms
        if _answers(rooms, needs):
            return Seat(needs, _virtual(others, ground), rooms, is_locked=True)
    needs = needs_of(activity, wanted, ground)
    return Seat(needs, _virtual(wanted, ground), (None,) * len(needs))


def _answers(rooms: tuple[str, ...], needs: Needs) -> bool:
    pairs = zip(rooms, needs, strict=False)
    return len(rooms) == len(needs) and all(room in need.any_of for room, need in pairs)


def _virtual(wanted: list[Preference], ground: Ground) -> str:
    return next((room for one in wanted for room in one.rooms if room in ground.virtual), "")
