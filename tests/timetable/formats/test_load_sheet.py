"""The load comes from the sheets that schools have, and each cell that cannot be used is told."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.timetable.formats.fet_text import SCHOOL
from timetable.formats.fet.reading import read_fet
from timetable.formats.files import open_file
from timetable.formats.load.columns import Column
from timetable.formats.load.problem import lines_of, problem_of
from timetable.formats.load.rows import read_load_sheet, rows_of, text_of
from timetable.formats.load.workbook import read_load_workbook, write_load_workbook
from timetable.formats.refusals import BadFile, Why
from timetable.problem import Block, RoomNeed

RUSSIAN = (
    "Класс\tПредмет\tУчитель\tЧасов в неделю\tГруппы\tКабинет\tПримечание\n"
    "7А\tАлгебра\tИванова\t4\t\t21, 22\tпрофиль\n"
    "7А\tАнглийский\tПетров / Сидорова\t3\t1 группа / 2 группа\t\t\n"
    "\t\t\t\t\t\t\n"
    "7А; 7Б\tФизкультура\tОрлов\t2+1\tМальчики\tЗал\t\n"
    "7Б\tОДНКНР\tИванова\t0,5\t\t\t\n"
)


def test_russian_headings_in_any_order_are_understood() -> None:
    """Blocks, sides that are taught in parallel, streams, half hours and rooms, from one paste."""
    sheet = read_load_sheet(RUSSIAN)

    problem = problem_of(sheet)

    algebra, english, sport, ethics = problem.demands.values()
    assert algebra.needs == (RoomNeed(("21", "22")),)
    assert [(part.groups, part.teachers) for part in english.parts] == [
        (("7А 1 группа",), ("Петров",)),
        (("7А 2 группа",), ("Сидорова",)),
    ]
    assert sport.blocks == (Block(2), Block(1))
    assert sport.groups == ("7А Мальчики", "7Б Мальчики")
    assert ethics.blocks == (Block(1, None),)
    assert (sheet.wrong, sheet.ignored) == ((), ("Примечание",))


def test_groups_of_one_division_share_no_pupil_and_of_two_do() -> None:
    """«1 группа» and «2 группа» may be taught at once; boys meet both."""
    groups = problem_of(read_load_sheet(RUSSIAN)).groups

    first, second, boys = (groups[f"7А {name}"].atoms for name in ("1 группа", "2 группа", "Мальчики"))
    assert not first & second
    assert first & boys
    assert second & boys
    assert first | second == groups["7А"].atoms


def test_a_sheet_without_headings_is_that_of_asc() -> None:
    """Teachers, Class, Subject, Length, Per week: the order of aSc's clipboard; a double makes pairs."""
    (row,) = read_load_sheet("Ann\t7A\tMaths\tDouble\t5\n").rows

    assert (row.teachers, row.forms, row.subject) == ((("Ann",),), ("7A",), "Maths")
    assert row.blocks.every == (2, 2, 1)


@pytest.mark.parametrize(
    ("cells", "why", "column"),
    [
        (("", "Алгебра", "И", "4"), Why.EMPTY_CELL, Column.FORMS),
        (("7А", "", "И", "4"), Why.EMPTY_CELL, Column.SUBJECT),
        (("7А", "Алгебра", "И", "много"), Why.WRONG_CELL, Column.PER_WEEK),
        (("7А", "Алгебра", "И", "0"), Why.WRONG_CELL, Column.PER_WEEK),
        (("7А", "Алгебра", "И", "-3"), Why.WRONG_CELL, Column.PER_WEEK),
        (("7А", "Алгебра", "И", "99"), Why.TOO_MANY_BLOCKS, Column.PER_WEEK),
        (("7А", "Алгебра", "И", "2.75"), Why.WRONG_CELL, Column.PER_WEEK),
        (("7А", "Алгебра", "А / Б / В", "3", "1 / 2"), Why.UNEVEN_SIDES, Column.GROUPS),
    ],
)
def test_a_wrong_cell_is_told_with_its_place(cells: tuple[str, ...], why: Why, column: Column) -> None:
    """Row and column of each; the other rows are read all the same."""
    lines = [["Класс", "Предмет", "Учитель", "Часы", "Группы"], ["7А", "ИЗО", "И", "1"], list(cells)]

    sheet = rows_of(lines, "Лист1")

    (wrong,) = sheet.wrong
    assert (wrong.why, wrong.place.sheet, wrong.place.line, wrong.place.column) == (why, "Лист1", 3, column)
    assert len(sheet.rows) == 1
    assert f"лист «Лист1», строка 3, столбец «{column}»" in wrong.words()


