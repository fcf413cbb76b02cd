"""What titles say: «7Б», «7-Б», «7 b» is a form; «7Б Алгебра (гр.1)» a subject, a form and a group."""

from __future__ import annotations

import re
from typing import NamedTuple

_QUOTES = "«»\"'“”„"
_FORM = re.compile(
    r"(?<!\d)(1[0-2]|[1-9])\s*[-–—._]?\s*[«\"'“„]?([А-ЯЁа-яёA-Za-z])[»\"'”]?(?![А-ЯЁа-яёA-Za-z])"
)
_HOMEROOM = re.compile(r"(?<!\d)(1[0-2]|[1-9])(?!\d)\s*[-–—._]?\s*(.*)")
_NOISE = re.compile(r"\b(класс\w*|кл|class|grade|form|year|homeroom|параллель)\b\.?", re.IGNORECASE)
_GROUP = re.compile(
    r"[\(\[,;–—-]?\s*(?:(?:под)?гр(?:уппа)?\.?|group|gr\.?)\s*(?:№\s*)?(\d{1,2}|[А-ЯЁA-Z])\b\s*[\)\]]?"
    r"|[\(\[]?\s*(\d{1,2})\s*-?\s*(?:я\s+)?(?:под)?группа\s*[\)\]]?",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"(?<!\d)(?:1[0-2]|[1-9])(?!\d)")
_LATIN = str.maketrans("ABCEHKMOPTX", "АВСЕНКМОРТХ")
"""Capital letters that look the same in both alphabets; files mix them."""


class FormName(NamedTuple):
    """A form's level and letter: 7 and «Б»; the letter may be empty in a village or a word."""

    level: int
    letter: str

    @property
    def title(self) -> str:
        """«7Б»; a longer name keeps its distance: «10 физмат»."""
        gap = " " if len(self.letter) > 1 else ""
        return f"{self.level}{gap}{self.letter}"

    @property
    def looks(self) -> tuple[int, str]:
        """What the eye sees: Latin and Cyrillic letters of one shape are one."""
        return self.level, self.letter.upper().translate(_LATIN)


def parse_form(title: str, level: int | None = None) -> FormName | None:
    """The form that a homeroom's title names; `level` helps a title that has none. None if there is none."""
    text = " ".join(_NOISE.sub(" ", title).split())
    found = _HOMEROOM.fullmatch(text)
    if found is not None:
        return FormName(int(found[1]), _letter(found[2]))
    if level is not None and text:
        return FormName(level, _letter(text))
    return None


def find_forms(title: str) -> list[FormName]:
    """The forms named in a course's title, «10А/10Б Физика»."""
    return [FormName(int(found[1]), found[2].upper()) for found in _FORM.finditer(title)]


def find_group(title: str) -> str | None:
    """The subgroup named in a course's title, as it is shown: «Группа 1»; None for a whole form."""
    found = _GROUP.search(title)
    return f"Группа {(found[1] or found[2]).upper()}" if found else None


def find_subject(title: str) -> str:
    """What is left of a title without form, level and group: «Алгебра»."""
    text = _FORM.sub(" ", _GROUP.sub(" ", title))
    text = _LEVEL.sub(" ", _NOISE.sub(" ", text))
    text = re.sub(r"\s+", " ", re.sub(r"\(\s*\)|\[\s*\]", " ", text)).strip(f" ,;:/.–—-_{_QUOTES}")
    return text[:1].upper() + text[1:]


def _letter(text: str) -> str:
    plain = " ".join(text.strip(f" {_QUOTES}()-–—._").split())[:15]
    return plain.upper() if len(plain) == 1 else plain
