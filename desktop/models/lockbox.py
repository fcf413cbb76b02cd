"""The lockbox of a store: its boxes and the count of wrong PINs, in a small file beside the database.

Wrong PINs are slowed and counted. Three are free (a slip, CapsLock, last year's PIN), each later one
doubles the wait, from two seconds to two minutes; the tenth burns the PIN's box, and from then on only
the password opens the store. A try is written down before it is made, so that pulling the plug does
not give it back. Passwords wait likewise but never burn: there is nothing behind them. Whoever can write
this file can give tries back, and is slowed by the cost of a guess only (see `keys`).

The clock may be years off or set back: a wait is never longer than its full length from now.

The file is kept twice, because a bad sector under it would shut the journal for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from time import time

import msgspec

from desktop.models import keys
from desktop.models.durable import put_file, shred
from desktop.models.faults import (
    CompanionMissing,
    Damaged,
    NoSuchSlot,
    NotAPin,
    PinSpent,
    TooSoon,
    WrongSecret,
)

FREE_TRIES = 3
PIN_TRIES = 10
LONGEST_WAIT = 120


class Slot(StrEnum):
    """The two ways in: a short PIN for every day, the password for the rest."""

    PIN = "pin"
    PASSWORD = "password"


class _Contents(msgspec.Struct, frozen=True):
    boxes: dict[str, keys.Box]
    wrong: int = 0
    last_wrong: float = 0
    spent: bool = False
    version: int = 1


Clock = Callable[[], float]
"""Seconds since 1970, as the computer believes."""


class Lockbox:
    """The way from what a person types to the store's key."""

    def __init__(self, path: Path, *, clock: Clock = time, cost: keys.Cost | None = None) -> None:
        self._paths = (path, path.with_name(path.name + ".2"))
        self._clock = clock
        self._cost = cost or keys.Cost()

    @property
    def exists(self) -> bool:
        """Was a key ever put in?"""
        return any(path.exists() for path in self._paths)

    def create(self, password: str, companion: bytes | None) -> bytes:
        """A new key, opened by this password from now on. Raises SecretTooShort, FileExistsError."""
        if self.exists:
            raise FileExistsError(self._paths[0].name)
        key = keys.new_key()
        self._write(_Contents({Slot.PASSWORD: keys.seal(key, password, companion, self._cost)}))
        return key

    def put_secret(self, slot: Slot, key: bytes, secret: str, companion: bytes | None) -> None:
        """Let this secret open the slot from now on; all tries are given back.

        Raises NotAPin, and SecretTooShort for a PIN where there is no companion.
        """
        if slot is Slot.PIN and not keys.is_pin(secret):
            raise NotAPin
        contents = self._read()
        boxes = contents.boxes | {slot: keys.seal(key, secret, companion, self._cost)}
        self._write(_Contents(boxes))

    def has(self, slot: Slot) -> bool:
        """Can the store be opened this way just now?"""
        return self.exists and slot in self._read().boxes

    def wait_seconds(self) -> int:
        """How long the next try has to wait; 0 when it need not."""
        contents = self._read()
        passed = self._clock() - contents.last_wrong
        if passed < 0:
            self._write(msgspec.structs.replace(contents, last_wrong=self._clock()))
        return max(0, round(_wait_after(contents.wrong) - max(0.0, passed)))

    def open(self, slot: Slot, secret: str, companion: bytes | None) -> bytes:
        """The store's key. Raises WrongSecret, TooSoon, PinSpent, NoSuchSlot, CompanionMissing, Damaged."""
        wait = self.wait_seconds()
        contents = self._read()
        box = _box_of(contents, slot)
        if box.paired and companion is None:
            raise CompanionMissing
        if wait:
            raise TooSoon(wait)
        tried = self._count_try(contents)
        key = keys.unseal(box, secret, companion)
        if key is None:
            raise self._refusal(slot, tried)
        self._write(msgspec.structs.replace(contents, wrong=0, last_wrong=0.0))
        return key

    def destroy(self) -> None:
        """Overwrite the boxes and remove them: what the key sealed is lost for good."""
        for path in self._paths:
            shred(path)

    def _count_try(self, contents: _Contents) -> _Contents:
        tried = msgspec.structs.replace(contents, wrong=contents.wrong + 1, last_wrong=self._clock())
        self._write(tried)
        return tried

    def _refusal(self, slot: Slot, tried: _Contents) -> Exception:
        wait = _wait_after(tried.wrong)
        if slot is Slot.PASSWORD:
            return WrongSecret(None, wait)
        left = PIN_TRIES - tried.wrong
        if left > 0:
            return WrongSecret(left, wait)
        boxes = {name: box for name, box in tried.boxes.items() if name != Slot.PIN}
        self._write(msgspec.structs.replace(tried, boxes=boxes, wrong=0, last_wrong=0.0, spent=True))
        return PinSpent()

    def _read(self) -> _Contents:
        if not self.exists:
            raise NoSuchSlot
        for path in self._paths:
            try:
                return msgspec.json.decode(path.read_bytes(), type=_Contents)
            except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
                continue
        raise Damaged("the lockbox cannot be read")

    def _write(self, contents: _Contents) -> None:
        for path in self._paths:
            put_file(path, msgspec.json.encode(contents), "lockbox")


def _box_of(contents: _Contents, slot: Slot) -> keys.Box:
    if slot in contents.boxes:
        return contents.boxes[slot]
    raise PinSpent if slot is Slot.PIN and contents.spent else NoSuchSlot


def _wait_after(wrong: int) -> int:
    """Seconds to wait after so many wrong tries in a row."""
    return 0 if wrong < FREE_TRIES else int(min(LONGEST_WAIT, 2 ** (wrong - FREE_TRIES + 1)))
