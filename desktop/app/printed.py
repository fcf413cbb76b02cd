"""Sheets in the formats that are printed or shown: PDF, workbook, page."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.models.whole_files import ALONE
from desktop.ui.handing_out.orders import Format, Order
from desktop.ui.printing.paper import PaperSize
from desktop.ui.printing.pdf import PdfMaker
from desktop.ui.words import _ as say
from desktop.ui.words import plural, spoken
from timetable.sheets.html import write_html
from timetable.sheets.sheet import Sheet
from timetable.sheets.xlsx import PaperCode, write_xlsx
from timetable.words.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Made:
    """Files by their names, a single one under `ALONE`; ``lacks`` says what their format cannot carry."""

    files: Mapping[str, bytes]
    lacks: tuple[str, ...] = ()


Making = Generator[tuple[int, int], None, Made]
"""Makes files step by step, telling how many of how many are done; the files come at the end."""

Make = Callable[[Order], Making]

_PAPERS: Final = {Format.PDF_A4: PaperSize.A4, Format.PDF_A3: PaperSize.A3}
_CODES: Final = {Format.XLSX_A4: PaperCode.A4, Format.XLSX_A3: PaperCode.A3}


def tongue() -> Tongue:
    """The language of the screen, for whoever speaks without one."""
    return Tongue(say, plural)


def printed(order: Order, sheets: Sequence[Sheet]) -> Making:
    """The file of these sheets in the format that was asked for."""
    total = len(sheets)
    if order.format in _PAPERS:
        content = b""
        for done, made in enumerate(PdfMaker(order.offer.title, sheets, _PAPERS[order.format]).steps(), 1):
            content = made or b""
            yield min(done, total), total
        return Made({ALONE: content})
    yield 0, total
    if order.format is Format.HTML:
        return Made({ALONE: write_html(order.offer.title, sheets, str(spoken()))})
    return Made({ALONE: write_xlsx(sheets, _CODES[order.format])})
