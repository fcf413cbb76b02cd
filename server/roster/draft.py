"""Changes in the making: the school as it stands, and as it will be.

What a person has written since is not overwritten by a file: a plain cell gives way to a file only
while it is empty or was written by an import. A person's command overwrites everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from server.roster.findings import Findings
from server.roster.held import Cells, Change, Changed, Held
from sync.record import same

_Key = tuple[str, str]


class Draft:
    """A school's records with changes laid over them; `author` is whose changes they are."""

    def __init__(self, held: Iterable[Held], author: str, findings: Findings, *, is_import: bool) -> None:
        self._held: dict[_Key, Held] = {(one.kind, one.id): one for one in held}
        self._now: dict[_Key, dict[str, Any]] = {}
        self._ids: dict[str, dict[str, None]] = {}
        for kind, id in self._held:
            self._ids.setdefault(kind, {})[id] = None
        self._buckets: dict[_Key, str] = {key: one.bucket for key, one in self._held.items()}
        self._author = author
        self._findings = findings
        self._is_import = is_import

    @property
    def findings(self) -> Findings:
        return self._findings

    def cells(self, kind: str, id: str) -> Cells:
        """A record as it will be; empty when there is none."""
        key = (kind, id)
        held = self._held.get(key)
        return self._now.get(key) or (held.cells if held is not None else {})

    def has(self, kind: str, id: str) -> bool:
        return bool(self.cells(kind, id))

    def all(self, kind: str) -> Iterator[tuple[str, Cells]]:
        """Every record of a kind that is not removed, with its id, as it will be."""
        for id in list(self._ids.get(kind, ())):
            cells = self.cells(kind, id)
            if not cells.get("removed"):
                yield id, cells

    def bucket(self, kind: str, id: str) -> str:
        return self._buckets.get((kind, id), "")

    def is_touched(self, kind: str, id: str) -> bool:
        """Whether anything of the record was written here."""
        return (kind, id) in self._now

    def was_held(self, kind: str, id: str) -> bool:
        """Whether the record stood before any of these changes."""
        return (kind, id) in self._held

    def is_ours(self, kind: str, id: str, cell: str) -> bool:
        """Whether a cell may be overwritten: it is empty, or its author is ours, or a person commands."""
        held = self._held.get((kind, id))
        if held is None or held.cells.get(cell) is None or not self._is_import:
            return True
        return held.by.get(cell) == self._author

    def keeps_order(self, kind: str, id: str, cell: str) -> bool:
        """Whether a list stands in an order that some person may have meant."""
        held = self._held.get((kind, id))
        return (
            held is not None and cell in held.by and (not self._is_import or not self.is_ours(kind, id, cell))
        )

    def put(self, bucket: str, kind: str, id: str, cells: Cells) -> None:
        """Let plain cells have these values, where they may."""
        for name, value in cells.items():
            if same(self.cells(kind, id).get(name), value):
                continue
            if self.is_ours(kind, id, name):
                self.write(bucket, kind, id, {name: value})
            elif value is not None:
                text = f"{kind} {_shown(self.cells(kind, id))}: {name} was changed by a person and stays"
                self._findings.note("kept_by_hand", text)

    def write(self, bucket: str, kind: str, id: str, cells: Cells) -> None:
        """Let cells have these values, whoever wrote them: for lists that were merged, and for commands."""
        key = (kind, id)
        self._buckets.setdefault(key, bucket)
        self._ids.setdefault(kind, {})[id] = None
        self._now[key] = {**self.cells(kind, id), **cells}

    def changes(self) -> list[Change]:
        """What differs from what stands, records in the order in which they were touched."""
        found = (self._change(key, cells) for key, cells in self._now.items())
        return [one for one in found if one is not None]

    def _change(self, key: _Key, cells: Mapping[str, Any]) -> Change | None:
        held = self._held.get(key)
        before: Cells = held.cells if held is not None else {}
        changed = {
            name: Changed(before.get(name), value)
            for name, value in cells.items()
            if not same(before.get(name), value)
        }
        return Change(self._buckets[key], *key, changed) if changed else None


def _shown(cells: Cells) -> str:
    """A record in a note: its title; a person is named by nothing, notes go into logs."""
    return repr(cells["title"]) if cells.get("title") else ""
