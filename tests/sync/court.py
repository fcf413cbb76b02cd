"""A server for the tests of the judge: the simulation's region with one lesson, and short words for ops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sync.identity import conflict_id, review_id, verdict_id
from sync.messages import Change, Op, PushRequest, Result
from sync.record import RecordKey, Value
from sync.standing import Record
from tests.simulation.region import Region, State

COURSE, OFFICE = "course:a", "office"
LESSON = "00000000-0000-4000-8000-000000000001"
ELSEWHERE = "00000000-0000-4000-8000-000000000002"
Answered = list[tuple[str, Op, Result]]
"""Who wrote it, the op, and its first answer."""

READERS = {
    "anna": (COURSE, "person:anna"),
    "boris": (COURSE, "person:boris"),
    "head": (COURSE, OFFICE, "person:head"),
}


class Court:
    """Pushes ops one at a time, and reads what came of them."""

    def __init__(self) -> None:
        self.region = Region(READERS)
        self.region.most_ops = 100
        self._made = 0

    def op(self, cells: Mapping[str, tuple[Value, Value]], **more: Any) -> Op:
        """An op of the lesson: cell → (what its author saw, what it writes)."""
        self._made += 1
        changes = {cell: Change(*change) for cell, change in cells.items()}
        told: dict[str, Any] = {"op": f"{self._made:032x}", "kind": "lesson", "id": LESSON, "bucket": COURSE}
        return Op(**{**told, "made_at": "", "cells": changes, **more})

    def topic(self, saw: Value, new: Value, **more: Any) -> Op:
        """An op that writes the topic."""
        return self.op({"topic": (saw, new)}, **more)

    def decision(self, what: str, *waiting: Op, author: str = "anna", **more: Any) -> Op:
        """The head teacher's decision on ops of one author."""
        decision = {"what": what, "ops": [op.op for op in waiting]}
        return self.op(
            {"decision": (None, decision)},
            kind="review", id=review_id(waiting[0].id, author), bucket=OFFICE, **more,
        )  # fmt: skip

    def push(self, person: str, *ops: Op) -> list[Result]:
        """One push of these ops."""
        region = self.region
        return region.push(person, "a laptop", PushRequest(region.epoch, region.scope, "", list(ops))).results

    def say(self, person: str, op: Op) -> Result:
        """One push of one op."""
        return self.push(person, op)[0]

    def again(self, person: str, op: Op, first: Result) -> Result:
        """The op is offered again with the receipt of its first answer."""
        return self.say(person, offered_again(op, first))

    def back_up(self) -> State:
        """A back-up of the server."""
        return self.region.state.copied()

    def value(self, cell: str = "topic", lesson: str = LESSON) -> Value:
        """What stands in a cell."""
        return self.record("lesson", lesson).value(cell)

    def conflict_of(self, op: Op) -> Record:
        """The question that an op left open."""
        return self.record("conflict", conflict_id(op.id, op.op))

    def others(self, op: Op) -> dict[str, Value]:
        """What lies beside, unsettled, in the question that an op left open."""
        entries = self.conflict_of(op).value("cells") or {}
        return {cell: entry["other"] for cell, entry in entries.items() if entry["settled"] is None}

    def all_others(self, cell: str = "topic") -> list[Value]:
        """What lies beside in a cell, in all open questions."""
        questions = [one for one in self.region.state.records.values() if one.kind == "conflict"]
        entries = [(one.value("cells") or {}).get(cell) for one in questions]
        return sorted(entry["other"] for entry in entries if entry and entry["settled"] is None)

    def waiting(self, author: str = "anna") -> list[str]:
        """The ops of an author that wait for the head teacher."""
        return sorted(self.record("review", review_id(LESSON, author)).value("ops") or {})

    def verdict(self, op: Op, author: str = "anna") -> dict[str, Value]:
        """What the author of an op is told about the decision."""
        found = self.record("verdict", verdict_id(review_id(op.id, author), op.op))
        return dict(found.values())

    def record(self, kind: str, id: str) -> Record:
        """A stored record; an empty one where nobody has written."""
        return self.region.state.records.get(RecordKey(kind, id), Record(kind, id, ""))


def offered_again(op: Op, first: Result) -> Op:
    """The same op with the receipt of its first answer."""
    told = {name: getattr(op, name) for name in op.__struct_fields__}
    return Op(**{**told, "receipt": first.receipt})


def told(court: Court, *ops: tuple[str, Op]) -> Answered:
    """Push each op; who wrote it, the op, and its first answer."""
    return [(person, op, court.say(person, op)) for person, op in ops]
