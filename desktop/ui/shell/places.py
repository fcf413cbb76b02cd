"""The places of the window: what the rail offers, and what is opened from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Protocol, runtime_checkable

from desktop.ui.look.icons import Icon
from desktop.ui.words import N_


class Place(StrEnum):
    """Where a person can be."""

    MY_DAY = "my_day"
    JOURNAL = "journal"
    FORMS = "forms"
    TERM_MARKS = "term_marks"
    REPORTS = "reports"
    MORE = "more"
    TWO_VERSIONS = "two_versions"
    EXCHANGE = "exchange"
    HAND_IN = "hand_in"
    TROUBLE = "trouble"
    TIMETABLE = "timetable"
    SUBSTITUTIONS = "substitutions"


RAIL: Mapping[Place, tuple[int, Icon, str]] = {
    Place.MY_DAY: (1, Icon.MY_DAY, N_("Мой день")),
    Place.JOURNAL: (2, Icon.JOURNAL, N_("Журнал")),
    Place.FORMS: (3, Icon.FORMS, N_("Классы")),
    Place.TERM_MARKS: (4, Icon.TERM_MARKS, N_("Итоги")),
    Place.REPORTS: (5, Icon.REPORTS, N_("Отчёты")),
    Place.TIMETABLE: (7, Icon.TIMETABLE, N_("Расписание")),
    Place.SUBSTITUTIONS: (8, Icon.SUBSTITUTION, N_("Замены")),
    Place.MORE: (6, Icon.MORE, N_("Ещё")),
}
"""As the rail shows them. The n of Alt+n never changes, also while some do not exist: hands learn it once."""

OFFICE: Final = frozenset({Place.TIMETABLE, Place.SUBSTITUTIONS})
"""What only head teachers and principals have a use for."""


@runtime_checkable
class Arrives(Protocol):
    """A page that wants to know when it comes to the front, to read afresh and take the focus."""

    def arrive(self) -> None: ...
