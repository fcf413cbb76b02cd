"""Receipts: what the server says it did with an op, in words that only it can have said.

A client keeps the receipt of an op's first answer and shows it again when the server, restored
from an older back-up, has forgotten. The receipt says the epoch, the number and what happened to
each cell, so that the op is replayed as it was and not judged anew; the key that authenticates it
lies outside the database. To a client it is an opaque string.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import msgspec

from sync.messages import Op
from sync.outcome import WRITTEN, Outcome
from sync.standing import Place

_MAC_BYTES = 9
"""72 bits: a forger has only tries that the server sees, and every byte travels once for each op."""
_EMPTY_ENDS: tuple[Any, ...] = ({}, (), {})
_encode = msgspec.json.Encoder().encode
_encode_sorted = msgspec.json.Encoder(order="deterministic").encode


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an op's first answer said: place, status, the fate of each cell, what it settled or decided."""

    place: Place
    status: str
    fates: dict[str, str]
    settled: tuple[str, ...]
    decided: dict[str, str | None]

    def fate(self, cell: str) -> str:
        return self.fates.get(cell, WRITTEN)


def body_of(op: Op) -> str:
    """The fingerprint of all that an op says, without its receipt: 32 hex digits."""
    said = msgspec.to_builtins(op)
    said.pop("receipt", None)
    return blake2b(_encode_sorted(said), digest_size=16).hexdigest()


class Receipts:
    """Writes and reads receipts with one secret key of at least 16 bytes."""

    def __init__(self, key: bytes, epoch: str) -> None:
        if len(key) < 16:
            raise ValueError("a receipt key has at least 16 bytes")
        self._key = key
        self.epoch = epoch

    def seal(self, outcome: Outcome) -> str:
        """The receipt of an outcome whose numbers are final."""
        place = outcome.place or Place(self.epoch, outcome.number or outcome.head or 0)
        if outcome.status == "noop" and outcome.place is None:
            place = Place(self.epoch, outcome.head or 0)
        fates = {cell: fate for cell, fate in outcome.fates.items() if fate != WRITTEN}
        said = [place.epoch, place.number, outcome.status, fates, list(outcome.settled), _decided(outcome)]
        while said[-1] in ({}, []):
            said.pop()
        text = _encode(said).decode()
        body = outcome.body or body_of(outcome.op)
        return self._mac(outcome.author.person, outcome.op.op, body, text) + text

    def read(self, person: str, op: Op) -> Receipt | None:
        """The receipt that an op carries; None when it has none, or one that this server never gave it."""
        if not op.receipt or len(op.receipt) <= _MAC_LENGTH:
            return None
        mac, text = op.receipt[:_MAC_LENGTH], op.receipt[_MAC_LENGTH:]
        expected = self._mac(person, op.op, body_of(op), text)
        if not hmac.compare_digest(mac.encode(), expected.encode()):
            return None
        said = msgspec.json.decode(text)
        said += _EMPTY_ENDS[len(said) - 3 :]
        epoch, number, status, fates, settled, decided = said
        return Receipt(Place(epoch, number), status, fates, tuple(settled), decided)

    def _mac(self, person: str, op: str, body: str, text: str) -> str:
        said = f"{person}\n{op}\n{body}\n{text}".encode()
        return urlsafe_b64encode(blake2b(said, key=self._key[:64], digest_size=_MAC_BYTES).digest()).decode()


_MAC_LENGTH = 4 * _MAC_BYTES // 3


def _decided(outcome: Outcome) -> dict[str, str | None]:
    return {
        op: None if decided.status == "rejected" else decided.receipt
        for op, decided in outcome.decided.items()
    }
