"""Own ops as rows: the statements, made once, and the way from a row to an op and back."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Row, bindparam, delete, func, insert, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop.models.tables import op
from sync.messages import Op, Result
from sync.shelf import OpState, OwnOp


class Known(NamedTuple):
    """An op and the number of its last line in the journal."""

    own: OwnOp
    line: int


_encode = msgspec.json.Encoder().encode
_decode_op = msgspec.json.Decoder(Op).decode
_decode_result = msgspec.json.Decoder(Result).decode

_fresh = upsert(op)
_fate = ("place", "state", "overlays", "answered_at", "body", "result", "line")

APPEND = insert(op)
PUT = _fresh.on_conflict_do_update(
    index_elements=["op"], set_={name: _fresh.excluded[name] for name in _fate}
)
READ_ONE = select(op).where(op.c.op == bindparam("id"))
READ_BY_STATE = select(op).where(op.c.state.in_(bindparam("states", expanding=True))).order_by(op.c.place)
READ_OVERLAYING = (
    select(op)
    .where(or_(op.c.state.in_(bindparam("states", expanding=True)), op.c.overlays))
    .order_by(op.c.place)
)
IS_TAKEN = select(func.count()).where(op.c.place == bindparam("place"))
LAST_LINE = select(func.max(op.c.line))
FORGET = delete(op).where(
    op.c.state == OpState.ACKNOWLEDGED, ~op.c.overlays, op.c.answered_at < bindparam("answered_before")
)


def row_of(known: Known) -> dict[str, Any]:
    """The row of an op; its place is left to the database when it is 0."""
    own = known.own
    row = {
        "op": own.op.op,
        "state": own.state.value,
        "overlays": own.overlays,
        "answered_at": own.answered_at,
        "body": _encode(own.op).decode(),
        "result": None if own.result is None else _encode(own.result).decode(),
        "line": known.line,
    }
    return row | {"place": own.order} if own.order else row


def known_of(row: Row[Any]) -> Known:
    """The op that a row holds."""
    told = None if row.result is None else _decode_result(row.result)
    own = OwnOp(
        row.place, _decode_op(row.body), OpState(row.state), told, bool(row.overlays), row.answered_at
    )
    return Known(own, row.line)
