"""Names, their forms and their order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.dates import Dates
from school.people import Enrolment, Person, Pupil, Role, russian_key

ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


def test_a_person_is_written_in_full_and_in_short() -> None:
    """A staff list prints «Петрова А. И.», a diary prints the whole name."""
    person = Person("1", "Петрова", "Анна", "Ивановна")

    assert person.full_name == "Петрова Анна Ивановна"
    assert person.short_name == "Петрова А. И."
    assert person.list_name == "Петрова Анна"


def test_a_person_without_a_patronymic_has_no_stray_dots() -> None:
    """Not everybody has a patronymic, and nobody's name ends in a space."""
    person = Person("1", "Ким", "Ольга")

    assert (person.full_name, person.short_name) == ("Ким Ольга", "Ким О.")


@given(st.text(ALPHABET, max_size=6), st.text(ALPHABET, max_size=6))
def test_names_sort_as_the_alphabet_goes(one: str, other: str) -> None:
    """Ё is a letter of its own between е and ж."""

    def places(word: str) -> list[int]:
        return [ALPHABET.index(letter) for letter in word]

    assert (russian_key(one) < russian_key(other)) == (places(one) < places(other))


def test_yo_stands_between_ye_and_zhe() -> None:
    """A list never puts Ёлкина behind Яковлева, nor among those with е."""
    names = ["Жуков", "Ея", "Ёж", "Ежова"]

    assert sorted(names, key=russian_key) == ["Ежова", "Ея", "Ёж", "Жуков"]


def test_case_and_composed_letters_do_not_matter_for_order() -> None:
    """«Ёлкин» typed with two combining dots stands where «ёлкин» stands."""
    assert russian_key("Е\u0308лкин") == russian_key("ёлкин")


def test_namesakes_keep_one_order() -> None:
    """Two Ivanovs never change places between two paintings of the page."""
    first, second = Pupil("1", "Иванов", "Пётр"), Pupil("2", "Иванов", "Пётр")

    assert sorted([second, first], key=lambda pupil: pupil.sort_key) == [first, second]


@pytest.mark.parametrize(
    ("day", "is_there"), [(date(2026, 9, 1), True), (date(2026, 11, 9), True), (date(2026, 11, 10), False)]
)
def test_a_pupil_is_in_a_form_from_order_to_order(day: date, is_there: bool) -> None:
    """The last day of an enrolment still belongs to it, the next one does not."""
    dates = Dates(date(2026, 9, 1), date(2026, 11, 9))

    enrolment = Enrolment("e", Pupil("1", "Иванов", "Пётр"), "7b", dates, "№ 12")

    assert enrolment.covers(day) is is_there


@given(*[st.dates(date(2026, 9, 1), date(2026, 9, 30))] * 4)
def test_stretches_overlap_when_they_share_a_day(a: date, b: date, c: date, d: date) -> None:
    """Overlapping is symmetric and means that some day is in both."""
    one, other = Dates(min(a, b), max(a, b)), Dates(min(c, d), max(c, d))
    shared = any(
        one.covers(day) and other.covers(day) for day in (date(2026, 9, number) for number in range(1, 31))
    )

    assert one.overlaps(other) == other.overlaps(one) == shared


def test_roles_travel_under_their_names() -> None:
    """The values of roles are words of the protocol."""
    assert [role.value for role in Role] == [
        "teacher",
        "form_teacher",
        "head_teacher",
        "principal",
        "administrator",
    ]
