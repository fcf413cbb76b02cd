"""What a crash is told as in the log: the kinds of errors and the places, never a value.

Messages of exceptions may quote marks and names; the log may be read by anybody who has the disk.
"""

from __future__ import annotations

import traceback
from pathlib import Path


def describe_crash(crash: BaseException) -> str:
    """The chain of errors, each with its kind and the lines that it came through."""
    told = []
    error: BaseException | None = crash
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        places = " > ".join(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames)
        told.append(f"{type(error).__module__}.{type(error).__name__} at {places or 'nowhere'}")
        error = error.__cause__ or error.__context__
    return "; because of ".join(told)
