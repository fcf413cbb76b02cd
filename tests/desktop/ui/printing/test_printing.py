"""Sheets on paper: every lesson once, nothing cut that can be said shorter, nothing over an edge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.ui.printing.fitting import CUT, LINE, fit_words, width_of
from desktop.ui.printing.layout import Layout, lay_out
from desktop.ui.printing.paper import MARGIN, PaperSize
from desktop.ui.printing.pdf import PdfMaker, picture_pages, write_pdf
from tests.timetable.sheets.a_school import whole_week
from timetable.sheets.of_week import WeekSheets
from timetable.sheets.sheet import Line, Manner, Sheet, Words

THREE_METRES = 14.0
"""Points of a capital letter's height that tired eyes read at three metres: five millimetres."""


@pytest.fixture(scope="module")
def weeks() -> WeekSheets:
    """The made-up school: 24 forms, 45 teachers, long names."""
    return WeekSheets(whole_week())


@pytest.fixture(scope="module", params=PaperSize)
def layouts(request: pytest.FixtureRequest, qapp: QApplication, weeks: WeekSheets) -> list[Layout]:
    """Sheets of every kind on one paper."""
    kinds = (weeks.school(), weeks.staff(), weeks.occupied())
    ones = (weeks.forms()[0], weeks.posters()[0], weeks.teachers()[0], weeks.rooms()[-1])
    return [lay_out(sheet, request.param) for sheet in (*kinds, *ones)]


def a_list(rows: int) -> Sheet:
    """A list of so many rows of three columns."""
    cells = {(row, at): (Words(f"{row} слово " * (at + 1)),) for row in range(rows) for at in range(3)}
    lines = tuple(Line(str(row + 1), group=f"день {row // 4}") for row in range(rows))
    columns = (Line("Класс"), Line("Предмет"), Line("Причина", share=3))
    return Sheet("Список", "Список", lines, columns, cells, manner=Manner.LIST)


def test_every_cell_is_on_one_page(layouts: list[Layout]) -> None:
    """The pages divide the sheet: no lesson is lost between them, none is there twice."""
    for layout in layouts:
        places = Counter(
            (row, column) for page in layout.pages for row in page.rows for column in page.columns
        )

        assert set(places) == {
            (row, column)
            for row in range(len(layout.sheet.rows))
            for column in range(len(layout.sheet.columns))
        }
        assert set(places.values()) == {1}


def test_nothing_of_a_school_of_24_forms_is_cut(layouts: list[Layout]) -> None:
    """Long names are wrapped or said shorter, on A4 as on A3."""
    assert [layout.cut for layout in layouts] == [0] * len(layouts)


def test_the_days_of_a_week_are_written_in_one_size(layouts: list[Layout]) -> None:
    """«Понедельник» is longer than the others and makes none of them look more important than itself."""
    for layout in layouts:
        heads = [layout.column_head(at) for at in range(len(layout.sheet.columns))]

        assert len({line.size for lines in heads for line in lines if line.is_strong}) == 1


def test_words_stay_in_their_cells(layouts: list[Layout]) -> None:
    """No line is wider than its column, no cell higher than its row, no table than its page."""
    for layout in layouts:
        for page in layout.pages:
            assert page.row_edges[-1] <= layout.paper.room.bottom()
            assert page.column_edges[-1] <= layout.paper.room.right() + 0.01
            for at, row in enumerate(page.rows):
                high = page.row_edges[at + 1] - page.row_edges[at] + 0.01
                for column in page.columns:
                    lines = layout.fitted(row, column)
                    assert sum(line.size for line in lines) * LINE <= high
                    for line in lines:
                        wide = width_of(line.text, line.size, bold=line.is_strong)
                        assert wide <= layout.widths[column] + 0.01


def test_a_day_is_not_broken_between_pages(layouts: list[Layout]) -> None:
    """A page ends where a day ends, down as across."""
    for layout in layouts:
        for page in layout.pages:
            for lines, edge in ((layout.sheet.rows, page.rows), (layout.sheet.columns, page.columns)):
                after = lines[edge.stop : edge.stop + 1]
                assert not any(line.group and line.group == lines[edge.stop - 1].group for line in after)


def test_a_form_s_week_is_read_from_three_metres(qapp: QApplication, weeks: WeekSheets) -> None:
    """One page of A3, its subjects in capitals of five millimetres."""
    layout = lay_out(weeks.posters()[0], PaperSize.A3)

    subjects = [line.size for at in layout.sheet.cells for line in layout.fitted(*at) if line.is_strong]

    assert len(layout.pages) == 1
    assert min(subjects) * 0.72 >= THREE_METRES


def test_a_list_goes_on_for_pages_before_it_becomes_small(qapp: QApplication) -> None:
    """A month of substitutions is not squeezed on one page."""
    short, long = lay_out(a_list(4), PaperSize.A4), lay_out(a_list(200), PaperSize.A4)

    assert len(short.pages) == 1
    assert len(long.pages) > 3
    assert short.size >= long.size >= 9.5


def test_words_are_shortened_before_they_are_broken_and_broken_before_they_are_cut(
    qapp: QApplication,
) -> None:
    """«Русский язык», «Рус. яз.», then two lines, then «…»."""
    words = Words("Русский язык", ("Рус. яз.",))
    widths = (width_of("Русский язык", 10, bold=False), width_of("Рус. яз.", 10, bold=False))

    assert [line.text for line in fit_words(words, widths[0], 10)] == ["Русский язык"]
    assert [line.text for line in fit_words(words, widths[1], 10)] == ["Рус. яз."]
    assert [line.text for line in fit_words(words, widths[1] - 1, 10)] == ["Рус.", "яз."]
    assert [line.text for line in fit_words(Words("аа бб", ("аабббб",)), 15, 10)] == ["аа", "бб"]
    assert all(line.text.endswith(CUT) and line.is_cut for line in fit_words(words, 10, 10))


def test_a_pdf_has_a_page_of_its_own_paper_for_each_sheet(qapp: QApplication, weeks: WeekSheets) -> None:
    """Forms on A4, each lying as suits it."""
    written = write_pdf("Классы", weeks.forms()[:3], PaperSize.A4)

    assert written.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", written)) == 3
    assert b"/MediaBox [0 0 842" in written


def test_whoever_waits_can_call_it_off(qapp: QApplication, weeks: WeekSheets) -> None:
    """Between two sheets; nothing is left behind."""
    maker = PdfMaker("Классы", weeks.forms(), PaperSize.A4)
    steps = maker.steps()
    assert isinstance(steps, Iterator)

    assert next(steps) is None
    steps.close()  # type: ignore[attr-defined]  # a generator, seen as an iterator

    assert maker.pages == 1


def test_the_margin_stays_white(qapp: QApplication, layouts: list[Layout]) -> None:
    """What a printer cannot reach is empty on every page, and the rest is not."""
    dots = 36
    edge = int(MARGIN * dots / 72) - 2
    for image in (page for layout in layouts for page in picture_pages(layout, dots)):
        wide, high = image.width(), image.height()
        strips = (
            (0, 0, wide, edge),
            (0, high - edge, wide, edge),
            (0, 0, edge, high),
            (wide - edge, 0, edge, high),
        )

        assert all(is_white(image.copy(*strip)) for strip in strips)
        assert not is_white(image)


def is_white(image: QImage) -> bool:
    """Whether nothing is printed here."""
    blank = image.copy()
    blank.fill(Qt.GlobalColor.white)
    return image == blank
