"""The client against a server that lies: it never crashes, never loses its queue, and heals."""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sync.shelf import OpState
from tests.lies.evening import COURSES, assert_agrees, busy_region, client
from tests.lies.honest import answer
from tests.lies.liar import LIES, Liar, Lie

ROUNDS = 5
HUNTED = os.environ.get("LYING_EXAMPLES")


@settings(
    max_examples=int(HUNTED or 60),
    derandomize=HUNTED is None,
    database=None,
    phases=tuple(Phase) if HUNTED else (Phase.generate,),
)
@given(seed=st.integers(0, 1 << 32), chance=st.sampled_from([0.1, 0.4, 0.9]))
def test_no_lie_stops_work_or_costs_a_mark(seed: int, chance: float) -> None:
    """Whatever answers, a round ends, every op is kept, and an honest server finds everybody agreeing."""
    lie_and_heal(seed, chance)


def lie_and_heal(seed: int, chance: float, lies: tuple[Lie, ...] = LIES) -> None:
    """One evening with a liar, and after a new start an honest server."""
    region = busy_region()
    liar = Liar(region, random.Random(seed), chance, lies)
    with tempfile.TemporaryDirectory() as place:
        folder, typed = Path(place, "store"), []
        with client(folder, liar) as one:
            for number in range(4):
                typed.append(one.types(f"mark/{number}", f"{seed}.{number}", COURSES[number % 2]))
                liar.asked = 0
                one.exchange()
        with client(folder, lambda request: answer(region, request)) as one:
            for op in typed:
                own = one.store.shelf.read_op(op)
                assert own is not None
                waits = own.state in (OpState.QUEUED, OpState.AGAIN)
                assert waits or any(op.encode() in told for told in liar.told)
            finished = [one.exchange().finished for _ in range(ROUNDS)]
            assert finished[-1]
            assert_agrees(one, region)
