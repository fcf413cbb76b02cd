"""A sheet of paper for fast entry: a field that takes effects at once, as a screen does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from desktop.ui.grid.cells import BLANK, CellShown, CellValue, Place
from desktop.ui.grid.effects import ClassDone, Effect, Fill, Hint, Move, Put, Refuse, TakeBack
from desktop.ui.grid.entry import Entry
from desktop.ui.grid.grammar import RUSSIAN_CODES, Codes, Scale, five_point

COLUMN = "today"
ABSENT_CODES = frozenset({"Н", "УП", "НП", "Б", "ОТ"})


@dataclass
class Paper:
    """Rows of pupils and one column; absence follows the code, as the school's data says."""

    rows: Sequence[str]
    marks_by: Scale
    cells: dict[Place, CellShown] = field(default_factory=dict)

    def pupils(self) -> Sequence[str]:
        """Every row."""
        return self.rows

    def scale(self, column: str) -> Scale:
        """One scale for all columns."""
        return self.marks_by

    def cell(self, place: Place) -> CellShown:
        """What stands there."""
        return self.cells.get(place, BLANK)

    def put(self, place: Place, value: CellValue) -> None:
        """Write a cell."""
        absent = value.attendance in ABSENT_CODES
        self.cells[place] = replace(self.cell(place), value=value, absent=absent)


class Hands:
    """Somebody who types: keys in, the paper changes, effects are kept."""

    def __init__(
        self, pupils: int = 30, scale: Scale | None = None, codes: Codes = RUSSIAN_CODES, at: int = 0
    ) -> None:
        self.paper = Paper([f"p{number}" for number in range(pupils)], scale or five_point())
        self.entry = Entry(self.paper, codes)
        self.effects: list[Effect] = []
        self.entry.go_to(Place(f"p{at}", COLUMN))

    def types(self, keys: str) -> Hands:
        """Type keys parted by spaces: tokens, or Enter, Space, Down, Up, Back, Del, Esc, Fill."""
        for key in keys.split():
            self.do(self._key(key))
        return self

    def _key(self, key: str) -> list[Effect]:
        entry = self.entry
        named = {
            "Enter": entry.enter,
            "Space": entry.space,
            "Down": entry.down,
            "Up": entry.up,
            "Back": entry.backspace,
            "Del": entry.wipe,
            "Esc": entry.escape,
            "Fill": entry.fill,
            "Other": entry.interrupt,
        }
        return named[key]() if key in named else entry.type(key)

    def clicks(self, row: int) -> Hands:
        """Click another pupil."""
        self.do(self.entry.go_to(Place(f"p{row}", COLUMN)))
        return self

    def do(self, effects: Iterable[Effect]) -> None:
        """Take effects as a screen does: write, and ask nothing."""
        for effect in effects:
            self.effects.append(effect)
            if isinstance(effect, Put | TakeBack):
                self.paper.put(effect.place, effect.after)
            elif isinstance(effect, Fill):
                for place in effect.places:
                    stands = self.paper.cell(place).value
                    self.paper.put(place, replace(stands, marks=effect.value.marks, duty=effect.value.duty))

    def holds(self, row: int, text: str) -> Hands:
        """Something stands in a cell already."""
        attendance, _space, rest = text.partition(" ") if text[0].isalpha() else ("", "", text)
        marks = tuple(rest.rstrip(".").strip().split("/")) if rest.rstrip(".").strip() else ()
        self.paper.put(self.place(row), CellValue(attendance, marks, rest.endswith(".")))
        return self

    def closes(self, row: int, why: str = "Ученик выбыл 07.11") -> Hands:
        """A cell outside the pupil's dates."""
        self.paper.cells[self.place(row)] = CellShown(closed=why)
        return self

    def place(self, row: int) -> Place:
        """The cell of a pupil."""
        return Place(f"p{row}", COLUMN)

    @property
    def cursor(self) -> int:
        """The row of the cursor."""
        assert self.entry.place is not None
        return int(self.entry.place.row[1:])

    @property
    def column(self) -> list[str]:
        """The column as text, without the empty cells at its end."""
        texts = [str(self.paper.cell(Place(row, COLUMN)).value) for row in self.paper.rows]
        while texts and not texts[-1]:
            texts.pop()
        return texts

    @property
    def words(self) -> list[str]:
        """Refusals and hints so far."""
        return [effect.words for effect in self.effects if isinstance(effect, Refuse | Hint)]

    def last(self, kind: type[Effect]) -> Effect | None:
        """The last effect of a kind."""
        return next((one for one in reversed(self.effects) if isinstance(one, kind)), None)


__all__ = ["COLUMN", "ClassDone", "Hands", "Move", "Paper"]
