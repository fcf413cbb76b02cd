"""Files on a disk: read whole, written whole or not at all; the system's refusals become ours."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from timetable.formats.refusals import BadFile, Place, System, Why

_SAID: Mapping[int | None, System] = MappingProxyType(
    {
        errno.ENOENT: System.NO_FILE,
        errno.EACCES: System.NO_RIGHT,
        errno.EPERM: System.NO_RIGHT,
        errno.EISDIR: System.FOLDER,
        errno.ENOTDIR: System.NO_FOLDER,
        errno.ENAMETOOLONG: System.LONG_NAME,
        errno.ENOSPC: System.NO_ROOM,
        errno.EFBIG: System.NO_ROOM,
        getattr(errno, "EDQUOT", errno.ENOSPC): System.NO_ROOM,
        errno.EROFS: System.READ_ONLY,
        errno.EIO: System.BROKEN,
        errno.EBUSY: System.BUSY,
        getattr(errno, "ETXTBSY", errno.EBUSY): System.BUSY,
    }
)

_HELD = (32, 33)
"""What Windows says of a file, or of a piece of one, that another program has opened for itself."""


def read_whole(path: Path, most: int) -> bytes:
    """The bytes of a file of at most so many megabytes; BadFile where it cannot be read."""
    try:
        size = path.stat().st_size
        if size > most * 1_000_000:
            raise BadFile(Why.TOO_BIG, size=size // 1_000_000, most=most)
        return path.read_bytes()
    except OSError as failed:
        raise _refusal(Why.NOT_OPENED, path, failed) from failed


def check_folder(path: Path) -> None:
    """BadFile, with the folder's name, where there is none for this file."""
    if not path.parent.is_dir():
        raise BadFile(Why.NOT_WRITTEN, Place(path.name), reason=System.NO_FOLDER, folder=path.parent)


def put_whole(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all; one that was there gives the new one its rights.

    Who may read a new one is for the system's umask to say: a timetable is written to be given to
    others, unlike anything in the journal's folder.
    """
    check_folder(path)
    fresh = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        try:
            with fresh.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            with suppress(OSError):
                fresh.chmod(path.stat().st_mode)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as failed:
        raise _refusal(Why.NOT_WRITTEN, path, failed) from failed


def _refusal(why: Why, path: Path, failed: OSError) -> BadFile:
    reason = System.FOLDER if path.is_dir() else reason_of(failed)
    return BadFile(why, Place(path.name), reason=reason, folder=path.parent, code=failed.errno)


def reason_of(failed: OSError) -> System:
    """What the system has said. Windows calls a file that another program holds one without a right."""
    if getattr(failed, "winerror", None) in _HELD:
        return System.BUSY
    return _SAID.get(failed.errno, System.OTHER)
