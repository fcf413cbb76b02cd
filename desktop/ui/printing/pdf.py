"""Sheets as a PDF, and as pictures of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter, QPdfWriter

from desktop.ui.printing.layout import Layout, lay_out
from desktop.ui.printing.painting import PagePainter
from desktop.ui.printing.paper import PaperSize
from timetable.sheets.sheet import Sheet

_RESOLUTION: Final = 1200
_POINTS: Final = 72.0
_DOTS_PER_METRE: Final = 39.3701


class PdfMaker:
    """Writes a PDF sheet by sheet, so that whoever waits can be told, and can call it off."""

    def __init__(self, title: str, sheets: Sequence[Sheet], size: PaperSize) -> None:
        self._title, self._sheets, self._size = title, sheets, size
        self.pages = 0

    def steps(self) -> Iterator[bytes | None]:
        """One step for each sheet; the last gives the finished file."""
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(_RESOLUTION)
        writer.setTitle(self._title)
        writer.setCreator("Parta")
        painter: QPainter | None = None
        try:
            for sheet in self._sheets:
                layout = lay_out(sheet, self._size)
                for number in range(len(layout.pages)):
                    writer.setPageLayout(layout.paper.layout)
                    if painter is None:
                        painter = QPainter(writer)
                    else:
                        writer.newPage()
                    _paint(painter, layout, number, writer.logicalDpiY())
                    self.pages += 1
                yield None
        finally:
            if painter is not None:
                painter.end()
            buffer.close()
        yield bytes(held.data())


def write_pdf(title: str, sheets: Sequence[Sheet], size: PaperSize) -> bytes:
    """The finished file."""
    *_steps, finished = PdfMaker(title, sheets, size).steps()
    assert finished is not None
    return finished


def picture_pages(layout: Layout, dots_per_inch: int = 100) -> list[QImage]:
    """The pages as pictures: what is seen before it is printed."""
    found = []
    whole = layout.paper.whole * (dots_per_inch / _POINTS)
    for number in range(len(layout.pages)):
        image = QImage(whole.toSize(), QImage.Format.Format_RGB32)
        image.setDotsPerMeterX(round(dots_per_inch * _DOTS_PER_METRE))
        image.setDotsPerMeterY(round(dots_per_inch * _DOTS_PER_METRE))
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint(painter, layout, number, image.logicalDpiY())
        painter.end()
        found.append(image)
    return found


def _paint(painter: QPainter, layout: Layout, number: int, dots_per_inch: int) -> None:
    """One page, in points."""
    scale = dots_per_inch / _POINTS
    painter.save()
    painter.scale(scale, scale)
    PagePainter(painter, layout).paint(number)
    painter.restore()
