"""Numbers with their nouns, in the cases that sentences want."""

from __future__ import annotations

from timetable.words.tongue import RUSSIAN, Tongue


class Numbers:
    """How many of what, in one language."""

    def __init__(self, tongue: Tongue = RUSSIAN) -> None:
        self.tongue = tongue

    def lessons(self, n: int) -> str:
        plural = self.tongue.plural
        return plural(n, "{n} урок", "{n} урока", "{n} уроков")

    def gaps(self, n: int) -> str:
        plural = self.tongue.plural
        return plural(n, "{n} окно", "{n} окна", "{n} окон")

    def days(self, n: int) -> str:
        plural = self.tongue.plural
        return plural(n, "{n} день", "{n} дня", "{n} дней")

    def over_lessons(self, n: int) -> str:
        plural = self.tongue.plural
        return plural(n, "больше {n} урока", "больше {n} уроков", "больше {n} уроков")

    def under_lessons(self, n: int) -> str:
        plural = self.tongue.plural
        return plural(n, "меньше {n} урока", "меньше {n} уроков", "меньше {n} уроков")

    def over_days(self, n: int) -> str:
        plural = self.tongue.plural
        return plural(n, "больше {n} дня", "больше {n} дней", "больше {n} дней")

    def under_days(self, n: int) -> str:
        plural = self.tongue.plural
        return plural(n, "меньше {n} дня", "меньше {n} дней", "меньше {n} дней")

    def over_rooms(self, n: int) -> str:
        plural = self.tongue.plural
        return plural(n, "больше {n} кабинета", "больше {n} кабинетов", "больше {n} кабинетов")

    def at_most_lessons(self, n: int) -> str:
        plural = self.tongue.plural
        return plural(n, "не больше {n} урока", "не больше {n} уроков", "не больше {n} уроков")

    def at_least_lessons(self, n: int) -> str:
        plural = self.tongue.plural
        return plural(n, "не меньше {n} урока", "не меньше {n} уроков", "не меньше {n} уроков")

    def at_most_gaps(self, n: int) -> str:
        plural = self.tongue.plural
        return plural(n, "не больше {n} окна", "не больше {n} окон", "не больше {n} окон")

    def at_most_days(self, n: int) -> str:
        plural = self.tongue.plural
        return plural(n, "не больше {n} дня", "не больше {n} дней", "не больше {n} дней")

    def at_least_days(self, n: int) -> str:
        plural = self.tongue.plural
        return plural(n, "не меньше {n} дня", "не меньше {n} дней", "не меньше {n} дней")

    def at_most_rooms(self, n: int) -> str:
        plural = self.tongue.plural
        return plural(n, "не больше {n} кабинета", "не больше {n} кабинетов", "не больше {n} кабинетов")
