"""How a sentence gets its language: the timetable speaks Russian, and whoever calls brings a translation.

A function that speaks takes a `Tongue` and calls it by these names, so that one test finds every
sentence of the desktop and of the timetable alike::

    def told(finding: Finding, tongue: Tongue = RUSSIAN) -> str:
        _, plural = tongue
        return _("Учитель {name} ведёт два урока сразу").format(name=...)

The desktop's tongue is ``Tongue(words._, words.plural)``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


def as_it_stands(text: str) -> str:
    """The Russian sentence itself."""
    return text


def russian_plural(n: int, one: str, few: str, many: str) -> str:
    """1 урок, 2 урока, 5 уроков, with ``{n}`` filled in."""
    tail, tens = abs(n) % 10, abs(n) % 100
    if tail == 1 and tens != 11:
        return one.format(n=n)
    return (few if 2 <= tail <= 4 and not 12 <= tens <= 14 else many).format(n=n)


class Tongue(NamedTuple):
    """A language: how a sentence is said, and how one about ``n`` things."""

    say: Callable[[str], str]
    plural: Callable[[int, str, str, str], str]


RUSSIAN = Tongue(as_it_stands, russian_plural)
"""The source language, for the command line and for tests."""


def N_(text: str) -> str:  # noqa: N802  # the name by which the test of translations finds it
    """Mark a sentence of a constant table for translation; a tongue says it later."""
    return text
