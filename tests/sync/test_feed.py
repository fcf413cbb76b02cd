"""The way in: pages and snapshots change the base, and nothing else does."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from sync.errors import BadAnswer
from sync.messages import CellSent, Page, PullAnswer, RecordSent
from tests.simulation.laptop import Killed
from tests.sync.client import Client
from tests.sync.court import COURSE, ELSEWHERE, LESSON, Court


@pytest.fixture
def court() -> Court:
    """A server where two lessons have topics."""
    court = Court()
    court.say("boris", court.topic(None, "Дроби"))
    court.say("boris", court.topic(None, "Степени", id=ELSEWHERE))
    return court


@pytest.fixture
def client(court: Court) -> Client:
    """Anna's laptop, which has read everything."""
    client = Client(court)
    client.sync()
    return client


def spoiled(answer: PullAnswer, **change: Any) -> PullAnswer:
    """The answer with a page of the course that says something else."""
    page = msgspec.structs.replace(answer.buckets[COURSE], **change)
    return PullAnswer(answer.epoch, {**answer.buckets, COURSE: page}, answer.revoked)


def test_a_new_bucket_is_read_whole(court: Court) -> None:
    """A bucket that holds something is fetched as a snapshot, an empty one is whole as it is."""
    client = Client(court)

    client.hello()

    assert client.replica.next_snapshots() == [COURSE]
    assert client.replica.next_pull() is None
    client.read()
    assert client.sees() == "Дроби"
    assert client.replica.copy.buckets[COURSE].cursor == 2


def test_only_what_changed_after_the_cursor_is_read(client: Client, court: Court) -> None:
    """A page tells exactly the touched cells; when there is no more, nothing is asked."""
    court.say("boris", court.topic("Дроби", "Корни"))
    client.hello()

    touched = client.pull()

    assert {(key.id, cell) for (_, key), cells in touched.cells.items() for cell in cells} == {
        (LESSON, "topic")
    }
    assert (client.sees(), client.replica.next_pull()) == ("Корни", None)


def test_own_values_overlay_until_told_back(client: Client, court: Court) -> None:
    """Not the acknowledgement ends the overlay but a page that ends at the head, at or after its number."""
    court.say("boris", court.op({"homework": (None, "№ 5")}))
    op = client.topic("Корни")
    client.hello()
    client.push()

    acknowledged = (client.base(), client.sees(), client.own(op).overlays)
    client.pull(limit=1)
    half = (client.base(), client.sees(), client.own(op).overlays)
    client.pull()

    assert acknowledged == ("Дроби", "Корни", True)
    assert half == ("Дроби", "Корни", True)
    assert (client.base(), client.sees(), client.own(op).overlays) == ("Корни", "Корни", False)


def test_an_answer_that_comes_after_its_page_overlays_nothing(client: Client) -> None:
    """The feed was faster than the answer: there is nothing left to overlay."""
    op = client.topic("Корни")
    request, answer = client.send()
    client.hello()
    client.pull()

    client.replica.take_push(request, answer)

    assert (client.own(op).overlays, client.sees()) == (False, "Корни")


def test_all_cells_of_a_conflict_overlay_until_told_back(client: Client, court: Court) -> None:
    """Also the one left beside: the screen does not jump between the answer and the page."""
    court.say("boris", court.topic("Дроби", "Проценты"))
    client.write({"topic": "Корни", "homework": "№ 5"})
    client.hello()
    client.push()
    answered = (client.sees(), client.sees("homework"))

    client.pull()

    assert answered == ("Корни", "№ 5")
    assert (client.sees(), client.sees("homework")) == ("Проценты", "№ 5")
    assert len(client.replica.copy.views(COURSE, "conflict")) == 1


def test_a_digest_that_differs_is_answered_by_a_fresh_fetch(client: Client, court: Court) -> None:
    """Once: read afresh, own ops kept. When that agrees, all is well again."""
    client.topic("Корни")
    court.say("boris", court.op({"homework": (None, "№ 5")}))
    client.hello()
    request, answer = client.ask()

    client.replica.take_pull(request, spoiled(answer, digest="0" * 32))

    assert client.replica.copy.buckets[COURSE].misses == 1
    assert (client.replica.next_snapshots(), client.replica.next_pull()) == ([COURSE], None)
    client.read()
    assert client.replica.copy.buckets[COURSE].misses == 0
    assert (client.sees(), client.base("homework")) == ("Корни", "№ 5")


def test_after_two_differences_in_a_row_it_works_on_and_says_so(client: Client, court: Court) -> None:
    """The bucket goes on from page to page, marked; a later digest that agrees takes the mark away."""
    court.say("boris", court.op({"homework": (None, "№ 5")}))
    client.hello()
    request, answer = client.ask()
    client.replica.take_pull(request, spoiled(answer, digest="0" * 32))
    snapshot = court.region.snapshot("anna", client.replica.epoch, COURSE)
    client.replica.take_snapshot(client.replica.epoch, msgspec.structs.replace(snapshot, digest="1" * 32))

    marked = client.replica.copy.buckets[COURSE].misses
    wanted = client.replica.next_snapshots()
    court.say("boris", court.topic("Дроби", "Корни"))
    client.sync()

    assert (marked, wanted) == (2, [])
    assert (client.sees(), client.replica.copy.buckets[COURSE].misses) == ("Корни", 0)


