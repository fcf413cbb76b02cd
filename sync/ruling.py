"""What the judge asks of the school's rules: who may write, what is a value, what must wait.

The judge knows how versions are settled and nothing of schools; the rules know the school and
nothing of versions. `sync.rights.SchoolRules` answers from the school's facts; a simulation may
answer from a few lines of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from sync.messages import Op
from sync.record import Cells


@dataclass(frozen=True, slots=True)
class Author:
    """Who offers an op: a person, on a device, in the roles that the person has today."""

    person: str
    device: str
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an op is refused: a code of the protocol and a short English detail for its author."""

    code: str
    detail: str = ""


class Rules(Protocol):
    """The questions, in the order in which they are asked; `standing` is the record as it is now."""

    def right(self, author: Author, op: Op, standing: Cells) -> Fault | None:
        """`no_access`, `unknown_record` or `reason_needed`; None when the author may write this."""
        ...

    def fault(self, op: Op, standing: Cells) -> Fault | None:
        """`unknown_kind` or `bad_value`; None when kind, id, bucket and every value are acceptable."""
        ...

    def lock(self, author: Author, op: Op, standing: Cells) -> str | None:
        """Why the op waits for the head teacher; None when it need not."""
        ...

    def attention(self, kind: str, cells: Cells) -> list[Any]:
        """The lesson rules that these cells, taken together, break."""
        ...
