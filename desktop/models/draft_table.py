"""The working draft of a timetable in the encrypted database: each step is on disk when it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, delete, insert, select, update

from desktop.models.database import roll_back, telling_faults
from desktop.models.tables import draft, draft_step, meta
from desktop.models.timetable.draft_shelf import StoredDraft

_NAME = "working"
_ASIDE = "draft.aside/"
"""Texts that nobody can read stand among the other facts: encrypted, and in each copy, as the draft."""


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
            self._put(StoredDraft(body, base))

    def push(self, done: int, step: str, base: str | None) -> None:
        with self._transaction():
            self._connection.execute(delete(draft_step).where(draft_step.c.number > done))
            self._connection.execute(insert(draft_step), {"number": done + 1, "body": step})
            self._connection.execute(update(draft).values(done=done + 1, base=base))

    def put_place(self, done: int, base: str | None) -> None:
        with self._transaction():
            self._connection.execute(update(draft).values(done=done, base=base))

    def set_aside(self, damaged: Sequence[str], kept: StoredDraft) -> None:
        first = len(self.read_aside())
        aside = [{"key": f"{_ASIDE}{at:06}", "value": text} for at, text in enumerate(damaged, first)]
        steps = [{"number": at, "body": body} for at, body in enumerate(kept.steps, start=1)]
        with self._transaction():
            self._put(kept)
            for table, rows in ((meta, aside), (draft_step, steps)):
                if rows:
                    self._connection.execute(insert(table), rows)

    def read_aside(self) -> tuple[str, ...]:
        with telling_faults():
            told = select(meta.c.value).where(meta.c.key.startswith(_ASIDE)).order_by(meta.c.key)
            return tuple(self._connection.execute(told).scalars())

    def _put(self, kept: StoredDraft) -> None:
        self._connection.execute(delete(draft_step))
        self._connection.execute(delete(draft))
        row = {"name": _NAME, "body": kept.body, "base": kept.base, "done": kept.done}
        self._connection.execute(insert(draft), row)

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
