"""Late ops on the head teacher's desk."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.sync.court import COURSE, Court


@pytest.fixture
def court() -> Court:
    """A server whose course is locked."""
    court = Court()
    court.region.rules.locked.add(COURSE)
    return court


def test_all_late_ops_of_an_author_wait_together(court: Court) -> None:
    """One review for one author and one record; another author has another."""
    first, second = court.topic(None, "Дроби"), court.op({"homework": (None, "№ 5")})
    foreign = court.topic(None, "Корни")

    court.push("anna", first, second)
    court.say("boris", foreign)

    assert court.waiting("anna") == sorted([first.op, second.op])
    assert court.waiting("boris") == [foreign.op]


def test_an_accepted_op_is_applied_as_its_authors(court: Court) -> None:
    """The history and the cell name the author, the verdict tells the result in her own bucket."""
    late = court.topic(None, "Дроби")
    court.say("anna", late)

    decided = court.say("head", court.decision("accept", late, seen=court.region.state.head))

    assert decided.status == "applied"
    assert court.record("lesson", late.id).cells["topic"].by == "anna"
    assert court.waiting() == []
    verdict = court.verdict(late)
    assert (verdict["op"], verdict["status"], verdict["rev"]) == (late.op, "applied", court.region.state.head)
    assert verdict["receipt"]
    assert court.region.state.heads["person:anna"] == court.region.state.head


def test_a_declined_op_writes_nothing(court: Court) -> None:
    """The verdict says `rejected`, `declined`; the value stays with its author only."""
    late = court.topic(None, "Дроби")
    court.say("anna", late)

    court.say("head", court.decision("decline", late))

    verdict = court.verdict(late)
    assert (verdict["status"], verdict["code"], verdict["receipt"]) == ("rejected", "declined", None)
    assert (court.value(), court.waiting()) == (None, [])


def test_an_accepted_op_may_conflict(court: Court) -> None:
    """What was written meanwhile stands; the accepted value lies beside it."""
    late = court.topic(None, "Дроби")
    court.say("anna", late)
    court.region.rules.locked.clear()
    court.say("boris", court.topic(None, "Корни"))

    court.say("head", court.decision("accept", late))

    assert court.verdict(late)["status"] == "conflict"
    assert (court.value(), court.others(late)) == ("Корни", {"topic": "Дроби"})


def test_a_decision_touches_only_what_she_saw(court: Court) -> None:
    """An op that came after she looked keeps waiting."""
    seen, later = court.topic(None, "Дроби"), court.op({"homework": (None, "№ 5")})
    court.push("anna", seen, later)

    court.say("head", court.decision("accept", seen))

    assert court.waiting() == [later.op]
    assert (court.value(), court.value("homework")) == ("Дроби", None)


def test_accepted_ops_have_numbers_of_their_own_in_order(court: Court) -> None:
    """Two accepted ops on one cell: the second finds the first, as its author saw it."""
    first, second = court.topic(None, "Дроби"), court.topic("Дроби", "Корни")
    court.push("anna", first, second)

    court.say("head", court.decision("accept", first, second))

    assert court.value() == "Корни"
    assert court.verdict(first)["rev"] < court.verdict(second)["rev"]


def test_of_two_head_teachers_the_first_is_heard(court: Court) -> None:
    """What was decided once is not decided again; the second decision is a noop."""
    late = court.topic(None, "Дроби")
    court.say("anna", late)
    court.say("head", court.decision("decline", late))

    second = court.say("head", court.decision("accept", late))

    assert second.status == "noop"
    assert court.value() is None


@pytest.mark.parametrize(("what", "value"), [("accept", "Дроби"), ("decline", None)])
def test_a_decision_before_its_review_waits_for_it(court: Court, what: str, value: str | None) -> None:
    """After a restore the decision may come first; the op is decided the moment it is offered again.

    Its verdict carries a true number and, when it was let pass, a receipt.
    """
    backup = court.back_up()
    late = court.topic(None, "Дроби")
    first = court.say("anna", late)
    court.region.restore(backup)

    court.say("head", court.decision(what, late))
    again = court.again("anna", late, first)

    assert again.status == "review"
    assert (court.value(), court.waiting()) == (value, [])
    verdict = court.verdict(late)
    assert verdict["status"] == ("applied" if value else "rejected")
    assert verdict["rev"] is None if what == "decline" else verdict["rev"] <= court.region.state.head
    assert bool(verdict["receipt"]) is (what == "accept")
    assert court.region.state.heads["person:anna"] == court.region.state.head


@pytest.mark.parametrize("decided_again", [False, True])
def test_an_op_whose_answer_got_lost_is_decided_too(court: Court, decided_again: bool) -> None:
    """It comes back without a receipt, after its decision: it must not wait for one that was made."""
    backup = court.back_up()
    late = court.topic(None, "Дроби")
    decision = court.decision("accept", late)
    court.say("anna", late)
    decided = court.say("head", decision) if decided_again else None
    court.region.restore(backup)

    court.again("head", decision, decided) if decided else court.say("head", decision)
    court.say("anna", late)

    assert (court.waiting(), court.value()) == ([], "Дроби")


def test_a_decision_offered_again_decides_again(court: Court) -> None:
    """After a restore the decision and its op come in either order, and everything is as before."""
    backup = court.back_up()
    late = court.topic(None, "Дроби")
    decision = court.decision("accept", late)
    waited, decided = court.say("anna", late), court.say("head", decision)
    court.region.rules.locked.clear()

    for order in ("decision first", "op first"):
        court.region.restore(backup)
        if order == "decision first":
            court.again("head", decision, decided)
        court.again("anna", late, waited)
        court.again("head", decision, decided)

        assert (court.value(), court.waiting()) == ("Дроби", [])


def test_a_decision_offered_again_counts_only_for_what_it_decided(court: Court) -> None:
    """Of two decisions on one op the first was heard; the second, back first, decides nothing."""
    backup = court.back_up()
    late = court.topic(None, "Дроби")
    declining, accepting = court.decision("decline", late), court.decision("accept", late)
    waited = court.say("anna", late)
    declined, ignored = court.say("head", declining), court.say("head", accepting)
    court.region.restore(backup)

    court.again("head", accepting, ignored)
    court.again("anna", late, waited)
    court.again("head", declining, declined)

    assert court.value() is None
    assert court.verdict(late)["code"] == "declined"


def test_an_op_decided_before_a_restore_is_not_judged_anew(court: Court) -> None:
    """The decision's receipt holds that of the accepted op: it is replayed where it had its place."""
    backup = court.back_up()
    late = court.topic(None, "Дроби")
    decision = court.decision("accept", late)
    waited, decided = court.say("anna", late), court.say("head", decision)
    court.region.rules.locked.clear()
    later = court.topic("Дроби", "Корни")
    corrected = court.say("boris", later)
    court.region.restore(backup)

    court.again("boris", later, corrected)
    court.again("head", decision, decided)
    court.again("anna", late, waited)

    assert court.value() == "Корни"
    assert court.others(late) == {}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_op_that_conflicted_when_it_was_accepted_comes_back_beside(
    court: Court, order: tuple[int, ...]
) -> None:
    """It is replayed by the receipt of its acceptance, not by the one that said it waits."""
    backup = court.back_up()
    late, foreign = court.topic(None, "Дроби"), court.topic(None, "Корни")
    decision = court.decision("accept", late)
    waited = court.say("anna", late)
    court.region.rules.locked.clear()
    answered = [
        ("anna", late, waited),
        ("boris", foreign, court.say("boris", foreign)),
        ("head", decision, court.say("head", decision)),
    ]
    court.region.restore(backup)

    for index in order:
        court.again(*answered[index])

    assert (court.value(), court.all_others(), court.waiting()) == ("Корни", ["Дроби"], [])


def test_a_review_is_open_while_something_waits(court: Court) -> None:
    """Its state is what the head teacher's list goes by."""
    late = court.topic(None, "Дроби")
    review = court.decision("accept", late).id

    court.say("anna", late)
    waiting = court.record("review", review).value("state")
    court.say("head", court.decision("accept", late))

    assert (waiting, court.record("review", review).value("state")) == ("open", "closed")


def test_the_author_offers_the_verdicts_receipt(court: Court) -> None:
    """With it the accepted op is replayed even while the decision has not come back."""
    backup = court.back_up()
    late = court.topic(None, "Дроби")
    first = court.say("anna", late)
    court.say("head", court.decision("accept", late))
    receipt = court.verdict(late)["receipt"]
    court.region.restore(backup)

    again = court.say("anna", court.topic(None, "Дроби", op=late.op, receipt=receipt))

    assert first.receipt != receipt
    assert (again.status, court.value()) == ("applied", "Дроби")
