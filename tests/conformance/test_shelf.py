"""What every shelf keeps to: the one in memory, on which the simulations stand, and the encrypted file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sync.identity import new_op_id
from sync.messages import Change, Op, Result
from sync.record import RecordKey
from sync.shelf import BucketState, CellRow, OpState, Shelf
from tests.desktop.models.making import COURSE, FIVE, LESSON, make_op


def append(shelf: Shelf, op: Op) -> None:
    """Queue an op in a transaction of its own."""
    with shelf.transaction():
        shelf.append_op(op)


def test_what_was_never_put_is_not_there(shelf: Shelf) -> None:
    """An empty shelf answers every question with nothing."""
    assert shelf.read_meta("epoch") is None
    assert shelf.read_buckets() == {}
    assert shelf.read_base(COURSE) == {}
    assert shelf.read_picture(COURSE) == {}
    assert shelf.read_ops(OpState) == []
    assert shelf.read_op(new_op_id()) is None


def test_meta_keeps_the_last_value(shelf: Shelf) -> None:
    """A key has one value, the last one that was put."""
    for value in ("one", "one", "two"):
        with shelf.transaction():
            shelf.put_meta("epoch", value)

    assert shelf.read_meta("epoch") == "two"


def test_a_bucket_is_kept_with_all_that_is_known_of_it(shelf: Shelf) -> None:
    """A bucket's state comes back as it was put, 128 bits of fingerprint and the missing picture included."""
    state = BucketState(COURSE, "7Б · Алгебра", 17, 16, (1 << 128) - 1, 1, None)
    with shelf.transaction():
        shelf.put_bucket(BucketState(COURSE))
        shelf.put_bucket(state)
        shelf.put_bucket(BucketState("school", picture_until=3))

    assert shelf.read_buckets() == {COURSE: state, "school": BucketState("school", picture_until=3)}


VALUES = [FIVE, "тема «Дроби»", "", 0, 1, True, False, None, ["a", {"я": None}], {}, "\u2028\t\"'\\", 10**15]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_comes_back_as_it_was(shelf: Shelf, value: object) -> None:
    """Any JSON value survives, an emptied cell with its number, too; true is not 1."""
    with shelf.transaction():
        shelf.put_base(COURSE, [CellRow("lesson", LESSON, "topic", value, 19)])

    found, rev = shelf.read_base(COURSE)[RecordKey("lesson", LESSON)]["topic"]

    assert (found, type(found), rev) == (value, type(value), 19)


def test_a_page_changes_its_own_cells_only(shelf: Shelf) -> None:
    """A cell that the feed tells again is replaced, the others stand."""
    with shelf.transaction():
        shelf.put_base(
            COURSE, [CellRow("lesson", "a", "topic", "old", 1), CellRow("lesson", "a", "slot", 3, 1)]
        )
    with shelf.transaction():
        shelf.put_base(
            COURSE, [CellRow("lesson", "a", "topic", "new", 2), CellRow("lesson", "b", "slot", 4, 2)]
        )

    assert shelf.read_base(COURSE) == {
        RecordKey("lesson", "a"): {"topic": ("new", 2), "slot": (3, 1)},
        RecordKey("lesson", "b"): {"slot": (4, 2)},
    }


def test_buckets_do_not_mix(shelf: Shelf) -> None:
    """What is cleared or dropped in one bucket stands in the others."""
    with shelf.transaction():
        for bucket in (COURSE, "school"):
            shelf.put_bucket(BucketState(bucket))
            shelf.put_base(bucket, [CellRow("lesson", "a", "slot", 3, 1)])
            shelf.put_picture(bucket, {RecordKey("lesson", "a"): {"slot": (3, 0)}})
    with shelf.transaction():
        shelf.clear_base("school")
        shelf.drop_bucket(COURSE)

    assert set(shelf.read_buckets()) == {"school"}
    assert shelf.read_base("school") == shelf.read_base(COURSE) == shelf.read_picture(COURSE) == {}
    assert shelf.read_picture("school") == {RecordKey("lesson", "a"): {"slot": (3, 0)}}


