"""Ops that a restored server has forgotten come back as they were, in whatever order."""

from __future__ import annotations

from itertools import permutations

import msgspec
import pytest

from sync.outcome import Entry
from sync.standing import Place
from tests.sync.court import COURSE, LESSON, Court, offered_again, told


@pytest.fixture
def court() -> Court:
    """A server with one course."""
    return Court()


def at(court: Court, cell: str = "topic") -> Place | None:
    """Whose write stands in a cell."""
    return court.record("lesson", LESSON).cells[cell].at


def test_a_forgotten_op_is_written_again_at_its_old_place(court: Court) -> None:
    """It gets a new number for the feed and keeps its place; its answer carries the first receipt."""
    empty = court.back_up()
    [(_, op, first)] = told(court, ("anna", court.topic(None, "Дроби")))
    court.region.restore(empty)

    again = court.again("anna", op, first)

    assert (again.status, again.rev, again.receipt) == ("applied", 1, first.receipt)
    assert (court.value(), at(court)) == ("Дроби", Place("epoch-1", 1))


def test_the_first_receipt_is_kept_for_the_next_restore(court: Court) -> None:
    """Superseded this time, it was written the first time; that is what its receipt goes on saying."""
    empty = court.back_up()
    first, second = told(court, ("anna", court.topic(None, "Дроби")), ("anna", court.topic("Дроби", "Корни")))
    court.region.restore(empty)
    court.again(*second)

    assert court.again(*first).receipt == first[2].receipt


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_one_epoch_the_later_write_stands(court: Court, order: tuple[int, ...]) -> None:
    """Whatever order they come back in, and whatever their bases, the last word is the same."""
    empty = court.back_up()
    ops = [court.topic(None, "Дроби"), court.topic("Дроби", "Корни"), court.topic("Корни", "Степени")]
    answered = told(court, *(("anna", op) for op in ops))
    court.region.restore(empty)

    again = [court.again(*answered[index]) for index in order]

    assert court.value() == "Степени"
    assert not [result for result in again if result.status == "conflict"]


def test_a_write_that_comes_back_too_late_is_superseded(court: Court) -> None:
    """A later write of the same epoch stands already: the cell is named `superseded`, nothing is asked."""
    empty = court.back_up()
    first, second = told(
        court, ("anna", court.topic(None, "Дроби")), ("boris", court.topic("Дроби", "Корни"))
    )
    court.region.restore(empty)
    court.again(*second)

    late = court.again(*first)

    assert (late.status, late.left, late.rev) == ("noop", {"topic": "superseded"}, 1)
    assert court.value() == "Корни"


def test_an_op_that_the_back_up_holds_is_not_done_twice(court: Court) -> None:
    """Its answer is the stored one."""
    [(_, op, first)] = told(court, ("anna", court.topic(None, "Дроби")))
    kept = court.back_up()
    court.region.restore(kept)

    assert court.again("anna", op, first) == first
    assert court.region.state.head == 1


def test_an_equal_value_takes_over_the_later_place(court: Court) -> None:
    """Two wrote the same: nothing is written again, but what comes between them is superseded."""
    empty = court.back_up()
    first, between, last = told(
        court,
        ("anna", court.topic(None, "Дроби")),
        ("boris", court.topic("Дроби", "Корни")),
        ("anna", court.topic("Корни", "Дроби")),
    )
    court.region.restore(empty)
    court.again(*first)
    court.again(*last)

    assert at(court) == Place("epoch-1", 3)
    assert court.again(*between).left == {"topic": "superseded"}
    assert court.value() == "Дроби"


def test_of_two_epochs_a_seen_value_is_replaced(court: Court) -> None:
    """A fresh op wrote what the returning one had as its base: it is written over it, three ways."""
    empty = court.back_up()
    _, second = told(court, ("anna", court.topic(None, "Дроби")), ("anna", court.topic("Дроби", "Корни")))
    court.region.restore(empty)
    court.say("boris", court.topic(None, "Дроби"))

    again = court.again(*second)

    assert (again.left, court.value()) == ({}, "Корни")


def test_of_two_epochs_an_unseen_value_stays(court: Court) -> None:
    """A fresh op of the new epoch stands; the value that comes back lies beside it."""
    empty = court.back_up()
    [forgotten] = told(court, ("anna", court.topic(None, "Дроби")))
    court.region.restore(empty)
    court.say("boris", court.topic(None, "Степени"))

    again = court.again(*forgotten)

    assert (again.status, court.value(), court.others(forgotten[1])) == (
        "conflict", "Степени", {"topic": "Дроби"},
    )  # fmt: skip


def test_what_a_cell_has_swallowed_stays_swallowed(court: Court) -> None:
    """A fresh write over a replayed one knew it: what came before that comes back superseded."""
    empty = court.back_up()
    first, second = told(court, ("anna", court.topic(None, "Дроби")), ("anna", court.topic("Дроби", "Корни")))
    court.region.restore(empty)
    court.again(*second)
    court.say("boris", court.topic("Корни", "Степени"))

    late = court.again(*first)

    assert (late.left, court.value()) == ({"topic": "superseded"}, "Степени")
    assert court.record("lesson", LESSON).cells["topic"].floor == {"epoch-1": 2}


def test_an_op_that_waited_waits_again(court: Court) -> None:
    """The term was opened meanwhile: still it is the head teacher's to decide."""
    empty = court.back_up()
    court.region.rules.locked.add(COURSE)
    [late] = told(court, ("anna", court.topic(None, "Дроби")))
    court.region.rules.locked.clear()
    court.region.restore(empty)

    again = court.again(*late)

    assert (again.status, court.value(), court.waiting()) == ("review", None, [late[1].op])


def test_a_replayed_op_is_not_judged_again(court: Court) -> None:
    """The right was taken and the term locked since: what was accepted stays accepted."""
    empty = court.back_up()
    [done] = told(court, ("anna", court.topic(None, "Дроби")))
    court.region.restore(empty)
    court.region.rules.denied.add(("anna", COURSE))
    court.region.rules.locked.add(COURSE)

    assert court.again(*done).status == "applied"
    assert court.value() == "Дроби"


def test_a_forged_receipt_is_no_receipt(court: Court) -> None:
    """An op with a receipt that this server never gave is judged like any other."""
    [(_, op, first)] = told(court, ("anna", court.topic(None, "Дроби")))
    court.region.rules.denied.add(("anna", COURSE))
    forged = msgspec.structs.replace(op, op="f" * 32, receipt=first.receipt)

    assert court.say("anna", forged).code == "no_access"


def test_an_op_without_an_answer_is_judged_afresh(court: Court) -> None:
    """Its author never heard of it, so nobody built on it: today's rules and bases hold."""
    empty = court.back_up()
    op = court.topic(None, "Дроби")
    court.say("anna", op)
    court.region.restore(empty)
    court.say("boris", court.topic(None, "Корни"))

    assert court.say("anna", op).status == "conflict"


def test_a_replay_stands_in_the_history(court: Court) -> None:
    """Replaying the history gives the cells after a restore as well."""
    empty = court.back_up()
    answered = told(court, ("anna", court.topic(None, "Дроби")), ("anna", court.topic("Дроби", "Корни")))
    court.region.restore(empty)

    court.push("anna", *(offered_again(op, first) for _, op, first in answered))

    lines: list[Entry] = court.region.state.history
    assert [(line.old, line.new, line.number) for line in lines] == [
        (None, "Дроби", 1),
        ("Дроби", "Корни", 2),
    ]
