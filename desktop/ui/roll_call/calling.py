"""The roll call as a state: who is listed, what is typed, who is away. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from desktop.models.journal import Journal
from desktop.models.reading.lesson_head import LessonHead
from school.attendance import Absence, AttendanceCode
from school.people import Pupil

SHOWN_BY_DIGIT: Final = {"1": "Н", "2": "Б", "3": "УП", "4": "НП", "5": "ОП", "6": "ОСВ"}
"""The codes behind the digits, as most regions show them."""


@dataclass(frozen=True, slots=True)
class Called:
    """A pupil in the list: the code that stands, and the reason that the form teacher knows."""

    pupil: Pupil
    code: str | None = None
    known: Absence | None = None

    @property
    def sort_key(self) -> tuple[bool, tuple[str, str, str, str]]:
        """Known absences first, then the alphabet."""
        return self.known is None, self.pupil.sort_key


@dataclass(frozen=True, slots=True)
class Calling:
    """One roll call on its way; `typed` are the letters of a surname, `at` is whom they mean."""

    pupils: tuple[Called, ...]
    codes: Mapping[str, AttendanceCode]
    typed: str = ""
    at: str = ""
    _absent: str = field(default="", repr=False)

    @property
    def shown(self) -> tuple[Called, ...]:
        """Pupils whose surname begins as typed; everybody while nothing is typed."""
        wanted = _plain(self.typed)
        return tuple(one for one in self.pupils if _plain(one.pupil.list_name).startswith(wanted))

    @property
    def current(self) -> Called | None:
        """Whom Enter means."""
        shown = self.shown
        return next((one for one in shown if one.pupil.id == self.at), shown[0] if shown else None)

    @property
    def away(self) -> int:
        """How many are marked as absent."""
        return sum(self._is_absent(one.code) for one in self.pupils)

    def type(self, letter: str) -> Calling:
        """One more letter; a letter that fits nobody is not taken."""
        longer = replace(self, typed=self.typed + letter, at="")
        return longer if longer.shown else self

    def shorten(self) -> Calling:
        return replace(self, typed=self.typed[:-1])

    def clear(self) -> Calling:
        """Nothing typed; the pupil stays chosen."""
        return replace(self, typed="")

    def move(self, step: int) -> Calling:
        """The pupil below or above in the list shown."""
        shown = [one.pupil.id for one in self.shown]
        current = self.current
        if current is None:
            return self
        to = max(0, min(shown.index(current.pupil.id) + step, len(shown) - 1))
        return replace(self, at=shown[to])

    def choose(self, pupil: str) -> Calling:
        return replace(self, at=pupil)

    def toggle(self) -> Calling:
        """Away, or here again; the letters go, the pupil stays chosen."""
        current = self.current
        if current is None:
            return self
        return self._put(None if current.code else self._key("Н"))

    def reason(self, digit: str) -> Calling:
        """The code of a digit; the same digit again takes it off."""
        key, current = self._key(SHOWN_BY_DIGIT.get(digit, "")), self.current
        if key is None or current is None:
            return self
        return self._put(None if current.code == key else key)

    def _put(self, code: str | None) -> Calling:
        current = self.current
        assert current is not None, "its callers have looked"
        changed = replace(current, code=code)
        pupils = tuple(changed if one.pupil.id == changed.pupil.id else one for one in self.pupils)
        return replace(self, pupils=pupils, typed="", at=changed.pupil.id)

    def _key(self, shown: str) -> str | None:
        return next((key for key, code in self.codes.items() if code.shown == shown), None)

    def _is_absent(self, key: str | None) -> bool:
        code = self.codes.get(key or "")
        return code is not None and code.absent

    def written(self) -> dict[str, str | None]:
        """What the journal writes: everybody listed, with a code or without."""
        return {one.pupil.id: one.code for one in self.pupils}


def begin(journal: Journal, lesson: LessonHead) -> Calling:
    """The roll call of a lesson, with what is written of it already; of joined lessons it is one."""
    pupils: list[Called] = []
    for head in (lesson, *journal.read_joined(lesson)):
        codes, known = journal.read_codes(head), journal.read_absences(head)
        here = map(journal.pupil, journal.course(head.course).pupils_on(head.place.date))
        pupils += [Called(one, codes.get(one.id), known.get(one.id)) for one in here if one is not None]
    return Calling(tuple(sorted(pupils, key=lambda one: one.sort_key)), journal.facts.codes)


def _plain(name: str) -> str:
    return name.casefold().replace("ё", "е")
