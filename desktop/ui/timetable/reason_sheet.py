"""«Почему нельзя»: for one card every place of the week, gathered by the reason that stands in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal

from desktop.ui.timetable.aims import Aims, Tone
from desktop.ui.timetable.side_sheet import Lines, SideSheet
from desktop.ui.words import _
from timetable.grid import TimeSlot

_ORDER = (Tone.FREE, Tone.WORSE, Tone.SWAP, Tone.NO)


class ReasonSheet(SideSheet):
    """A line for each reason, with the places where it holds; a click leads to the first of them."""

    place_wanted = Signal(object)
    """A TimeSlot."""

    def __init__(self, title: str, aims: Aims, short_place: Callable[[TimeSlot], str]) -> None:
        super().__init__(_("Почему нельзя"))
        self._short_place = short_place
        free = sum(1 for aim in aims.values() if aim.tone is not Tone.NO)
        self.say(_("{lesson}. Мест, куда можно: {n} из {all}").format(lesson=title, n=free, all=len(aims)))
        self.lines = Lines(_("Причины"))
        self.lines.show_lines(self._gathered(aims))
        self.lines.chosen.connect(self.place_wanted)
        self.column.addWidget(self.lines, 1)
        self.button(_("Понятно · Esc"), self.left.emit)
        self.setFocusProxy(self.lines)

    def _gathered(self, aims: Aims) -> Iterable[tuple[str, object]]:
        found: dict[tuple[int, str], list[TimeSlot]] = defaultdict(list)
        for at, aim in sorted(aims.items()):
            found[_ORDER.index(aim.tone), aim.words].append(at)
        for (_tone, words), places in sorted(found.items(), key=lambda one: (one[0][0], -len(one[1]))):
            yield f"{self._listed(places)}: {words}", places[0]

    def _listed(self, places: list[TimeSlot]) -> str:
        """«Пн 1–3, Вт 5»: neighbours of a day as one."""
        runs: list[list[TimeSlot]] = []
        for at in places:
            if runs and at == runs[-1][-1].after(1):
                runs[-1].append(at)
            else:
                runs.append([at])
        return ", ".join(self._run(run) for run in runs)

    def _run(self, run: list[TimeSlot]) -> str:
        first, last = self._short_place(run[0]), self._short_place(run[-1])
        return first if len(run) == 1 else f"{first}–{last.split()[-1]}"
