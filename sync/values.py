"""What an op may say: its kind, id and bucket, and the value of every cell.

Asked for each op of a push before anything is compared, so it must be quick: a thousand
ordinary ops take a few hundredths of a second. Rights are another matter, see `rights`.
"""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Mapping
from typing import Any

import msgspec

from sync.catalog import KINDS
from sync.kind import Cell, Kind, family_of, natural_id_source, owner_of
from sync.kinds_school import RULES
from sync.messages import Change, Op
from sync.record import Cells, Value, same
from sync.ruling import Fault
from sync.shape import GREATEST_NUMBER, LONGEST_TEXT, is_id, is_moment, is_op_id

MOST_CELLS = 2_000
LONGEST_NAME = 200
LONGEST_REASON = 2_000
LONGEST_RECEIPT = 200_000
DEEPEST = 16
BIGGEST_VALUE = 50_000
"""The most parts (items, keys, values) that one value may be made of."""

_SHORT = 120
_MOST_KEPT = 2_000
"""So many good values of a cell are remembered, of so many bytes."""

_encode = msgspec.json.Encoder().encode
_NO_IDENTITY = "the first op must carry the cells its id follows from"


def fault(op: Op, standing: Cells) -> Fault | None:
    """Why the op is not acceptable, whoever offers it: `unknown_kind` or `bad_value`.

    `standing` is the record as it is, empty when nobody has written it. A first op must carry
    the cells that the id follows from. (An op that is offered again with a good receipt is not
    asked about: after a restore it may come before the first one.)
    """
    kind = KINDS.get(op.kind)
    if kind is None:
        return Fault("unknown_kind", f"the server knows no kind {op.kind[:60]!r}")
    detail = _envelope_fault(op) or _place_fault(op, kind)
    detail = detail or _cells_fault(op, kind) or _identity_fault(op, kind, standing)
    if detail is None and kind.name == "rule":
        detail = _rule_fault(op, standing)
    return None if detail is None else Fault("bad_value", detail)


def value_fault(value: Value) -> str | None:
    """What makes this no value of the protocol: a fraction, a key out of ASCII, a string not in NFC."""
    if type(value) is str:
        return _text_fault(value)
    if value is None or value is True or value is False:
        return None
    return _deep_fault(value)


def cell_fault(kind: Kind, name: str, value: Value) -> str | None:
    """What is wrong with a value in a cell of this name; the end of a sentence."""
    return _fault_in(kind.cell(name), value)


def _envelope_fault(op: Op) -> str | None:
    """What is wrong around the cells: the op's own id, time, reason, what it resolves."""
    if not is_op_id(op.op):
        return "the op's id must be 32 hex digits"
    if not is_id(op.id):
        return "the record's id must be a UUID in lower case"
    if not is_moment(op.made_at):
        return "made_at must be a time with an offset, of the years 1970 to 2099"
    if not 0 <= op.seen <= GREATEST_NUMBER:
        return "seen must be a number of the school"
    if op.receipt is not None and len(op.receipt) > LONGEST_RECEIPT:
        return f"a receipt has at most {LONGEST_RECEIPT} characters"
    if op.resolves is not None and not is_id(op.resolves):
        return "resolves must be the id of a conflict"
    return _reason_fault(op.reason) or _others_fault(op.others)


def _reason_fault(reason: str | None) -> str | None:
    if reason is None:
        return None
    if len(reason) > LONGEST_REASON:
        return f"a reason has at most {LONGEST_REASON} characters"
    detail = _text_fault(reason)
    return f"the reason {detail}" if detail else None


def _others_fault(others: Mapping[str, Any] | None) -> str | None:
    for name, value in (others or {}).items():
        detail = _name_fault(name) or value_fault(value)
        if detail:
            return f"others: {name[:100]!r} {detail}"
    return None


def _place_fault(op: Op, kind: Kind) -> str | None:
    """What is wrong with the bucket, for a record of this kind and id."""
    family = family_of(op.bucket)
    if family is None:
        return "there is no such bucket"
    if family not in kind.families:
        return f"a {kind.name} does not live in {family} buckets"
    if kind.opens_bucket and owner_of(op.bucket) != op.id:
        return f"the bucket must be {family}:<the {kind.name}'s own id>"
    return None


def _cells_fault(op: Op, kind: Kind) -> str | None:
    if not 1 <= len(op.cells) <= MOST_CELLS:
        return f"an op writes 1 to {MOST_CELLS} cells"
    for name, change in op.cells.items():
        detail = _change_fault(kind, name, change)
        if detail is not None:
            return f"{name[:100]!r} {detail}"
    return None


