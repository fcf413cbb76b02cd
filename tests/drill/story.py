"""What happened at the school before the copy was taken and after it: of everything some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sync.identity import review_id
from tests.drill.laptop import Laptop
from tests.server.town import ANNA, BORIS, GEOMETRY, OUTSIDER, PUPIL, SECOND, Lesson

LOGINS = {"anna": "anna", "anna-at-home": "anna", "boris": "boris", "stranger": "stranger", "head": "head"}
"""Five laptops; one teacher has two."""
Laptops = Mapping[str, Laptop]
_LATE = -20
"""Days before today that lie outside the editing window."""


@dataclass(frozen=True, slots=True)
class Half:
    """The lessons of one half of the story; no two halves share one but where they say so."""

    slot: int

    @property
    def asked(self) -> Lesson:
        return Lesson(-1, self.slot)

    @property
    def chosen(self) -> Lesson:
        return Lesson(-2, self.slot)

    @property
    def left_open(self) -> Lesson:
        return Lesson(-3, self.slot)

    @property
    def waiting(self) -> Lesson:
        return Lesson(_LATE, self.slot)

    @property
    def decided(self) -> Lesson:
        return Lesson(_LATE - 1, self.slot)

    @property
    def plain(self) -> Lesson:
        return Lesson(-4, self.slot)


FIRST, SECOND_HALF = Half(1), Half(2)


async def before_the_copy(laptops: Laptops) -> None:
    """Marks, an open question and an answered one, a review that waits and a decided one."""
    await _live(laptops, FIRST)


async def after_the_copy(laptops: Laptops) -> None:
    """The same again; what the first half left is gone on with: overwritten, answered, decided."""
    await _live(laptops, SECOND_HALF)
    laptops["boris"].marks(FIRST.plain, PUPIL, "3")
    laptops["anna"].chooses(FIRST.left_open, PUPIL, "2")
    laptops["head"].decides(review_id(FIRST.waiting.id, ANNA), "accept")
    laptops["anna-at-home"].marks(FIRST.chosen, PUPIL, "5")
    laptops["stranger"].marks(Lesson(-4, FIRST.slot, GEOMETRY), OUTSIDER, "2")
    await all_exchange(laptops, times=2)


async def all_exchange(laptops: Laptops, times: int = 1) -> None:
    """A round of each, one after the other."""
    for _ in range(times):
        for laptop in laptops.values():
            await laptop.exchange()


async def _live(laptops: Laptops, half: Half) -> None:
    anna, boris, head = laptops["anna"], laptops["boris"], laptops["head"]
    laptops["stranger"].marks(Lesson(-4, half.slot, GEOMETRY), OUTSIDER, "5")
    laptops["anna-at-home"].marks(half.plain, PUPIL, "4")
    anna.marks(half.plain, SECOND, "5")
    head.marks(Lesson(-5, half.slot), PUPIL, "3", reason="по заявлению родителей")
    for lesson in (half.asked, half.chosen, half.left_open):
        anna.marks(lesson, PUPIL, "5")
        boris.marks(lesson, PUPIL, "3")
    anna.marks(half.waiting, PUPIL, "4")
    boris.marks(half.decided, SECOND, "4")
    boris.marks(half.decided, PUPIL, "2")
    await all_exchange(laptops, times=2)
    boris.chooses(half.chosen, PUPIL, "4")
    head.decides(review_id(half.decided.id, BORIS), "accept" if half is FIRST else "decline")
    await all_exchange(laptops, times=2)
