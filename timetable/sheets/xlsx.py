"""Sheets as a workbook, set up for paper: A4 or A3, heads on each page, fitted to its width.

Every cell is written as text: «=1+1» as a subject's title is no formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from timetable.sheets.sheet import Cell, Line, Manner, Sheet, groups_of

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME_LENGTH: Final = 31
_FEW_COLUMNS: Final = 8
_MOST_UPRIGHT: Final = 7
_MARGIN_INCHES: Final = 0.4
_HEAD_POINTS: Final = 11.0
_ROWS_OF_HEAD: Final = 1
_ONE_LETTER: Final = 1.25
"""Letters of the default width that a letter of our font takes, bold ones among them."""


class PaperCode(IntEnum):
    """The paper's number in a workbook."""

    A3 = 8
    A4 = 9


def write_xlsx(sheets: Sequence[Sheet], paper: PaperCode = PaperCode.A4) -> bytes:
    """A workbook with a leaf for each sheet."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as workbook:
        formats = _Formats(workbook)
        for name, sheet in zip(leaf_names(sheet.name for sheet in sheets), sheets, strict=True):
            _Leaf(workbook.add_worksheet(name), formats, sheet, paper).write()
    return held.getvalue()


def leaf_names(wanted: Iterable[str]) -> list[str]:
    """Names that a workbook takes: up to 31 letters, none of []:*?/\\, all different."""
    taken: set[str] = {"history"}
    names = []
    for name in wanted:
        plain = _FORBIDDEN.sub(" ", name).strip(" '")[:_NAME_LENGTH].rstrip(" '") or "1"
        fresh, number = plain, 1
        while fresh.casefold() in taken:
            number += 1
            tail = f" ({number})"
            fresh = plain[: _NAME_LENGTH - len(tail)] + tail
        taken.add(fresh.casefold())
        names.append(fresh)
    return names


class _Formats:
    """The looks of cells, made once for a workbook."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        cell = {"border": 1, "border_color": "#999999", "text_wrap": True, "valign": "vcenter"}
        middle = {**cell, "align": "center"}
        head = {**middle, "bold": True, "bg_color": "#EEF0F3"}
        self.title = self._made({"bold": True, "font_size": 16})
        self.about = self._made({"font_color": "#555555"})
        self.head = self._made(head)
        self.day = self._made({**head, "rotation": 90})
        self.cell = self._made(middle)
        self.strong_cell = self._made({**middle, "bold": True})
        self.poster = self._made({**middle, "font_size": 20})
        self.text = self._made({**cell, "valign": "top"})
        self.strong = self._made({"bold": True})
        self.big = self._made({"bold": True, "font_size": 20})
        self.plain = self._made({})

    def _made(self, looks: dict[str, object]) -> Any:
        return self._workbook.add_format({"font_name": "Arial", "font_size": _HEAD_POINTS, **looks})


