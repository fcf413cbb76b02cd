"""People of a school, their names and the roles in which they work."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from school.dates import Dates


class Role(StrEnum):
    """What an account may be at a school; the values travel on the wire."""

    TEACHER = "teacher"
    FORM_TEACHER = "form_teacher"
    HEAD_TEACHER = "head_teacher"
    PRINCIPAL = "principal"
    ADMINISTRATOR = "administrator"


def russian_key(text: str) -> str:
    """A key that sorts as the Russian alphabet does: ё is a letter of its own after е.

    Case does not matter, and «ё» typed as е with two dots beside it is the same letter.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    return folded.replace("ё", "е\uffff")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a name; the id is the server's and outlives every change of name."""

    id: str
    family_name: str
    given_name: str
    patronymic: str = ""

    @property
    def full_name(self) -> str:
        """«Петрова Анна Ивановна»."""
        parts = (self.family_name, self.given_name, self.patronymic)
        return " ".join(part for part in parts if part)

    @property
    def short_name(self) -> str:
        """«Петрова А. И.», as staff lists and timetables print it."""
        initials = (part[0] + "." for part in (self.given_name, self.patronymic) if part)
        return " ".join((self.family_name, *initials)).strip()

    @property
    def list_name(self) -> str:
        """«Иванов Пётр», as a class list prints it."""
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def sort_key(self) -> tuple[str, str, str, str]:
        """Order of a list: by names as the alphabet goes, namesakes by id."""
        return (
            russian_key(self.family_name),
            russian_key(self.given_name),
            russian_key(self.patronymic),
            self.id,
        )


@dataclass(frozen=True, slots=True)
class Pupil(Person):
    """A person who learns; the id stays when the pupil moves to another form."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A pupil in a form, from the day of one order to the day of the next.

    A pupil who moves gets a new enrolment; cells outside the dates are closed.
    """

    id: str
    pupil: Pupil
    form: str
    dates: Dates
    order: str = ""

    def covers(self, day: date) -> bool:
        return self.dates.covers(day)
