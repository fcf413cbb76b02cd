"""Opening the zip: the files of a roster as bytes, taken out of nothing that could do harm.

Nothing is ever unpacked to the disk. Sizes are counted while reading, for what a zip says of
itself may be a lie.
"""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from server.roster.findings import Findings, RosterUnreadable
from server.roster.likeness import closest
from server.roster.tables import TABLES, UNUSED

MOST_ENTRIES = 2_000
BIGGEST_FILE = 64 * 1024 * 1024
BIGGEST_ALL = 256 * 1024 * 1024
_PIECE = 1024 * 1024
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive; `name` is how the archive calls it, without folders."""

    name: str
    data: bytes


def read_members(path: Path, findings: Findings) -> dict[str, Member]:
    """The CSV files by table: of two files for one table the one nearer to the root.

    Raises RosterUnreadable when this is no zip, when it is damaged, encrypted or too large,
    or when no file of it is one of OneRoster's.
    """
    try:
        with ZipFile(path) as archive:
            members = _read(archive, findings)
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise RosterUnreadable(f"{path.name} is no zip file, or arrived damaged ({error})") from error
    except OSError as error:
        raise RosterUnreadable(f"{path} cannot be read: {error.strerror}") from error
    if not members:
        raise RosterUnreadable(f"{path.name} holds no file of OneRoster (users.csv, classes.csv, …)")
    return members


def _read(archive: ZipFile, findings: Findings) -> dict[str, Member]:
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES:
        raise RosterUnreadable(f"the zip has {len(infos)} entries, more than {MOST_ENTRIES}")
    found: dict[str, Member] = {}
    room = BIGGEST_ALL
    for info, table in _chosen(infos, findings):
        if table in found:
            findings.note("second_file", f"{info.filename}: another {table} file was read before it")
            continue
        data = _read_entry(archive, info, min(room, BIGGEST_FILE))
        room -= len(data)
        found[table] = Member(PurePosixPath(info.filename).name, data)
    return found


def _chosen(infos: list[ZipInfo], findings: Findings) -> Iterator[tuple[ZipInfo, str]]:
    """The entries that are read, those nearer to the root first."""
    for info in sorted(infos, key=lambda one: (one.filename.count("/"), one.filename)):
        path = PurePosixPath(info.filename)
        if info.is_dir() or "__MACOSX" in path.parts or path.name.startswith("."):
            continue
        table = closest(path.stem, (*TABLES, *UNUSED)) if path.suffix.casefold() in (".csv", ".txt") else None
        if not _is_safe(info):
            findings.note("unsafe_path", f"{info.filename!r} leads out of the zip and is not read")
        elif table is None:
            findings.note("unknown_file", f"{info.filename} is no file of OneRoster and is not read")
        elif table in UNUSED:
            findings.note("unused_file", f"{info.filename}: {UNUSED[table]}")
        else:
            yield info, table


def _is_safe(info: ZipInfo) -> bool:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    return not (path.is_absolute() or ".." in path.parts or ":" in info.filename or is_link)


def _read_entry(archive: ZipFile, info: ZipInfo, most: int) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise RosterUnreadable(f"{info.filename} is encrypted; pack the zip without a password")
    pieces, size = [], 0
    with archive.open(info) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > most:
                raise RosterUnreadable(f"{info.filename} unpacks to more than {most // _PIECE} MB")
            pieces.append(piece)
    return b"".join(pieces)
