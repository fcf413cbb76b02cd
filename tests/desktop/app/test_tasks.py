"""The task owner: an error is told, the work begins anew, the end is an end."""

from __future__ import annotations

import asyncio
import gc

import pytest

from desktop.app.tasks import Tasks


def test_an_error_is_told_and_the_work_begins_anew() -> None:
    """The exchange of a day must not end with one bug of ours."""
    told: list[Exception] = []
    begun: list[int] = []

    async def work() -> None:
        begun.append(1)
        if len(begun) < 3:
            raise LookupError("ours")

    async def day() -> None:
        await Tasks(told.append, first_pause=0.001).keep(work, "exchange")

    asyncio.run(day())

    assert [type(error) for error in told] == [LookupError, LookupError]
    assert len(begun) == 3


def test_work_that_is_done_once_ends_with_its_error_told() -> None:
    """Nobody awaits a task that a button started: its owner does."""
    told: list[Exception] = []

    async def work() -> None:
        raise LookupError("ours")

    async def day() -> object:
        return await Tasks(told.append).start(work(), "button")

    assert asyncio.run(day()) is None
    assert [type(error) for error in told] == [LookupError]


def test_a_cancelled_task_has_ended_well() -> None:
    """Closing the window is no error."""
    told: list[Exception] = []

    async def day() -> None:
        tasks = Tasks(told.append)
        tasks.keep(_for_ever, "exchange")
        await asyncio.sleep(0)
        await tasks.close()

    asyncio.run(day())

    assert told == []


def test_a_task_that_swallows_its_cancellation_is_cancelled_again() -> None:
    """The program always comes to its end, whatever a library does with a cancellation."""

    async def deaf() -> None:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            await asyncio.sleep(3600)

    async def day() -> None:
        tasks = Tasks(_fail)
        tasks.start(deaf(), "deaf")
        await asyncio.sleep(0)
        await asyncio.wait_for(tasks.close(), 30)

    asyncio.run(day())


async def _for_ever() -> None:
    await asyncio.sleep(3600)


def _fail(error: Exception) -> None:
    raise AssertionError from error


@pytest.mark.filterwarnings("error")
def test_work_that_is_cancelled_before_it_began_is_let_go() -> None:
    """A window that closes at once leaves no coroutine behind that nobody has awaited."""

    async def day() -> None:
        tasks = Tasks(print)
        tasks.start(_for_ever(), "button")
        await tasks.close()

    asyncio.run(day())
    gc.collect()