def test_it_never_adopts_the_servers_digest(client: Client, court: Court) -> None:
    """The sum is its own, computed from the base."""
    mine = client.replica.copy.buckets[COURSE].fingerprint
    court.say("boris", court.op({"homework": (None, "№ 5")}))
    client.hello()
    request, answer = client.ask()

    client.replica.take_pull(request, spoiled(answer, records=[], digest="0" * 32))

    assert client.replica.copy.buckets[COURSE].fingerprint == mine


def record(rev: int) -> list[RecordSent]:
    """A record with one cell of this number."""
    return [RecordSent("lesson", LESSON, {"topic": CellSent("x", rev)})]


@pytest.mark.parametrize(
    "change",
    [
        {"next": 1, "head": 1},
        {"next": 5, "head": 4},
        {"next": 3, "head": 3, "more": True},
        {"next": 3, "head": 4, "more": False},
        {"next": 2, "head": 3, "more": True, "records": []},
        {"head": 2, "next": 2, "records": []},
        {"records": record(2)},
        {"records": record(4)},
        {"records": record(-1)},
    ],
    ids=[
        "cursor going back",
        "next behind head",
        "more of nothing",
        "no more of something",
        "a page that leads nowhere",
        "head going back",
        "a row from before the cursor",
        "a row from after the page",
        "a number below nought",
    ],
)
def test_a_lying_page_changes_nothing(client: Client, court: Court, change: dict[str, Any]) -> None:
    """Numbers that go back, pages that lead nowhere, rows outside the page: not one of them is taken."""
    court.say("boris", court.topic("Дроби", "Корни"))
    client.topic("Проценты")
    client.hello()
    request, answer = client.ask()
    before = client.everything()

    with pytest.raises(BadAnswer):
        client.replica.take_pull(request, spoiled(answer, **change))

    assert client.everything() == before


def test_a_page_nobody_asked_for_changes_nothing(client: Client, court: Court) -> None:
    """A bucket that was not in the request is a lie, and its rows are seen by nobody."""
    court.say("boris", court.topic("Дроби", "Корни"))
    client.hello()
    request, answer = client.ask()
    before = client.everything()
    forged = PullAnswer(answer.epoch, {**answer.buckets, "office": Page([], 0, 0, False)}, [])

    with pytest.raises(BadAnswer):
        client.replica.take_pull(request, forged)

    assert client.everything() == before


def test_a_snapshot_from_before_the_cursor_changes_nothing(client: Client, court: Court) -> None:
    """What has been read does not become unread."""
    old = court.region.snapshot("anna", client.replica.epoch, COURSE)
    court.say("boris", court.topic("Дроби", "Корни"))
    client.sync()
    before = client.everything()

    with pytest.raises(BadAnswer):
        client.replica.take_snapshot(client.replica.epoch, old)

    assert client.everything() == before


def test_a_page_that_another_has_overtaken_is_passed_over(client: Client, court: Court) -> None:
    """A doubled answer: the cursor stands where it would lead already."""
    court.say("boris", court.topic("Дроби", "Корни"))
    client.hello()
    request, answer = client.ask()
    client.replica.take_pull(request, answer)
    before = client.everything()

    assert not client.replica.take_pull(request, answer)
    assert client.everything() == before


def test_a_revoked_bucket_leaves_the_disk(client: Client, court: Court) -> None:
    """Its rows go at once, its owner's ops stay: they are hers."""
    op = client.topic("Корни")
    court.say("boris", court.op({"homework": (None, "№ 5")}))
    client.hello()
    court.region.rules.denied.add(("anna", COURSE))

    touched = client.pull()

    assert touched.buckets == {COURSE}
    assert COURSE not in client.shelf.read_buckets()
    assert client.shelf.read_base(COURSE) == {}
    assert client.own(op).op.cells["topic"].new == "Корни"


def test_a_right_given_back_reads_the_bucket_again(client: Client, court: Court) -> None:
    """From nothing, and whole."""
    pair = ("anna", COURSE)
    court.region.rules.denied.add(pair)
    client.sync()
    gone = COURSE in client.replica.copy.buckets
    court.region.rules.denied.remove(pair)

    client.sync()

    assert (gone, client.sees()) == (False, "Дроби")


def test_a_kill_between_rows_and_cursor_loses_neither(client: Client, court: Court) -> None:
    """Rows and cursor are on disk together or not at all."""
    court.say("boris", court.topic("Дроби", "Корни"))
    client.hello()
    request, answer = client.ask()
    before = client.everything()
    client.shelf.rows_to_live = 1

    with pytest.raises(Killed):
        client.replica.take_pull(request, answer)

    assert client.everything() == before
    client.start()
    client.sync()
    assert client.sees() == "Корни"
