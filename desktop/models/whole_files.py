"""Files for other people: there whole or not at all, and an older one of that name stays until then."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

ALONE = ""
"""The name under which the content of a single file stands."""


def put_files(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a file, or several into a folder of this path. Raises OSError, and then nothing new is there.

    In a folder that exists other files stay; each of ours takes its place in one step.
    """
    if set(files) == {ALONE}:
        _put(path, files[ALONE])
        return
    path.mkdir(parents=True, exist_ok=True)
    fresh: list[tuple[Path, Path]] = []
    try:
        for name, content in files.items():
            fresh.append((_beside(path / name, content), path / name))
    except OSError:
        for waiting, _target in fresh:
            with suppress(OSError):
                waiting.unlink()
        with suppress(OSError):
            path.rmdir()
        raise
    for waiting, target in fresh:
        waiting.replace(target)


def _put(path: Path, content: bytes) -> None:
    waiting = _beside(path, content)
    try:
        waiting.replace(path)
    except OSError:
        waiting.unlink(missing_ok=True)
        raise


def _beside(path: Path, content: bytes) -> Path:
    """The content on the disk, under a name that nobody looks for."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".new")
    waiting = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        waiting.chmod(0o644)
    except OSError:
        waiting.unlink(missing_ok=True)
        raise
    return waiting
