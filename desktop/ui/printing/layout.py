"""Where everything of a sheet lies on its pages.

Of all ways to lay a sheet (upright or across, its columns on one page or several) the one is taken in
which least is cut, then that of the fewest pages, then that of the largest letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from desktop.ui.printing.fitting import LINE, Fitted, cut_words, fit_cell, fit_words, width_of
from desktop.ui.printing.paper import Letters, Paper, PaperSize, letters_of
from timetable.sheets.sheet import Line, Manner, Sheet, Words, groups_of

_PAD: Final = 0.35
_STEP: Final = 0.25
_HEAD_SHARE: Final = 0.22
_ABOUT: Final = 9.0
_STRETCH: Final = 1.8
_MOST_CHUNKS: Final = 6


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page: some rows and columns of a sheet, their edges in points from the page's own corner."""

    rows: range
    columns: range
    row_edges: tuple[float, ...]
    column_edges: tuple[float, ...]


class Layout:
    """A sheet laid out on one paper, in letters of one size, its columns in so many chunks."""

    def __init__(self, sheet: Sheet, paper: Paper, letters: Letters, size: float, chunks: int) -> None:
        self.sheet, self.paper, self.letters, self.size = sheet, paper, letters, size
        self.plain = size * letters.plain
        self.pad = size * _PAD
        self.has_days = any(line.group for line in sheet.rows)
        self.has_groups = any(line.group for line in sheet.columns)
        self._chunks = chunked(sheet.columns, chunks)
        self._fitted: dict[tuple[int, int], list[Fitted]] = {}

    # lengths

    @cached_property
    def day_width(self) -> float:
        """The column of the rows' groups, written upright."""
        return self.size * LINE + 2 * self.pad if self.has_days else 0.0

    @cached_property
    def head_width(self) -> float:
        """The column of the rows' heads, so wide as they are, but leaving the most to the cells."""
        wide = [width_of(row.title, self.size, bold=True) for row in self.sheet.rows]
        wide += [width_of(row.note, self.plain, bold=False) for row in self.sheet.rows]
        wide.append(width_of(self.sheet.corner, self.plain, bold=True))
        most = self.paper.room.width() * _HEAD_SHARE
        return min(max(wide, default=0.0) + 2 * self.pad, most)

    @cached_property
    def top(self) -> float:
        """What the title takes, and what stands under it."""
        about = _ABOUT * LINE if self.sheet.about else 0.0
        return self.letters.title * LINE + about + 4

    @cached_property
    def heads_height(self) -> float:
        """The columns' heads, over them those of their groups."""
        tallest = max((self._head_lines(at) for at in range(len(self.sheet.columns))), default=1)
        return (tallest + (1 if self.has_groups else 0)) * self.size * LINE + 2 * self.pad

    @cached_property
    def bottom(self) -> float:
        """What is kept for the foot."""
        return _ABOUT * LINE + 2

    def head(self, line: Line, width: float) -> list[Fitted]:
        """The head of a row or a column in lines."""
        cell = (Words(line.title, is_strong=True), *((Words(line.note),) if line.note else ()))
        return fit_cell(cell, width - 2 * self.pad, self.size, self.plain, self.letters.shrink)

    def column_head(self, column: int) -> list[Fitted]:
        """The head of a column; one long day makes the others as small as itself."""
        lines = self.head(self.sheet.columns[column], self.widths[column])
        return [replace(line, size=min(line.size, self._heads_size)) for line in lines]

    @cached_property
    def _heads_size(self) -> float:
        heads = (self.head(line, self.widths[at]) for at, line in enumerate(self.sheet.columns))
        return min((line.size for lines in heads for line in lines if line.is_strong), default=self.size)

    def head_words(self, words: Words, width: float, size: float) -> list[Fitted]:
        """Words outside the cells in one line, cut where the width ends."""
        fitted = fit_words(words, width, size)
        return fitted if len(fitted) == 1 else cut_words(words, width, size)

    def fitted(self, row: int, column: int) -> list[Fitted]:
        """The lines of a cell."""
        known = self._fitted.get((row, column))
        if known is None:
            cell = self.sheet.cell(row, column)
            wide = self.widths[column] - 2 * self.pad
            known = fit_cell(cell, wide, self.size, self.plain, self.letters.shrink) if cell else []
            self._fitted[row, column] = known
        return known

    @cached_property
    def widths(self) -> list[float]:
        """Of every column, each on its own page."""
        room = self.paper.room.width() - self.day_width - self.head_width
        found: list[float] = []
        for chunk in self._chunks:
            shares = [self.sheet.columns[at].share for at in chunk]
            found += [room * share / sum(shares) for share in shares]
        return found

    def _head_lines(self, column: int) -> int:
        return len(self.head(self.sheet.columns[column], self.widths[column]))

    # pages

    @cached_property
    def cut(self) -> int:
        """How many lines end in «…»."""
        said = [self.fitted(row, column) for row, column in self.sheet.cells]
        said += [self.head(row, self.head_width) for row in self.sheet.rows]
        said += [self.head(line, self.widths[at]) for at, line in enumerate(self.sheet.columns)]
        return sum(line.is_cut for lines in said for line in lines)

    @cached_property
    def pages(self) -> list[PageLayout]:
        """All pages, the columns' chunks one after the other."""
        return [page for chunk in self._chunks for page in self._pages_of(chunk)]

    def _pages_of(self, columns: range) -> Iterator[PageLayout]:
        left = self.paper.room.left()
        edges = [left + self.day_width + self.head_width]
        for column in columns:
            edges.append(edges[-1] + self.widths[column])
        heights = self._heights(columns)
        for rows in self._packed(heights):
            yield PageLayout(rows, columns, self._row_edges(rows, heights), tuple(edges))

    def _heights(self, columns: range) -> list[float]:
        return [self._height(row, columns) for row in range(len(self.sheet.rows))]

    def _height(self, row: int, columns: range) -> float:
        lines = [self.head(self.sheet.rows[row], self.head_width)]
        lines += [self.fitted(row, column) for column in columns if (row, column) in self.sheet.cells]
        return max(sum(line.size for line in cell) * LINE for cell in lines) + 2 * self.pad

    @cached_property
    def _room_for_rows(self) -> float:
        return self.paper.room.height() - self.top - self.heads_height - self.bottom

    def _packed(self, heights: list[float]) -> Iterator[range]:
        """Rows for each page: whole groups, unless one alone is higher than a page."""
        first = at = 0
        taken = 0.0
        for _title, rows in groups_of(self.sheet.rows) or [("", range(0))]:
            whole = sum(heights[row] for row in rows)
            if taken and taken + whole > self._room_for_rows:
                yield range(first, at)
                first, taken = at, 0.0
            for row in rows:
                if taken and taken + heights[row] > self._room_for_rows:
                    yield range(first, row)
                    first, taken = row, 0.0
                taken += heights[row]
            at = rows.stop
        yield range(first, at)

    def _row_edges(self, rows: range, heights: list[float]) -> tuple[float, ...]:
        """From under the heads down; a week fills its page as far as that looks well."""
        asked = sum(heights[row] for row in rows)
        stretch = 1.0
        if self.sheet.manner is not Manner.LIST and asked:
            stretch = max(1.0, min(self._room_for_rows / asked, _STRETCH))
        edges = [self.paper.room.top() + self.top + self.heads_height]
        for row in rows:
            edges.append(edges[-1] + heights[row] * stretch)
        return tuple(edges)


