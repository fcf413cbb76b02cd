"""Papers, and how large letters may be on them. Lengths are points, 72 to an inch."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize

from timetable.sheets.sheet import Manner

MARGIN: Final = 28.0
"""What a school's printer leaves white: a centimetre."""

_A3_TO_A4: Final = 2**0.5


class PaperSize(StrEnum):
    """What lies in the printer."""

    A4 = "A4"
    A3 = "A3"

    @property
    def scale(self) -> float:
        """How much larger things may be than on A4."""
        return _A3_TO_A4 if self is PaperSize.A3 else 1.0

    @property
    def qt(self) -> QPageSize:
        return QPageSize(QPageSize.PageSizeId.A3 if self is PaperSize.A3 else QPageSize.PageSizeId.A4)


@dataclass(frozen=True, slots=True)
class Paper:
    """A page and which way it lies."""

    size: PaperSize
    is_landscape: bool

    @property
    def whole(self) -> QSizeF:
        upright = self.size.qt.size(QPageSize.Unit.Point)
        return upright.transposed() if self.is_landscape else upright

    @property
    def room(self) -> QRectF:
        """Where something may be printed."""
        whole = self.whole
        return QRectF(MARGIN, MARGIN, whole.width() - 2 * MARGIN, whole.height() - 2 * MARGIN)

    @property
    def layout(self) -> QPageLayout:
        """For Qt; the margins are ours."""
        lies = QPageLayout.Orientation
        way = lies.Landscape if self.is_landscape else lies.Portrait
        return QPageLayout(self.size.qt, way, QMarginsF(), QPageLayout.Unit.Point)


@dataclass(frozen=True, slots=True)
class Letters:
    """The least and the largest size of a sheet's strong words, how the others stand to them, the title's.

    ``shrink`` is how far one strong word may go below the others' size to be said in full.
    """

    least: float
    most: float
    plain: float
    title: float
    shrink: float = 1.0


_ON_A4: Final = {
    Manner.WALL: Letters(6.0, 12.0, 0.92, 15.0),
    Manner.POSTER: Letters(9.0, 23.0, 0.55, 34.0, 0.62),
    Manner.LIST: Letters(9.5, 13.0, 1.0, 18.0),
}


def letters_of(manner: Manner, size: PaperSize) -> Letters:
    """On A3 a poster and a title grow with the paper; the least that can be read stays what it is."""
    held = _ON_A4[manner]
    most = held.most if manner is Manner.LIST else held.most * size.scale
    return Letters(held.least, most, held.plain, held.title * size.scale, held.shrink)
