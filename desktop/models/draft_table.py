"""The working draft of a timetable in the encrypted database: each step is on disk when it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, delete, insert, select, update

from desktop.models.database import roll_back, telling_faults
from desktop.models.tables import draft, draft_step
from desktop.models.timetable.draft_shelf import StoredDraft

_NAME = "working"


class DraftTable:
    """`DraftShelf` on disk, in transactions of its own. Raises NotWritten, Busy, Damaged."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self) -> StoredDraft | None:
        with telling_faults():
            row = self._connection.execute(select(draft)).one_or_none()
            steps = self._connection.execute(select(draft_step.c.body).order_by(draft_step.c.number))
            return None if row is None else StoredDraft(row.body, row.base, list(steps.scalars()), row.done)

    def begin(self, body: str, base: str | None) -> None:
        with self._transaction():
            self._connection.execute(delete(draft_step))
            self._connection.execute(delete(draft))
            self._connection.execute(insert(draft), {"name": _NAME, "body": body, "base": base, "done": 0})

    def push(self, done: int, step: str, base: str | None) -> None:
        with self._transaction():
            self._connection.execute(delete(draft_step).where(draft_step.c.number > done))
            self._connection.execute(insert(draft_step), {"number": done + 1, "body": step})
            self._connection.execute(update(draft).values(done=done + 1, base=base))

    def put_place(self, done: int, base: str | None) -> None:
        with self._transaction():
            self._connection.execute(update(draft).values(done=done, base=base))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with telling_faults():
            self._connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.exec_driver_sql("COMMIT")
            except BaseException:  # half a step is rolled back, whatever ended it; raised again
                roll_back(self._connection)
                raise