def chunked(columns: tuple[Line, ...], chunks: int) -> list[range]:
    """Columns in so many parts of about one length; columns of one group stay on one page."""
    groups = [lines for _title, lines in groups_of(columns)] or [range(0)]
    ends = [round(len(groups) * chunk / chunks) for chunk in range(chunks + 1)]
    return [
        range(groups[first].start, groups[last - 1].stop) for first, last in pairwise(ends) if first < last
    ]


def lay_out(sheet: Sheet, size: PaperSize) -> Layout:
    """The best way to lay a sheet on this paper."""
    letters = letters_of(sheet.manner, size)
    found: list[Layout] = []
    for chunks in range(1, min(_MOST_CHUNKS, max(len(sheet.columns), 1)) + 1):
        for is_landscape in (True, False):
            found.append(_largest(sheet, Paper(size, is_landscape), letters, chunks))
        best = min(found, key=_merit)
        if not best.cut and len(best.pages) <= chunks:
            break
    return min(found, key=_merit)


def _merit(layout: Layout) -> tuple[int, int, float]:
    return layout.cut, len(layout.pages), -layout.size


def _largest(sheet: Sheet, paper: Paper, letters: Letters, chunks: int) -> Layout:
    """In the largest letters that cut no more and take no more pages than the least would."""
    best = Layout(sheet, paper, letters, letters.least, chunks)
    low, high = 0, int((letters.most - letters.least) / _STEP)
    while low < high:
        middle = (low + high + 1) // 2
        tried = Layout(sheet, paper, letters, letters.least + middle * _STEP, chunks)
        if (tried.cut, len(tried.pages)) <= (best.cut, len(best.pages)):
            best, low = tried, middle
        else:
            high = middle - 1
    return best
