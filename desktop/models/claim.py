"""One program at a time: a claim on a store's folder, given back by the system when its holder dies.

Two programs with one queue would send each other's ops under one order. The lock lies on an open
file, not in the existence of a file, so that a killed program leaves nothing that bars the next.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desktop.models.durable import open_private
from desktop.models.faults import Busy

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Claim:
    """Held from the moment it is made until `release`, or until the process ends, however it ends.

    Raises Busy when another holds it, also within this process.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor = open_private(path, os.O_RDWR | os.O_CREAT)
        try:
            _lock(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            raise Busy from error

    def release(self) -> None:
        """Give the folder back; once is enough, twice does no harm."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
