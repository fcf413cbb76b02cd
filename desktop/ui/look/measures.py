"""Lengths of the screen in device-independent pixels, on a grid of eight.

The row height is a range: 29 pupils must show at 1366 × 768 with the header, the rail
and the sync chip, and a finger needs 40.
"""

from __future__ import annotations

from typing import Final

STEP: Final = 8
RADIUS: Final = 4
RING: Final = 2
CHIP: Final = 20

ROW_LEAST: Final = 20
ROW_MOST: Final = 28
ROW_TOUCH: Final = 40

DATE_COLUMN: Final = 40
NAMES_WIDTH: Final = 216
MONTH_BAND: Final = 18
DATE_BAND: Final = 18
WORK_BAND: Final = 18
HEADER: Final = MONTH_BAND + DATE_BAND + WORK_BAND
BAR: Final = 32
RAIL: Final = 56
TOUCH_WIDTH: Final = 44
TOUCH_HEIGHT: Final = 36


def row_height(available: int, rows: int, *, touch: bool = False) -> int:
    """The height of a row, when `rows` of them share `available` pixels."""
    if touch:
        return ROW_TOUCH
    return max(ROW_LEAST, min(ROW_MOST, available // max(rows, 1)))
