"""The fewest of several demands that contradict each other (QuickXplain: Junker, AAAI 2004)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

Part = TypeVar("Part")


class Answer(StrEnum):
    """Whether some demands can be met together."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


Probe = Callable[[Sequence[Part]], Answer]
"""Can all of these be met together, beside whatever always holds?"""


class Conflict(NamedTuple, Generic[Part]):
    """Demands that cannot be met together, so far as it was found out.

    ``minimal``: each of them is needed for the contradiction. An unknown probe counts as «can be met», so
    that more is kept than need be, and nothing is minimal any more.
    """

    parts: tuple[Part, ...]
    minimal: bool


def narrow(
    parts: Sequence[Part], probe: Probe[Part], should_stop: Callable[[], bool]
) -> Conflict[Part] | None:
    """The conflict among these, halved again and again; None when they are not known to contradict.

    It is empty where what always holds contradicts itself. Stopped in the middle, what is left is the
    conflict as far as it was narrowed.
    """
    if probe(parts) is not Answer.NO:
        return None
    search = _Search(probe, should_stop)
    found = search.halves((), True, tuple(parts))
    return Conflict(found, search.is_sure)


class _Search(Generic[Part]):
    def __init__(self, probe: Probe[Part], should_stop: Callable[[], bool]) -> None:
        self._probe = probe
        self._should_stop = should_stop
        self.is_sure = True

    def halves(self, held: tuple[Part, ...], has_grown: bool, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """Which of the parts contradict what is held."""
        if has_grown and self._contradicts(held):
            return ()
        if len(parts) <= 1:
            return parts
        middle = len(parts) // 2
        first, second = parts[:middle], parts[middle:]
        of_second = self.halves((*held, *first), True, second)
        of_first = self.halves((*held, *of_second), bool(of_second), first)
        return (*of_first, *of_second)

    def _contradicts(self, held: tuple[Part, ...]) -> bool:
        if self._should_stop():
            self.is_sure = False
            return False
        answer = self._probe(held)
        self.is_sure = self.is_sure and answer is not Answer.UNKNOWN
        return answer is Answer.NO
