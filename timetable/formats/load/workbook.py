"""The load in workbooks: .xlsx and .ods are read, .xlsx is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from timetable.formats.load.columns import columns_of
from timetable.formats.load.rows import LoadSheet, rows_of
from timetable.formats.nodes import check_size
from timetable.formats.refusals import BadFile, Why

MOST_UNPACKED = 200_000_000
"""Bytes; a workbook that says it holds more is no school's load."""


def read_load_workbook(content: bytes) -> LoadSheet:
    """The first sheet that has headings of a load, else the first that has anything."""
    check_size(content)
    _check_zip(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [(name, _lines(book, name)) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as broken:
        raise BadFile(Why.NOT_A_WORKBOOK) from broken
    told = [(name, lines) for name, lines in sheets if lines]
    if not told:
        raise BadFile(Why.EMPTY)
    name, lines = next((one for one in told if any(columns_of(line) for line in one[1][:20])), told[0])
    return rows_of(lines, name)


def _check_zip(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
        raise BadFile(Why.NOT_A_WORKBOOK) from broken
    if unpacked > MOST_UNPACKED:
        raise BadFile(Why.TOO_BIG, size=unpacked // 1_000_000, most=MOST_UNPACKED // 1_000_000)


def _lines(book: CalamineWorkbook, name: str) -> list[list[str]]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def write_load_workbook(lines: Sequence[Sequence[str]], title: str) -> bytes:
    """A workbook of one sheet with a heading that stays in sight."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if row and cell.isdigit():
                    sheet.write_number(row, column, int(cell))
                else:
                    sheet.write_string(row, column, cell, bold if row == 0 else None)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 6, 18)
        sheet.autofilter(0, 0, max(len(lines) - 1, 1), len(lines[0]) - 1)
    return written.getvalue()
