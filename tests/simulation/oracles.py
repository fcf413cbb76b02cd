"""What must hold, whatever the network, the clock and the killer do. Numbers are those of docs/SYNC.md, section 6.

The oracle of blind overwrites takes what the user saw from the simulation's own record of the
screen, never from the op.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sync.outcome import Entry
from sync.record import RecordKey, canonical, same
from sync.shelf import OpState, OwnOp
from tests.simulation.laptop import Deed, Laptop
from tests.simulation.region import Region

SERVERS_OWN = ("conflict", "review", "verdict")


class Broken(AssertionError):
    """An invariant does not hold: its number, and the facts."""

    def __init__(self, invariant: int, facts: str) -> None:
        super().__init__(f"invariant {invariant}: {facts}")
        self.invariant = invariant
        self.trace: list[str] = []


def no_blind_overwrite(entries: Iterable[Entry], deeds: Mapping[str, Deed], replayed: set[str]) -> None:
    """4: the value replaced equals what the user saw when editing."""
    for entry in entries:
        deed = deeds.get(entry.op)
        if deed is None or not entry.writes or entry.kind in SERVERS_OWN or entry.op in replayed:
            continue
        if not same(entry.old, deed.saw.get(entry.cell)) and not same(entry.old, entry.new):
            saw = deed.saw.get(entry.cell)
            raise Broken(
                4, f"op {entry.op[:6]} replaced {entry.old!r} in {entry.cell}, its author saw {saw!r}"
            )


def numbers_rise(entries: list[Entry], before: int, after: int) -> None:
    """6: numbers rise in commit order without gaps."""
    numbers = sorted({entry.number for entry in entries})
    if numbers and numbers != list(range(before + 1, after + 1)):
        raise Broken(6, f"numbers {numbers} between heads {before} and {after}")


def own_writes_are_seen(laptop: Laptop) -> None:
    """7: what its owner wrote last stays in the view until the server has told it back."""
    copy = laptop.replica.copy
    last: dict[tuple[str, RecordKey, str], OwnOp] = {}
    for own in sorted(copy.own.values(), key=lambda own: own.order):
        if own.state in (OpState.QUEUED, OpState.ACKNOWLEDGED):
            for cell in own.op.cells:
                last[own.op.bucket, RecordKey(own.op.kind, own.op.id), cell] = own
    for (bucket, key, cell), own in last.items():
        superseded = own.result is not None and own.result.left.get(cell) == "superseded"
        if not superseded and _is_thawed(laptop, bucket):
            written, shown = own.op.cells[cell].new, copy.view(bucket, key).get(cell)
            if not same(shown, written):
                raise Broken(7, f"{laptop.name} wrote {written!r} in {cell} and sees {shown!r}")


def _is_thawed(laptop: Laptop, bucket: str) -> bool:
    state = laptop.replica.copy.buckets.get(bucket)
    return state is None or state.picture_until is None


def nothing_is_lost(
    region: Region,
    laptops: Iterable[Laptop],
    deeds: Mapping[str, Deed],
    author: Mapping[str, str],
    lost: set[str],
) -> None:
    """1, 2 and 11: every edit has an answer at the server, and every value left beside is there.

    An op that was refused before a restore is shown as refused by its author's laptop, and stays there.
    """
    refused = {own.op.op for laptop in laptops for own in laptop.shelf.read_ops((OpState.REJECTED,))}
    for op, deed in deeds.items():
        if op in lost or op in refused:
            continue
        stored = region.state.stored.get((author[op], op))
        if stored is None:
            raise Broken(2, f"op {op[:6]} of {author[op]} is nowhere")
        for cell, how in stored.result.left.items():
            if how == "conflict" and not _lies_beside(region, deed, cell):
                raise Broken(11, f"the value {deed.cells[cell]!r} of op {op[:6]} lies beside nowhere")


def _lies_beside(region: Region, deed: Deed, cell: str) -> bool:
    for record in region.state.records.values():
        if record.kind == "conflict" and record.value("record") == {"kind": deed.key.kind, "id": deed.key.id}:
            if cell in (record.value("cells") or {}):
                return True
    return False


def each_at_most_once(history: Iterable[Entry]) -> None:
    """3: each (op, cell) is applied at most once."""
    written = Counter((e.op, e.kind, e.id, e.cell) for e in history if e.writes and e.kind not in SERVERS_OWN)
    for (op, _, _, cell), times in written.items():
        if times > 1:
            raise Broken(3, f"op {op[:6]} wrote {cell} {times} times")


def everybody_agrees(region: Region, laptops: Iterable[Laptop]) -> None:
    """5: all quiet, every view of every permitted bucket equals the server's, and so do the digests."""
    for laptop in laptops:
        for bucket in region.buckets_of(laptop.person):
            copy = laptop.replica.copy
            seen = {key: copy.view(bucket, key) for key in copy.keys(bucket)}
            seen = {key: cells for key, cells in seen.items() if cells}
            if canonical(_plain(seen)) != canonical(_plain(region.values(bucket))):
                raise Broken(
                    5, f"{laptop.name} sees {bucket} as {seen}, the server has {region.values(bucket)}"
                )
            if copy.buckets[bucket].misses:
                raise Broken(5, f"{laptop.name} counts a digest of {bucket} that differs")


def history_replays(region: Region) -> None:
    """8: replaying the history gives the cells byte for byte."""
    cells: dict[Any, Any] = {}
    for entry in region.state.history:
        if entry.writes:
            cells[entry.kind, entry.id, entry.cell] = entry.new
    for record in region.state.records.values():
        for cell, standing in record.cells.items():
            if not same(standing.value, cells.get((record.kind, record.id, cell))):
                raise Broken(8, f"{record.kind} {cell} is {standing.value!r}")


def queues_are_empty(laptops: Iterable[Laptop]) -> None:
    """10: faults stopped, all queues are empty within 20 rounds."""
    for laptop in laptops:
        if laptop.replica.counts().unsent:
            raise Broken(10, f"{laptop.name} still has {laptop.replica.counts().unsent} ops to send")


def as_before(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> None:
    """13: restored once, all clients back, every answer received: every cell as before, no new conflict."""
    for name in before:
        for id in sorted(set(before[name]) | set(after[name])):
            was, became = before[name].get(id), after[name].get(id)
            if canonical(was) != canonical(became):
                raise Broken(13, f"{name} {id[:8]}: before the restore {was}, after it {became}")


def picture(region: Region) -> dict[str, dict[str, Any]]:
    """What invariant 13 compares: every value, every open question, every waiting op."""
    cells: dict[str, Any] = {}
    questions: dict[str, Any] = {}
    waiting: dict[str, Any] = {}
    for record in region.state.records.values():
        if record.kind == "conflict":
            entries = record.value("cells") or {}
            unsettled = {cell: entry["other"] for cell, entry in entries.items() if entry["settled"] is None}
            if unsettled:
                questions[record.id] = unsettled
        elif record.kind == "review":
            waiting[record.id] = sorted(record.value("ops") or {}) or None
        elif record.kind not in SERVERS_OWN:
            cells[record.id] = {cell: value for cell, value in record.values().items() if value is not None}
    return {"cells": cells, "questions": questions, "waiting": waiting}


def _plain(records: Mapping[Any, Mapping[str, Any]]) -> dict[str, Any]:
    return {f"{key[0]} {key[1]}": dict(cells) for key, cells in records.items()}
