"""How far a cell has come on its way, and what lies beside the value that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from desktop.models.reading import wire
from sync.record import Cells, RecordKey, Value
from sync.shelf import OpState, OwnOp


class Fate(IntEnum):
    """Where a cell stands; of two fates the greater is shown."""

    SETTLED = 0
    UNSENT = 1
    """Saved on this computer, not answered by the server yet."""
    IN_REVIEW = 2
    """The head teacher decides; the value that stood before is shown, the own one lies beside."""
    REJECTED = 3
    """The server refused it; the own value lies beside."""
    TWO_VERSIONS = 4


_STATES = {
    OpState.QUEUED: Fate.UNSENT,
    OpState.AGAIN: Fate.UNSENT,
    OpState.REVIEW: Fate.IN_REVIEW,
    OpState.REJECTED: Fate.REJECTED,
}


@dataclass(frozen=True, slots=True)
class CellFate:
    """A cell's fate; `beside` is the value that is not shown, `question` the conflict's id."""

    fate: Fate = Fate.SETTLED
    beside: Value = None
    question: str = ""


SETTLED = CellFate()


@dataclass(frozen=True, slots=True)
class Version:
    """One cell of an open question: two values, both kept until a person chooses."""

    cell: str
    base: Value
    standing: Value
    other: Value
    standing_by: str
    standing_at: str


@dataclass(frozen=True, slots=True)
class Question:
    """An open conflict record: what it is about, who made the later value, its unsettled cells."""

    id: str
    bucket: str
    record: RecordKey
    author: str
    device: str
    made_at: str
    versions: tuple[Version, ...]


def read_question(id: str, bucket: str, cells: Cells) -> Question | None:
    """An open conflict; None for a closed or damaged one."""
    record, entries = cells.get("record"), cells.get("cells")
    if cells.get("state") != "open" or not isinstance(record, dict) or not isinstance(entries, dict):
        return None
    versions = tuple(
        Version(
            cell,
            entry.get("base"),
            entry.get("standing"),
            entry.get("other"),
            wire.text(entry, "standing_by"),
            wire.text(entry, "standing_at"),
        )
        for cell, entry in sorted(entries.items())
        if isinstance(entry, dict) and entry.get("settled") is None
    )
    about = RecordKey(wire.text(record, "kind"), wire.text(record, "id"))
    author, device, made_at = (wire.text(cells, key) for key in ("author", "device", "made_at"))
    return Question(id, bucket, about, author, device, made_at, versions) if versions else None


def read_fates(ops: Iterable[OwnOp], questions: Iterable[Question]) -> Mapping[str, CellFate]:
    """The fates of a record's cells that are not settled.

    A later op of one's own over a refused one has the last word; an open question goes before
    everything, unless one's own answer to it is on its way.
    """
    fates: dict[str, CellFate] = {}
    answered: set[tuple[str, str]] = set()
    for own in ops:
        fate = _STATES.get(own.state)
        for cell, change in own.op.cells.items():
            if fate is not None:
                beside = change.new if fate in (Fate.IN_REVIEW, Fate.REJECTED) else None
                fates[cell] = CellFate(fate, beside)
            elif cell in fates:
                del fates[cell]
            if own.op.resolves and own.state is not OpState.REJECTED:
                answered.add((own.op.resolves, cell))
    for question in questions:
        for version in question.versions:
            if (question.id, version.cell) not in answered:
                fates[version.cell] = CellFate(Fate.TWO_VERSIONS, version.other, question.id)
    return fates
