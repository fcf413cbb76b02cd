"""What a reader of foreign files finds: rows that it must leave out, and things worth a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple


class Code(StrEnum):
    """Why a row is left out, for programs; the words beside it are for people."""

    BAD_ENCODING = "bad_encoding"
    BAD_QUOTES = "bad_quotes"
    LONG_ROW = "long_row"
    SHORT_ROW = "short_row"
    MISSING_VALUE = "missing_value"
    BAD_DATE = "bad_date"
    BAD_DATES = "bad_dates"
    BAD_WORD = "bad_word"
    BAD_VALUE = "bad_value"
    DUPLICATE = "duplicate"
    DANGLING = "dangling"
    NO_FORM = "no_form"
    NO_START = "no_start"
    NOT_KEPT = "not_kept"


class Skip(NamedTuple):
    """A row that was not imported. `line` is the line of the file where the row begins, from 1."""

    file: str
    line: int
    code: Code
    reason: str


class Note(NamedTuple):
    """Something that was imported, or left as it stands, and that somebody should look at."""

    code: str
    text: str


class RosterUnreadable(Exception):
    """Nothing of the file can be imported; the text says why, for the person at the keyboard."""


@dataclass
class Findings:
    """Rows left out, each once, and notes, each once, in the order in which they were met."""

    _skips: dict[tuple[str, int], Skip] = field(default_factory=dict)
    _notes: dict[Note, None] = field(default_factory=dict)

    @property
    def skips(self) -> list[Skip]:
        """By file and line."""
        return sorted(self._skips.values(), key=lambda one: (one.file, one.line))

    @property
    def notes(self) -> list[Note]:
        return list(self._notes)

    def skip(self, file: str, line: int, code: Code, reason: str) -> None:
        """A row is left out; of several reasons the first is told."""
        self._skips.setdefault((file, line), Skip(file, line, code, reason))

    def note(self, code: str, text: str) -> None:
        self._notes.setdefault(Note(code, text))

    def is_damaged(self, *files: str) -> bool:
        """Whether rows of these files were left out that might have mattered."""
        return any(one.file in files and one.code is not Code.NOT_KEPT for one in self._skips.values())

    def counts(self) -> dict[Code, int]:
        """How many rows were left out, by reason."""
        return dict(Counter(one.code for one in self.skips))

    def lines(self) -> Iterator[str]:
        """The rows in English, neighbours with the same reason in one line of text."""
        for (file, code, reason), alike in groupby(
            self.skips, key=lambda one: (one.file, one.code, one.reason)
        ):
            yield f"{file}:{show_lines([one.line for one in alike])}: {code}: {reason}"


def show_lines(numbers: list[int]) -> str:
    """Rising numbers of lines as people write them: `3, 7-9`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1] = [spans[-1][0], number]
        else:
            spans.append([number])
    return ", ".join("-".join(str(end) for end in span) for span in spans)
