"""The way out: in order, in batches, each op leaving only on its own result."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from sync.errors import BadAnswer
from sync.local_copy import Wish
from sync.messages import Limits, PushAnswer, PushRequest, Result
from sync.shelf import OpState
from tests.simulation.laptop import MortalShelf
from tests.sync.client import Client
from tests.sync.court import COURSE, ELSEWHERE, Court


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


def test_nothing_is_sent_to_an_unknown_server(court: Court) -> None:
    """Before the first hello there is no epoch to speak of; the queue waits."""
    client = Client(court)
    client.topic("Дроби")

    assert client.replica.next_push() is None
    client.hello()
    assert client.replica.next_push() is not None


def test_ops_are_sent_in_queue_order_within_the_limits(client: Client) -> None:
    """No more ops and no more bytes than the server wants; the rest comes next."""
    ops = [client.topic(str(number)) for number in range(5)]
    size = len(msgspec.json.encode(client.own(ops[0]).op))

    client.replica.limits = Limits(ops=3)
    by_number = client.replica.next_push()
    client.replica.limits = Limits(bytes=2 * size + 10)
    by_bytes = client.replica.next_push()

    assert by_number is not None
    assert by_bytes is not None
    assert [op.op for op in by_number.ops] == ops[:3]
    assert [op.op for op in by_bytes.ops] == ops[:2]


def test_an_op_too_large_for_the_limit_goes_alone(client: Client) -> None:
    """It is the server that refuses it, not a queue that stands still."""
    large = client.topic("x" * 500)
    client.topic("Дроби")
    client.replica.limits = Limits(bytes=100)

    request = client.replica.next_push()

    assert request is not None
    assert [op.op for op in request.ops] == [large]


def test_results_are_taken_by_id_not_by_position(client: Client) -> None:
    """A server that answers in another order is understood."""
    good, bad = client.topic("Дроби"), client.write({"homework": "poison"})
    request, answer = client.send()

    client.replica.take_push(request, PushAnswer(answer.epoch, answer.results[::-1]))

    assert (client.state(good), client.state(bad)) == (OpState.ACKNOWLEDGED, OpState.REJECTED)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda results: results[:1],
        lambda results: [],
        lambda results: [results[0], msgspec.structs.replace(results[1], op="f" * 32)],
        lambda results: [results[0], msgspec.structs.replace(results[1], status="splendid")],
        lambda results: [results[0], msgspec.structs.replace(results[1], rev=None)],
    ],
    ids=["one missing", "all missing", "of another op", "an unknown status", "applied without a number"],
)
def test_a_bad_answer_changes_nothing(client: Client, spoil: object) -> None:
    """The server lies about one op: nothing of the answer is believed, and the queue stays."""
    client.topic("Дроби")
    client.write({"homework": "№ 5"})
    request, answer = client.send()
    before = client.everything()

    with pytest.raises(BadAnswer):
        client.replica.take_push(request, PushAnswer(answer.epoch, spoil(answer.results)))  # type: ignore[operator]  # a parameter of the test

    assert client.everything() == before
    assert client.replica.next_push() == request


def test_a_second_answer_to_the_same_op_is_not_heard(client: Client) -> None:
    """The request was doubled on its way: the first answer counts."""
    op = client.topic("Дроби")
    request, answer = client.send()
    client.replica.take_push(request, answer)
    first = client.own(op)

    late = PushAnswer(answer.epoch, [Result(op, "rejected", code="no_access")])
    client.replica.take_push(request, late)

    assert client.own(op) == first


def test_a_lost_answer_costs_nothing(client: Client) -> None:
    """The same batch is sent again, with the same ids, and gets the stored answer."""
    op = client.topic("Дроби")
    client.send()

    client.sync()

    assert client.state(op) is OpState.ACKNOWLEDGED
    assert (client.base(), client.court.region.state.head) == ("Дроби", 1)


@pytest.mark.parametrize("code", ["malformed", "too_large"])
def test_a_refused_batch_is_halved_until_the_bad_op_stands_alone(client: Client, code: str) -> None:
    """It is then refused here and shown, with the code; the others are sent, in ever larger batches."""
    ops = [client.topic(str(number)) for number in range(8)]
    sizes = []

    while (request := client.replica.next_push()) is not None:
        sizes.append(len(request.ops))
        if ops[5] in [op.op for op in request.ops]:
            client.replica.take_refused_push(request, code)
        else:
            answer = client.court.region.push("anna", "a laptop", request)
            client.replica.take_push(request, answer)

    assert sizes == [8, 4, 4, 2, 1, 2, 1, 2]
    refused = client.own(ops[5])
    assert refused.result is not None
    assert (refused.state, refused.result.code) == (OpState.REJECTED, code)
    assert client.replica.counts().rejected == 1


def test_a_refused_op_stops_overlaying_at_once(client: Client) -> None:
    """The base shows again, the own value stands beside it until its owner has seen it."""
    op = client.topic("poison")
    client.push()

    assert (client.sees(), client.state(op)) == (None, OpState.REJECTED)
    assert client.replica.copy.own[op].op.cells["topic"].new == "poison"
    client.replica.dismiss(op)
    assert (client.state(op), client.replica.counts().rejected) == (OpState.DISMISSED, 0)


def test_only_a_refused_op_is_dismissed(client: Client) -> None:
    """An op that is not answered yet cannot be waved away."""
    op = client.topic("Дроби")

    client.replica.dismiss(op)

    assert client.state(op) is OpState.QUEUED


def test_a_waiting_op_stops_overlaying_at_once(client: Client, court: Court) -> None:
    """It is acknowledged and waits for the head teacher; the base shows."""
    court.region.rules.locked.add(COURSE)
    op = client.topic("Дроби")

    client.sync()

    assert (client.sees(), client.state(op), client.replica.counts().in_review) == (None, OpState.REVIEW, 1)


@pytest.mark.parametrize(
    ("what", "state", "value"),
    [("accept", OpState.ACKNOWLEDGED, "Дроби"), ("decline", OpState.REJECTED, None)],
)
@pytest.mark.parametrize("answer_is_lost", [False, True])
def test_a_verdict_ends_the_waiting(
    client: Client, court: Court, what: str, state: OpState, value: str | None, answer_is_lost: bool
) -> None:
    """Whether the answer or the verdict comes first: the op is taken, or refused as declined."""
    court.region.rules.locked.add(COURSE)
    op = client.topic("Дроби")
    client.send() if answer_is_lost else client.push()
    court.say("head", court.decision(what, client.own(op).op))

    client.read() if answer_is_lost else client.sync()
    client.hello()
    client.read()
    client.sync()

    own = client.own(op)
    assert (own.state, client.sees(), client.replica.counts().in_review) == (state, value, 0)
    assert own.result is not None
    assert own.result.code == (None if value else "declined")


def test_an_accepted_op_keeps_the_verdicts_receipt(client: Client, court: Court) -> None:
    """After a restore it is offered with it instead of the one that said it waits."""
    court.region.rules.locked.add(COURSE)
    op = client.topic("Дроби")
    client.sync()
    waited = client.own(op).op.receipt
    court.say("head", court.decision("accept", client.own(op).op))

    client.sync()

    assert client.own(op).op.receipt == court.verdict(client.own(op).op)["receipt"] != waited


def test_acknowledged_ops_are_kept_sixty_days(client: Client, court: Court) -> None:
    """Never less, by the server's time, whatever zone it tells it in; a restored server may need them."""
    court.region.server_time = "2026-11-21T23:00:00-11:00"
    op = client.topic("Дроби")
    client.sync()

    court.region.server_time = "2027-01-21T22:00:00+12:00"
    client.sync()
    client.replica.forget_old()
    kept = client.shelf.read_op(op)
    court.region.server_time = "2027-01-21T22:00:01+12:00"
    client.sync()
    client.replica.forget_old()

    assert kept is not None
    assert client.shelf.read_op(op) is None