def test_a_picture_is_replaced_whole(shelf: Shelf) -> None:
    """A second picture leaves nothing of the first; a dropped one is gone."""
    with shelf.transaction():
        shelf.put_picture(COURSE, {RecordKey("lesson", "a"): {"slot": (3, 0)}})
        shelf.put_picture(COURSE, {RecordKey("lesson", "b"): {"slot": (4, 0)}})
    picture = shelf.read_picture(COURSE)
    with shelf.transaction():
        shelf.drop_picture(COURSE)

    assert picture == {RecordKey("lesson", "b"): {"slot": (4, 0)}}
    assert shelf.read_picture(COURSE) == {}


def test_ops_queue_in_the_order_of_their_making(shelf: Shelf) -> None:
    """Each op gets a later place than all before it, and the queue is read in that order."""
    ops = [make_op() for _ in range(5)]
    for op in ops:
        append(shelf, op)

    queue = shelf.read_ops([OpState.QUEUED])

    assert [own.op for own in queue] == ops
    assert sorted({own.order for own in queue}) == [own.order for own in queue]


def test_an_op_comes_back_as_it_was_made(shelf: Shelf) -> None:
    """Nothing of an op is lost: reason, resolved conflict, what its author saw, receipt, strange values."""
    op = make_op(
        seen=17,
        reason="ошиблась строкой",
        resolves=LESSON,
        others={"topic": None, "mark/p/w": FIVE},
        receipt='["e",3]xyz',
        cells={"topic": Change("было", "стало"), "roll_call": Change(None, True)},
    )

    append(shelf, op)

    assert shelf.read_op(op.op) == shelf.read_ops([OpState.QUEUED])[0]
    own = shelf.read_op(op.op)
    assert own is not None
    assert (own.op, own.state, own.result, own.overlays, own.answered_at) == (
        op,
        OpState.QUEUED,
        None,
        True,
        "",
    )


def test_what_became_of_an_op_is_kept(shelf: Shelf) -> None:
    """State, result, receipt and time of the answer come back; the place in the queue stays."""
    op = make_op()
    append(shelf, op)
    own = shelf.read_op(op.op)
    assert own is not None
    fate = replace(
        own,
        state=OpState.ACKNOWLEDGED,
        result=Result(op.op, "merged", 7, {"topic": "conflict"}, LESSON, receipt="[…]"),
        overlays=False,
        answered_at="2026-11-21T10:00:00+00:00",
    )

    with shelf.transaction():
        shelf.put_op(fate)

    assert shelf.read_op(op.op) == fate
    assert shelf.read_ops([OpState.QUEUED]) == []
    assert shelf.read_ops([OpState.ACKNOWLEDGED]) == [fate]


def test_a_write_is_read_within_its_transaction(shelf: Shelf) -> None:
    """Whoever reads inside a transaction reads what it has written so far."""
    op = make_op()
    with shelf.transaction():
        own = shelf.append_op(op)
        shelf.put_op(replace(own, state=OpState.REVIEW))
        shelf.put_meta("epoch", "e")
        waiting = shelf.read_ops([OpState.REVIEW])

        assert [each.op for each in waiting] == [op]
        assert shelf.read_meta("epoch") == "e"


@pytest.mark.parametrize("overlays", [True, False])
def test_overlaying_ops_can_be_asked_for_besides(shelf: Shelf, overlays: bool) -> None:
    """`overlaying` adds the ops of any state that still lie over the base."""
    op, queued = make_op(), make_op()
    append(shelf, op)
    append(shelf, queued)
    own = shelf.read_op(op.op)
    assert own is not None
    with shelf.transaction():
        shelf.put_op(replace(own, state=OpState.ACKNOWLEDGED, overlays=overlays))

    found = [each.op for each in shelf.read_ops([OpState.QUEUED], overlaying=True)]

    assert found == ([op, queued] if overlays else [queued])


