"""A colour for each subject: a tint that carries dark text in light and light text in dark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QColor

from timetable.problem import Problem

_GOLDEN = 0.61803398875
"""Hues that follow each other by the golden section stay apart however many there are."""


@dataclass(frozen=True, slots=True)
class Tint:
    """How the cards of a subject are painted."""

    fill: QColor
    edge: QColor


Hues = Mapping[str, float]
"""The hue (0 to 1) of each subject."""


def hues_of(problem: Problem) -> Hues:
    """Subjects in their own order; a new one at the end changes no other's colour."""
    return {subject: (0.58 + at * _GOLDEN) % 1.0 for at, subject in enumerate(problem.subjects)}


@cache
def tint(hue: float, *, is_dark: bool) -> Tint:
    """The tint of a hue: about 11:1 with the text of either theme."""
    if is_dark:
        return Tint(QColor.fromHslF(hue, 0.34, 0.25), QColor.fromHslF(hue, 0.55, 0.60))
    return Tint(QColor.fromHslF(hue, 0.62, 0.90), QColor.fromHslF(hue, 0.55, 0.46))
