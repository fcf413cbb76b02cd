"""What can go wrong with the local journal, with the facts from which a screen makes its words.

StoreFault
├── Shut                  the key does not come out of its box
│   ├── WrongSecret         this PIN or password is not the one
│   ├── TooSoon             the next try has to wait
│   ├── PinSpent            ten wrong PINs: from now on the password only
│   ├── NoSuchSlot          no PIN (or no password) was ever set
│   ├── CompanionMissing    the keyring does not hold its half of the key
│   ├── SecretTooShort      without the keyring a longer secret is needed
│   └── NotAPin             a PIN has four to six digits
├── Busy                  another program has this journal open
├── NewerStore            a newer program wrote this journal
├── Damaged               the database cannot be read; says what is safe
├── NoCopy                there is no copy that could be opened instead
├── NotWritten            the disk did not take it; everything stands as before
├── UnsentWork            a wipe would lose what nobody else has
└── NoSealKey             nothing can be sealed to the school: its public key is not known here
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


class StoreFault(Exception):
    """Something is wrong with the local journal or with the way into it."""


class Shut(StoreFault):
    """The journal stays shut; nothing in it was touched."""


class WrongSecret(Shut):
    """`left` PIN tries remain (None: a password has no limit); the next may come after `wait_seconds`."""

    def __init__(self, left: int | None, wait_seconds: int) -> None:
        super().__init__(f"wrong secret; tries left: {left}; wait {wait_seconds} s")
        self.left = left
        self.wait_seconds = wait_seconds


class TooSoon(Shut):
    """Not even looked at: the last wrong try was too short a time ago."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(f"wait {wait_seconds} s")
        self.wait_seconds = wait_seconds


class PinSpent(Shut):
    """The PIN opens nothing any more; the password does, and then a new PIN can be set."""


class NoSuchSlot(Shut):
    """No secret of this sort was ever set."""


class CompanionMissing(Shut):
    """The system keyring has lost its half of the key, or is out of reach just now."""


class SecretTooShort(Shut):
    """A secret that opens the journal alone has at least `needed` characters."""

    def __init__(self, needed: int) -> None:
        super().__init__(f"at least {needed} characters are needed")
        self.needed = needed


class NotAPin(Shut):
    """This cannot be a PIN: letters, or too few or too many digits."""


class Busy(StoreFault):
    """Another program on this computer has the journal open; two must not write one queue."""


class NewerStore(StoreFault):
    """The journal was written by a newer program: schema `found`, of which this one knows `known`."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"schema {found} is newer than {known}")
        self.found = found
        self.known = known


@dataclass(frozen=True, slots=True)
class Safe:
    """What is safe beside a damaged database: ops in the journal, how many of them unsent, the last copy."""

    journal_ops: int
    unsent: int
    last_copy: date | None


class Damaged(StoreFault):
    """The database is not what was written; `what` says where, without a value of anybody's."""

    def __init__(self, what: str, safe: Safe | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.safe = safe


class NoCopy(StoreFault):
    """No copy of the database is there, or none of them can be read."""


class NotWritten(StoreFault):
    """The disk refused; `full` when for want of room. Nothing was changed, the same can be tried again."""

    def __init__(self, *, full: bool) -> None:
        super().__init__("no room on the disk" if full else "the disk did not take it")
        self.full = full


class UnsentWork(StoreFault):
    """So many ops were neither sent nor exported."""

    def __init__(self, count: int) -> None:
        super().__init__(f"unsent ops: {count}")
        self.count = count


class NoSealKey(StoreFault):
    """The school's public key was never heard (there was no exchange yet), or is not a key."""
