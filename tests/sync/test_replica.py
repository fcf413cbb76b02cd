"""The client's state machine as a whole: rounds, epochs, scope."""

from __future__ import annotations

import pytest

from sync.shelf import OpState
from tests.sync.client import Client
from tests.sync.court import COURSE, Court


@pytest.fixture
def court() -> Court:
    """A server with one course."""
    return Court()


@pytest.fixture
def client(court: Court) -> Client:
    """Anna's laptop, which knows the server."""
    client = Client(court)
    client.sync()
    return client


def test_two_laptops_agree_after_a_round_of_each(client: Client, court: Court) -> None:
    """What one has written the other sees; both hold what the server holds."""
    boris = Client(court, "boris")
    client.topic("Дроби")
    boris.write({"homework": "№ 5"})

    for each in (client, boris, client):
        each.sync()

    for each in (client, boris):
        assert (each.sees(), each.sees("homework")) == ("Дроби", "№ 5")
        assert each.replica.counts().unsent == 0


def test_push_and_pull_never_wait_for_each_other(client: Client, court: Court) -> None:
    """Both may be under way at once, and end in either order."""
    court.say("boris", court.op({"homework": (None, "№ 5")}))
    client.topic("Дроби")
    client.hello()
    sent, asked = client.send(), client.ask()

    client.replica.take_pull(*asked)
    client.replica.take_push(*sent)
    client.read()

    assert (client.base(), client.base("homework")) == ("Дроби", "№ 5")


def test_an_answer_of_another_epoch_is_thrown_away(client: Client, court: Court) -> None:
    """The server was restored while the answers travelled: numbers of two epochs are never compared."""
    backup = court.back_up()
    op = client.topic("Дроби")
    client.hello()
    sent = client.send()
    client.hello()
    asked = client.ask()
    epoch, snapshot = client.replica.epoch, court.region.snapshot("anna", client.replica.epoch, COURSE)
    court.region.restore(backup)
    client.hello()

    assert not client.replica.take_push(*sent)
    assert not client.replica.take_pull(*asked)
    assert not client.replica.take_snapshot(epoch, snapshot)

    assert client.state(op) is OpState.QUEUED
    assert (client.base(), client.sees()) == (None, "Дроби")


def test_a_restored_server_gets_everything_back(client: Client, court: Court) -> None:
    """All acknowledged ops, oldest first, each with its first receipt, then the queue."""
    backup = court.back_up()
    first, second = client.topic("Дроби"), client.topic("Корни")
    client.sync()
    court.region.restore(backup)
    fresh = client.topic("Степени")

    client.hello()
    request = client.replica.next_push()

    assert request is not None
    assert [op.op for op in request.ops] == [first, second, fresh]
    assert [bool(op.receipt) for op in request.ops] == [True, True, False]
    client.sync()
    assert court.value() == client.sees() == "Степени"


def test_refused_ops_are_not_offered_again(client: Client, court: Court) -> None:
    """Final is final, also after a restore; a dismissed one stays dismissed."""
    refused, dismissed = client.topic("poison"), client.topic("poison 2")
    client.sync()
    client.replica.dismiss(dismissed)
    court.region.restore(court.back_up())

    client.hello()

    assert client.replica.next_push() is None
    assert (client.state(refused), client.state(dismissed)) == (OpState.REJECTED, OpState.DISMISSED)


def test_the_picture_stays_until_the_new_base_is_whole(client: Client, court: Court) -> None:
    """Re-offers answered, base read: only then the screen may change, and at one blow."""
    court.say("boris", court.op({"homework": (None, "№ 5")}))
    client.sync()
    empty = court.back_up()
    client.topic("Дроби")
    client.sync()
    court.say("boris", court.op({"homework": ("№ 5", "№ 6")}))
    client.sync()
    court.region.restore(empty)

    shown = []
    for step in (client.hello, client.push, client.read):
        step()
        shown.append((client.sees(), client.sees("homework")))

    assert shown == [("Дроби", "№ 6"), ("Дроби", "№ 6"), ("Дроби", "№ 5")]


def test_a_wiped_mark_does_not_come_back_for_a_moment(client: Client, court: Court) -> None:
    """The picture of a bucket that shows nothing is a picture too: the old base is not seen through it."""
    client.topic("Дроби")
    client.sync()
    backup = court.back_up()
    client.topic(None)
    client.sync()
    court.region.restore(backup)

    shown = []
    client.hello()
    shown.append(client.sees())
    client.read()
    shown.append(client.sees())
    client.push()
    client.read()

    assert [*shown, client.sees()] == [None, None, None]


