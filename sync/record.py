"""What travels: records, their cells, and the digest by which two copies compare themselves.

A record lies in exactly one bucket and has a kind and an id. A cell is a named JSON value in
it, the unit of merging; the record is the unit of conflict. Values are equal when their
canonical JSON is: sorted keys, no spaces, UTF-8. An empty cell is null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

Value = Any
"""A JSON value without fractions: dict, list, str, int, bool or None."""
Cells = Mapping[str, Value]

_DIGEST_SPACE = 1 << 128
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


class RecordKey(NamedTuple):
    """A record's name within a school."""

    kind: str
    id: str


def canonical(value: Value) -> str:
    """The one text of a value: sorted keys, no spaces, non-ASCII as it is."""
    return _encode(value)


def same(left: Value, right: Value) -> bool:
    """Are two values equal by their canonical text? (True is not 1, though Python says so.)"""
    if left is right:
        return True
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return canonical(left) == canonical(right)


def fingerprint(kind: str, record: str, cells: Cells) -> int:
    """A record's part of its bucket's digest; 0 when every cell is empty."""
    full = {cell: value for cell, value in cells.items() if value is not None}
    if not full:
        return 0
    return _hash_of(f"{kind}{record}{canonical(full)}")


def fingerprint_of_texts(kind: str, record: str, texts: Mapping[str, str]) -> int:
    """The same from values that are canonical texts already; "null" is an empty cell."""
    full = [(cell, text) for cell, text in sorted(texts.items()) if text != "null"]
    if not full:
        return 0
    body = ",".join(f"{json.dumps(cell, ensure_ascii=False)}:{text}" for cell, text in full)
    return _hash_of(f"{kind}{record}{{{body}}}")


def digest(fingerprints: Iterable[int]) -> str:
    """A bucket's digest: the sum of its records' fingerprints mod 2^128, as 32 hex digits."""
    return f"{sum(fingerprints) % _DIGEST_SPACE:032x}"


def _hash_of(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "big")
