"""The keyring of a demo whose folder is kept: a file in that folder.

For the demo only. A key half that lies beside the journal guards nothing; the demo's people are made
up, and its PIN is printed on the terminal. A school's computer has `desktop.secrets.SystemKeyring`.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from pathlib import Path

import msgspec

from desktop.models.durable import make_private_folder, put_file


class FileKeyring:
    """Remembers for as long as its file is there; only its owner may read it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, account: str) -> bytes | None:
        """A secret as it was put; None when there is none."""
        text = self._kept().get(account)
        return None if text is None else b64decode(text)

    def put(self, account: str, secret: bytes) -> None:
        """Keep a secret; raises OSError when the disk does not take it."""
        self._keep(self._kept() | {account: b64encode(secret).decode()})

    def drop(self, account: str) -> None:
        """Forget a secret."""
        kept = self._kept()
        if kept.pop(account, None) is not None:
            self._keep(kept)

    def _kept(self) -> dict[str, str]:
        if not self._path.exists():
            return {}
        return msgspec.json.decode(self._path.read_bytes(), type=dict[str, str])

    def _keep(self, secrets: dict[str, str]) -> None:
        make_private_folder(self._path.parent)
        put_file(self._path, msgspec.json.encode(secrets), "keyring")
