"""The machine over the real thing is trusted because it finds bugs that are planted in the real code."""

from __future__ import annotations

import pytest
from hypothesis.errors import Flaky
from hypothesis.stateful import run_state_machine_as_test

from tests.real.ground import Ground
from tests.real.machine import Anything
from tests.real.planted import PLANTED
from tests.real.test_real import examples
from tests.simulation.broken import Broken

EXAMPLES = 60


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANTED)
def test_a_bug_planted_in_the_real_code_is_found(
    name: str, sqlite_ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each breaks an invariant that it is known to break, within a bounded number of examples."""
    planted = PLANTED[name]
    Anything.ground = sqlite_ground
    Anything.found.clear()
    planted.plant(monkeypatch)

    with pytest.raises((Broken, Flaky)):  # threads and times make what breaks once not break each time
        run_state_machine_as_test(Anything, settings=examples(EXAMPLES))

    assert Anything.found[0].invariant in planted.breaks
