"""Copy and paste: tables as text, and how a pasted table fits a page. No Qt.

Spreadsheets turn «5/4» into the fifth of April, so a copy also carries HTML whose cells
are marked as text. A paste goes by position from the cursor, or by name when its first
column holds names; what was copied inside the program goes by pupil, never by position.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from desktop.ui.grid.cells import EMPTY, CellValue, Place
from desktop.ui.grid.grammar import RUSSIAN_CODES, Codes, Misread, parse_cell
from desktop.ui.grid.sheet import RowShown
from desktop.ui.grid.walk import Field

Table: TypeAlias = tuple[tuple[str, ...], ...]
_NAME_SHARE: Final = 0.5


class Verdict(StrEnum):
    """What would become of one pasted cell."""

    CHANGES = "changes"
    SAME = "same"
    UNKNOWN_PUPIL = "unknown_pupil"
    BAD_VALUE = "bad_value"
    CLOSED = "closed"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Fitted:
    """One pasted cell: where it would go, what stands there, and the words if it cannot."""

    verdict: Verdict
    text: str
    place: Place | None = None
    before: CellValue = EMPTY
    after: CellValue = EMPTY
    words: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a pasted table fits; `changes` can be written at once when it is clean."""

    cells: tuple[Fitted, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing has to be asked before it is written."""
        return all(cell.verdict in (Verdict.CHANGES, Verdict.SAME) for cell in self.cells)

    @property
    def changes(self) -> tuple[Fitted, ...]:
        """The cells that would be written."""
        return self.of(Verdict.CHANGES)

    def of(self, verdict: Verdict) -> tuple[Fitted, ...]:
        """The cells of one verdict: «Вставить 27 из 30»."""
        return tuple(cell for cell in self.cells if cell.verdict is verdict)


def write_tsv(table: Table) -> str:
    """A table as tab-separated text with CRLF, as spreadsheets put it on the clipboard."""
    return "".join("\t".join(row) + "\r\n" for row in table)


def write_html(table: Table) -> str:
    """A table whose cells a spreadsheet keeps as text."""
    cell = "<td style=\"mso-number-format:'\\@'\">{}</td>"
    rows = ("".join(cell.format(html.escape(text)) for text in row) for row in table)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<meta charset="utf-8"><table>{body}</table>'


def parse_table(text: str) -> Table:
    """Read tab-separated text: CRLF or LF, quoted cells, trailing tabs and lines dropped."""
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter="\t")]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((_filled_width(row) for row in rows), default=0)
    return tuple(tuple((row + [""] * width)[:width]) for row in rows)


def _filled_width(row: Sequence[str]) -> int:
    return max((at + 1 for at, cell in enumerate(row) if cell), default=0)


@dataclass(frozen=True, slots=True)
class Page:
    """What a paste needs to know of the page: its rows, columns and cells."""

    rows: Sequence[RowShown]
    columns: Sequence[str]
    field: Field
    codes: Codes = RUSSIAN_CODES

    def fit(self, table: Table, at: Place) -> Fit:
        """Fit a table from outside: by name, or by position from the cursor."""
        if self._holds_names(table):
            rows = [self._row_by_name(row[0]) for row in table]
            return self._fit(tuple(row[1:] for row in table), rows, at.column, table)
        keys = [row.key for row in self.rows if not row.divider]
        begin = keys.index(at.row)
        taken: list[str | None] = [*keys[begin:], *[None] * len(table)]
        return self._fit(table, taken[: len(table)], at.column, table, missing=Verdict.OUTSIDE)

    def fit_by_pupil(self, table: Table, keys: Sequence[str], column: str) -> Fit:
        """Fit what was copied inside the program: each row belongs to its pupil."""
        present = {row.key for row in self.rows}
        rows = [key if key in present else None for key in keys]
        return self._fit(table, rows, column, table)

    def _fit(
        self,
        table: Table,
        rows: Sequence[str | None],
        column: str,
        source: Table,
        missing: Verdict = Verdict.UNKNOWN_PUPIL,
    ) -> Fit:
        begin = self.columns.index(column)
        cells: list[Fitted] = []
        for row, texts, whole in zip(rows, table, source, strict=True):
            if row is None:
                cells.append(Fitted(missing, " ".join(whole)))
                continue
            cells += [self._cell(row, begin + at, text) for at, text in enumerate(texts) if text]
        return Fit(tuple(cells))

    def _cell(self, row: str, at: int, text: str) -> Fitted:
        if at >= len(self.columns):
            return Fitted(Verdict.OUTSIDE, text)
        place = Place(row, self.columns[at])
        shown = self.field.cell(place)
        if shown.closed:
            return Fitted(Verdict.CLOSED, text, place, shown.value, words=shown.closed)
        read = parse_cell(text, self.field.scale(place.column), self.codes)
        if isinstance(read, Misread):
            return Fitted(Verdict.BAD_VALUE, text, place, shown.value, words=read.words)
        after = read if read.attendance else read.with_attendance(shown.value.attendance)
        verdict = Verdict.SAME if after == shown.value else Verdict.CHANGES
        return Fitted(verdict, text, place, shown.value, after)

    def _holds_names(self, table: Table) -> bool:
        """Whether the first column is names: half of its cells are known pupils."""
        if not table or len(table[0]) < 2:
            return False
        known = sum(self._row_by_name(row[0]) is not None for row in table)
        return known >= max(1, len(table) * _NAME_SHARE)

    def _row_by_name(self, name: str) -> str | None:
        """The one pupil of this name, surname with initials, or surname; None if not sure."""
        wanted = _words(name)
        if not wanted:
            return None
        exact = [row.key for row in self.rows if _words(row.name) == wanted]
        found = exact or [row.key for row in self.rows if _begins(_words(row.name), wanted)]
        return found[0] if len(found) == 1 else None


def _words(name: str) -> list[str]:
    return name.casefold().replace("ё", "е").replace(".", " ").split()


def _begins(full: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether «Иванов П» means «Иванов Пётр Ильич»: the surname whole, the rest by its beginning."""
    if len(wanted) > len(full) or full[0] != wanted[0]:
        return False
    return all(word.startswith(part) for word, part in zip(full, wanted, strict=False))
