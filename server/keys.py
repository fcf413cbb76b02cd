"""Secrets of the server, kept outside the database, in `keys.json` of the data folder.

The receipt key makes the server's word about the past unforgeable, also after a restore; the
token key signs access tokens; the seal key pair opens exchange files. Whoever has lost this file
has lost no mark: clients sign in again, and ops offered with old receipts are judged anew.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from nacl.public import PrivateKey

from server.durable import put_file
from server.folder import in_turn, make_folder

FILE = "keys.json"


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The server's secrets; 32 bytes each."""

    receipt: bytes
    token: bytes
    seal: bytes

    @property
    def seal_public(self) -> str:
        """The public half of the seal key (X25519), base64: exchange files are sealed to it."""
        return b64encode(bytes(PrivateKey(self.seal).public_key)).decode()


def load_keys(folder: Path) -> Keys:
    """The keys of a data folder, made when there are none; of two first starts both take the same.

    Raises OSError when the file cannot be read.
    """
    path = folder / FILE
    if not path.exists():
        with in_turn(folder):
            if not path.exists():
                _write(path, new_keys())
    try:
        kept = json.loads(path.read_text(encoding="ascii"))
        return Keys(*(bytes.fromhex(kept[name]) for name in ("receipt_key", "token_key", "seal_key")))
    except (ValueError, KeyError, TypeError) as error:
        raise OSError(0, "it is damaged; put your copy of it in its place", str(path)) from error


def new_keys() -> Keys:
    """Fresh random keys."""
    return Keys(secrets.token_bytes(32), secrets.token_bytes(32), bytes(PrivateKey.generate()))


def _write(path: Path, keys: Keys) -> None:
    make_folder(path.parent)
    said = {
        "receipt_key": keys.receipt.hex(),
        "token_key": keys.token.hex(),
        "seal_key": keys.seal.hex(),
    }
    put_file(path, json.dumps(said, indent=1), "keys")