class _Leaf:
    """Writes one sheet on its leaf: title, note, heads, rows."""

    def __init__(self, leaf: Any, formats: _Formats, sheet: Sheet, paper: PaperCode) -> None:
        self._leaf, self._formats, self._sheet, self._paper = leaf, formats, sheet, paper
        self._has_days = any(line.group for line in sheet.rows)
        self._has_groups = any(line.group for line in sheet.columns)
        self._top = _ROWS_OF_HEAD + (1 if sheet.about else 0)
        self._first_row = self._top + (2 if self._has_groups else 1)
        self._first_column = 2 if self._has_days else 1
        self._width = self._column_letters()

    def write(self) -> None:
        self._leaf.write_string(0, 0, self._sheet.title, self._formats.title)
        if self._sheet.about:
            self._leaf.write_string(1, 0, self._sheet.about, self._formats.about)
        self._write_heads()
        for row in range(len(self._sheet.rows)):
            self._write_row(row)
        self._write_days()
        if self._sheet.foot:
            at = self._first_row + len(self._sheet.rows) + 1
            self._leaf.write_string(at, 0, self._sheet.foot, self._formats.about)
        self._set_up_paper()

    def _write_heads(self) -> None:
        last = self._first_row - 1
        self._merge(self._top, 0, last, self._first_column - 1, self._sheet.corner, self._formats.head)
        for column, line in enumerate(self._sheet.columns):
            self._leaf.write_string(last, self._first_column + column, _headed(line), self._formats.head)
        if self._has_groups:
            for title, lines in groups_of(self._sheet.columns):
                first, end = self._first_column + lines.start, self._first_column + lines.stop - 1
                self._merge(self._top, first, self._top, end, title, self._formats.head)

    def _write_row(self, row: int) -> None:
        at = self._first_row + row
        head = _headed(self._sheet.rows[row])
        self._leaf.write_string(at, self._first_column - 1, head, self._formats.head)
        for column in range(len(self._sheet.columns)):
            self._write_cell(at, self._first_column + column, self._sheet.cell(row, column))
        self._leaf.set_row(at, self._row_points(row))

    def _write_days(self) -> None:
        if self._has_days:
            for title, lines in groups_of(self._sheet.rows):
                first, last = self._first_row + lines.start, self._first_row + lines.stop - 1
                self._merge(first, 0, last, 0, title, self._formats.day)

    def _write_cell(self, row: int, column: int, cell: Cell) -> None:
        formats, manner = self._formats, self._sheet.manner
        looks = {Manner.WALL: formats.cell, Manner.POSTER: formats.poster, Manner.LIST: formats.text}[manner]
        ways = ((words.within(self._most_letters()), words.is_strong) for words in cell)
        said = [(words, is_strong) for words, is_strong in ways if words]
        if not said:
            self._leaf.write_blank(row, column, None, looks)
        elif len(said) == 1 and not (said[0][1] and manner is Manner.WALL):
            self._leaf.write_string(row, column, said[0][0], looks)
        elif len(said) == 1:
            self._leaf.write_string(row, column, said[0][0], formats.strong_cell)
        else:
            self._leaf.write_rich_string(row, column, *self._rich(said), looks)

    def _rich(self, said: Sequence[tuple[str, bool]]) -> list[Any]:
        """Words with their fonts before them, as rich text wants them."""
        strong = self._formats.big if self._sheet.manner is Manner.POSTER else self._formats.strong
        parts: list[Any] = []
        for at, (words, is_strong) in enumerate(said):
            newline = "\n" if at < len(said) - 1 else ""
            parts += [strong if is_strong else self._formats.plain, words + newline]
        return parts

    def _merge(self, row: int, column: int, last_row: int, last_column: int, words: str, looks: Any) -> None:
        if (row, column) == (last_row, last_column):
            self._leaf.write_string(row, column, words, looks)
        else:
            self._leaf.merge_range(row, column, last_row, last_column, "", looks)
            self._leaf.write_string(row, column, words, looks)

    # measures

    def _most_letters(self) -> int:
        return 400 if len(self._sheet.columns) <= _FEW_COLUMNS else 16

    def _column_letters(self) -> float:
        """How wide a column of share 1 is: wide where there are few of them."""
        if self._sheet.manner is Manner.LIST:
            return 14
        across = len(self._sheet.columns)
        return 24 if across <= _FEW_COLUMNS else 14 if not self._has_groups else 7

    def _row_points(self, row: int) -> float:
        """High enough for the fullest cell and for the head of the row."""
        heads = 2 if self._sheet.rows[row].note and self._sheet.manner is not Manner.LIST else 1
        lines = max([heads, *(self._lines(row, column) for column in range(len(self._sheet.columns)))])
        points = 26.0 if self._sheet.manner is Manner.POSTER else 15.0
        return min(400.0, lines * points + 3)

    def _lines(self, row: int, column: int) -> int:
        wide = max(self._width * self._sheet.columns[column].share / _ONE_LETTER, 1)
        return sum(
            -(-len(words.within(self._most_letters())) // int(wide) or -1)
            for words in self._sheet.cell(row, column)
        )

    def _set_up_paper(self) -> None:
        leaf, sheet = self._leaf, self._sheet
        last = self._first_column + len(sheet.columns) - 1
        for column, line in enumerate(sheet.columns, start=self._first_column):
            leaf.set_column(column, column, self._width * line.share)
        leaf.set_column(self._first_column - 1, self._first_column - 1, self._head_letters())
        if self._has_days:
            leaf.set_column(0, 0, 5)
        leaf.set_paper(self._paper)
        leaf.set_margins(_MARGIN_INCHES, _MARGIN_INCHES, _MARGIN_INCHES, _MARGIN_INCHES + 0.2)
        if last >= _MOST_UPRIGHT or sheet.manner is Manner.POSTER or len(sheet.rows) < last * 2:
            leaf.set_landscape()
        leaf.fit_to_pages(1, 0 if sheet.manner is Manner.LIST else 1)
        leaf.center_horizontally()
        leaf.repeat_rows(self._top, self._first_row - 1)
        leaf.repeat_columns(0, self._first_column - 1)
        leaf.freeze_panes(self._first_row, self._first_column)
        leaf.set_footer("&R&P / &N")

    def _head_letters(self) -> float:
        longest = max((len(line) for row in self._sheet.rows for line in (row.title, row.note)), default=4)
        return min(40.0, max(5.0, longest * _ONE_LETTER))


def _headed(line: Line) -> str:
    return f"{line.title}\n{line.note}" if line.note else line.title