def test_only_old_answers_that_are_told_back_are_forgotten(shelf: Shelf) -> None:
    """Unsent, refused, recent and still overlaying ops stay, however old."""
    fates = {
        "gone": (OpState.ACKNOWLEDGED, False, "2026-08-01T10:00:00+00:00"),
        "recent": (OpState.ACKNOWLEDGED, False, "2026-11-01T10:00:00+00:00"),
        "overlays": (OpState.ACKNOWLEDGED, True, "2026-08-01T10:00:00+00:00"),
        "refused": (OpState.REJECTED, False, "2026-08-01T10:00:00+00:00"),
        "queued": (OpState.QUEUED, False, ""),
    }
    with shelf.transaction():
        for name, (state, overlays, at) in fates.items():
            own = shelf.append_op(make_op(reason=name))
            shelf.put_op(replace(own, state=state, overlays=overlays, answered_at=at))

    with shelf.transaction():
        shelf.forget_ops("2026-09-22T00:00:00+00:00")

    kept = [own.op.reason for own in shelf.read_ops(OpState)]
    assert kept == ["recent", "overlays", "refused", "queued"]


def test_a_forgotten_place_is_not_given_again(shelf: Shelf) -> None:
    """Places in the queue only rise, because a frozen picture ends at one."""
    with shelf.transaction():
        own = shelf.append_op(make_op())
        shelf.put_op(replace(own, state=OpState.ACKNOWLEDGED, overlays=False, answered_at="2026-01-01"))
    with shelf.transaction():
        shelf.forget_ops("2026-02-01")

    with shelf.transaction():
        later = shelf.append_op(make_op())

    assert later.order > own.order


class Pulled(Exception):
    """Something went wrong in the middle."""


def write_everywhere_and_fail(shelf: Shelf, own_id: str) -> None:
    """A transaction that has written to each table when something goes wrong."""
    with shelf.transaction():
        write_everywhere(shelf, own_id)
        raise Pulled


def write_everywhere(shelf: Shelf, own_id: str) -> None:
    """A write to each table of a shelf."""
    own = shelf.read_op(own_id)
    assert own is not None
    shelf.put_op(replace(own, state=OpState.REJECTED))
    shelf.append_op(make_op())
    shelf.put_meta("epoch", "two")
    shelf.put_bucket(BucketState(COURSE, cursor=9))
    shelf.put_base(COURSE, [CellRow("lesson", "a", "slot", 4, 2), CellRow("lesson", "b", "slot", 4, 2)])
    shelf.put_picture(COURSE, {RecordKey("lesson", "a"): {"slot": (4, 0)}})


def all_of(shelf: Shelf, op: Op) -> tuple[object, ...]:
    """Everything that a shelf holds, and one op asked for by its id."""
    told = shelf.read_op(op.op), shelf.read_base(COURSE), shelf.read_picture(COURSE)
    return (shelf.read_meta("epoch"), shelf.read_buckets(), *told, shelf.read_ops(OpState))


def test_an_error_undoes_the_whole_transaction(shelf: Shelf) -> None:
    """After an error in the middle every table is as it was, and the next transaction is none the worse."""
    op = make_op()
    with shelf.transaction():
        shelf.append_op(op)
        shelf.put_meta("epoch", "one")
        shelf.put_bucket(BucketState(COURSE))
        shelf.put_base(COURSE, [CellRow("lesson", "a", "slot", 3, 1)])
    before = all_of(shelf, op)

    with pytest.raises(Pulled):
        write_everywhere_and_fail(shelf, op.op)

    assert all_of(shelf, op) == before
    append(shelf, make_op())
    assert len(shelf.read_ops([OpState.QUEUED])) == 2


def test_an_error_within_undoes_the_inner_transaction_only(shelf: Shelf) -> None:
    """A transaction inside another is undone alone, when the outer one goes on."""
    op = make_op()
    append(shelf, op)
    with shelf.transaction():
        shelf.put_meta("epoch", "one")
        before = all_of(shelf, op)
        with pytest.raises(Pulled):
            write_everywhere_and_fail(shelf, op.op)
        with shelf.transaction():
            shelf.put_meta("scope_rev", "3")
        assert all_of(shelf, op) == before

    assert all_of(shelf, op) == before
    assert shelf.read_meta("scope_rev") == "3"
