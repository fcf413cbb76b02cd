"""Steps of the working draft as they lie on its shelf, and what can be read of a shelf that is damaged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from desktop.models.timetable.draft_shelf import StoredDraft
from sync.record import Value
from timetable.rules.rule import BlockKey

Row = list[Value]
Rows = dict[BlockKey, Row]


class SchoolEdit(msgspec.Struct, frozen=True):
    """What a step has told the school: a record's cells before and after."""

    bucket: str
    kind: str
    id: str
    before: dict[str, Value]
    after: dict[str, Value]
    identity: dict[str, Value] = {}


class DraftStep(msgspec.Struct, frozen=True):
    """What was done at once, in the screen's ``words``: for each block its row before and after, None
    where it lay in the tray.

    ``bases``, where another version was opened, are those that the draft was made from, before and
    after; ``edits`` what was changed of the school itself.
    """

    words: str
    changes: tuple[tuple[Row | None, Row | None], ...]
    bases: tuple[str | None, str | None] | None = None
    edits: tuple[SchoolEdit, ...] = ()

    @property
    def blocks(self) -> tuple[BlockKey, ...]:
        return tuple(key_of(before or after or ["", 0]) for before, after in self.changes)


def key_of(row: Row) -> BlockKey:
    """The block that a row is about."""
    return BlockKey(str(row[0]), row[1] if type(row[1]) is int else 0)


def is_row(row: object) -> bool:
    """Whether it says about which block it is; without that no step can name it."""
    return isinstance(row, list) and [type(one) for one in row[:2]] == [str, int]


def body_of(rows: Iterable[Row]) -> str:
    """A week as it lies on the shelf."""
    return msgspec.json.encode(list(rows)).decode()


def text_of(step: DraftStep) -> str:
    """A step as it lies on the shelf."""
    return msgspec.json.encode(step).decode()


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """What could be read: ``rows`` before the first step (None: not even whether there were any), and the
    steps, of which ``done`` are not undone. ``damaged`` are texts that could not, ``missing`` steps that
    are said to be done and are not there.
    """

    rows: Rows | None
    steps: list[DraftStep]
    done: int
    damaged: tuple[str, ...] = ()
    missing: int = 0

    @property
    def unread(self) -> int:
        return len(self.damaged) + self.missing

    def left(self, rows: Rows, base: str | None) -> StoredDraft:
        """The shelf without what could not be read, over this week."""
        return StoredDraft(body_of(rows.values()), base, [text_of(step) for step in self.steps], self.done)


def read_stored(stored: StoredDraft) -> ReadDraft:
    """Read a shelf, text by text: a step names the places that it gave, so it stands without another."""
    body = _body(stored.body)
    rows = [row for row in body or () if is_row(row)]
    steps = [_step(text) for text in stored.steps]
    damaged = [] if body is not None else [stored.body]
    damaged += [msgspec.json.encode(row).decode() for row in body or () if not is_row(row)]
    damaged += [text for text, step in zip(stored.steps, steps, strict=True) if step is None]
    return ReadDraft(
        None if body is None else {key_of(row): row for row in rows},
        [step for step in steps if step is not None],
        sum(step is not None for step in steps[: stored.done]),
        tuple(damaged),
        max(0, stored.done - len(steps)),
    )


def _body(text: str) -> list[Any] | None:
    try:
        return msgspec.json.decode(text, type=list[Any])
    except msgspec.DecodeError:
        return None


def _step(text: str) -> DraftStep | None:
    try:
        step = msgspec.json.decode(text, type=DraftStep)
    except msgspec.DecodeError:
        return None
    rows = [row for change in step.changes for row in change if row is not None]
    return step if all(map(is_row, rows)) and all(map(any, step.changes)) else None
