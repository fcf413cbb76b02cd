"""What titles say of forms, groups and subjects."""

from difflib import SequenceMatcher

import pytest

from server.roster.likeness import ALIKE, closest, fold
from server.roster.tables import TABLES
from server.roster.titles import FormName, find_forms, find_group, find_subject, parse_form


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("7Б", (7, "Б")),
        ("7-Б", (7, "Б")),
        ("7 b", (7, "B")),
        ("7 «Б»", (7, "Б")),
        ("7б класс", (7, "Б")),
        ("Класс 10 А", (10, "А")),
        ("11", (11, "")),
        ("10 физмат", (10, "физмат")),
        ("кадетский", None),
    ],
)
def test_a_homeroom_names_its_form(title: str, form: tuple[int, str] | None) -> None:
    """Level and letter, however they are joined; a title without a level names none."""
    assert parse_form(title) == form


def test_a_level_may_come_from_the_grades() -> None:
    """Where the title has none."""
    assert parse_form("Кадеты", 8) == FormName(8, "Кадеты")


def test_letters_that_look_the_same_are_the_same() -> None:
    """Files mix Latin and Cyrillic capitals; «Б» and «B» look different and are."""
    assert FormName(7, "А").looks == FormName(7, "A").looks
    assert FormName(7, "Б").looks != FormName(7, "B").looks


@pytest.mark.parametrize(
    ("title", "forms", "group", "subject"),
    [
        ("7Б Алгебра (гр.1)", ["7Б"], "Группа 1", "Алгебра"),
        ("Английский язык 7-Б, группа 2", ["7Б"], "Группа 2", "Английский язык"),
        ("7Б Информатика (1 группа)", ["7Б"], "Группа 1", "Информатика"),
        ("10А/10Б Физика", ["10А", "10Б"], None, "Физика"),
        ("Алгебра, 7 класс", [], None, "Алгебра"),
        ("История 7 «Б»", ["7Б"], None, "История"),
        ("Труд (технология) 5А", ["5А"], None, "Труд (технология)"),
        ("Программирование", [], None, "Программирование"),
    ],
)
def test_a_class_names_forms_group_and_subject(
    title: str, forms: list[str], group: str | None, subject: str
) -> None:
    """All three stand in one title, in any order; what is left is the subject."""
    assert [one.title for one in find_forms(title)] == forms
    assert find_group(title) == group
    assert find_subject(title) == subject


def test_no_two_columns_of_a_file_are_as_alike_as_a_misspelling() -> None:
    """Below the threshold a guess would be a mistake, so the standard's own names must be."""
    pairs = [
        (left, right)
        for table in TABLES.values()
        for left in table.columns
        for right in table.columns
        if left < right
    ]
    for left, right in pairs:
        ratios = [
            SequenceMatcher(None, *each).ratio() for each in (_folded(left, right), _folded(right, left))
        ]
        assert max(ratios) < ALIKE, (left, right)


def _folded(left: str, right: str) -> tuple[str, str]:
    return fold(left), fold(right)


@pytest.mark.parametrize(
    "name", ["prefferedGivenName", "preferred_given_name", "PreferredGivenName", "preferedGivenName"]
)
def test_a_misspelt_column_is_known(name: str) -> None:
    """By its likeness, never by its place."""
    assert closest(name, TABLES["users"].columns) == "preferredGivenName"
