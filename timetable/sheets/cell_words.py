"""What the cells of sheets say of the lessons in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from school.calendar import Weeks
from timetable.problem import Problem
from timetable.sheets.placed import PlacedLesson, group_title, subject_of
from timetable.sheets.sheet import Cell, Words
from timetable.words.naming import room_number
from timetable.words.tongue import Tongue

Lessons = Sequence[PlacedLesson]

KEPT = "\u00a0"
"""A space at which no line is broken."""


class CellWords:
    """Speaks of one problem's lessons, in one language."""

    def __init__(self, problem: Problem, tongue: Tongue) -> None:
        self._problem = problem
        self._say = tongue.say

    def for_school(self, lessons: Lessons) -> Cell:
        """The subject, under it the rooms: «Английский язык», «12 / 14»."""
        return self._by_subject(lessons, lambda own: [self._joined(self.rooms(own), " / ")])

    def for_form(self, lessons: Lessons) -> Cell:
        """The subject, under it a line for each group: «1 гр. Смирнова А. И., каб. 12»."""
        return self._by_subject(lessons, self._group_lines)

    def for_poster(self, lessons: Lessons) -> Cell:
        """The subject and where it is."""
        return self._by_subject(lessons, lambda own: [self._joined(self.rooms(own), " / ", prefixed=True)])

    def for_teacher(self, lessons: Lessons) -> Cell:
        """Whom, then what and where."""
        return tuple(line for lesson in _once(lessons) for line in self._of_teacher(lesson))

    def for_room(self, lessons: Lessons) -> Cell:
        """Whom, then what and by whom."""
        return tuple(line for lesson in _once(lessons) for line in self._of_room(lesson))

    def for_staff(self, lessons: Lessons) -> Cell:
        """Nothing but the groups and the room, for a line of many days."""
        found: list[Words] = []
        for lesson in _once(lessons):
            found.append(
                Words(self._marked(self.groups(lesson), lesson), self._forms(lesson), is_strong=True)
            )
            found += self._joined(self._room_titles(lesson), " / ")
        return tuple(found)

    def for_occupied(self, lessons: Lessons) -> Cell:
        """Who sits in a room, for a line of many days."""
        return tuple(
            Words(self._marked(self.groups(lesson), lesson), self._forms(lesson)) for lesson in _once(lessons)
        )

    # parts of cells

    def _by_subject(self, lessons: Lessons, about: Callable[[Lessons], Iterable[list[Words]]]) -> Cell:
        found: list[Words] = []
        for (subject, weeks), same in groupby(lessons, key=lambda one: (one.subject, one.weeks)):
            own = list(same)
            held = self._problem.subjects[subject]
            title, short = self._in_weeks(held.title, weeks), self._in_weeks(held.short, weeks)
            found.append(Words(title, (short,) if held.short else (), is_strong=True))
            for lines in about(own):
                found += lines
        return tuple(found)

    def _group_lines(self, lessons: Lessons) -> Iterable[list[Words]]:
        for lesson in lessons:
            groups = ", ".join(filter(None, (self._group(group) for group in lesson.groups)))
            teachers = ", ".join(self.teachers(lesson))
            rooms = self._room_words(lesson)
            who = " ".join(part for part in (groups, teachers) if part)
            family = " ".join(part for part in (groups, _family_names(self.teachers(lesson))) if part)
            full = ", ".join(part for part in (who, rooms) if part)
            shorter = (", ".join(part for part in (family, rooms) if part),)
            yield [Words(full, shorter)] if full else []

    def _of_teacher(self, lesson: PlacedLesson) -> Iterable[Words]:
        subject = subject_of(self._problem, lesson)
        yield Words(self._marked(self.groups(lesson), lesson), self._forms(lesson), is_strong=True)
        yield self._with_more(subject.title, subject.short, self._room_words(lesson))

    def _of_room(self, lesson: PlacedLesson) -> Iterable[Words]:
        subject = subject_of(self._problem, lesson)
        yield Words(self._marked(self.groups(lesson), lesson), self._forms(lesson), is_strong=True)
        yield self._with_more(subject.title, subject.short, _family_names(self.teachers(lesson)))

    def _with_more(self, title: str, short: str, more: str) -> Words:
        ways = [", ".join(part for part in (way, more) if part) for way in (title, short) if way]
        return Words(ways[0] if ways else more, tuple(ways[1:]))

    def _joined(self, parts: Sequence[str], by: str, *, prefixed: bool = False) -> list[Words]:
        if not parts:
            return []
        plain = by.join(parts)
        full = self._room(plain) if prefixed else plain
        return [Words(full, (plain,) if full != plain else ())]

    # names

    def groups(self, lesson: PlacedLesson) -> str:
        """«7Б 1 гр.», «8А, 8Б»."""
        return ", ".join(group_title(self._problem, group, with_form=True) for group in lesson.groups)

    def teachers(self, lesson: PlacedLesson) -> list[str]:
        return [short_name(self._problem.teachers[one].name) for one in lesson.teachers]

    def rooms(self, lessons: Lessons) -> list[str]:
        """The rooms of lessons, each once, in the lessons' order."""
        return list(dict.fromkeys(room for lesson in lessons for room in self._room_titles(lesson)))

    def _room_titles(self, lesson: PlacedLesson) -> list[str]:
        return [room_number(self._problem.rooms[room].title) for room in lesson.rooms]

    def _room_words(self, lesson: PlacedLesson) -> str:
        return self._room(", ".join(self._room_titles(lesson)))

    def _room(self, titles: str) -> str:
        """«каб. 31», but «Спортзал»: a number alone says nothing."""
        _ = self._say
        return _("каб. {rooms}").replace(" ", KEPT).format(rooms=titles) if titles[:1].isdecimal() else titles

    def _group(self, group: str) -> str:
        return group_title(self._problem, group, with_form=False)

    def _forms(self, lesson: PlacedLesson) -> tuple[str, ...]:
        forms = ", ".join(self._problem.forms[form].title for form in lesson.forms(self._problem))
        return (self._marked(forms, lesson),) if forms != self.groups(lesson) else ()

    def _marked(self, words: str, lesson: PlacedLesson) -> str:
        return self._in_weeks(words, lesson.weeks)

    def _in_weeks(self, words: str, weeks: Weeks) -> str:
        """«Алгебра (чёт.)» for what is held every other week."""
        if weeks is Weeks.EVERY or not words:
            return words
        _ = self._say
        return f"{words} ({_('нечёт.') if weeks is Weeks.ODD else _('чёт.')})"


def _once(lessons: Lessons) -> Iterable[PlacedLesson]:
    """Joint journals of one lesson are one lesson: their groups together."""
    seen: dict[tuple[object, ...], PlacedLesson] = {}
    for lesson in lessons:
        key = (lesson.block, lesson.at, lesson.weeks, lesson.teachers, lesson.rooms)
        known = seen.get(key)
        seen[key] = _joint(known, lesson) if known else lesson
    return seen.values()


def _joint(one: PlacedLesson, other: PlacedLesson) -> PlacedLesson:
    groups = tuple(dict.fromkeys((*one.groups, *other.groups)))
    return PlacedLesson(one.at, one.weeks, one.subject, groups, one.teachers, one.rooms, one.block)


def short_name(name: str) -> str:
    """«Петрова А. И.» for «Петрова Анна Ивановна»; other names stay as they are."""
    words = name.split()
    if len(words) != 3 or any(word.endswith(".") for word in words[1:]):
        return name
    return f"{words[0]} {words[1][0]}.{KEPT}{words[2][0]}."


def _family_names(names: Iterable[str]) -> str:
    return ", ".join(name.split(" ")[0] for name in names)