@pytest.mark.parametrize(
    ("hours", "found"), [("61", 61), ("999999999", 999_999_999), ("+".join(["8"] * 9), 72), ("100,5", 100)]
)
def test_more_hours_than_a_week_has_are_refused_in_words(hours: str, found: int) -> None:
    """One number or many that are added up: the cell, how much it asks for and how much there can be."""
    (wrong,) = read_load_sheet(f"Класс\tПредмет\tЧасов в неделю\n7А\tАлгебра\t{hours}\n").wrong

    assert (wrong.why, wrong.place.line, wrong.place.column) == (Why.TOO_MANY_BLOCKS, 2, Column.PER_WEEK)
    assert wrong.words().endswith(f"{found} уроков в неделю, а бывает не больше 60")


@pytest.mark.parametrize("name", ["=1+1", "+7", "-2", "@сумма", "'=1", "'так"])
def test_a_name_that_a_spreadsheet_would_compute_is_written_as_text_and_read_back(name: str) -> None:
    """No cell of a text sheet begins as a formula does; what was written is read as it was."""
    lines = [["Класс", "Предмет", "Часов в неделю"], ["7А", name, "2"]]

    text = text_of(lines)

    assert not any(cell[:1] in "=+-@" for cell in text.splitlines()[1].split("\t") if cell)
    assert read_load_sheet(text).rows[0].subject == name


def test_missing_columns_are_named() -> None:
    """Without form, subject or hours there is no load."""
    (wrong,) = read_load_sheet("Учитель\tКласс\nИванова\t7А\n").wrong

    assert wrong.why is Why.NO_COLUMN
    assert wrong.facts["list"] == "«Предмет», «Часов в неделю»"


def test_a_whole_school_survives_the_workbook() -> None:
    """Demands with their blocks, teachers, groups and rooms come back from an .xlsx as from the clipboard."""
    lines = lines_of(read_fet(SCHOOL.read_bytes()).draft.problem)

    from_book = read_load_workbook(write_load_workbook(lines, "Нагрузка"))

    assert not from_book.wrong
    assert from_book.rows == read_load_sheet(text_of(lines)).rows
    assert lines_of(problem_of(from_book)) == lines


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def test_a_sheet_of_libreoffice_is_read(tmp_path: Path) -> None:
    """An .ods goes the same way."""
    cells = "".join(
        f"<table:table-row>{''.join(_ods_cell(cell) for cell in line)}</table:table-row>"
        for line in (("Класс", "Предмет", "Часов"), ("7А", "ИЗО", "1"))
    )
    space = 'xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"'
    names = " ".join(space.format(name) for name in ("office", "table", "text"))
    sheet = f'<table:table table:name="Л">{cells}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    path = tmp_path / "load.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")

    problem = open_file(path).draft.problem

    assert list(problem.forms) == ["7А"]
    assert problem.demands["row2"].subject == "ИЗО"


def _ods_cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 250_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a workbook",
        b"PK\x03\x04broken",
        write_load_workbook([["Класс", "Предмет"]], "Л")[:900],
    ],
    ids=["empty", "text", "broken zip", "truncated"],
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    """A renamed, truncated or empty file: one sentence."""
    with pytest.raises(BadFile):
        read_load_workbook(content)


def test_a_workbook_that_would_fill_the_memory_is_refused() -> None:
    """A small file that unpacks to gigabytes is not unpacked."""
    with pytest.raises(BadFile) as refused:
        read_load_workbook(_bomb())

    assert refused.value.why is Why.TOO_BIG


def test_a_file_with_wrong_cells_is_not_half_read(tmp_path: Path) -> None:
    """All of them are told at once, with the name of the file."""
    path = tmp_path / "load.tsv"
    path.write_text("Класс\tПредмет\tЧасов\n7А\t\t3\n7А\tИЗО\tx\n7А\tИЗО\t1\n", "utf-8")

    with pytest.raises(BadFile) as refused:
        open_file(path)

    assert [line.partition(":")[0] for line in refused.value.words().splitlines()] == [
        "load.tsv, строка 2, столбец «Предмет»",
        "load.tsv, строка 3, столбец «Часов в неделю»",
    ]
