"""The chain that makes the history of a school unchangeable without a trace.

Each line is hashed together with the line before it, over the hashes of its values: a value that
the law wants erased can be taken out, its hash stays, and the chain holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

_SAID = ("event", "name", "rev", "op", "person", "device", "made_at", "at", "status", "writes")


def hash_value(text: str) -> bytes:
    """The hash of a value's canonical text: 16 bytes."""
    return blake2b(text.encode(), digest_size=16).digest()


def link(before: bytes, line: Mapping[str, Any]) -> bytes:
    """The chain's value after a line of the history; `before` is the one of the line before."""
    said = "\n".join([str(line[key]) for key in _SAID])
    body = before + line["record"] + _hash_of(line, "old") + _hash_of(line, "new") + said.encode()
    return blake2b(body, digest_size=16).digest()


def _hash_of(line: Mapping[str, Any], side: str) -> bytes:
    text = line[side]
    if text is None:
        kept: bytes = line[f"{side}_hash"]
        return kept
    return hash_value(text)
