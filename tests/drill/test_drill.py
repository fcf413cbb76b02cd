"""A server an hour older: after one evening everything is as it was, in every order of return."""

from __future__ import annotations

import random
from itertools import permutations
from pathlib import Path

import pytest

from tests.drill.copyings import BY_COMMAND, BY_HAND, base_copy
from tests.drill.drill import Copying, copy_of, difference, lose_an_hour, return_in
from tests.drill.scene import make_scene
from tests.drill.story import LOGINS
from tests.postgres import LASTING, fresh_database, started

ORDERS = list(permutations(LOGINS))


@pytest.mark.parametrize(("copying", "times"), [(BY_COMMAND, 12), (BY_HAND, 2)], ids=["command", "by-hand"])
def test_an_evening_brings_the_lost_hour_back(tmp_path: Path, copying: Copying, times: int) -> None:
    """Every cell, question, waiting op and decision, on laptops as on the server; nothing is there twice."""
    scene = make_scene(tmp_path / "school", None)
    was = lose_an_hour(scene, copying)

    orders = random.Random(5).sample(ORDERS, times)
    evenings = {order: return_in(copy_of(scene, f"evening{n}"), order) for n, order in enumerate(orders)}

    assert was.faults == []
    assert {order: told for order, one in evenings.items() if (told := difference(was, one))} == {}


@pytest.mark.postgres
def test_a_base_copy_put_back_is_noticed_and_made_good(tmp_path: Path) -> None:
    """PostgreSQL's own copy, put back without a word to the server: the same evening, the same end."""
    with started(LASTING) as cluster, fresh_database(cluster) as url:
        scene = make_scene(tmp_path / "school", url)
        was = lose_an_hour(scene, base_copy(cluster))

        evening = return_in(scene, ORDERS[77])

    assert difference(was, evening) == {}
