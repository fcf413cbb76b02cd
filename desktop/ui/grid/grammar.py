"""The language of a cell: which tokens are marks of a scale, which are attendance.

A token is what one key types: a digit, a letter of the ЙЦУКЕН layout, `\\` or `.`. What
the tokens mean is data: a scale for each column, the attendance codes for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from desktop.ui.grid.cells import DUTY, MOST_MARKS, CellValue
from desktop.ui.words import _

SECOND: Final = "\\"
SWALLOW: Final = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Marks that a column takes.

    `marks`: their texts. `aliases`: tokens that are a whole mark by themselves (З is
    «зач»); they come before attendance. `confirmed`: a mark is complete only with Enter
    (100 points). `refusal`: the words for a token outside the scale.
    """

    marks: frozenset[str]
    refusal: str
    aliases: Mapping[str, str] = field(default_factory=dict)
    confirmed: bool = False

    def begins(self, text: str) -> bool:
        """Whether some mark begins with this text."""
        return any(mark.startswith(text) for mark in self.marks)

    def is_complete(self, text: str) -> bool:
        """Whether this text is a mark and cannot grow into a longer one."""
        grows = any(mark.startswith(text) and mark != text for mark in self.marks)
        return text in self.marks and not grows and not self.confirmed


def five_point(least: int = 2) -> Scale:
    """The school's own scale: 2–5, or 1–5 where 1 is given."""
    return _numbers(least, 5, _("В этом классе отметки от {least} до 5").format(least=least))


def points(most: int) -> Scale:
    """10 or 12 points: `1` waits for a second digit; 100 points: every mark waits for Enter."""
    least = 0 if most == 100 else 1
    words = _("В этом классе отметки от {least} до {most}").format(least=least, most=most)
    return _numbers(least, most, words, confirmed=most == 100)


def pass_or_fail() -> Scale:
    """зач by 5, 1 or З; незач by 2 or 0."""
    passed, failed = "зач", "незач"
    return Scale(
        marks=frozenset({passed, failed}),
        refusal=_("Здесь зачёт (5, 1 или З) или незачёт (2 или 0)"),
        aliases=MappingProxyType({"5": passed, "1": passed, "З": passed, "2": failed, "0": failed}),
    )


def no_marks() -> Scale:
    """Grade 1 and the like: attendance, dots and comments only."""
    return Scale(frozenset(), _("В этом классе без отметок: посещаемость, точки, комментарии"))


def term_marks(scale: Scale) -> Scale:
    """A column of term marks: the scale's own, and Н н/а, О осв, З зач."""
    words = {"Н": "н/а", "О": "осв", "З": "зач"}
    aliases = {**scale.aliases, **words}
    return Scale(scale.marks | set(words.values()), scale.refusal, aliases, scale.confirmed)


def _numbers(least: int, most: int, refusal: str, *, confirmed: bool = False) -> Scale:
    marks = frozenset(str(number) for number in range(least, most + 1))
    return Scale(marks, refusal, confirmed=confirmed)


@dataclass(frozen=True, slots=True)
class Codes:
    """Attendance as the keyboard knows it; the codes themselves are the region's data.

    `tokens`: a key's token and its code. `stays`: codes after which the cursor waits for
    a mark. `tails`: what a token typed right after a code makes of it; `SWALLOW` when
    hands only finish the code's name («УП», «ОСВ»).
    """

    tokens: Mapping[str, str]
    stays: frozenset[str]
    tails: Mapping[tuple[str, str], str]

    @property
    def known(self) -> frozenset[str]:
        """Every code that may be typed."""
        grown = {code for code in self.tails.values() if code}
        return frozenset(self.tokens.values()) | grown


TERM_CODES: Final = Codes(
    tokens=MappingProxyType({}),
    stays=frozenset(),
    tails=MappingProxyType({("осв", "С"): SWALLOW, ("осв", "В"): SWALLOW}),
)
"""A column of term marks has no attendance; hands that type «осв» touch no neighbour."""

RUSSIAN_CODES: Final = Codes(
    tokens=MappingProxyType({"Н": "Н", "У": "УП", "НП": "НП", "Б": "Б", "О": "ОП", "С": "ОСВ"}),
    stays=frozenset({"ОП"}),
    tails=MappingProxyType(
        {
            ("Н", "П"): "НП",
            ("УП", "П"): SWALLOW,
            ("ОП", "П"): SWALLOW,
            ("ОП", "Т"): "ОТ",
            ("ОП", "С"): "ОСВ",
            ("ОСВ", "В"): SWALLOW,
        }
    ),
)


@dataclass(frozen=True, slots=True)
class Misread:
    """A text that is no cell here, with words for the teacher."""

    text: str
    words: str


def parse_cell(text: str, scale: Scale, codes: Codes = RUSSIAN_CODES) -> CellValue | Misread:
    """Read a cell that was typed as text or pasted: «Н 4», «5/4», «.», «5,0», «зач».

    Case does not matter; a number written as `5,0` or `5.0` by a spreadsheet is 5.
    """
    attendance, duty = "", False
    marks: list[str] = []
    for word in text.replace("\\", "/").split():
        if word.upper() in codes.known and not attendance and not _mark(word, scale):
            attendance = word.upper()
        elif word in {DUTY, "•"} and not duty:
            duty = True
        elif not marks and (found := _marks(word, scale)):
            marks = found
        else:
            return Misread(text, _("«{text}» — такой отметки здесь нет").format(text=text.strip()))
    if len(marks) > MOST_MARKS:
        return Misread(text, _("В одной клетке не больше трёх отметок"))
    return CellValue(attendance, tuple(marks), duty)


def _marks(word: str, scale: Scale) -> list[str]:
    whole = _mark(word, scale)
    if whole:
        return [whole]
    found = [_mark(part, scale) for part in word.split("/")]
    return found if all(found) else []


def _mark(word: str, scale: Scale) -> str:
    """The scale's own spelling of a mark, or an empty text."""
    lowered = word.lower()
    if lowered in scale.marks:
        return lowered
    number, point, zeros = lowered.replace(",", ".").partition(".")
    if point and zeros and not zeros.strip("0") and number in scale.marks:
        return number
    return scale.aliases.get(word.upper(), "")