def test_fresh_ops_lie_over_the_picture(client: Client, court: Court) -> None:
    """Its owner works on while the server is being told; what she writes is seen at once."""
    backup = court.back_up()
    client.topic("Дроби")
    client.sync()
    court.region.restore(backup)
    client.hello()

    op = client.topic("Корни")

    assert client.sees() == "Корни"
    assert client.own(op).op.cells["topic"].base == "Дроби"
    client.sync()
    assert client.sees() == court.value() == "Корни"


def test_a_picture_outlives_the_process(client: Client, court: Court) -> None:
    """Killed in the middle of a new beginning, the laptop shows the same picture again."""
    backup = court.back_up()
    client.topic("Дроби")
    client.sync()
    court.region.restore(backup)
    client.hello()

    client.start()

    assert client.sees() == "Дроби"
    client.sync()
    assert (client.sees(), client.base()) == ("Дроби", "Дроби")


def test_a_second_restore_in_the_middle_of_the_first(client: Client, court: Court) -> None:
    """The picture stays what the screen showed, what was written since included, and all comes back."""
    backup = court.back_up()
    client.topic("Дроби")
    client.sync()
    court.region.restore(backup)
    client.hello()
    client.write({"homework": "№ 5"})
    client.push()
    court.region.restore(backup)

    client.hello()
    between = (client.sees(), client.sees("homework"))
    client.sync()

    assert between == ("Дроби", "№ 5")
    assert (court.value(), court.value("homework")) == ("Дроби", "№ 5")


def test_a_superseded_value_stops_overlaying_at_once(client: Client, court: Court) -> None:
    """A later write of the same epoch has come back first: there is nothing to be shown of this one."""
    empty = court.back_up()
    op = client.topic("Дроби")
    client.sync()
    later = court.topic("Дроби", "Корни")
    answered = court.say("boris", later)
    client.sync()
    court.region.restore(empty)
    court.again("boris", later, answered)

    client.sync()

    own = client.own(op)
    assert own.result is not None
    assert own.result.left == {"topic": "superseded"}
    assert not own.shows("topic")
    assert client.sees() == "Корни"


def test_an_op_whose_answer_got_lost_before_a_restore_is_simply_new(client: Client, court: Court) -> None:
    """It has no receipt, so it is judged like any other."""
    backup = court.back_up()
    op = client.topic("Дроби")
    client.send()
    court.region.restore(backup)

    client.sync()

    assert (client.state(op), court.value(), court.region.state.head) == (
        OpState.ACKNOWLEDGED, "Дроби", 1,
    )  # fmt: skip


def test_a_bucket_that_hello_does_not_name_is_dropped(client: Client, court: Court) -> None:
    """A right was taken: the laptop forgets what it may not know, and keeps its owner's ops."""
    op = client.topic("Дроби")
    client.sync()
    court.region.rules.denied.add(("anna", COURSE))

    touched = client.hello()

    assert touched.buckets == {COURSE}
    assert COURSE not in client.shelf.read_buckets()
    assert client.state(op) is OpState.ACKNOWLEDGED


def test_an_op_on_a_lost_bucket_is_still_sent(client: Client, court: Court) -> None:
    """No edit is lost: the server refuses it, and its owner is told."""
    op = client.topic("Дроби")
    court.region.rules.denied.add(("anna", COURSE))

    client.sync()

    own = client.own(op)
    assert own.result is not None
    assert (own.state, own.result.code) == (OpState.REJECTED, "no_access")


def test_the_limits_of_hello_hold_from_then_on(client: Client, court: Court) -> None:
    """A server may ask for smaller batches at any hello."""
    court.region.most_ops = 1
    client.topic("Дроби")
    client.topic("Корни")
    client.hello()

    request = client.replica.next_push()

    assert request is not None
    assert len(request.ops) == 1


def test_the_scope_is_told_with_every_push(client: Client, court: Court) -> None:
    """So that a server can say that rights have changed since."""
    court.region.scope = 7
    client.topic("Дроби")
    client.hello()

    request = client.replica.next_push()

    assert request is not None
    assert (request.scope_rev, request.epoch) == (7, court.region.epoch)
