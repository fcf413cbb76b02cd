"""How two versions of one record are settled: cell by cell, three ways, never by time."""

from __future__ import annotations

from dataclasses import dataclass, field

from sync.record import Cells, Value, same


@dataclass(frozen=True, slots=True)
class Beside:
    """Two different values for one cell, both kept until a person chooses."""

    base: Value
    standing: Value
    other: Value


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of each incoming cell: exactly one of the three holds it."""

    applied: dict[str, Value] = field(default_factory=dict)
    equal: dict[str, Value] = field(default_factory=dict)
    left: dict[str, Beside] = field(default_factory=dict)


def settle(base: Cells, standing: Cells, incoming: Cells) -> Settled:
    """Settle one record cell by cell, three ways.

    A cell that the incoming side changed and the standing side did not is applied; one that both
    changed to the same value is left alone; one that both changed to different values stays as it
    stands, and both values are handed back, so that a person can choose. A cell that is absent
    from `base` or `standing` was empty there. No value is ever dropped and none is invented.
    """
    settled = Settled()
    for cell, new in incoming.items():
        seen, stands = base.get(cell), standing.get(cell)
        if same(stands, new):
            settled.equal[cell] = new
        elif same(stands, seen):
            settled.applied[cell] = new
        else:
            settled.left[cell] = Beside(seen, stands, new)
    return settled
