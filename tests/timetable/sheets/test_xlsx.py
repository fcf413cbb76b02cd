"""A workbook of sheets: opened by another library, it says what the sheets say, and prints on its paper."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from tests.timetable.sheets.a_school import whole_week
from timetable.sheets.of_week import WeekSheets
from timetable.sheets.sheet import Line, Manner, Sheet, Words
from timetable.sheets.xlsx import PaperCode, leaf_names, write_xlsx


def a_list(*words: str) -> Sheet:
    """A list of one row."""
    columns = tuple(Line(f"c{at}") for at in range(len(words)))
    cells = {(0, at): (Words(one),) for at, one in enumerate(words)}
    return Sheet("Список", "Список", (Line("1"),), columns, cells, manner=Manner.LIST)


def read_back(written: bytes) -> CalamineWorkbook:
    """The workbook as another program reads it."""
    return CalamineWorkbook.from_filelike(BytesIO(written))


def page_setup(written: bytes, leaf: int = 1) -> str:
    """The leaf's own text, in which its paper is set up."""
    with ZipFile(BytesIO(written)) as archive:
        return archive.read(f"xl/worksheets/sheet{leaf}.xml").decode()


def test_a_workbook_says_what_its_sheets_say() -> None:
    """Heads, days and cells come back; each teacher has a leaf."""
    sheets = WeekSheets(whole_week())

    book = read_back(write_xlsx([sheets.school(), *sheets.teachers()]))

    assert len(book.sheet_names) == 46
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[2][1:4] == ["", "5А", "5Б"]
    assert rows[3][:3] == ["Понедельник", "1\n08:30–09:10", "ОБЗР\n100"]
    assert len(rows) == 3 + 35


@pytest.mark.parametrize("paper", PaperCode)
def test_the_school_s_leaf_is_set_up_for_its_paper(paper: PaperCode) -> None:
    """Landscape, on the paper asked for, one page, heads on each page."""
    setup = page_setup(write_xlsx([WeekSheets(whole_week()).school()], paper))

    assert f'paperSize="{int(paper)}"' in setup
    assert 'orientation="landscape"' in setup
    assert "<pageSetUpPr fitToPage" in setup


def test_a_list_goes_on_over_as_many_pages_as_it_has() -> None:
    """Fitted to the page's width only, with the heads repeated."""
    written = write_xlsx([a_list("один", "два")])

    assert 'fitToHeight="0"' in page_setup(written)
    with ZipFile(BytesIO(written)) as archive:
        assert "_xlnm.Print_Titles" in archive.read("xl/workbook.xml").decode()


def test_nothing_in_a_cell_is_a_formula() -> None:
    """A title that begins with an equals sign or looks like a link stays text."""
    written = write_xlsx([a_list("=1+1", "https://example.org", "<b>")])

    assert read_back(written).get_sheet_by_index(0).to_python()[2][1:] == [
        "=1+1",
        "https://example.org",
        "<b>",
    ]
    assert not re.search(r"<f>|<hyperlink", page_setup(written))


def test_a_line_without_words_hides_no_other() -> None:
    """A teacher's lesson of no form has nothing in its first line; what and where is said all the same."""
    cells = {(0, 0): (Words("", is_strong=True), Words("Кружок, каб. 5"))}
    sheet = Sheet("Лист", "Лист", (Line("1"),), (Line("Пн"),), cells)

    rows = read_back(write_xlsx([sheet])).get_sheet_by_index(0).to_python()

    assert rows[2][1] == "Кружок, каб. 5"


def test_leaves_have_names_that_a_workbook_takes() -> None:
    """Long names are cut, signs replaced, equal names told apart whatever their case."""
    long = "Абдурахманова-Воскресенская Александра"

    names = leaf_names(["7А/7Б", long, long, "история", "История", "", "History"])

    assert names == [
        "7А 7Б",
        "Абдурахманова-Воскресенская Але",
        "Абдурахманова-Воскресенская (2)",
        "история",
        "История (2)",
        "1",
        "History (2)",
    ]
