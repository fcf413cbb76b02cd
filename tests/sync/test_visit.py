"""A visit: a bucket read on demand, held in memory, written at once or not at all."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from sync.errors import Unreachable
from sync.local_copy import Wish
from sync.record import RecordKey
from sync.visit import Visit, visit
from tests.simulation.region import Region
from tests.sync.cable import Cable
from tests.sync.court import COURSE, LESSON, READERS, Court


def now() -> datetime:
    """A moment."""
    return datetime(2026, 11, 21, 9, tzinfo=UTC)


def topic_of(opened: Visit) -> object:
    """What the visitor sees of the lesson's topic."""
    return opened.replica.copy.view(COURSE, RecordKey("lesson", LESSON)).get("topic")


def test_a_visitor_reads_what_the_server_holds() -> None:
    """The page is there as it stands, and nothing of it is kept by the laptop."""
    court = Court()
    court.say("anna", court.topic(None, "Дроби"))

    opened = asyncio.run(visit(Cable(court.region, "head"), COURSE, now))

    assert topic_of(opened) == "Дроби"


def test_a_visitor_s_edit_is_sent_at_once_and_the_page_read_again() -> None:
    """The answer of the server is the answer of the edit; nothing waits in a queue."""
    court = Court()
    court.say("anna", court.topic(None, "Дроби"))

    async def work() -> None:
        opened = await visit(Cable(court.region, "head"), COURSE, now)
        result = await opened.put(Wish(COURSE, "lesson", LESSON, {"topic": "Корни"}))

        assert result.status == "applied"
        assert topic_of(opened) == "Корни"
        assert opened.replica.counts().unsent == 0

    asyncio.run(work())
    assert court.value() == "Корни"


def test_without_a_network_a_visit_is_read_only() -> None:
    """The edit is refused with the network's error, the page shows what stood, and nothing is queued."""
    court = Court()
    court.say("anna", court.topic(None, "Дроби"))

    async def work() -> None:
        cable = Cable(court.region, "head")
        opened = await visit(cable, COURSE, now)
        cable.trouble = Unreachable("no network")

        with pytest.raises(Unreachable):
            await opened.put(Wish(COURSE, "lesson", LESSON, {"topic": "Корни"}))

        assert topic_of(opened) == "Дроби"
        assert opened.replica.next_push() is None

    asyncio.run(work())


def test_an_empty_bucket_can_be_visited() -> None:
    """A course in which nobody has written anything opens empty."""
    opened = asyncio.run(visit(Cable(Region(READERS), "head"), COURSE, now))

    assert topic_of(opened) is None
