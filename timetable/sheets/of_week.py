"""Sheets of a week: of the school, a form, a teacher, a room, of all teachers and all rooms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from timetable.cards import Draft
from timetable.grid import TimeSlot
from timetable.problem import Form, Room, Teacher
from timetable.sheets.cell_words import CellWords, short_name
from timetable.sheets.placed import (
    PlacedLesson,
    forms_in_order,
    placed_lessons,
    rooms_in_order,
    teachers_in_order,
    used_slots,
)
from timetable.sheets.sheet import Cell, Line, Manner, Sheet
from timetable.words.naming import room_number
from timetable.words.tongue import RUSSIAN, Tongue

Speak = Callable[[Sequence[PlacedLesson]], Cell]
Found = Mapping[tuple[str, TimeSlot], list[PlacedLesson]]


class WeekSheets:
    """Makes the sheets of one draft. ``about`` stands under each title: «с 1 сентября 2026»."""

    def __init__(self, draft: Draft, tongue: Tongue = RUSSIAN, about: str = "") -> None:
        self._draft = draft
        self._problem = draft.problem
        self._say = tongue.say
        self._about = about
        self._words = CellWords(draft.problem, tongue)
        lessons = placed_lessons(draft)
        self._slots = used_slots(draft, lessons)
        self._by_form = _by(lessons, lambda one: one.forms(draft.problem))
        self._by_teacher = _by(lessons, lambda one: one.teachers)
        self._by_room = _by(lessons, lambda one: one.rooms)

    def school(self) -> Sheet:
        """Forms across, days down."""
        _ = self._say
        forms = forms_in_order(self._problem)
        rows = self._days_down()
        cells = {
            (row, column): self._words.for_school(found)
            for row, (at, _line) in enumerate(rows)
            for column, form in enumerate(forms)
            if (found := self._by_form.get((form.id, at)))
        }
        columns = tuple(Line(form.title) for form in forms)
        title = _("Расписание уроков")
        return Sheet(
            _("Школа"),
            title,
            tuple(line for _at, line in rows),
            columns,
            cells,
            self._under(self._problem.title),
        )

    def form(self, form: Form) -> Sheet:
        """Days across, lessons down, with teachers and rooms."""
        _ = self._say
        title = _("{form}: расписание уроков").format(form=form.title)
        return self._week(form.title, title, self._by_form, form.id, self._words.for_form)

    def poster(self, form: Form) -> Sheet:
        """The form's week for the door of its room, to be read from three metres."""
        return self._week(
            form.title, form.title, self._by_form, form.id, self._words.for_poster, Manner.POSTER
        )

    def teacher(self, teacher: Teacher) -> Sheet:
        return self._week(
            short_name(teacher.name), teacher.name, self._by_teacher, teacher.id, self._words.for_teacher
        )

    def room(self, room: Room) -> Sheet:
        _ = self._say
        number = room_number(room.title)
        title = _("Кабинет {room}").format(room=number) if number[:1].isdigit() else number
        return self._week(room.title, title, self._by_room, room.id, self._words.for_room)

    def forms(self) -> tuple[Sheet, ...]:
        return tuple(self.form(form) for form in forms_in_order(self._problem))

    def posters(self) -> tuple[Sheet, ...]:
        return tuple(self.poster(form) for form in forms_in_order(self._problem))

    def teachers(self) -> tuple[Sheet, ...]:
        """One for each who has a lesson."""
        return tuple(self.teacher(one) for one in teachers_in_order(self._problem) if self._is_busy(one))

    def rooms(self) -> tuple[Sheet, ...]:
        """One for each in which there is a lesson."""
        return tuple(self.room(one) for one in rooms_in_order(self._problem) if self._is_busy(one))

    def staff(self) -> Sheet:
        """All teachers down, the week's lessons across."""
        _ = self._say
        busy = [
            (one.id, short_name(one.name)) for one in teachers_in_order(self._problem) if self._is_busy(one)
        ]
        title = _("Расписание учителей")
        return self._long(_("Учителя"), title, busy, self._by_teacher, self._words.for_staff)

    def occupied(self) -> Sheet:
        """All rooms down, the week's lessons across: who sits where, and what is free."""
        _ = self._say
        busy = [(one.id, one.title) for one in rooms_in_order(self._problem)]
        title = _("Занятость кабинетов")
        return self._long(_("Кабинеты"), title, busy, self._by_room, self._words.for_occupied)

    # parts

    def _week(
        self, name: str, title: str, found: Found, id: str, speak: Speak, manner: Manner = Manner.WALL
    ) -> Sheet:
        days = range(len(self._problem.grid.days))
        cells = {
            (row, day): speak(lessons)
            for row, slot in enumerate(self._slots)
            for day in days
            if (lessons := found.get((id, TimeSlot(day, slot))))
        }
        rows = tuple(self._slot_line(slot) for slot in self._slots)
        columns = tuple(Line(day) for day in self._problem.grid.days)
        about = self._under(self._problem.title)
        return Sheet(name, title, rows, columns, cells, about, manner=manner)

    def _long(
        self, name: str, title: str, who: Sequence[tuple[str, str]], found: Found, speak: Speak
    ) -> Sheet:
        places = [TimeSlot(day, slot) for day in range(len(self._problem.grid.days)) for slot in self._slots]
        cells = {
            (row, column): speak(lessons)
            for row, (id, _name) in enumerate(who)
            for column, at in enumerate(places)
            if (lessons := found.get((id, at)))
        }
        columns = tuple(
            Line(self._problem.grid.slots[at.slot].title, group=self._problem.grid.days[at.day])
            for at in places
        )
        rows = tuple(Line(title) for _id, title in who)
        return Sheet(name, title, rows, columns, cells, self._under(self._problem.title))

    def _days_down(self) -> list[tuple[TimeSlot, Line]]:
        return [
            (TimeSlot(day, slot), self._slot_line(slot, title))
            for day, title in enumerate(self._problem.grid.days)
            for slot in self._slots
        ]

    def _slot_line(self, slot: int, group: str = "") -> Line:
        held = self._problem.grid.slots[slot]
        times = f"{held.starts:%H:%M}–{held.ends:%H:%M}" if held.starts and held.ends else ""
        return Line(held.title, times, group)

    def _under(self, words: str) -> str:
        return " · ".join(part for part in (words, self._about) if part)

    def _is_busy(self, one: Teacher | Room) -> bool:
        found = self._by_teacher if isinstance(one, Teacher) else self._by_room
        return any(id == one.id for id, _at in found)


def _by(lessons: Iterable[PlacedLesson], whose: Callable[[PlacedLesson], Iterable[str]]) -> Found:
    found: dict[tuple[str, TimeSlot], list[PlacedLesson]] = defaultdict(list)
    for lesson in lessons:
        for one in whose(lesson):
            found[one, lesson.at].append(lesson)
    return found
