"""What a reader left out on purpose, and what it does not know: counted, never silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from timetable.words.rules import PARTS
from timetable.words.tongue import N_, RUSSIAN, Tongue


class LeftOut(StrEnum):
    """Why records of a file are not in the problem, though they were understood."""

    INACTIVE_ACTIVITY = N_("занятия, выключенные в файле: {n}")
    INACTIVE_RULE = N_("условия, выключенные в файле: {n}")
    NO_WEIGHT = N_("условия с весом 0 %: {n}")
    HINT = N_("указания, как искать расписание: {n}")
    NOT_CARRIED = N_("условия Парты, которых этот вид файла не знает: {n}")
    NO_CARDS = N_("карточки расписания, которых этот вид файла не знает: {n}")
    NOBODY_LEFT = N_("условия о тех, кого в школе уже нет: {n}")
    NO_CARD = N_("занятия, которым место не найдено: {n}")


@dataclass
class Notes:
    """Counts of both; ``unsupported`` by the file's own names."""

    left_out: Counter[LeftOut] = field(default_factory=Counter)
    unsupported: Counter[str] = field(default_factory=Counter)

    def count(self, why: LeftOut, number: int = 1) -> None:
        """Note records that were left out."""
        if number:
            self.left_out[why] += number

    def name(self, stranger: str, number: int = 1) -> None:
        """Note records that the other side has no words for."""
        if number:
            self.unsupported[stranger] += number

    def listed(self) -> str:
        """«TeachersMaxBuildingChangesPerDay: 1, …», the most frequent first."""
        return ", ".join(f"{name}: {number}" for name, number in self.unsupported.most_common())

    def words(self, tongue: Tongue = RUSSIAN) -> Iterator[str]:
        """A line for each sort of records that is not in the problem."""
        _ = tongue.say
        for why, number in sorted(self.left_out.items()):
            yield _(why).format(n=number)
        if self.unsupported:
            listed = ", ".join(
                f"{_called(name, tongue)}: {number}" for name, number in self.unsupported.most_common()
            )
            yield _("условия, которых не передать: {list}").format(list=listed)


_OWN: Final = {kind.__name__: words for kind, words in PARTS.items()}


def _called(name: str, tongue: Tongue) -> str:
    """A rule of ours in words; a condition of another program as it is called there."""
    return tongue.say(_OWN[name]) if name in _OWN else name
