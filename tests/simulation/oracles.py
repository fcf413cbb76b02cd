"""What must hold when all is quiet, whatever the network, the clock and the killer have done.

Numbers are those of docs/SYNC.md, section 6. What is watched while it happens is in `witness`
(the server) and `screens` (the laptops).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sync.identity import review_id, verdict_id
from sync.outcome import Entry
from sync.record import RecordKey, Value, canonical, digest, same
from sync.shelf import OpState
from tests.simulation.broken import Broken
from tests.simulation.laptop import Deed, Laptop
from tests.simulation.region import Region
from tests.simulation.witness import SERVERS_OWN
from tests.simulation.world import World, without

UNDERSTOOD = ("no_access", "unknown_record", "bad_value", "malformed", "declined")
"""Refusals for which a simulation gives cause; the real server says `unknown_record` for no right."""


def check(world: World) -> None:
    """Every oracle that speaks of quiet."""
    queues_are_empty(world.laptops)
    nothing_is_lost(world)
    acknowledged_is_kept(world)
    no_value_is_lost(world)
    each_at_most_once(world.region.state.history)
    history_replays(world.region)
    everybody_agrees(world.region, world.laptops)
    screens_say_what_was_answered(world)
    what_waits_can_be_decided(world.region)


def queues_are_empty(laptops: Iterable[Laptop]) -> None:
    """10: faults stopped, all queues are empty within 20 rounds."""
    for laptop in laptops:
        if laptop.replica.counts().unsent:
            raise Broken(10, f"{laptop.name} still has {laptop.replica.counts().unsent} ops to send")


def nothing_is_lost(world: World) -> None:
    """2: every edit has an answer at the server, or is shown as refused with a cause."""
    refused = _refused(world.laptops)
    for op, deed in world.deeds.items():
        stored = world.region.state.stored.get((deed.person, op))
        if stored is None and op not in world.lost and op not in refused:
            raise Broken(2, f"op {op} of {deed.person} is nowhere")
        code = refused.get(op) or (stored and stored.result.code)
        if code and code not in UNDERSTOOD:
            raise Broken(2, f"op {op} of {deed.person} was refused as {code}")


def acknowledged_is_kept(world: World) -> None:
    """1: what a laptop has been told of as taken, the server holds, however often it was restored."""
    for laptop in world.laptops:
        for own in laptop.shelf.read_ops((OpState.ACKNOWLEDGED, OpState.REVIEW)):
            if (laptop.person, own.op.op) not in world.region.state.stored:
                raise Broken(1, f"{own.op.op} was acknowledged to {laptop.name}, and the server has lost it")


def no_value_is_lost(world: World) -> None:
    """2 and 11: every value stands, lies beside, or was replaced by somebody who had it before him."""
    region = world.region
    beside = _values_beside(region)
    later = _deeds_by_cell(world)
    for deed, cell in _written(world):
        value = deed.cells[cell]
        record = region.state.records.get(deed.key)
        stands = record is not None and same(record.value(cell), value)
        text = canonical(value)
        if stands or text in beside[deed.key.id, cell]:
            continue
        if not any(_replaces(world, other, cell, text) for other in later[deed.key, cell] if other != deed):
            raise Broken(2, f"the value {value!r} of {deed.op} in {cell} of {deed.key.id} is gone")


def _written(world: World) -> Iterator[tuple[Deed, str]]:
    """The cells of ops that the server has taken for good."""
    for deed in world.deeds.values():
        if _is_taken(world.region, deed) and deed.key.kind not in SERVERS_OWN:
            for cell in deed.cells:
                yield deed, cell


def _is_taken(region: Region, deed: Deed) -> bool:
    stored = region.state.stored.get((deed.person, deed.op))
    if stored is None:
        return False
    if stored.result.status != "review":
        return stored.result.status != "rejected"
    key = RecordKey("verdict", verdict_id(review_id(deed.key.id, deed.person), deed.op))
    verdict = region.state.records.get(key)
    return verdict is not None and verdict.value("status") != "rejected"


def _replaces(world: World, deed: Deed, cell: str, text: str) -> bool:
    """Had the author of this deed, or the server when it wrote the deed, that value before him?"""
    if not _is_taken(world.region, deed):
        return False
    seen = [seen[cell] for seen in (deed.saw, deed.beside) if cell in seen]
    return text in world.witness.known.get((deed.op, cell), ()) or text in map(canonical, seen)


def _deeds_by_cell(world: World) -> dict[tuple[RecordKey, str], list[Deed]]:
    found: dict[tuple[RecordKey, str], list[Deed]] = defaultdict(list)
    for deed in world.deeds.values():
        for cell in deed.saw:
            found[deed.key, cell].append(deed)
    return found


def _values_beside(region: Region) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for conflict in region.state.records.values():
        if conflict.kind == "conflict" and conflict.cells:
            about = conflict.value("record")["id"]
            for cell, entry in conflict.value("cells").items():
                found[about, cell].add(canonical(entry["other"]))
    return found


def _refused(laptops: Iterable[Laptop]) -> dict[str, str]:
    """Ops that a laptop shows as refused, with the code."""
    return {
        own.op.op: (own.result and own.result.code) or "declined"
        for laptop in laptops
        for own in laptop.shelf.read_ops((OpState.REJECTED,))
    }


def _waiting(region: Region) -> set[str]:
    reviews = [record for record in region.state.records.values() if record.kind == "review"]
    return {op for review in reviews for op in review.value("ops") or {}}


def each_at_most_once(history: Iterable[Entry]) -> None:
    """3: each (op, cell) is applied at most once."""
    written = Counter((e.op, e.kind, e.id, e.cell) for e in history if e.writes and e.kind not in SERVERS_OWN)
    for (op, _, _, cell), times in written.items():
        if times > 1:
            raise Broken(3, f"op {op} wrote {cell} {times} times")


def everybody_agrees(region: Region, laptops: Iterable[Laptop]) -> None:
    """5: all quiet, every view of every permitted bucket equals the server's, and so do the digests."""
    for laptop in laptops:
        for bucket in region.buckets_of(laptop.person):
            there = {f"{key.kind} {key.id}": cells for key, cells in region.values(bucket).items()}
            if laptop.screen(bucket) != canonical(there):
                raise Broken(5, f"{laptop.name} sees {bucket} as {laptop.screen(bucket)}, there is {there}")
            state = laptop.replica.copy.buckets[bucket]
            if state.misses or digest([state.fingerprint]) != region.digest(bucket):
                raise Broken(5, f"{laptop.name} has a digest of {bucket} that differs")


