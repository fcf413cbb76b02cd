"""What stands in one cell of a foreign file: dates, words, yes and no, lists, levels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from server.roster.decoding import Row
from server.roster.findings import Code
from server.roster.likeness import closest, fold

_ISO = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ].*)?")
_LOCAL = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:[T ].*)?")
_YEARS = range(1990, 2101)
_TRUE = frozenset({"true", "1", "yes", "y", "t", "да"})
_FALSE = frozenset({"false", "0", "no", "n", "f", "нет"})
LONGEST = 200
"""Letters in a name or a title; the catalogue takes no more."""


class BadRow(Exception):
    """A row cannot be used; says why."""

    def __init__(self, code: Code, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def read_text(row: Row, column: str, *, required: bool = False) -> str:
    """A cell in Unicode's normal form with single spaces. Raises BadRow."""
    text = " ".join(unicodedata.normalize("NFC", row[column]).split())
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text):
        raise BadRow(Code.BAD_ENCODING, f"{column} holds characters that are no text")
    if len(text) > LONGEST:
        raise BadRow(Code.BAD_VALUE, f"{column} is longer than {LONGEST} characters")
    if required and not text:
        raise BadRow(Code.MISSING_VALUE, f"{column} is missing")
    return text


def read_word(row: Row, column: str, known: Sequence[str]) -> str:
    """One of the standard's words, in any case, misspelt a little or not. Raises BadRow."""
    text = read_text(row, column, required=True)
    meant = closest(text, known)
    if meant is None:
        raise BadRow(Code.BAD_WORD, f"{column} is {text[:60]!r}, which is none of {', '.join(known)}")
    return meant


def read_flag(row: Row, column: str) -> bool | None:
    """Yes or no in any of the usual ways; None when blank. Raises BadRow."""
    text = fold(read_text(row, column))
    if not text:
        return None
    if text not in _TRUE | _FALSE:
        raise BadRow(Code.BAD_WORD, f"{column} is {text[:60]!r}, neither true nor false")
    return text in _TRUE


def read_list(row: Row, column: str) -> tuple[str, ...]:
    """Names separated by commas, or by semicolons or bars where files have them so."""
    parts = re.split(r"[,;|]", row[column])
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def read_day(row: Row, column: str, *, month_first: bool, required: bool = False) -> date | None:
    """A date in any order; None when blank. Raises BadRow."""
    text = read_text(row, column, required=required)
    if not text:
        return None
    found = parse_date(text, month_first=month_first)
    if found is None:
        raise BadRow(Code.BAD_DATE, f"{column} is {text[:60]!r}, which is no date")
    return found


def parse_date(text: str, *, month_first: bool = False) -> date | None:
    """`2026-09-01`, `20260901`, `01.09.2026`, `1/09/2026`, with or without a time of day after it.

    With slashes the day goes first unless told otherwise; with dots and hyphens it always does.
    """
    iso = _ISO.fullmatch(text)
    local = _LOCAL.fullmatch(text)
    if iso is not None:
        year, month, day = (int(part) for part in iso.groups())
    elif local is not None:
        first, second, year = (int(local[group]) for group in (1, 3, 4))
        swapped = month_first and local[2] == "/"
        day, month = (second, first) if swapped else (first, second)
        year += 2000 if year < 100 else 0
    else:
        return None
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def puts_month_first(texts: Iterable[str]) -> bool:
    """Whether the slash dates of an archive are American: told by those that can be read in one way only."""
    days_first = months_first = 0
    for text in texts:
        found = _LOCAL.fullmatch(text.strip())
        if found is not None and found[2] == "/":
            days_first += int(found[1]) > 12
            months_first += int(found[3]) > 12
    return months_first > days_first


def read_level(text: str) -> int | None:
    """The first of the grades in a cell («07», «7,8») if it is one of a Russian school, else None."""
    found = re.search(r"\d+", text)
    level = int(found[0]) if found else 0
    return level if 1 <= level <= 12 else None
