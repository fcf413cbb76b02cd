"""The data folder of a server: keys, marks, which database, and a lock so that only one serves it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.database import sqlite_url
from server.durable import put_file

SETTINGS_FILE = "server.json"
LOCK_FILE = "lock"
TURN_FILE = "turn"


class FolderInUse(Exception):
    """Another server, or another command that needs the database for itself, is at work here."""


def make_folder(folder: Path) -> None:
    """Make a data folder that nobody else may look into; one that is there stays as it is."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def is_fresh(folder: Path) -> bool:
    """Whether nothing is in the folder yet, or there is no folder."""
    return not folder.exists() or not any(one.name not in (LOCK_FILE, TURN_FILE) for one in folder.iterdir())


def remembered_url(folder: Path, given: str | None) -> str:
    """The database of a folder: the one given, the one it was made with, or the file in it."""
    path = folder / SETTINGS_FILE
    if given is not None:
        return given
    if path.exists():
        url: str = json.loads(path.read_text(encoding="utf-8"))["database"]
        return url
    return sqlite_url(folder.resolve())


def remember_url(folder: Path, given: str | None) -> None:
    """Keep the address of the database beside the keys; it may hold a password, so only we read it."""
    if given is not None:
        make_folder(folder)
        put_file(folder / SETTINGS_FILE, json.dumps({"database": given}), "place")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder for ourselves; the lock falls with the process. Raises FolderInUse."""
    make_folder(folder)
    with (folder / LOCK_FILE).open("w") as file:
        _lock(file.fileno(), folder)
        yield


@contextmanager
def in_turn(folder: Path) -> Iterator[None]:
    """One after another: whoever comes second waits until the first has done."""
    make_folder(folder)
    with (folder / TURN_FILE).open("w") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        yield


def _lock(descriptor: int, folder: Path) -> None:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise FolderInUse(str(folder)) from error
    else:
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise FolderInUse(str(folder)) from error
