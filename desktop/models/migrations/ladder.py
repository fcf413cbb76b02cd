"""Climbs the steps that a database lacks, each in one transaction, each after a copy was taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from desktop.models.database import roll_back
from desktop.models.faults import NewerStore
from desktop.models.migrations import step_0001, step_0002
from sync.failpoint import reach

Step = Sequence[str]

STEPS: tuple[Step, ...] = (step_0001.STATEMENTS, step_0002.STATEMENTS)


def version_of(connection: Connection) -> int:
    """How many steps the database has climbed; 0 for an empty one."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def climb(
    connection: Connection, take_copy: Callable[[int], object], steps: Sequence[Step] = STEPS
) -> list[int]:
    """Bring the database up to date; give the numbers of the steps that were taken.

    `take_copy` is called with the version that is about to be left, unless the database
    was empty: there was nothing to lose.
    Raises NewerStore, with nothing touched, for a database that has climbed higher than we can.
    """
    found = version_of(connection)
    if found > len(steps):
        raise NewerStore(found, len(steps))
    for number in range(found, len(steps)):
        if found:
            take_copy(number)
        _take(connection, number + 1, steps[number])
    return list(range(found + 1, len(steps) + 1))


def _take(connection: Connection, number: int, step: Step) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        for statement in step:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
        reach("step.before-commit")
        connection.exec_driver_sql("COMMIT")
        reach("step.after-commit")
    except BaseException:  # half a step is rolled back, whatever ended it; raised again
        roll_back(connection)
        raise
