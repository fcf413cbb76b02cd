"""From bytes to rows: encodings, delimiters, headers and quotes as they come.

A damaged row must not take its neighbours along: bytes that are no letters and quotes that do
not close cost the row in which they stand and no other.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from server.roster.archive import Member
from server.roster.findings import Code, Findings
from server.roster.likeness import assign
from server.roster.tables import Table

LONGEST_ROW_LINES = 10
"""A quoted cell may hold line breaks, within reason."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LOST = "\ufffd"
_LOST_WORD = re.compile("\ufffd{3,}")
_LOST_STRAY = re.compile("(?<!\ufffd)\ufffd{1,2}(?!\ufffd)")
_BREAK = re.compile(r"\r\n|\n|\r")
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: its values by the standard's names of columns, stripped, blank where missing."""

    file: str
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


def read_rows(member: Member, table: Table, findings: Findings, doubtful: str = "utf-8") -> list[Row]:
    """The rows of a file that are whole; the others are told in the findings.

    `doubtful` is the encoding of a file that does not show its own.
    """
    lines = _BREAK.split(decode(member.data, doubtful))
    start = next((number for number, line in enumerate(lines) if line.strip(' \t,;|"')), None)
    if start is None:
        findings.note("empty_file", f"{member.name} is empty")
        return []
    delimiter, columns = read_header(lines[start], table)
    _tell_columns(member, lines[start], delimiter, columns, table, findings)
    width = len(_cells(lines[start], delimiter) or ())
    found = list(_records(member.name, lines, start + 1, delimiter, width, findings))
    return list(_whole(member.name, found, columns, width, findings))


def usual_encoding(files: Iterable[bytes]) -> str:
    """What most of an archive is written in, `utf-8` or `cp1251`: for files too plain to tell."""
    telling = [_Evidence.of(data.decode("utf-8", "replace")) for data in files]
    return "cp1251" if sum(one.lost for one in telling) > sum(one.read for one in telling) else "utf-8"


def decode(data: bytes, doubtful: str = "utf-8") -> str:
    """The text of a file: by its mark, else UTF-16 when half of it is zeros, UTF-8, cp1251.

    A file of UTF-8 with a few damaged lines stays one: what was lost is marked with U+FFFD.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    zeros = data[:2_000].count(0)
    if zeros * 3 > len(data[:2_000]):
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    text = data.decode("utf-8", "replace")
    if _LOST in text and (_Evidence.of(text).encoding or doubtful) == "cp1251":
        return data.decode("cp1251", "replace")
    return text


class _Evidence(NamedTuple):
    """What reading a text as UTF-8 has shown: letters beyond ASCII that were read, and bytes that were lost.

    Of another encoding whole words are lost; damage takes a byte or two here and there.
    """

    read: int
    lost: int
    words: int
    strays: int

    @classmethod
    def of(cls, text: str) -> _Evidence:
        lost = text.count(_LOST)
        beyond = sum(not letter.isascii() for letter in text)
        return cls(beyond - lost, lost, len(_LOST_WORD.findall(text)), len(_LOST_STRAY.findall(text)))

    @property
    def encoding(self) -> str | None:
        """What the text is by itself; None when that cannot be told."""
        if self.read > self.lost:
            return "utf-8"
        return "cp1251" if self.words > self.strays else None


def read_header(line: str, table: Table) -> tuple[str, dict[int, str]]:
    """The delimiter with which most columns are known, and which column is which."""
    tried = [(one, assign(_cells(line, one) or (), table.columns)) for one in _DELIMITERS]
    return max(tried, key=lambda each: len(each[1]))


def _tell_columns(
    member: Member, line: str, delimiter: str, columns: dict[int, str], table: Table, findings: Findings
) -> None:
    names = _cells(line, delimiter) or []
    for position, name in enumerate(names):
        meant = columns.get(position)
        if meant is None and name.strip():
            findings.note("unknown_column", f"{member.name}: the column {name.strip()[:60]!r} is not read")
        elif meant is not None and name.strip() != meant:
            findings.note("column_guessed", f"{member.name}: {name.strip()[:60]!r} is read as {meant}")
    for name in set(table.required) - set(columns.values()):
        findings.note("missing_column", f"{member.name}: there is no column {name}, no row can be used")


def _cells(line: str, delimiter: str) -> list[str] | None:
    """The cells of a row; None when its quotes do not fit together."""
    try:
        rows = list(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if rows else []


def _records(
    file: str, lines: list[str], start: int, delimiter: str, width: int, findings: Findings
) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of their first line; blank ones are passed over in silence."""
    at = start
    while at < len(lines):
        cells, taken = _read_record(lines, at, delimiter, width)
        if cells is None:
            lost = _LOST in lines[at]
            code = Code.BAD_ENCODING if lost else Code.BAD_QUOTES
            findings.skip(file, at + 1, code, _ENCODING if lost else "the quotes in this row do not close")
        elif any(_LOST in cell for cell in cells):
            findings.skip(file, at + 1, Code.BAD_ENCODING, _ENCODING)
        elif any(cell.strip() for cell in cells):
            yield at + 1, cells
        at += taken


_ENCODING = "some bytes of this row are no letters in the file's encoding"


def _read_record(lines: list[str], at: int, delimiter: str, width: int) -> tuple[list[str] | None, int]:
    """One row, over several lines where a quoted cell holds line breaks; how many lines it took."""
    cells = _cells(lines[at], delimiter)
    if cells is not None:
        return cells, 1
    for count in range(2, LONGEST_ROW_LINES + 1):
        cells = _cells("\n".join(lines[at : at + count]), delimiter)
        if cells is not None and len(cells) == width and not _swallows_row(cells, delimiter):
            return cells, count
    return None, 1


def _swallows_row(cells: list[str], delimiter: str) -> bool:
    """Whether a cell of several lines is two rows, each with a quote that nobody closed.

    Between such quotes lie as many delimiters as a whole row has.
    """
    return any("\n" in cell and cell.count(delimiter) >= len(cells) - 1 for cell in cells)


def _whole(
    file: str, found: list[tuple[int, list[str]]], columns: dict[int, str], width: int, findings: Findings
) -> Iterator[Row]:
    """Rows as wide as the header. Short ones pass only where most are: some programs drop blank ends."""
    widths = Counter(min(len(cells), width) for _, cells in found)
    drops_ends = widths[width] * 2 < widths.total()
    for line, cells in found:
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            reason = f"the row has {len(cells)} cells, the header {width}"
            findings.skip(file, line, Code.LONG_ROW, reason)
        elif len(cells) < width and not drops_ends:
            findings.skip(file, line, Code.SHORT_ROW, f"the row has {len(cells)} cells, the header {width}")
        else:
            values = {name: cells[at].strip() for at, name in columns.items() if at < len(cells)}
            yield Row(file, line, values)