def test_a_laptops_clock_makes_nothing_old(client: Client) -> None:
    """A dead battery and a wrong year: what was answered today is kept."""
    client.now -= timedelta(days=4_000)
    op = client.topic("Дроби")
    client.sync()

    client.now += timedelta(days=8_000)
    client.replica.forget_old()

    assert client.shelf.read_op(op) is not None


def test_a_copied_laptop_repeats_nothing(client: Client, court: Court) -> None:
    """The same unsent op from two disks is one op; what each writes later is new."""
    client.topic("Дроби")
    twin = Client(court, shelf=copy_of(client))
    twin.made = ["f" * 32]
    client.sync()
    twin.sync()
    twin.write({"homework": "№ 5"})
    twin.sync()
    client.sync()

    assert court.region.state.head == 2
    assert (client.sees("homework"), twin.sees()) == ("№ 5", "Дроби")


def copy_of(client: Client) -> MortalShelf:
    """The disk of a laptop, in another one."""
    return client.shelf.copied()


def test_what_breaks_the_server_alone_goes_after_everything_else(client: Client) -> None:
    """A server that breaks down over one op must not keep the others; nothing is refused for its fault."""
    poison = client.topic("Дроби")
    client.replica.put(Wish(COURSE, "lesson", ELSEWHERE, {"topic": "Корни"}))
    outbox = client.replica.outbox

    outbox.shrink(pushed(client))
    alone = pushed(client)
    outbox.shrink(alone)

    assert [op.op for op in alone.ops] == [poison]
    assert pushed(client).ops[0].id == ELSEWHERE
    assert client.replica.counts().unsent == 2


def pushed(client: Client) -> PushRequest:
    """The next batch, of which there is one."""
    request = client.replica.next_push()
    assert request is not None
    return request
