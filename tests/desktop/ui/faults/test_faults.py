"""Every fault has words: what happened, what is safe, what to do; none has a number or a foreign word."""

from __future__ import annotations

import re
from datetime import date

import pytest

from desktop.models import faults
from desktop.ui.faults.door import DoorFault, of_door, of_keyring
from desktop.ui.faults.exchange import of_clock, of_exchange, of_local_error
from desktop.ui.faults.store import of_store
from desktop.ui.faults.told import Told
from sync.progress import OfflineReason

STORE = (
    faults.WrongSecret(3, 2),
    faults.WrongSecret(None, 0),
    faults.TooSoon(8),
    faults.PinSpent(),
    faults.NoSuchSlot(),
    faults.CompanionMissing(),
    faults.SecretTooShort(12),
    faults.NotAPin(),
    faults.Busy(),
    faults.NewerStore(2, 1),
    faults.Damaged("page 7"),
    faults.Damaged("page 7", faults.Safe(3, 1, None)),
    faults.Damaged("page 7", faults.Safe(3, 1, date(2026, 11, 20))),
    faults.NoCopy(),
    faults.NotWritten(full=True),
    faults.NotWritten(full=False),
    faults.UnsentWork(12),
    faults.NoSealKey(),
)
ALL_TOLD = [
    *(of_door(fault) for fault in DoorFault),
    *(of_exchange(reason, 12) for reason in OfflineReason),
    *(of_store(fault) for fault in STORE),
    of_clock(3 * 365 * 86400.0),
    of_keyring(),
    of_local_error(),
]


@pytest.mark.parametrize("told", ALL_TOLD, ids=lambda told: told.head[:30])
def test_a_fault_is_told_in_plain_words(told: Told) -> None:
    """Whole sentences; no code, no «ошибка», no English word but names of keys."""
    assert told.head.endswith((".", "!"))
    assert told.advice.endswith(".") or told.safe.endswith(".")
    assert not re.search(r"ошибк|конфликт|\b[45]\d\d\b|Error", told.line, re.IGNORECASE)


def test_every_fault_of_the_store_has_its_own_words() -> None:
    """A fault that is new in the models is missed here before a teacher meets it."""

    def leaves(kind: type[faults.StoreFault]) -> set[type[faults.StoreFault]]:
        below = kind.__subclasses__()
        return {kind} if not below else {leaf for one in below for leaf in leaves(one)}

    assert leaves(faults.StoreFault) == {type(fault) for fault in STORE}
    heads = {of_store(fault).head for fault in STORE}
    assert "С журналом на этом компьютере что-то не так." not in heads


@pytest.mark.parametrize("reason", list(OfflineReason))
def test_whatever_stops_the_exchange_says_what_is_safe(reason: OfflineReason) -> None:
    """Twelve changes are here and go nowhere."""
    assert "12 изменений сохранены на этом компьютере" in of_exchange(reason, 12).safe


@pytest.mark.parametrize(
    ("offset", "said"),
    [
        (2 * 365 * 86400.0, "спешит на 2 года"),
        (-3 * 86400.0, "отстаёт на 3 дня"),
        (3600.0, "спешит на 1 час"),
        (-660.0, "отстаёт на 11 минут"),
    ],
)
def test_a_wrong_clock_is_told_with_its_difference(offset: float, said: str) -> None:
    """Marks do not depend on it, and the words say so."""
    told = of_clock(offset)

    assert said in told.head
    assert "не влияет" in told.safe


def test_a_full_disk_says_that_the_rest_is_safe() -> None:
    """The one last change is not written; everything before it is."""
    told = of_store(faults.NotWritten(full=True))

    assert "место" in told.head
    assert told.safe == "Всё прежнее цело."
