"""After kill -9 at any moment every edit whose keystroke was painted is there."""

from __future__ import annotations

import os
import time
from pathlib import Path
from random import Random

from desktop.models.store import open_store
from sync.shelf import OpState
from tests.desktop.models.doomed import KEY, Doomed, type_for_ever

KILLS = int(os.environ.get("PARTA_KILLS", "20"))
"""How many random kills; `PARTA_KILLS=200` for a thorough run."""

ANSWERED_OR_NOT = {OpState.QUEUED: set(OpState), OpState.ACKNOWLEDGED: {OpState.ACKNOWLEDGED}}


def test_random_kills_lose_nothing_that_was_painted(folder: Path) -> None:
    """The same store is typed into and killed again and again; after each kill all painted ops are there."""
    dice = Random(20_261_121)
    painted: dict[str, OpState] = {}

    for _ in range(KILLS):
        typist = Doomed(type_for_ever, folder)
        said = [typist.hear(), typist.hear()]
        time.sleep(dice.uniform(0, 0.05))
        said += typist.kill()
        painted |= {op: OpState(state) for op, _, state in (line.partition(" ") for line in said[1:])}

        store = open_store(folder, KEY)
        found = {own.op.op: own.state for own in store.shelf.read_ops(OpState)}
        store.check()
        store.close()

        assert {op for op, state in painted.items() if found.get(op) not in ANSWERED_OR_NOT[state]} == set()
        assert len(found) <= len(painted) + KILLS

    assert len(painted) > KILLS
