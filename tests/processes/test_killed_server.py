"""A server that is killed at every labelled moment: nothing that was painted is lost, nothing twice."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from server.database import reading
from server.schema import scope
from sync.failpoint import SERVER
from tests.processes.house import House
from tests.processes.test_killed_commands import OF_COMMANDS
from tests.processes.test_random_kills import THOROUGH

OF_A_DAY = [
    point
    for point in SERVER
    if point.partition(".")[0] in ("signIn", "hello", "push", "pull", "snapshot", "refresh", "signOut")
]


ON_POSTGRES = [
    point for point in OF_A_DAY if THOROUGH or point.endswith(("commit", "before-judging", "before-writing"))
]
"""Where no transaction is open, the databases do not differ: those points by `make kills` only."""


@pytest.mark.parametrize(
    ("model", "point"),
    [("sqlite", point) for point in OF_A_DAY]
    + [pytest.param("postgres", point, marks=pytest.mark.postgres) for point in ON_POSTGRES],
    indirect=["model"],
)
def test_a_server_killed_at_any_moment_of_a_day(house: House, point: str) -> None:
    """The moment is reached, the teacher's program lives on, and after a start both sides agree."""
    house.server.start(fail_at=point)

    said = house.live_a_day()
    assert house.server.died
    house.server.start()

    assert said[-1] == "end"
    house.settle(said)


@pytest.mark.parametrize("model", ["sqlite"], indirect=True)
def test_a_scope_is_committed_before_hello_tells_it(house: House) -> None:
    """A number that a client has heard never means other buckets after a kill."""
    house.server.start(fail_at="hello.before-answer")

    house.live_a_day()
    assert house.server.died

    with reading(house.server.engine) as connection:
        assert list(connection.scalars(select(scope.c.rev))) == [1]


def test_every_point_of_the_server_is_tried() -> None:
    """A point at which nothing was ever killed proves nothing."""
    assert {*OF_A_DAY, *OF_COMMANDS} == set(SERVER)
