"""Copy and paste, as spreadsheets do it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.grid.cells import CellShown, CellValue, Place
from desktop.ui.grid.clipboard import Page, Table, Verdict, parse_table, write_html, write_tsv
from desktop.ui.grid.grammar import Misread, five_point, parse_cell, pass_or_fail, points
from desktop.ui.grid.sheet import RowShown
from tests.desktop.ui.grid.paper import COLUMN, Paper

NAMES = ("Абрамова Полина Ильинична", "Богданов Илья", "Иванов Пётр", "Иванов Павел", "Чернышёва Юлия")


def page(*columns: str) -> Page:
    """A page of five pupils, two Ivanovs among them."""
    rows = [RowShown(f"p{at}", str(at + 1), name) for at, name in enumerate(NAMES)]
    return Page(rows, columns or (COLUMN, "next"), Paper([row.key for row in rows], five_point()))


def at(row: int, column: str = COLUMN) -> Place:
    """A cell of the page."""
    return Place(f"p{row}", column)


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("5\r\n4\r\n", (("5",), ("4",))),
        ("5\n4", (("5",), ("4",))),
        ("5\t\r\n4\t\r\n", (("5",), ("4",))),
        ("5\t3\r\n\t4\r\n", (("5", "3"), ("", "4"))),
        ('"5"\t"н, б"\r\n', (("5", "н, б"),)),
        ("5\r\n\r\n4\r\n\r\n", (("5",), ("",), ("4",))),
        ("", ()),
    ],
)
def test_tables_of_spreadsheets_are_read(text: str, table: Table) -> None:
    """CRLF, trailing tabs and lines, quotes; an empty line between stays a pupil."""
    assert parse_table(text) == table


cells = st.text(alphabet="2345/НБ.", max_size=4)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.tuples(*[cells] * n), min_size=1, max_size=5)))
def test_what_is_copied_is_read_back(table: list[tuple[str, ...]]) -> None:
    """A copy pasted back is the same table, but for empty rows and columns at its end."""
    read = parse_table(write_tsv(tuple(table)))

    for row, whole in zip(read, table, strict=False):
        assert row == whole[: len(row)]
        assert not any(whole[len(row) :])
    assert not any(any(row) for row in table[len(read) :])


def test_a_copy_stays_text_in_a_spreadsheet() -> None:
    """«5/4» must not become the fifth of April: each cell says that it is text."""
    html = write_html((("5/4", "<Н>"),))

    assert html.count("mso-number-format:'\\@'") == 2
    assert "5/4" in html
    assert "&lt;Н&gt;" in html


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", CellValue(marks=("5",))),
        ("5,0", CellValue(marks=("5",))),
        ("4.00", CellValue(marks=("4",))),
        ("5/4", CellValue(marks=("5", "4"))),
        ("5\\4", CellValue(marks=("5", "4"))),
        (" н ", CellValue("Н")),
        ("уп .", CellValue("УП", (), True)),
        ("Н 4", CellValue("Н", ("4",))),
        ("•", CellValue(duty=True)),
        ("", CellValue()),
    ],
)
def test_cells_are_read_as_people_write_them(text: str, value: CellValue) -> None:
    """Case, spaces and a spreadsheet's zeros do not matter."""
    assert parse_cell(text, five_point()) == value


@pytest.mark.parametrize("text", ["6", "5,5", "5/4/3/2", "Иванов", "5 4", "Н Б", "5-"])
def test_what_is_no_cell_is_said(text: str) -> None:
    """Anything else is handed back with words."""
    read = parse_cell(text, five_point())

    assert isinstance(read, Misread)
    assert read.words


def test_words_of_other_scales_are_read() -> None:
    """зач and незач, 12 and 100."""
    assert parse_cell("Зач", pass_or_fail()) == CellValue(marks=("зач",))
    assert parse_cell("12/7", points(12)) == CellValue(marks=("12", "7"))


def test_a_paste_goes_by_position_from_the_cursor() -> None:
    """A column of marks begins where the cursor is."""
    fit = page().fit(parse_table("5\r\n4\r\n"), at(1))

    assert fit.is_clean
    assert [(cell.place, str(cell.after)) for cell in fit.changes] == [(at(1), "5"), (at(2), "4")]


def test_a_paste_goes_by_name_when_there_are_names() -> None:
    """Surname with a first name or initial finds the pupil in whatever order; ё is е."""
    table = parse_table("Чернышева\t3\r\nИванов Петр\t5\r\nИванов Пав.\t4\r\n")

    fit = page().fit(table, at(0))

    assert fit.is_clean
    assert {cell.place: str(cell.after) for cell in fit.changes} == {at(4): "3", at(2): "5", at(3): "4"}


def test_an_unsure_name_is_nobody() -> None:
    """Two Ivanovs are not guessed between; an unknown name is said."""
    fit = page().fit(parse_table("Богданов\t5\r\nИванов\t4\r\nСидоров\t3\r\nАбрамова\t2\r\n"), at(0))

    assert [cell.text for cell in fit.of(Verdict.UNKNOWN_PUPIL)] == ["Иванов 4", "Сидоров 3"]
    assert [cell.place for cell in fit.changes] == [at(1), at(0)]


def test_what_does_not_fit_is_told_apart() -> None:
    """Same, bad value, closed, outside: the preview lists each, and nothing is written by itself."""
    paper_page = page(COLUMN)
    assert isinstance(paper_page.field, Paper)
    paper_page.field.put(at(0), CellValue(marks=("5",)))
    paper_page.field.cells[at(2)] = CellShown(closed="Ученик выбыл 07.11")

    fit = paper_page.fit(parse_table("5\r\n7\r\n4\r\n4\t4\r\n4\r\n4\r\n"), at(0))

    verdicts = [cell.verdict.value for cell in fit.cells]
    assert verdicts == ["same", "bad_value", "closed", "changes", "outside", "changes", "outside"]
    assert not fit.is_clean


def test_an_empty_pasted_cell_changes_nothing() -> None:
    """A gap in the pasted column is a pupil without a mark, not a wish to wipe one."""
    assert len(page().fit(parse_table("5\r\n\r\n4\r\n"), at(0)).cells) == 2


def test_a_pasted_mark_keeps_the_attendance() -> None:
    """A code that stands is not overwritten by a paste of marks."""
    paper_page = page()
    assert isinstance(paper_page.field, Paper)
    paper_page.field.put(at(0), CellValue("ОП"))

    fit = paper_page.fit((("5",),), at(0))

    assert str(fit.changes[0].after) == "ОП 5"


def test_inside_the_program_a_paste_goes_by_pupil() -> None:
    """What was copied from a pupil's row lands in that pupil's row, wherever the cursor is."""
    fit = page().fit_by_pupil((("5",), ("4",)), ["p3", "gone"], "next")

    assert [cell.place for cell in fit.changes] == [at(3, "next")]
    assert len(fit.of(Verdict.UNKNOWN_PUPIL)) == 1
