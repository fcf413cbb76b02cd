"""Between the journal's words and the grid's: scales, codes, cells, both ways."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from desktop.models.deeds import CellWrite
from desktop.models.reading.fates import Fate as Stage
from desktop.models.reading.page_values import CellRead
from desktop.ui.grid import grammar
from desktop.ui.grid.cells import CellShown, CellValue, Fate, Place
from school.attendance import AttendanceCode
from school.mark import Mark
from school.scale import FAIL, PASS, Scale

_FATES = {
    Stage.SETTLED: Fate.SETTLED,
    Stage.UNSENT: Fate.UNSENT,
    Stage.IN_REVIEW: Fate.TWO_VERSIONS,
    Stage.REJECTED: Fate.REJECTED,
    Stage.TWO_VERSIONS: Fate.TWO_VERSIONS,
}


def grid_scale(scale: Scale) -> grammar.Scale:
    """A school's scale as fast entry reads it."""
    if not scale.has_marks:
        return grammar.no_marks()
    if set(scale.values) == {FAIL, PASS}:
        return grammar.pass_or_fail()
    numbers = scale.numbers
    if len(numbers) == len(scale.values) and numbers[-1] == 5:
        return grammar.five_point(numbers[0])
    if len(numbers) == len(scale.values) and numbers[0] in (0, 1):
        return grammar.points(numbers[-1])
    return grammar.five_point()


class Codes:
    """The school's attendance codes: what is stored and what is shown."""

    def __init__(self, codes: Mapping[str, AttendanceCode]) -> None:
        self._codes = codes
        self._keys = {code.shown: key for key, code in codes.items()}

    @property
    def typed(self) -> grammar.Codes:
        """The keyboard's codes, as far as the school has them."""
        all_keys, known = grammar.RUSSIAN_CODES, set(self._keys)
        tails = {pair: code for pair, code in all_keys.tails.items() if not code or code in known}
        return grammar.Codes(
            MappingProxyType({token: code for token, code in all_keys.tokens.items() if code in known}),
            all_keys.stays & known,
            MappingProxyType(tails),
        )

    def shown(self, key: str | None) -> str:
        """«Н» for `absent`; an unknown key is shown as it is."""
        if key is None:
            return ""
        code = self._codes.get(key)
        return code.shown if code else key

    def key(self, shown: str) -> str | None:
        """`absent` for «Н»; None for no code."""
        return self._keys.get(shown, shown) if shown else None

    def value(self, cell: CellRead) -> CellValue:
        """What a cell holds, with the form teacher's reason over the teacher's own code."""
        own = cell.attendance.code if cell.attendance else None
        return _value(self.shown(cell.reason or own), cell.mark)

    def other(self, cell: CellRead) -> CellValue:
        """What lies beside."""
        own = cell.attendance.code if cell.attendance else None
        return _value(self.shown(cell.beside_code or own), cell.beside)

    def cell(self, cell: CellRead, closed: str) -> CellShown:
        """A cell as the grid paints it; what waits for a decision stands beside what is shown."""
        fate = _FATES[cell.fate]
        return CellShown(
            self.value(cell),
            has_comment=cell.has_note or bool(cell.mark and cell.mark.comment),
            absent=cell.absent,
            closed=closed,
            fate=fate,
            other=self.other(cell) if fate is Fate.TWO_VERSIONS else None,
        )

    def write(self, place: Place, value: CellValue, stands: CellRead) -> CellWrite:
        """What the grid wishes, as the journal writes it; a shown reason is nobody's wish."""
        own = stands.attendance.code if stands.attendance else None
        is_shown = value.attendance == self.shown(stands.reason or own)
        code = own if is_shown else self.key(value.attendance)
        return CellWrite(place.row, place.column, value.marks, value.duty, code)


def _value(attendance: str, mark: Mark | None) -> CellValue:
    return CellValue(attendance, mark.values if mark else (), mark.duty if mark else False)
