"""What can be handed out, and what somebody has asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from pathlib import Path

from desktop.ui.words import N_


class Format(Enum):
    """A format: the ending of its file, and what it is called; for many files there is a folder."""

    PDF_A4 = ("pdf", N_("PDF, A4"))
    PDF_A3 = ("pdf", N_("PDF, A3"))
    XLSX_A4 = ("xlsx", N_("Excel, A4"))
    XLSX_A3 = ("xlsx", N_("Excel, A3"))
    HTML = ("html", N_("Страница для сайта (HTML)"))
    ICAL = ("ics", N_("Календари для телефонов (iCalendar)"))
    ASC = ("xml", N_("aSc Timetables (XML)"))
    FET = ("fet", N_("FET"))
    PARTA = ("json", N_("Файл Парты"))

    @property
    def ending(self) -> str:
        return self.value[0]

    @property
    def title(self) -> str:
        return self.value[1]

    @property
    def makes_folder(self) -> bool:
        return self is Format.ICAL


PRINTED = (Format.PDF_A4, Format.PDF_A3, Format.XLSX_A4, Format.XLSX_A3, Format.HTML)
ON_A4 = (Format.PDF_A4, Format.XLSX_A4, Format.HTML)


class Days(StrEnum):
    """Which days an offer asks for."""

    NONE = "none"
    ONE = "one"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can go out; ``name`` begins the file's name, ``about`` says what it is for."""

    key: str
    title: str
    name: str
    formats: tuple[Format, ...]
    about: str = ""
    days: Days = Days.NONE
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for; ``path`` is a file, or a folder for a format of many files."""

    offer: Offer
    format: Format
    first: date
    last: date
    path: Path
