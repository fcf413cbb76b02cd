"""Bytes of anybody's as JSON of the protocol: what docs/SYNC.md calls malformed never becomes a value."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

MAX_DEPTH = 32


class Malformed(ValueError):
    """The body is not JSON as the protocol wants it."""


def read_json(body: bytes) -> Any:
    """Parse a body as the protocol wants JSON: UTF-8, no key twice, no NaN, no lone surrogate, depth ≤ 32.

    Raises Malformed. A body as our own clients write it is known by coming out of the quick parser
    and encoder as it went in; any other is parsed with care.
    """
    if _is_shallow(body):
        try:
            value = msgspec.json.decode(body)
            if msgspec.json.encode(value) == body:
                return value
        except (ValueError, RecursionError):
            pass  # what is wrong is said by the careful parser
    return _read_carefully(body)


def _read_carefully(body: bytes) -> Any:
    try:
        text = body.decode("utf-8", "strict")
        _refuse_depth(text)
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse, parse_float=_finite)
        if "\\ud" in text or "\\uD" in text:
            json.dumps(value, ensure_ascii=False).encode("utf-8", "strict")
    except (ValueError, RecursionError) as error:
        raise Malformed(str(error)) from error
    return value


_ONE_BRACKET = bytes.maketrans(b"{}", b"[]")
_NO_BRACKETS = bytes(set(range(256)) - set(b'"\\[]{}'))


def _is_shallow(body: bytes) -> bool:
    """Whether the body is surely not too deep; False where a string with brackets leaves that open."""
    left = body.translate(_ONE_BRACKET, _NO_BRACKETS).replace(b'""', b"")
    for _ in range(MAX_DEPTH):
        if not left:
            return True
        left = left.replace(b"[]", b"")
    return not left


_BRACKETS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
"""Strings (an unclosed one to the end of the text, so that no letter is looked at twice) and brackets."""


def _refuse_depth(text: str) -> None:
    """Count brackets outside strings, before a parser recurses into them."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        sign = found[0]
        if sign in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise Malformed(f"nested deeper than {MAX_DEPTH}")
        elif sign in "]}":
            depth -= 1


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("a key stands twice in one object")
    return found


def _refuse(text: str) -> Any:
    raise Malformed(f"{text} is not a value of the protocol")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise Malformed(f"{text} is not a value of the protocol")
    return number
