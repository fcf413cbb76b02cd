"""The bug that the hunt must find: the number is taken before the work, in a transaction of its own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, update

from server import ledger
from server.database import writing
from server.ledger_reading import load
from server.ledger_writing import Pen
from server.schema import counter


def plant_early_numbers(engine: Engine, number: int) -> None:
    """From now on this process numbers as a sequence would: seen out of commit order by readers."""
    taken: list[int] = []

    def take_and_load(*words: Any) -> Any:
        wanted = update(counter).where(counter.c.school == number).values(head=counter.c.head + 1)
        with writing(engine) as connection:
            taken.append(connection.scalar(wanted.returning(counter.c.head)) or 0)
        return load(*words)

    class EarlyPen(Pen):
        """Writes under the number that was taken at the beginning."""

        def _take(self, count: int) -> None:
            super()._take(0)
            self._head = taken[-1]

    vars(ledger).update(load=take_and_load, Pen=EarlyPen)
