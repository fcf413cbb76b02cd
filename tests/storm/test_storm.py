"""Sixty teachers of one school at once, and a server that is killed in the middle of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storm.plan import LESSONS, PUPILS
from tests.storm.storm import Weather, blow

TEACHERS = 60


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_every_mark_arrives_exactly_once(tmp_path: Path, request: pytest.FixtureRequest, kind: str) -> None:
    """Each is in its cell, once in the history, and was seen to come back; hello was always answered."""
    url = request.getfixturevalue("postgres_url") if kind == "postgres" else None
    weather = Weather(TEACHERS, spread=3.0, kill_after=1.5, processes=1 if url is None else 2)

    outcome = blow(tmp_path / "data", url, weather)

    assert outcome.counted.is_clean, outcome.counted
    assert outcome.counted.marks == TEACHERS * LESSONS * PUPILS
    assert outcome.met["unfinished"] == 0
    assert outcome.met["cut"] > 0
    assert outcome.watch.answered == 1.0
