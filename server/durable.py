"""Files of the server that are whole and on the disk when we say so, and readable by it only.

A file is written under another name, flushed, put in its place, and the folder that names it is
flushed as well: after a power cut there is the old file or the new one, never a part and never none.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sync.failpoint import reach


@contextmanager
def fresh_file(path: Path, what: str) -> Iterator[BinaryIO]:
    """A file to write into, which takes the place of `path` when the block ends well.

    `what` names its failpoints. Raises OSError, and then the old file stands.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            yield file
            file.flush()
            reach(f"{what}.written")
            os.fsync(file.fileno())
        reach(f"{what}.synced")
        fresh.replace(path)
    except BaseException:  # half a file is removed, whatever ended it; raised again
        fresh.unlink(missing_ok=True)
        raise
    reach(f"{what}.renamed")
    _flush_folder(path.parent)
    reach(f"{what}.folder-synced")


def put_file(path: Path, text: str, what: str) -> None:
    """Exchange a file for another in one step. Raises OSError, and then the old one stands."""
    with fresh_file(path, what) as file:
        file.write(text.encode())


def _flush_folder(folder: Path) -> None:
    if sys.platform != "win32":  # Windows does that by itself
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
