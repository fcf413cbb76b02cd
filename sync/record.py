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

import msgspec

Value = Any
"""A JSON value without fractions: dict, list, str, int, bool or None."""
Cells = Mapping[str, Value]

_DIGEST_SPACE = 1 << 128
_encode = msgspec.json.Encoder(order="deterministic").encode
_encode_strictly = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode
_decode = msgspec.json.Decoder().decode


class RecordKey(NamedTuple):
    """A record's name within a school."""

    kind: str
    id: str


def canonical(value: Value) -> str:
    """The one text of a value: sorted keys, no spaces, non-ASCII as it is. Raises ValueError for NaN."""
    text = _encode(value)
    if b"null" in text and value is not None:
        return _encode_strictly(value)  # the quick encoder writes what is no number as null
    return text.decode()


def parse_canonical(text: str) -> Value:
    """The value of a text that `canonical` has written."""
    return _decode(text)


def same(left: Value, right: Value) -> bool:
    """Are two values equal by their canonical text? (True is not 1, though Python says so.)"""
    if left is right:
        return True
    if left is None or right is None:
        return False
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return _encode(left) == _encode(right)


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
    body = ",".join([f"{canonical(cell)}:{text}" for cell, text in full])
    return _hash_of(f"{kind}{record}{{{body}}}")


def digest(fingerprints: Iterable[int]) -> str:
    """A bucket's digest: the sum of its records' fingerprints mod 2^128, as 32 hex digits."""
    return f"{sum(fingerprints) % _DIGEST_SPACE:032x}"


def _hash_of(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "big")
