"""The key of a store and the boxes in which it lies: one for the PIN, one for the password.

The key itself is 32 random bytes that never change; what a person types only opens a box with
the key inside, so a new PIN rewrites a few bytes and no database. A box opens with two halves:

- the secret that the person types, stretched by argon2id (RFC 9106) so that each guess costs
  about a third of a second and 128 MB,
- the *companion*, 32 random bytes in the keyring of the computer's account. A stolen disk, a
  copied folder or a back-up holds boxes without it.

A secret of `ALONE_FROM` characters or more may open its box without a companion; it has to where
the computer has no keyring. A PIN of 4–6 digits never does. What the PIN is for: a staff-room
computer has one account for all, the keyring opens for everybody there, and a colleague must not
see another's journal in passing. It does not stop a programmer with that account and a night to
spend: a million PINs are a million guesses. A password does.
"""

from __future__ import annotations

import secrets
import unicodedata
from hashlib import blake2b
from typing import Annotated

import msgspec
from argon2.low_level import Type, hash_secret_raw
from msgspec import Meta
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from desktop.models.faults import SecretTooShort

KEY_BYTES = 32
ALONE_FROM = 12
PIN_DIGITS = range(4, 7)


class Cost(msgspec.Struct, frozen=True):
    """What one guess costs: passes over the memory, KiB of memory, lanes."""

    passes: Annotated[int, Meta(ge=1, le=100)] = 3
    memory_kib: Annotated[int, Meta(ge=8, le=1 << 20)] = 128 * 1024
    lanes: Annotated[int, Meta(ge=1, le=1)] = 1


class Box(msgspec.Struct, frozen=True):
    """A key, sealed by a secret and, when `paired`, a companion. It may lie anywhere."""

    salt: Annotated[bytes, Meta(min_length=16, max_length=16)]
    sealed: Annotated[bytes, Meta(min_length=72, max_length=72)]
    paired: bool
    cost: Cost


def new_key() -> bytes:
    """A fresh key, or a fresh companion: 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def derived(key: bytes, purpose: str) -> bytes:
    """Another key from a store's key, for one purpose (at most 16 ASCII letters); it does not lead back."""
    return blake2b(key=key, person=purpose.encode("ascii"), digest_size=KEY_BYTES).digest()


def is_pin(secret: str) -> bool:
    """Four to six digits, as a number pad has them."""
    return len(secret) in PIN_DIGITS and secret.isascii() and secret.isdigit()


def seal(key: bytes, secret: str, companion: bytes | None, cost: Cost) -> Box:
    """Put the key into a box. A short secret needs the companion (SecretTooShort), a long one leaves it out.

    It leaves it out so that a keyring that was lost with the computer's account loses no work.
    """
    alone = len(secret) >= ALONE_FROM
    if companion is None and not alone:
        raise SecretTooShort(ALONE_FROM)
    salt = secrets.token_bytes(16)
    half = None if alone else companion
    sealed = bytes(SecretBox(_stretched(secret, salt, cost, half)).encrypt(key))
    return Box(salt, sealed, not alone, cost)


def unseal(box: Box, secret: str, companion: bytes | None) -> bytes | None:
    """The key; None when the secret or the companion is not the right one. Takes its time on purpose."""
    half = companion if box.paired else None
    stretched = _stretched(secret, box.salt, box.cost, half)
    try:
        return SecretBox(stretched).decrypt(box.sealed)
    except CryptoError:
        return None


def _stretched(secret: str, salt: bytes, cost: Cost, companion: bytes | None) -> bytes:
    raw = hash_secret_raw(
        unicodedata.normalize("NFC", secret).encode(),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return blake2b(raw, key=companion or b"", digest_size=KEY_BYTES, person=b"parta box").digest()
