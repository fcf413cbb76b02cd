"""One line of the op journal: readable by its checksum, understood by its key only.

    <number, 12 hex> <checksum, 8 hex> <nonce and sealed entry, base64>

Numbers rise from line to line and never come twice, so a database and its journal can be compared
by one number. The checksum (CRC-32 of number and sealed text) tells a torn line from a whole one
without a key. The entry is XChaCha20-Poly1305 over the JSON of an op with all that is known of its
fate; the number is authenticated with it, so lines cannot change places.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from typing import NamedTuple
from zlib import crc32

import msgspec
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError

from sync.shelf import OwnOp

_NONCE_BYTES = 24
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(OwnOp).decode


class Entry(NamedTuple):
    """What a line says: an op as it stood when the line was written. The last line of an op counts."""

    number: int
    own: OwnOp


def line_of(entry: Entry, key: bytes) -> bytes:
    """The line, with its line feed."""
    number = b"%012x" % entry.number
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(_encode(entry.own), number, nonce, key)
    text = b64encode(nonce + sealed)
    return b"%s %08x %s\n" % (number, crc32(number + text), text)


def number_of(line: bytes) -> int | None:
    """The number of a whole line, without its line feed; None for a torn or a damaged one."""
    number, _, rest = line.partition(b" ")
    checksum, _, text = rest.partition(b" ")
    if len(number) != 12 or checksum != b"%08x" % crc32(number + text):
        return None
    return int(number, 16)


def entry_of(line: bytes, key: bytes) -> Entry | None:
    """What a line says; None when it is torn, damaged, or sealed with another key."""
    number = number_of(line)
    if number is None:
        return None
    try:
        sealed = b64decode(line[22:], validate=True)
        plain = crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed[_NONCE_BYTES:], line[:12], sealed[:_NONCE_BYTES], key
        )
        return Entry(number, _decode(plain))
    except (NotBase64, CryptoError, ValueError, msgspec.DecodeError):
        return None
