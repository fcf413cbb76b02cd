"""What engineers did that somebody may ask about later: a line for each, in the data folder.

Whoever owns the folder can change the file. It is kept so that honest people can tell what they did,
not against those who would hide it.
"""

from __future__ import annotations

import getpass
import json
import os
from pathlib import Path
from typing import Any

from server.clock import stamp
from server.folder import make_folder

FILE = "acts.jsonl"


def note_act(folder: Path, act: str, **about: Any) -> None:
    """Write down an act, on the disk before it is done."""
    make_folder(folder)
    said = {"at": stamp(), "act": act, "by": _who(), **about}
    descriptor = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(json.dumps(said, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _who() -> str:
    """The engineer's name at this machine, or the number where a container has no names."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
