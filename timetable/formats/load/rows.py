"""A sheet of the load, read cell by cell: the rows that can be used, and what is wrong with the others."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from timetable.formats.load.columns import ORDER, REQUIRED, Column, columns_of
from timetable.formats.refusals import BadFile, Place, Why

MOST_ROWS = 5_000
MOST_HOURS = 60
MOST_LENGTH = 8

Cells = Mapping[Column, str]


@dataclass(frozen=True, slots=True)
class Lengths:
    """The blocks of a week: their lengths, and how many of them are held every other week only."""

    every: tuple[int, ...]
    other: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One row. Lists within a cell are parted by «,» or «;»; « / » parts those who teach side by side,
    so that «Ann / Bob» with the groups «1 / 2» is one lesson in two halves. (A group may be called
    «6Б/1», so the stroke has spaces; between teachers it need not.)
    """

    line: int
    teachers: tuple[tuple[str, ...], ...]
    forms: tuple[str, ...]
    subject: str
    blocks: Lengths
    groups: tuple[tuple[str, ...], ...] = ()
    rooms: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class LoadSheet:
    """What a sheet says: usable rows, what is wrong in which cell, and headings that mean nothing to us."""

    rows: tuple[LoadRow, ...]
    wrong: tuple[BadFile, ...] = ()
    ignored: tuple[str, ...] = ()


def read_load_sheet(text: str) -> LoadSheet:
    """A sheet from the clipboard or a text file: cells parted by tabs (or «;», where there are none).

    Nothing is raised for what is wrong in a cell: each such cell is told with its row and column.
    """
    delimiter = "\t" if "\t" in text else ";"
    try:
        read = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter)
        lines = [[_bare(cell) for cell in line] for line in read]
    except csv.Error:
        return LoadSheet((), (BadFile(Why.NOT_A_TABLE),))
    return rows_of(lines)


def rows_of(lines: Sequence[Sequence[str]], sheet: str = "") -> LoadSheet:
    """The rows under a heading; where there is none the columns are those of aSc, in its order."""
    if len(lines) > MOST_ROWS:
        return LoadSheet((), (BadFile(Why.TOO_MANY_PARTS, Place(sheet=sheet), most=MOST_ROWS),))
    heading = next((at for at, line in enumerate(lines[:20]) if columns_of(line)), None)
    where = columns_of(lines[heading]) if heading is not None else dict(enumerate(ORDER))
    missing = [column for column in REQUIRED if column not in where.values()]
    if missing:
        names = ", ".join(f"«{column}»" for column in missing)
        return LoadSheet((), (BadFile(Why.NO_COLUMN, Place(sheet=sheet), list=names),))
    ignored = [
        cell.strip() for at, cell in enumerate(lines[heading or 0]) if heading is not None and at not in where
    ]
    rows: list[LoadRow] = []
    wrong: list[BadFile] = []
    begin = 0 if heading is None else heading + 1
    for number, line in enumerate(lines[begin:], begin + 1):
        cells = {column: line[at].strip() for at, column in where.items() if at < len(line)}
        if any(cells.values()):
            faults = list(_faults(cells, Place(sheet=sheet, line=number)))
            wrong += faults
            rows += [] if faults else [_row(cells, number)]
    if not rows and not wrong:
        wrong.append(BadFile(Why.NOTHING_TAUGHT, Place(sheet=sheet)))
    return LoadSheet(tuple(rows), tuple(wrong), tuple(one for one in ignored if one))


