"""Letters find a card: by subject, teacher or form, in either layout."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.ui.grid import layouts
from desktop.ui.grid.press import Press
from timetable.cards import Draft
from timetable.problem import Demand, Problem
from timetable.rules.rule import BlockKey


@dataclass(frozen=True, slots=True)
class Letters:
    """What was typed, as both layouts read the same keys."""

    scans: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.scans)

    @property
    def words(self) -> tuple[str, str]:
        """The Russian and the Latin reading, in small letters."""
        labels = ({**one, **layouts.DIGITS} for one in (layouts.RUSSIAN, layouts.LATIN))
        russian, latin = ("".join(label[scan] for scan in self.scans).lower() for label in labels)
        return russian, latin

    def typed(self, press: Press) -> Letters | None:
        """With one more letter or digit; None for a key that is neither."""
        scan = press.scan
        is_letter = scan in layouts.DIGITS or layouts.RUSSIAN.get(scan, "").isalpha()
        is_plain = not (press.ctrl or press.alt)
        return replace(self, scans=(*self.scans, scan)) if is_letter and is_plain else None

    def shorter(self) -> Letters:
        return replace(self, scans=self.scans[:-1])


def find_blocks(draft: Draft, letters: Letters) -> tuple[BlockKey, ...]:
    """The blocks, placed or not, of which a word begins so; those of the tray first."""
    problem = draft.problem
    demands = {
        demand.id
        for demand in problem.demands.values()
        if any(text.startswith(word) for text in _texts(problem, demand) for word in letters.words)
    }
    found = [key for key, _, _ in problem.blocks() if key.demand in demands]
    return tuple(sorted(found, key=lambda key: key in draft.cards))


def _texts(problem: Problem, demand: Demand) -> list[str]:
    subject = problem.subjects.get(demand.subject)
    titles = [demand.title, *((subject.title, subject.short) if subject else ())]
    names = [problem.teachers[one].name for one in demand.teachers]
    forms = [problem.forms[one].title for one in problem.forms_of(demand) if one in problem.forms]
    return [word for text in (*titles, *names, *forms) for word in text.lower().split()]
