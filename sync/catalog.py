"""The catalogue: every kind of record, its cells, who writes them.

One table from which the server checks, the client hints and `GET /v1/catalog` is made. The
lines stand in `kinds_journal`, `kinds_school`, `kinds_office` and `kinds_private`; what they are
made of, in `kind`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sync.kind import Family, Kind
from sync.kinds_journal import JOURNAL_KINDS
from sync.kinds_office import OFFICE_KINDS
from sync.kinds_private import PRIVATE_KINDS
from sync.kinds_school import RULES, SCHOOL_KINDS
from sync.messages import PROTOCOL

KINDS: Mapping[str, Kind] = MappingProxyType(
    {kind.name: kind for kind in (*JOURNAL_KINDS, *SCHOOL_KINDS, *OFFICE_KINDS, *PRIVATE_KINDS)}
)
"""Every kind by its name."""


def describe() -> dict[str, Any]:
    """The answer of `GET /v1/catalog`: kinds with a JSON Schema per cell pattern, and rules' keys."""
    return {
        "protocol": PROTOCOL,
        "buckets": [str(family) for family in Family],
        "kinds": [kind.described() for kind in KINDS.values()],
        "rules": {key: shape.schema() for key, shape in RULES.items()},
    }
