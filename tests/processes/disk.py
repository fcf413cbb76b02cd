"""What a program asks of the disk, in its order: a kill does not show a missing flush, this does."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

import pytest


class Asked(NamedTuple):
    """A wish to the system: `sync` of a file so long by now or of a folder, `rename` to a name."""

    wish: str
    path: Path
    length: int | None = None


class Disk:
    """Writes down every flush and every rename of this process, and lets them happen."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.asked: list[Asked] = []
        for name in ("fsync", "fdatasync"):
            patch.setattr(os, name, self._flush(getattr(os, name)))
        for name in ("replace", "rename"):
            patch.setattr(os, name, self._rename(getattr(os, name)))

    def _flush(self, call: Any) -> Any:
        def flush(descriptor: int) -> None:
            path = Path(f"/proc/self/fd/{descriptor}").readlink()
            call(descriptor)
            self.asked.append(Asked("sync", path, None if path.is_dir() else path.stat().st_size))

        return flush

    def _rename(self, call: Any) -> Any:
        def rename(old: Path, new: Path) -> None:
            call(old, new)
            self.asked.append(Asked("rename", Path(new)))

        return rename


def exchanged(path: Path) -> list[Asked]:
    """How a file is exchanged so that a power cut leaves the old one or the new one: flushed when it is
    whole, then renamed, then the folder flushed.
    """
    fresh = path.with_name(f"{path.name}.new")
    return [Asked("sync", fresh, path.stat().st_size), Asked("rename", path), Asked("sync", path.parent)]
