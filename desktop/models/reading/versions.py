"""What needs a person: two versions of one cell, and what the server did not accept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from desktop.models.reading import wire
from desktop.models.reading.address import Address, read_address, value_text
from desktop.models.reading.course_book import LESSON
from desktop.models.reading.fates import Question, Version
from desktop.models.reading.library import Library
from school.lesson import Place
from school.mark import MOST_VALUES, Mark
from sync.messages import Op
from sync.record import RecordKey, Value
from sync.shelf import OpState, OwnOp


@dataclass(frozen=True, slots=True)
class TwoVersions:
    """One cell with two values: mine and the server's, what was before, who wrote each and when.

    ``mine_stands``: it is the own value that was first, and another's that came later. Where
    neither value is this person's, ``mine`` is the later one. ``device`` is the id of the computer
    on which the later value was made.
    """

    question: str
    bucket: str
    address: Address
    mine: Value
    servers: Value
    mine_text: str
    servers_text: str
    before_text: str
    mine_by: str
    mine_at: datetime | None
    servers_by: str
    servers_at: datetime | None
    mine_stands: bool = False
    device: str = ""

    @property
    def both(self) -> Value:
        """Both marks in one cell, «5/4»; None where two values cannot stand together."""
        mine, servers = wire.read_mark(self.mine), wire.read_mark(self.servers)
        if self.address.kind != wire.MARK or mine is None or servers is None:
            return None
        values = (*mine.values, *servers.values)
        if not values or len(values) > MOST_VALUES:
            return None
        comment = "; ".join(dict.fromkeys(part for part in (mine.comment, servers.comment) if part))
        return wire.write_mark(Mark(values, mine.duty and servers.duty, comment))


@dataclass(frozen=True, slots=True)
class Refused:
    """An op that the server did not accept, or that waits for the head teacher."""

    op: str
    code: str
    detail: str
    made_at: datetime | None
    cells: tuple[tuple[Address, str], ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """An own op with the server's word on it; see the statuses of docs/SYNC.md."""

    op: Refused
    status: str


def read_answered(library: Library, day: date, zone: tzinfo | None) -> tuple[Answered, ...]:
    """Own ops that the server answered on a day of this zone, in queue order."""
    states = (OpState.ACKNOWLEDGED, OpState.REVIEW, OpState.REJECTED, OpState.DISMISSED)
    return tuple(
        Answered(_refused(library, own), own.result.status)
        for own in library.copy.shelf.read_ops(states)
        if own.result is not None and _day_of(own.answered_at, zone) == day
    )


def _day_of(moment: str, zone: tzinfo | None) -> date | None:
    told = wire.moment(moment)
    return None if told is None else told.astimezone(zone).date()


def read_conflicts(library: Library) -> tuple[TwoVersions, ...]:
    """Open questions of this copy, oldest first, without those that have an own answer."""
    answered = set(_answered(library))
    return tuple(
        _two(library, one, version)
        for one in library.questions()
        for version in one.versions
        if (one.id, version.cell) not in answered
    )


def _answered(library: Library) -> Iterator[tuple[str, str]]:
    """Question and cell of each own answer that the server has not refused."""
    for own in library.copy.own.values():
        if own.op.resolves and own.state is not OpState.REJECTED:
            yield from ((own.op.resolves, cell) for cell in own.op.cells)


def read_refused(library: Library, state: OpState = OpState.REJECTED) -> tuple[Refused, ...]:
    """Own ops in a state, in the order in which they were made."""
    found = [own for own in library.copy.own.values() if own.state is state]
    return tuple(_refused(library, own) for own in sorted(found, key=lambda own: own.order))


def _two(library: Library, question: Question, version: Version) -> TwoVersions:
    facts = library.facts
    other = version.other, facts.name_of(question.author), wire.moment(question.made_at)
    standing = version.standing, facts.name_of(version.standing_by), wire.moment(version.standing_at)
    mine_stands = version.standing_by == library.person != question.author
    mine, servers = (standing, other) if mine_stands else (other, standing)
    return TwoVersions(
        question.id,
        question.bucket,
        read_address(library, question.bucket, question.record, version.cell),
        mine[0],
        servers[0],
        value_text(facts, version.cell, mine[0]),
        value_text(facts, version.cell, servers[0]),
        value_text(facts, version.cell, version.base),
        *mine[1:],
        *servers[1:],
        mine_stands,
        question.device,
    )


def _refused(library: Library, own: OwnOp) -> Refused:
    op, facts = own.op, library.facts
    key = RecordKey(op.kind, op.id)
    cells = tuple(
        (read_address(library, op.bucket, key, cell), value_text(facts, cell, change.new))
        for cell, change in op.cells.items()
        if cell not in ("date", "slot")
    )
    told = _place_told(op)
    cells = tuple((replace(one, place=one.place or told), text) for one, text in cells)
    code = (own.result.code if own.result else None) or ""
    detail = (own.result.detail if own.result else None) or ""
    return Refused(op.op, code, detail, wire.moment(op.made_at), cells, op.reason or "")


def _place_told(op: Op) -> Place | None:
    """Where the lesson of an op is held, as the op says: nobody else may have heard of it yet."""
    told = {cell: change.new for cell, change in op.cells.items() if cell in ("date", "slot", "placed")}
    return wire.read_place(told) if op.kind == LESSON else None
