"""Verdicts: what the head teacher decided about ops that waited, heard in the feed by their author.

A verdict may come before the answer that says the op waits (the answer was lost, or a page was
faster), and after a restore before the op is offered again; so it is looked for at both moments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import msgspec

from sync.local_copy import LocalCopy
from sync.record import RecordKey, Value
from sync.shelf import OpState, OwnOp

VERDICT = "verdict"
_PERSONAL = "person:"


def decided(own: OwnOp, verdict: Mapping[str, Value]) -> OwnOp:
    """The op as its verdict leaves it; one that is to be offered again only learns its receipt."""
    op = msgspec.structs.replace(own.op, receipt=verdict.get("receipt") or own.op.receipt)
    if own.state is OpState.AGAIN:
        return replace(own, op=op)
    result = own.result and msgspec.structs.replace(
        own.result, status=verdict["status"], rev=verdict.get("rev"), code=verdict.get("code")
    )
    state = OpState.REJECTED if verdict["status"] == "rejected" else OpState.ACKNOWLEDGED
    return replace(own, op=op, result=result, state=state, overlays=False)


def verdict_at(copy: LocalCopy, bucket: str, key: RecordKey) -> dict[str, Value] | None:
    """What the feed has told of a verdict so far; None while it does not say about which op."""
    told = copy.base(bucket).get(key, {})
    return {cell: value for cell, (value, _) in told.items()} if {"op", "status"} <= told.keys() else None


def verdict_on(copy: LocalCopy, op: str) -> dict[str, Value] | None:
    """The verdict on an op, if the feed has told of it already."""
    for bucket in copy.buckets:
        if bucket.startswith(_PERSONAL):
            for key in copy.base(bucket):
                verdict = verdict_at(copy, bucket, key) if key.kind == VERDICT else None
                if verdict is not None and verdict["op"] == op:
                    return verdict
    return None
