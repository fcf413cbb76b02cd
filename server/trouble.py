"""What teachers' programs tell of their trouble, kept sealed in the data folder until an engineer looks.

Bounded on every side: bytes of one, how many a day from one device, how many in all. The oldest goes
first. A file is named `<time>-<device>-<number>.trouble`, so what is counted outlives a restart.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from server.durable import fresh_file
from server.keys import Keys
from server.refusal import Refused, malformed
from sync.sealed import NewerFile, NotThatFile, SealedForAnother
from sync.trouble import MOST_SEALED, Trouble, unpack

FOLDER = "trouble"
MOST_A_DAY = 10
MOST_KEPT = 400
_TIME = "%Y%m%dT%H%M%SZ"


def keep_trouble(folder: Path, keys: Keys, device: str, sealed: bytes, now: datetime) -> str:
    """Keep what a device has sent; the number by which it is found. `now` is UTC.

    Raises Refused: too large, not to be opened here, too many from this device in a day.
    """
    if len(sealed) > MOST_SEALED:
        raise Refused(413, "too_large", f"at most {MOST_SEALED} bytes are taken")
    place = folder / FOLDER
    place.mkdir(mode=0o700, exist_ok=True)
    kept = sorted(place.iterdir())
    _refuse_too_many([path.name for path in kept], device, now)
    _refuse_strange(sealed, keys)
    for path in kept[: max(0, len(kept) + 1 - MOST_KEPT)]:
        path.unlink(missing_ok=True)
    number = secrets.token_hex(4)
    with fresh_file(place / f"{now:{_TIME}}-{device}-{number}.trouble", "trouble") as file:
        file.write(sealed)
    return number


def read_kept(folder: Path) -> list[Path]:
    """The files that are kept, the newest first."""
    return sorted((folder / FOLDER).glob("*.trouble"), reverse=True)


def open_trouble(content: bytes, keys: Keys) -> Trouble:
    """Open with this server's key. Raises NotThatFile, NewerFile, SealedForAnother."""
    box = SealedBox(PrivateKey(keys.seal))

    def unseal(sealed: bytes) -> bytes:
        try:
            return box.decrypt(sealed)
        except CryptoError as error:
            raise ValueError from error

    return unpack(content, unseal)


def _refuse_strange(sealed: bytes, keys: Keys) -> None:
    """Nothing is kept that nobody could read."""
    try:
        open_trouble(sealed, keys)
    except (NotThatFile, NewerFile, SealedForAnother) as error:
        raise malformed(f"not a trouble that this server can open: {type(error).__name__}") from error


def _refuse_too_many(names: list[str], device: str, now: datetime) -> None:
    """A day is the last 24 hours; the wait is until the oldest of them is a day old."""
    since = f"{now - timedelta(days=1):{_TIME}}"
    times = [name.partition("-")[0] for name in names if name.split("-")[1:2] == [device]]
    fresh = sorted(time for time in times if time > since)
    if len(fresh) >= MOST_A_DAY:
        begun = datetime.strptime(fresh[-MOST_A_DAY], _TIME).replace(tzinfo=now.tzinfo)
        wait = (begun + timedelta(days=1) - now).total_seconds()
        raise Refused(429, "enough_for_today", retry_after=wait)
