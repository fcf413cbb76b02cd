"""Oracles that watch the server at work and remember what it did in every timeline.

What the user saw is taken from the simulation's own record of the screen, never from the op. A
write that is replayed after a restore may replace only what it had replaced before: values that
its author saw, or that had stood in the cell when it was first judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from sync.messages import Op, PushRequest, Result
from sync.outcome import Entry
from sync.record import Value, canonical, same
from tests.simulation.broken import Broken
from tests.simulation.laptop import Deed
from tests.simulation.region import Region

SERVERS_OWN = ("conflict", "review", "verdict")
DONE = ("applied", "merged", "noop", "conflict")


class Witness:
    """Watches each push. `known` tells of an op and a cell which values the write had behind it."""

    def __init__(self, deeds: Mapping[str, Deed]) -> None:
        self.known: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._deeds = deeds
        self._replayed: set[str] = set()
        self._past = _Past([])

    @contextmanager
    def watching(self, region: Region, person: str, request: PushRequest) -> Iterator[None]:
        """Look at one push: at the lines that it adds to the history, and at what it stores for good.

        A server that dies after its commit gives no answer, and what it wrote is looked at all the same.
        """
        lines, head = len(region.state.history), region.state.head
        asked = [op for op in request.ops if (person, op.op) not in region.state.stored]
        try:
            yield
        finally:
            stored = region.state.stored
            new = [stored[person, op.op].result for op in asked if (person, op.op) in stored]
            self.watch(request, new, region.state.history, lines, range(head + 1, region.state.head + 1))

    def watch(
        self, request: PushRequest, new: Sequence[Result], history: list[Entry], before: int, heads: range
    ) -> None:
        """Look at one push: `new` are results given for the first time, `history[before:]` its lines."""
        lines = history[before:]
        for op in request.ops:
            if op.receipt:
                self._replayed |= {op.op, *_decided(op)}
        self._past = past = self._past.up_to(history, before)
        numbers_rise(lines, heads)
        self._note_first_judgements(request, new, past)
        for line in lines:
            deed = self._deeds.get(line.op)
            if deed is not None and line.writes:
                self.no_blind_overwrite(line, deed, past)
                self.no_unseen_choice(line, deed)
            past.add(line)

    def _note_first_judgements(self, request: PushRequest, new: Sequence[Result], past: _Past) -> None:
        results = {result.op: result for result in new}
        for op in request.ops:
            result = results.get(op.op)
            if result is not None and op.op not in self._replayed and result.status in DONE:
                self._note_known(self._deeds[op.op], past, result.left)
                for accepted in _decided(op) if _lets_pass(op) else ():
                    self._note_known(self._deeds[accepted], past, {})

    def _note_known(self, deed: Deed, past: _Past, left: Mapping[str, str]) -> None:
        for cell in deed.saw:
            if cell not in left:
                self.known[deed.op, cell] |= past.values(deed.key.id, cell) | {canonical(deed.saw.get(cell))}

    def no_blind_overwrite(self, line: Entry, deed: Deed, past: _Past) -> None:
        """4: the value replaced equals what the user saw when editing."""
        if line.kind in SERVERS_OWN or same(line.old, line.new):
            return
        saw = deed.saw.get(line.cell)
        seen = same(line.old, saw)
        if line.op in self._replayed:
            behind = past.values(line.id, line.cell)
            seen = seen or not behind or canonical(line.old) in self.known[line.op, line.cell]
        if not seen:
            raise Broken(4, f"{line.op} replaced {line.old!r} in {line.cell}, its author saw {saw!r}")

    def no_unseen_choice(self, line: Entry, deed: Deed) -> None:
        """11: a value beside goes only when somebody who saw it chose, or its author corrected it."""
        if (line.kind, line.cell) != ("conflict", "cells") or line.op in self._replayed:
            return
        for cell, was in (line.old or {}).items():
            became = line.new[cell]
            if was["settled"] is None and not same(
                (was["other"], was["settled"]), (became["other"], became["settled"])
            ):
                seen = [seen[cell] for seen in (deed.beside, deed.saw) if cell in seen]
                if not any(same(was["other"], value) for value in seen):
                    raise Broken(11, f"{line.op} did away with {was['other']!r} in {cell}, which nobody saw")


class _Past:
    """Which values each cell has had in one timeline, as canonical texts."""

    def __init__(self, history: list[Entry]) -> None:
        self._history = history
        self._known = 0
        self._values: dict[tuple[str, str], set[str]] = {}

    def up_to(self, history: list[Entry], count: int) -> _Past:
        """The past of the first so many lines; it goes on where it stopped while the timeline is the same."""
        past = self if history is self._history and self._known <= count else _Past(history)
        for line in history[past._known : count]:
            past.add(line)
        return past

    def add(self, line: Entry) -> None:
        self._known += 1
        if line.writes and line.kind not in SERVERS_OWN:
            self._values.setdefault((line.id, line.cell), set()).add(_text(line.new))

    def values(self, record: str, cell: str) -> set[str]:
        return self._values.get((record, cell), set())


def acknowledged_is_committed(region: Region, person: str, results: Iterable[Result]) -> None:
    """1: what an answer says lies in the server's store when the answer sets off."""
    for result in results:
        stored = region.state.stored.get((person, result.op))
        if result.code != "op_reused" and (stored is None or stored.result != result):
            raise Broken(1, f"{result.op} of {person} is {result.status}, and the store does not know of it")


def numbers_rise(lines: Iterable[Entry], heads: range) -> None:
    """6: numbers rise in commit order without gaps."""
    numbers = sorted({line.number for line in lines})
    if numbers != list(heads):
        raise Broken(6, f"numbers {numbers} where {list(heads)} were to be given")


def _decided(op: Op) -> list[str]:
    change = op.cells.get("decision")
    return list(change.new["ops"]) if change is not None else []


def _lets_pass(op: Op) -> bool:
    return bool(op.cells["decision"].new["what"] == "accept") if "decision" in op.cells else False


def _text(value: Value) -> str:
    return f'"{value}"' if isinstance(value, str) else canonical(value)
