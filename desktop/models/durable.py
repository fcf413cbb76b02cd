"""Files that are on the disk when we say so, and readable by their owner only.

A write counts when it outlives a pulled plug: the bytes are flushed, and so is the folder that
names them. On macOS a plain fsync leaves the bytes in the drive's cache, so a stronger call is
made there, as SQLite does with `fullfsync`.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from sync.failpoint import reach

if sys.platform == "darwin":
    from fcntl import F_FULLFSYNC, fcntl

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

_CANNOT_BE_ASKED = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)


def flush(descriptor: int) -> None:
    """Return when the file's bytes and length are on the disk."""
    if sys.platform == "darwin":
        fcntl(descriptor, F_FULLFSYNC)
    elif sys.platform == "linux":
        os.fdatasync(descriptor)
    else:
        os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Return when the folder's list of names is on the disk; Windows does that by itself.

    Some file systems of sticks and networks cannot be asked for it; they do what they do.
    """
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_BE_ASKED:
            raise
    finally:
        os.close(descriptor)


def make_private_folder(folder: Path) -> None:
    """Make a folder, with its parents, that only its owner may enter."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    folder.chmod(PRIVATE_FOLDER)


def open_private(path: Path, flags: int) -> int:
    """A descriptor of a file that only its owner may read; made when `flags` say so."""
    return os.open(path, flags | getattr(os, "O_BINARY", 0), PRIVATE_FILE)


def write_fully(descriptor: int, content: bytes) -> None:
    """Write every byte; the system may take them in several helpings."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def put_file(path: Path, content: bytes, what: str) -> None:
    """Exchange a file for another in one step: whoever reads it sees the old content or the new.

    `what` names its failpoints. Raises OSError, and then the old content stands.
    """
    _exchange(path, [content], what)


def copy_file(source: Path, target: Path, what: str) -> None:
    """Copy a file of any size, private and durable; the target appears whole or not at all."""
    with source.open("rb") as reader:
        _exchange(target, iter(lambda: reader.read(1 << 20), b""), what)


def _exchange(path: Path, helpings: Iterable[bytes], what: str) -> None:
    fresh = path.with_name(path.name + ".new")
    descriptor = open_private(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        try:
            for helping in helpings:
                write_fully(descriptor, helping)
            reach(f"{what}.written")
            flush(descriptor)
        finally:
            os.close(descriptor)
        reach(f"{what}.synced")
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    reach(f"{what}.renamed")
    flush_folder(path.parent)
    reach(f"{what}.folder-synced")


def shred(path: Path) -> None:
    """Overwrite a file in its place and remove it; one that is not there is left alone.

    A solid-state drive may keep the old bytes elsewhere for a while; what matters lies encrypted.
    """
    if not path.exists():
        return
    descriptor = open_private(path, os.O_WRONLY)
    try:
        write_fully(descriptor, bytes(path.stat().st_size))
        flush(descriptor)
    finally:
        os.close(descriptor)
    reach("wiped.overwritten")
    path.unlink()
    flush_folder(path.parent)
    reach("wiped.removed")
