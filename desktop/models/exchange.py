"""Unsent ops put on a stick, sealed to the school's public key; see `sync.exchange` for the bytes."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from pathlib import Path

from nacl.public import PublicKey, SealedBox

from desktop.models.database import telling_disk_faults
from desktop.models.durable import put_file
from desktop.models.faults import NoSealKey
from sync.exchange import Parcel, pack


def write_exchange_file(path: Path, parcel: Parcel, seal_key: str | None, refresh_token: str | None) -> None:
    """Write the file whole, and flush it: sticks are pulled out. Raises NoSealKey, NotWritten."""
    box = box_for(seal_key)
    with telling_disk_faults():
        put_file(path, pack(parcel, box.encrypt, refresh_token), "exchange-file")


def box_for(seal_key: str | None) -> SealedBox[PublicKey]:
    """What only the school opens. Raises NoSealKey where its public key was never heard."""
    try:
        return SealedBox(PublicKey(b64decode(seal_key or "", validate=True)))
    except (NotBase64, ValueError) as error:
        raise NoSealKey from error
