"""Ops and answers for the tests of the store; the names are nobody's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sync.identity import new_op_id
from sync.messages import Change, Op, Result
from sync.shelf import OpState, OwnOp, Shelf

COURSE = "course:0b8f6a4e-6f0c-4c2f-9f0e-1d2c3b4a5f60"
LESSON = "5b8f6a4e-6f0c-5c2f-9f0e-1d2c3b4a5f60"
FIVE = {"values": ["5"], "duty": False, "comment": ""}
NOON = "2026-11-21T12:00:00.000+03:00"


def make_op(**said: Any) -> Op:
    """An op that puts a five, unless it says something else."""
    usual: dict[str, Any] = {
        "op": new_op_id(),
        "kind": "lesson",
        "id": LESSON,
        "bucket": COURSE,
        "made_at": NOON,
        "cells": {"mark/p/w": Change(None, FIVE)},
    }
    return Op(**(usual | said))


def type_op(shelf: Shelf, **said: Any) -> OwnOp:
    """Queue an op in a transaction of its own, as a keystroke does."""
    with shelf.transaction():
        return shelf.append_op(make_op(**said))


def acknowledge(shelf: Shelf, own: OwnOp, rev: int = 7, at: str = NOON) -> OwnOp:
    """Take in the server's yes."""
    result = Result(own.op.op, "applied", rev=rev, receipt="[…]")
    told = replace(own, state=OpState.ACKNOWLEDGED, result=result, answered_at=at)
    with shelf.transaction():
        shelf.put_op(told)
    return told