def _change_fault(kind: Kind, name: str, change: Change) -> str | None:
    detail = _name_fault(name)
    if detail is not None:
        return detail
    try:
        known = kind.cell(name)
    except ValueError as error:
        return str(error)
    detail = _fault_in(known, change.base)
    if detail is not None:
        return f"as base {detail}"
    if change.new is None and known is not None and known.needed:
        return "cannot be emptied"
    return _fault_in(known, change.new) or _taken_off(name, change)


def _fault_in(known: Cell | None, value: Value) -> str | None:
    if value is None:
        return None
    if known is None:
        return value_fault(value)
    text = _encode(value)
    if text in known.good:
        return None
    detail = known.shape.fault(value) or value_fault(value)
    if detail is None and len(text) <= _SHORT and len(known.good) < _MOST_KEPT:
        known.good.add(text)
    return detail


def _name_fault(name: str) -> str | None:
    good = name.isascii() and name.isprintable() and 0 < len(name) <= LONGEST_NAME
    return None if good else f"must be 1 to {LONGEST_NAME} printable ASCII characters"


_LISTED = {"teachers": "person", "tutors": "person", "pupils": "pupil"}


def _taken_off(name: str, change: Change) -> str | None:
    """Nobody is taken off a dated list, only given a last day."""
    key = _LISTED.get(name)
    if key is None or not change.base or not isinstance(change.base[0], dict):
        return None
    before = {(one[key], one["from"]) for one in change.base}
    after = {(one[key], one["from"]) for one in change.new or ()}
    return None if before <= after else "takes somebody off; give a last day instead"


def _identity_fault(op: Op, kind: Kind, standing: Cells) -> str | None:
    """What is wrong with the cells that make the record what it is."""
    for name in kind.identity & op.cells.keys():
        change, stands = op.cells[name], standing.get(name)
        if stands is not None and not same(stands, change.new):
            return f"{name!r} never changes"
        if change.new is None or (change.base is not None and not same(change.base, change.new)):
            return f"{name!r} never changes"
    return _natural_fault(op, kind, standing)


def _natural_fault(op: Op, kind: Kind, standing: Cells) -> str | None:
    """Whether the id follows from the identity cells; asked only when one of them is new."""
    if not kind.natural:
        return None
    missing = {name for name in kind.identity if standing.get(name) is None}
    if not missing & op.cells.keys():
        return _NO_IDENTITY if missing == kind.identity else None
    cells = {name: standing.get(name) for name in kind.identity}
    cells.update({name: op.cells[name].new for name in kind.identity if name in op.cells})
    sources = [source for way in kind.natural if (source := natural_id_source(way, op.bucket, cells))]
    if kind.name == "term_mark" and cells["term"] is not None and cells["year"] is not None:
        return "marks are of a term or of a year, not of both"
    if not sources:
        return _NO_IDENTITY
    if any(op.id == str(uuid.uuid5(uuid.UUID(space), name)) for space, name in sources):
        return None
    return "the id does not follow from the identity cells"


def _rule_fault(op: Op, standing: Cells) -> str | None:
    """What is wrong with a rule as it will be, whichever of key and value comes first."""
    if op.cells.keys().isdisjoint(("key", "value")):
        return None
    key, value = (op.cells[name].new if name in op.cells else standing.get(name) for name in ("key", "value"))
    shape = RULES.get(key) if isinstance(key, str) else None
    detail = shape.fault(value) if shape is not None and value is not None else None
    return f"'value' of the rule {key} {detail}" if detail else None


def _text_fault(text: str) -> str | None:
    if len(text) > LONGEST_TEXT:
        return f"is longer than {LONGEST_TEXT} characters"
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return None
    return "must be in Unicode's normal form C"


def _deep_fault(value: Value) -> str | None:
    """Walk a value without recursion: numbers whole, keys ASCII, strings in NFC, size bounded."""
    waiting: list[tuple[Any, int]] = [(value, 1)]
    parts = 0
    while waiting:
        one, depth = waiting.pop()
        parts += 1
        if parts > BIGGEST_VALUE or depth > DEEPEST:
            return "is too large or too deep"
        if type(one) is str:
            detail = _text_fault(one)
            if detail is not None:
                return detail
        elif type(one) is dict:
            if not all(key.isascii() and len(key) <= LONGEST_NAME for key in one):
                return "has a key that is not short ASCII"
            waiting.extend((item, depth + 1) for item in one.values())
        elif type(one) is list:
            waiting.extend((item, depth + 1) for item in one)
        elif type(one) is float:
            return "holds a fraction as a number; write it as a string"
        elif type(one) is int and abs(one) > GREATEST_NUMBER:
            return "holds a number too great"
    return None
