"""Every word that a person reads on the screen goes through here.

Russian is the source language: the Russian sentence stands in the code and is the key
of its translation. The English catalogue is `resources/words/en/*.json`, one file for a
room, so that two authors do not meet in one file::

    {"Сохранено": "Saved",
     "{n} отметка|{n} отметки|{n} отметок": "{n} mark|{n} marks"}

Qt-free on purpose: reports, refusals and the models' messages speak with the same mouth.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path

CATALOGUES = Path(__file__).parents[2] / "resources" / "words"


class Language(StrEnum):
    """A language of the screen."""

    RUSSIAN = "ru"
    ENGLISH = "en"


class _Mouth:
    """The language spoken now, and its catalogue."""

    def __init__(self) -> None:
        self.language = Language.RUSSIAN
        self.catalogue: dict[str, str] = {}


_mouth = _Mouth()


def speak(language: Language) -> None:
    """Speak this language from now on; sentences already on the screen stay."""
    catalogue = {} if language is Language.RUSSIAN else read_catalogue(language)
    _mouth.language, _mouth.catalogue = language, catalogue


def spoken() -> Language:
    """The language spoken now; the key map and the number formats ask for it."""
    return _mouth.language


def read_catalogue(language: Language) -> dict[str, str]:
    """All translations into one language, from all rooms together."""
    merged: dict[str, str] = {}
    for path in sorted((CATALOGUES / language).glob("*.json")):
        merged.update(json.loads(path.read_text(encoding="utf-8")))
    return merged


def _(text: str) -> str:
    """The sentence in the language spoken now; an untranslated one stays Russian."""
    return _mouth.catalogue.get(text, text)


def N_(text: str) -> str:
    """Mark a sentence of a constant table for translation; `_()` says it later."""
    return text


def plural(n: int, one: str, few: str, many: str) -> str:
    """A sentence about `n` things, with `{n}` filled in.

    The three Russian forms are for 1 отметка, 2 отметки, 5 отметок. The catalogue's key
    is `one|few|many`, its value `one|many`.
    """
    translated = _mouth.catalogue.get(f"{one}|{few}|{many}")
    if translated is not None:
        singular, _bar, several = translated.partition("|")
        return (singular if n == 1 else several).format(n=n)
    return (one, few, many)[_russian_form(n)].format(n=n)


def _russian_form(n: int) -> int:
    tail, tens = abs(n) % 10, abs(n) % 100
    if tail == 1 and tens != 11:
        return 0
    return 1 if 2 <= tail <= 4 and not 12 <= tens <= 14 else 2
