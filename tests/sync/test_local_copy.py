"""The view: what the feed said, overlaid by what its owner did; never stored as truth."""

from __future__ import annotations

import pytest

from sync.local_copy import Wish
from sync.record import RecordKey
from sync.replica import Replica
from tests.simulation.laptop import Killed
from tests.sync.client import Client
from tests.sync.court import COURSE, ELSEWHERE, LESSON, Court

KEY = RecordKey("lesson", LESSON)


@pytest.fixture
def client() -> Client:
    """Anna's laptop, which has read «Дроби» written by Boris."""
    court = Court()
    court.say("boris", court.topic(None, "Дроби"))
    client = Client(court)
    client.sync()
    return client


def test_an_action_is_one_op_and_writes_no_cell(client: Client) -> None:
    """The op joins the queue; the base stays what the feed said, the view shows both."""
    client.write({"topic": "Корни", "homework": "№ 5"})

    assert (client.base(), client.base("homework")) == ("Дроби", None)
    assert (client.sees(), client.sees("homework")) == ("Корни", "№ 5")
    assert client.replica.counts().unsent == 1


def test_an_op_says_what_its_author_saw(client: Client) -> None:
    """Bases are what the screen showed, own unsent work included; `seen` is how far it had read."""
    first = client.own(client.topic("Корни")).op
    second = client.own(client.topic("Степени")).op

    assert (first.cells["topic"].base, first.cells["topic"].new) == ("Дроби", "Корни")
    assert (second.cells["topic"].base, second.seen) == ("Корни", 1)


def test_a_wish_that_changes_nothing_queues_nothing(client: Client) -> None:
    """Writing what is there is no action; of several cells only those that change travel."""
    assert not client.replica.put(Wish(COURSE, "lesson", LESSON, {"topic": "Дроби"}))

    op = client.own(client.write({"topic": "Дроби", "homework": "№ 5"})).op

    assert list(op.cells) == ["homework"]


def test_who_answers_a_question_says_so_even_without_a_change(client: Client) -> None:
    """The standing value, chosen, travels with its base: it is what settles the question."""
    op = client.own(client.topic("Дроби", resolves=ELSEWHERE, others={"topic": "Корни"})).op

    assert (op.cells["topic"].base, op.cells["topic"].new) == ("Дроби", "Дроби")
    assert (op.resolves, op.others) == (ELSEWHERE, {"topic": "Корни"})


def test_identity_travels_until_the_feed_has_told_it(client: Client) -> None:
    """A lesson's first op carries date and slot, and so does each until the server has them."""
    identity = {"date": "2026-11-21", "slot": 2}

    first = client.own(client.topic("Корни", identity=identity)).op
    second = client.own(client.topic("Степени", identity=identity)).op
    client.sync()
    third = client.own(client.topic("Проценты", identity=identity)).op

    assert set(first.cells) == set(second.cells) == {"topic", "date", "slot"}
    assert second.cells["date"].base is None  # a refused first op must not leave the second without a ground
    assert set(third.cells) == {"topic"}


def test_an_empty_cell_is_not_shown(client: Client) -> None:
    """A wiped cell is no cell of the view, and a record of wiped cells is no record."""
    client.topic(None)

    assert client.replica.copy.view(COURSE, KEY) == {}
    assert client.replica.copy.views(COURSE) == {}
    assert client.replica.copy.keys(COURSE) == {KEY}


def test_views_are_of_one_bucket_and_kind(client: Client) -> None:
    """Another kind and another bucket are left out."""
    client.replica.put(Wish(COURSE, "term_mark", ELSEWHERE, {"mark/p": "5"}))
    client.replica.put(Wish("person:anna", "note", ELSEWHERE, {"text": "спросить"}))

    assert client.replica.copy.views(COURSE, "lesson") == {LESSON: {"topic": "Дроби"}}
    assert set(client.replica.copy.views(COURSE)) == {LESSON, ELSEWHERE}


def test_a_write_says_what_it_touched(client: Client) -> None:
    """Exactly the cells: the screen repaints no more than that."""
    touched = client.replica.put(Wish(COURSE, "lesson", LESSON, {"topic": "Корни", "homework": None}))

    assert (touched.cells, touched.buckets) == ({(COURSE, KEY): {"topic"}}, set())


def test_what_was_painted_is_there_after_a_kill(client: Client) -> None:
    """When `put` has returned, the op is on disk: a new process shows the same."""
    op = client.topic("Корни")

    client.start()

    assert client.sees() == "Корни"
    assert [own.op.op for own in client.replica.copy.own_of(KEY)] == [op]


def test_a_kill_in_the_middle_of_a_write_leaves_nothing(client: Client) -> None:
    """A transaction that did not end is not half there, neither on disk nor in memory."""
    before = client.everything()
    client.shelf.rows_to_live = 0

    with pytest.raises(Killed):
        client.topic("Корни")

    assert client.everything() == before
    assert Replica(client.shelf, lambda: client.now).copy.view(COURSE, KEY) == {"topic": "Дроби"}


@pytest.mark.parametrize("rows", range(4))
def test_a_kill_while_an_answer_is_taken_in_leaves_all_or_nothing(client: Client, rows: int) -> None:
    """Whichever row is the last one written, the answer counts whole or not at all."""
    client.topic("Корни")
    client.write({"homework": "№ 5"})
    request, answer = client.send()
    before = client.everything()
    client.shelf.rows_to_live = rows

    try:
        client.replica.take_push(request, answer)
        assert client.replica.counts().unsent == 0
    except Killed:
        assert client.everything() == before
    client.start()
    client.sync()

    assert (client.base(), client.base("homework")) == ("Корни", "№ 5")
