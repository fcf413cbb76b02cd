"""Timetables in files: what is read and written goes by the extension, and nothing is ever half-written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from timetable.cards import Draft
from timetable.formats.asc.reading import read_asc
from timetable.formats.asc.writing import write_asc
from timetable.formats.coherence import check_draft
from timetable.formats.disk import check_folder, put_whole, read_whole
from timetable.formats.fet.locking import locked
from timetable.formats.fet.reading import FetFile, read_fet
from timetable.formats.fet.writing import write_fet
from timetable.formats.load.problem import lines_of, problem_of
from timetable.formats.load.rows import LoadSheet, read_load_sheet, text_of
from timetable.formats.load.workbook import read_load_workbook, write_load_workbook
from timetable.formats.nodes import MOST_MEGABYTES, check_size
from timetable.formats.notes import LeftOut, Notes
from timetable.formats.parta_json import read_json, write_json
from timetable.formats.refusals import BadFile, Why


class Kind(StrEnum):
    """A kind of file, by its extension."""

    FET = ".fet"
    JSON = ".json"
    ASC = ".xml"
    XLSX = ".xlsx"
    ODS = ".ods"
    TSV = ".tsv"
    CSV = ".csv"
    TXT = ".txt"


READ = tuple(Kind)
WRITTEN = (Kind.FET, Kind.JSON, Kind.ASC, Kind.XLSX, Kind.TSV)
TEXTS = (Kind.TSV, Kind.CSV, Kind.TXT)
LOAD = (Kind.XLSX, Kind.ODS, *TEXTS)
"""Kinds that carry the load and nothing else."""
WEEKS = tuple(kind for kind in WRITTEN if kind not in LOAD)
"""Kinds that carry a week."""

MOST_TOLD = 20
"""So many wrong cells of a sheet are told at once."""


@dataclass(frozen=True)
class Opened:
    """A file that was read: what it says, what of it was left out, and the FET document that it was."""

    draft: Draft
    notes: Notes = field(default_factory=Notes)
    fet: FetFile | None = None


def open_file(path: Path, *, ignore_unsupported: bool = False) -> Opened:
    """Read a timetable; BadFile, with the file's name and the place in it, for one that cannot be read."""
    try:
        kind = _kind(path, READ, Why.UNKNOWN_EXTENSION)
        content = read_whole(path, MOST_MEGABYTES)
        if kind is Kind.FET:
            fet = read_fet(content, ignore_unsupported=ignore_unsupported)
            return Opened(fet.draft, fet.notes, fet)
        if kind is Kind.ASC:
            asc = read_asc(content)
            return Opened(asc.draft, asc.notes)
        if kind in LOAD:
            return _from_sheet(content, kind)
        return Opened(read_json(content))
    except BadFile as refused:
        raise refused.within(path.name) from refused


def _from_sheet(content: bytes, kind: Kind) -> Opened:
    notes = Notes()
    sheet = _read_text(content) if kind in TEXTS else read_load_workbook(content)
    if sheet.wrong:
        first, *others = sheet.wrong[:MOST_TOLD]
        first.others = tuple(others)
        raise first
    for heading in sheet.ignored:
        notes.name(heading)
    draft = Draft(problem_of(sheet))
    check_draft(draft)
    return Opened(draft, notes)


def _read_text(content: bytes) -> LoadSheet:
    check_size(content)
    try:
        return read_load_sheet(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return read_load_sheet(content.decode("cp1251", errors="replace"))


def save_file(path: Path, draft: Draft, source: Opened | None = None) -> Notes:
    """Write a timetable; what this kind of file cannot carry is in the notes.

    A week of a FET file that goes into another is that file, with our cards as locks.
    BadFile where it cannot be written; an older file of that name then stands as it was.
    """
    notes = Notes()
    try:
        kind = _kind(path, WRITTEN, Why.NOT_WRITABLE)
        put_whole(path, _written(kind, draft, source, notes))
    except BadFile as refused:
        raise refused.within(path.name) from refused
    return notes


def check_target(path: Path) -> None:
    """Refuse a place to which no week can be written, before somebody has worked for it."""
    try:
        if _kind(path, WRITTEN, Why.NOT_WRITABLE) not in WEEKS:
            _kind(path, WEEKS, Why.NO_WEEK)
        check_folder(path)
    except BadFile as refused:
        raise refused.within(path.name) from refused


def _written(kind: Kind, draft: Draft, source: Opened | None, notes: Notes) -> bytes:
    if kind is Kind.JSON:
        return write_json(draft)
    if kind in LOAD:
        return _as_sheet(kind, draft, notes)
    draft = replace(
        draft, cards={key: one for key, one in draft.cards.items() if one.at in draft.problem.grid}
    )
    notes.count(LeftOut.NO_CARD, len(draft.tray))
    if kind is Kind.ASC:
        return write_asc(draft, notes)
    if source and source.fet and source.draft.problem == draft.problem:
        return locked(source.fet, draft.cards)
    return write_fet(draft, notes)


def _as_sheet(kind: Kind, draft: Draft, notes: Notes) -> bytes:
    lines = lines_of(draft.problem)
    notes.count(LeftOut.NOT_CARRIED, len(draft.problem.rules))
    notes.count(LeftOut.NO_CARDS, len(draft.cards))
    return write_load_workbook(lines, "Нагрузка") if kind is Kind.XLSX else text_of(lines).encode()


def _kind(path: Path, among: tuple[Kind, ...], why: Why) -> Kind:
    extension = path.suffix.lower()
    found = next((kind for kind in among if kind == extension), None)
    if found is None:
        raise BadFile(why, extension=extension or path.name, known=", ".join(among))
    return found
