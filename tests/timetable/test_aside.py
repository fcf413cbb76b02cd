"""A call in a process of its own answers, and can be killed."""

from __future__ import annotations

from threading import Thread

import pytest

from timetable.aside import Aside, Gone


def test_the_answer_of_a_named_function_comes_back() -> None:
    """The module is loaded there, not here."""
    assert Aside().call("operator", "add", 2, 3) == 5


def test_a_call_that_is_not_wanted_any_more_is_killed() -> None:
    """Whoever waits for it hears that it is gone."""
    aside = Aside()
    gone: list[bool] = []

    def wait() -> None:
        with pytest.raises(Gone):
            aside.call("time", "sleep", 600)
        gone.append(True)

    waiting = Thread(target=wait)
    waiting.start()
    aside.kill()
    waiting.join()

    assert gone == [True]
