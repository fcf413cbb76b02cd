"""What the roster asks of a ledger, and what a ledger holds: the seam to the server's database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

Cells = Mapping[str, Any]

ROSTER_KINDS = frozenset(
    {
        "school", "year", "term", "subject", "scale", "work_type", "attendance_code", "rule", "bell",
        "person", "form", "enrolment", "load", "course", "carried",
    }
)  # fmt: skip
"""The kinds that a roster is compared with and written to."""


class Held(NamedTuple):
    """A record as it stands; `by` tells for each cell which person wrote it."""

    bucket: str
    kind: str
    id: str
    cells: Cells
    by: Mapping[str, str]


class Changed(NamedTuple):
    """A cell's value before and after; None is an empty cell."""

    base: Any
    new: Any


class Change(NamedTuple):
    """What becomes of one record."""

    bucket: str
    kind: str
    id: str
    cells: Mapping[str, Changed]


@dataclass(frozen=True, slots=True)
class HeldAccount:
    """An account as it stands."""

    person: str
    login: str
    name: str
    roles: frozenset[str]
    is_disabled: bool = False


@dataclass(frozen=True, slots=True)
class NewLogin:
    """An account to be made; without a password nobody gets in until one is set."""

    person: str
    login: str
    name: str
    roles: frozenset[str]
    password: str = field(default="", repr=False)


@dataclass
class AccountChanges:
    """What becomes of accounts; roles and names are told whole."""

    new: list[NewLogin] = field(default_factory=list)
    roles: dict[str, frozenset[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    disabled: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.new) + len(self.roles) + len(self.names) + len(self.disabled)


class RosterRefused(Exception):
    """The ledger did not take a change; nothing was written. The text says which and why."""


class RosterLedger(Protocol):
    """One school within one transaction: what is read stands until what is written is committed."""

    @property
    def school(self) -> str:
        """The school's id."""
        ...

    def read(self, kinds: Collection[str]) -> list[Held]:
        """Every record of these kinds."""
        ...

    def read_lessons(self, courses: Iterable[str]) -> list[Held]:
        """The lessons of these courses."""
        ...

    def read_accounts(self) -> list[HeldAccount]:
        """Every account of the school."""
        ...

    def write(self, changes: Sequence[Change], author: str) -> None:
        """Write changes in order, as an administrator of this person id. Raises RosterRefused."""
        ...

    def put_accounts(self, changes: AccountChanges) -> None:
        """Make and change accounts. Raises RosterRefused."""
        ...
