"""The simulation's machine over the real thing: encrypted files, the real application, both databases."""

from __future__ import annotations

import os

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.real.ground import Ground
from tests.real.machine import Anything, Evening, OneRestore

STEPS = 25
IN_THE_SUITE = 8


@pytest.mark.slow
@pytest.mark.parametrize("machine", [Anything, OneRestore])
def test_every_invariant_holds_over_the_real_thing(machine: type[Evening], ground: Ground) -> None:
    """Whatever people, cables and machines do, no oracle of docs/SYNC.md, section 6, is broken."""
    machine.ground = ground
    hunted = os.environ.get("REAL_EXAMPLES")

    run_state_machine_as_test(machine, settings=hunt(int(hunted)) if hunted else examples(IN_THE_SUITE))


def examples(most: int) -> settings:
    """The same examples in each run, the first that fails as it is."""
    return settings(
        max_examples=most,
        stateful_step_count=STEPS,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        report_multiple_bugs=False,
    )


def hunt(most: int) -> settings:
    """Others in each run, and for one that fails the shortest story."""
    return settings(examples(most), derandomize=False, phases=tuple(Phase))