def screens_say_what_was_answered(world: World) -> None:
    """2: what a laptop shows as waiting waits, and what it shows as refused or taken was answered so.

    An op that lies on two disks may have been refused to the one and, after a restore, taken from the other.
    """
    waiting = _waiting(world.region)
    copies = Counter(own.op.op for laptop in world.laptops for own in laptop.shelf.read_ops(OpState))
    for laptop in world.laptops:
        for own in laptop.shelf.read_ops((OpState.REVIEW, OpState.REJECTED, OpState.ACKNOWLEDGED)):
            stored = world.region.state.stored.get((laptop.person, own.op.op))
            status = stored.result.status if stored and copies[own.op.op] == 1 else "review"
            if own.state is OpState.REVIEW:
                true = own.op.op in waiting or own.op.bucket not in laptop.replica.copy.buckets
            else:
                true = status == "review" or (own.state is OpState.REJECTED) is (status == "rejected")
            if not true:
                raise Broken(2, f"{laptop.name} shows {own.op.op} as {own.state}, not so the server")


def what_waits_can_be_decided(region: Region) -> None:
    """2: nothing waits for a decision that has been made already, and so would wait for ever."""
    for review in region.state.records.values():
        if review.kind == "review":
            stuck = set(review.value("ops") or {}) & set(review.value("decided") or {})
            if stuck:
                raise Broken(2, f"{sorted(stuck)} wait, though they were decided")


def history_replays(region: Region) -> None:
    """8: replaying the history gives the cells byte for byte, and each line follows from those before it."""
    cells: dict[tuple[str, str, str], Value] = {}
    for entry in region.state.history:
        if entry.writes:
            place = entry.kind, entry.id, entry.cell
            if not same(entry.old, cells.get(place)):
                raise Broken(8, f"{entry.op} says that {entry.cell} was {entry.old!r}")
            cells[place] = entry.new
    for record in region.state.records.values():
        for cell, standing in record.cells.items():
            if not same(standing.value, cells.pop((record.kind, record.id, cell), None)):
                raise Broken(8, f"{record.kind} {cell} is {standing.value!r}")
    if cells:
        raise Broken(8, f"the history tells of cells that are not there: {sorted(cells)}")


Picture = dict[str, dict[str, Any]]


def as_before(before: Picture, after: Picture) -> None:
    """13: restored once, all clients back, every answer received: every cell as before, no new conflict."""
    for name in before:
        for id in sorted(set(before[name]) | set(after[name])):
            was, became = before[name].get(id), after[name].get(id)
            if canonical(was) != canonical(became):
                raise Broken(13, f"{name} {id}: before the restore {was}, after it {became}")


def picture(region: Region) -> Picture:
    """What invariant 13 compares: every value, every open question, every waiting op."""
    cells: dict[str, Any] = {}
    questions: dict[str, Any] = {}
    waiting: dict[str, Any] = {}
    for record in region.state.records.values():
        if record.kind == "conflict":
            entries = record.value("cells") or {}
            questions[record.id] = _full({c: _asked(e) for c, e in entries.items() if e["settled"] is None})
        elif record.kind == "review":
            waiting[record.id] = sorted(record.value("ops") or {}) or None
        elif record.kind not in SERVERS_OWN:
            cells[record.id] = _full(without(record.values()))
    return {"cells": cells, "questions": questions, "waiting": waiting}


def _asked(entry: Mapping[str, Value]) -> Mapping[str, Value]:
    return {"standing": entry["standing"], "other": entry["other"]}


def _full(cells: Mapping[str, Value]) -> Mapping[str, Value] | None:
    return cells or None
