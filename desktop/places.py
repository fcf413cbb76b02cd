"""Where the program keeps its files, by the rules of each system; `PARTA_HOME` puts them all into one folder.

data      the stores: encrypted, a folder for each (school, person)
settings  the settings and the last choice at sign-in
reports   log and crash files, without anybody's data
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The program's folders; they are made by whoever writes into them."""

    data: Path
    settings: Path
    reports: Path

    def store(self, school: str, person: str) -> Path:
        """The folder of one person's store. Its name says neither school nor person."""
        return self.data / store_name(school, person)


def find_places(
    environ: Mapping[str, str] = os.environ, platform: str = sys.platform, home: Path | None = None
) -> Places:
    """The folders for this system and this person; `home` is the person's own folder."""
    if chosen := environ.get("PARTA_HOME"):
        root = Path(chosen).expanduser()
        return Places(root / "data", root / "settings", root / "reports")
    home = home or Path.home()
    if platform == "win32":
        root = Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Parta"
        return Places(root / "data", root / "settings", root / "reports")
    if platform == "darwin":
        library = home / "Library"
        support = library / "Application Support" / "Parta"
        return Places(support / "data", support / "settings", library / "Logs" / "Parta")
    return Places(
        _xdg(environ, "XDG_DATA_HOME", home / ".local" / "share"),
        _xdg(environ, "XDG_CONFIG_HOME", home / ".config"),
        _xdg(environ, "XDG_STATE_HOME", home / ".local" / "state"),
    )


def store_name(school: str, person: str) -> str:
    """32 hex digits; the same for the same ids on every computer."""
    return blake2b(f"{school}\n{person}".encode(), digest_size=16, person=b"parta store").hexdigest()


def _xdg(environ: Mapping[str, str], name: str, default: Path) -> Path:
    """The XDG base directory; a relative one is ignored, as the specification wants."""
    told = Path(environ.get(name, ""))
    return (told if told.is_absolute() else default) / "parta"
