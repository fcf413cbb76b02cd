"""What a head teacher is told of journals that go to new teachers."""

from __future__ import annotations

import pytest

from desktop.app.new_teachers import HandedOver, words_of


@pytest.mark.parametrize(
    ("found", "told", "tone"),
    [
        (HandedOver(), "", ""),
        (HandedOver(told=["a", "b"]), "2 журнала переданы новым учителям", "green"),
        (HandedOver(told=["a"], waiting=["b"]), "передадутся при обмене: 1", "amber"),
        (HandedOver(told=["a"], without_pupils=["a"]), "Журналов без учеников: 1", "amber"),
        (HandedOver(told=["a"], refused=["b"], waiting=["c"]), "не переданы новым учителям: 1", "red"),
    ],
)
def test_the_worst_is_told_first(found: HandedOver, told: str, tone: str) -> None:
    """Refused, waiting, without pupils, done; nothing where nothing was due."""
    words, said = words_of(found)

    assert told in words
    assert bool(words) == bool(told)
    assert said == tone