def _faults(cells: Cells, row: Place) -> Iterator[BadFile]:
    """What is wrong in a row, cell by cell."""

    def cell(column: Column) -> Place:
        return Place(sheet=row.sheet, line=row.line, column=column)

    for column in (Column.FORMS, Column.SUBJECT):
        if not cells.get(column):
            yield BadFile(Why.EMPTY_CELL, cell(column))
    length, hours = cells.get(Column.LENGTH, ""), cells.get(Column.PER_WEEK, "")
    if length and _length(length) is None:
        yield BadFile(Why.WRONG_CELL, cell(Column.LENGTH), found=length[:40], known=f"1 … {MOST_LENGTH}")
    elif (asked := _asked(hours)) > MOST_HOURS:
        yield BadFile(Why.TOO_MANY_BLOCKS, cell(Column.PER_WEEK), found=asked, most=MOST_HOURS)
    elif blocks_of(hours, _length(length) or 1) is None:
        yield BadFile(Why.WRONG_CELL, cell(Column.PER_WEEK), found=hours[:40], known="3; 0,5; 2+1+1")
    sides = {column: len(_sides(cells, column)) for column in (Column.TEACHERS, Column.GROUPS, Column.ROOMS)}
    most = max(sides.values())
    for column, number in sides.items():
        if 1 < number < most or (number == 1 < most and column is Column.GROUPS):
            yield BadFile(Why.UNEVEN_SIDES, cell(column), found=number, most=most)


LENGTHS = {"": 1, "single": 1, "double": 2, "triple": 3, "одинарный": 1, "сдвоенный": 2, "пара": 2}


def _length(text: str) -> int | None:
    if text.casefold() in LENGTHS:
        return LENGTHS[text.casefold()]
    return int(text) if re.fullmatch(r"[1-8]", text) else None


def _asked(hours: str) -> int:
    """The whole hours that a cell asks for, be it one number or many; 0 where it is neither."""
    if not re.fullmatch(r"\d{1,9}(\s*\+\s*\d{1,9})*([.,]\d+)?", hours[:_LONGEST]):
        return 0
    return sum(int(one) for one in re.split(r"\+", re.split(r"[.,]", hours[:_LONGEST])[0]))


_LONGEST = 10_000
"""Letters of a cell; a longer one is no number of hours."""


def blocks_of(hours: str, length: int) -> Lengths | None:
    """«4» with the length 2 is 2+2, «5» is 2+2+1; «2+1+1» says itself; a half is an hour every other week."""
    if re.fullmatch(r"[1-8](\s*\+\s*[1-8])+", hours):
        return Lengths(tuple(int(one) for one in hours.split("+")))
    found = re.fullmatch(r"(\d{1,2})(?:[.,](0|00|5|50))?", hours)
    if not found:
        return None
    whole, half = int(found[1]), (found[2] or "0").startswith("5")
    if whole > MOST_HOURS or not (whole or half):
        return None
    every = (length,) * (whole // length) + ((whole % length,) if whole % length else ())
    return Lengths(every, (1,) if half else ())


def _sides(cells: Cells, column: Column) -> tuple[tuple[str, ...], ...]:
    stroke = r"/" if column is Column.TEACHERS else r"\s/\s"
    return tuple(split(side) for side in re.split(stroke, cells.get(column, "")) if side.strip())


def split(text: str) -> tuple[str, ...]:
    """The names in a cell, each once."""
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[,;\n]", text) if part.strip()))


def _row(cells: Cells, line: int) -> LoadRow:
    blocks = blocks_of(cells[Column.PER_WEEK], _length(cells.get(Column.LENGTH, "")) or 1)
    return LoadRow(
        line,
        _sides(cells, Column.TEACHERS),
        split(cells[Column.FORMS]),
        cells[Column.SUBJECT],
        blocks or Lengths(()),
        _sides(cells, Column.GROUPS),
        _sides(cells, Column.ROOMS),
    )


FORMULAS = ("=", "+", "-", "@", "\t", "\r", "'")
"""What a spreadsheet takes for the beginning of a formula; «'» before it makes it a text, itself too."""


def text_of(lines: Iterable[Sequence[str]]) -> str:
    """Rows for the clipboard, cells parted by tabs; a name that looks like a formula is marked as a text."""
    written = io.StringIO()
    marked = ([f"'{cell}" if cell.startswith(FORMULAS) else cell for cell in line] for line in lines)
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows(marked)
    return written.getvalue()


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULAS) else cell
