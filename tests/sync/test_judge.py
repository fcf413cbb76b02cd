"""How one op is judged: every status, and who may have it."""

from __future__ import annotations

import msgspec
import pytest

from sync.messages import Change
from tests.sync.court import COURSE, ELSEWHERE, Court


@pytest.fixture
def court() -> Court:
    """A server with one course, two teachers and a head teacher."""
    return Court()


def test_an_op_whose_base_stands_is_applied(court: Court) -> None:
    """Every cell's current value equals its base: the op is written under the next number."""
    result = court.say("anna", court.op({"topic": (None, "Дроби"), "homework": (None, "№ 5")}))

    assert (result.status, result.rev, result.left, result.conflict) == ("applied", 1, {}, None)
    assert (court.value(), court.value("homework")) == ("Дроби", "№ 5")
    assert result.receipt


def test_another_cell_written_since_makes_it_merged(court: Court) -> None:
    """The record changed in another cell since `seen`: both stand, and the op is merged."""
    court.say("boris", court.op({"homework": (None, "№ 5")}))

    unaware = court.say("anna", court.topic(None, "Дроби", seen=0))
    aware = court.say("anna", court.topic("Дроби", "Проценты", seen=unaware.rev))

    assert (unaware.status, aware.status) == ("merged", "applied")
    assert (court.value(), court.value("homework")) == ("Проценты", "№ 5")


def test_a_merged_lesson_names_the_rules_it_breaks(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    """«Н» from one laptop and a mark from another are both kept; `attention` names the rule."""
    monkeypatch.setattr(
        court.region.rules, "attention", lambda kind, cells: [{"rule": kind, "of": len(cells)}]
    )
    court.say("boris", court.op({"attendance/p": (None, "н")}))

    merged = court.say("anna", court.op({"mark/p/w": (None, "5")}))
    applied = court.say("anna", court.op({"mark/p/w": ("5", "4")}, seen=merged.rev))

    assert merged.attention == [{"rule": "lesson", "of": 2}]
    assert applied.attention == []


def test_ones_own_lesson_typed_cell_by_cell_is_no_news(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    """Merged with nobody's work but the author's own: the program has told her of the rules itself."""
    monkeypatch.setattr(court.region.rules, "attention", lambda kind, cells: ["a broken rule"])

    first, second = court.push(
        "anna", court.op({"attendance/p": (None, "н")}), court.op({"mark/p/w": (None, "5")})
    )

    assert (first.status, second.status) == ("applied", "merged")
    assert second.attention == []


def test_a_value_that_stands_already_is_a_noop(court: Court) -> None:
    """Every cell already had the new value: nothing is written, `rev` is the bucket's head."""
    court.say("boris", court.topic(None, "Дроби"))
    court.say("boris", court.op({"topic": (None, "Корни")}, id=ELSEWHERE))

    result = court.say("anna", court.topic(None, "Дроби"))

    assert (result.status, result.rev, result.left) == ("noop", 2, {})
    assert court.region.state.head == 2


def test_the_value_committed_first_stands(court: Court) -> None:
    """A cell that had another value is left beside; the other cells of the op are written."""
    court.say("boris", court.topic(None, "Дроби"))

    late = court.op({"topic": (None, "Корни"), "homework": (None, "№ 5")})
    result = court.say("anna", late)

    assert (result.status, result.rev, result.left) == ("conflict", 2, {"topic": "conflict"})
    assert result.conflict == court.conflict_of(late).id
    assert (court.value(), court.value("homework")) == ("Дроби", "№ 5")


def test_never_by_time(court: Court) -> None:
    """A device's clock decides nothing: the op made earlier and sent later is the one beside."""
    court.say("boris", court.topic(None, "Дроби", made_at="2026-11-21T12:00:00+03:00"))

    late = court.topic(None, "Корни", made_at="2011-01-01T00:00:00+03:00")
    result = court.say("anna", late)

    assert (result.status, court.value()) == ("conflict", "Дроби")


def test_two_devices_of_one_teacher_ask_too(court: Court) -> None:
    """The same person at two laptops gets a question like anybody else."""
    court.say("anna", court.topic(None, "Дроби"))

    assert court.say("anna", court.topic(None, "Корни")).status == "conflict"


def test_a_locked_lesson_waits(court: Court) -> None:
    """A locked term acknowledges an op and writes nothing of it but its review."""
    court.region.rules.locked.add(COURSE)

    late = court.topic(None, "Дроби")
    result = court.say("anna", late)

    assert (result.status, result.rev, result.code) == ("review", None, None)
    assert result.receipt
    assert court.value() is None
    assert court.waiting() == [late.op]


@pytest.mark.parametrize(("value", "code"), [("poison", "bad_value"), ("Дроби", "no_access")])
def test_a_refusal_is_of_the_whole_op(court: Court, value: str, code: str) -> None:
    """One bad cell, or no right, refuses all of an op; nothing of it is written and it has no receipt."""
    if code == "no_access":
        court.region.rules.denied.add(("anna", COURSE))

    result = court.say("anna", court.op({"topic": (None, value), "homework": (None, "№ 5")}))

    assert (result.status, result.rev, result.code, result.receipt) == ("rejected", None, code, None)
    assert (court.value(), court.value("homework")) == (None, None)
    assert court.region.state.head == 0


def test_rights_are_asked_before_values_and_values_before_the_lock(court: Court) -> None:
    """Order of judging: rights, kind, values, lock, three-way."""
    court.region.rules.locked.add(COURSE)
    locked = court.say("anna", court.topic(None, "poison"))
    court.region.rules.denied.add(("anna", COURSE))
    denied = court.say("anna", court.topic(None, "poison"))

    assert (locked.code, denied.code) == ("bad_value", "no_access")


def test_a_record_is_written_in_its_own_bucket_only(court: Court) -> None:
    """`bucket` must be the record's own: a record lies in exactly one."""
    court.say("anna", court.topic(None, "Дроби"))

    result = court.say("anna", court.topic("Дроби", "Корни", bucket="person:anna"))

    assert (result.status, result.code) == ("rejected", "unknown_record")


def test_the_same_op_again_gets_the_stored_answer(court: Court) -> None:
    """A reply that was lost: the op comes again, however late, and is not done again."""
    op = court.topic(None, "Дроби")
    first = court.say("anna", op)
    court.say("boris", court.topic("Дроби", None))

    assert court.say("anna", op) == first
    assert court.value() is None


def test_the_same_op_twice_in_a_batch_is_done_once(court: Court) -> None:
    """Both places of the batch get the one answer."""
    op = court.topic(None, "Дроби")

    first, second = court.push("anna", op, op)

    assert first == second
    assert court.region.state.head == 1


def test_a_refusal_is_stored_too(court: Court) -> None:
    """A refused op stays refused when the right is given back: final, never retried by itself."""
    court.region.rules.denied.add(("anna", COURSE))
    op = court.topic(None, "Дроби")
    first = court.say("anna", op)
    court.region.rules.denied.clear()

    assert court.say("anna", op) == first


def test_an_op_id_with_another_body_is_op_reused(court: Court) -> None:
    """The id is spent: the other body is refused, stored or within one batch, and the first stays."""
    op = court.topic(None, "Дроби")
    other = msgspec.structs.replace(op, cells={"topic": Change(None, "Корни")})

    in_batch = court.push("anna", op, other)[1]
    stored = court.say("anna", other)

    assert (in_batch.code, stored.code) == ("op_reused", "op_reused")
    assert court.value() == "Дроби"
    assert court.say("anna", op).status == "applied"


def test_a_receipt_is_no_part_of_the_body(court: Court) -> None:
    """The same op with and without its receipt is the same op."""
    op = court.topic(None, "Дроби")
    first = court.say("anna", op)

    assert court.again("anna", op, first) == first


def test_an_op_id_belongs_to_a_person(court: Court) -> None:
    """Two people may hit upon one id; neither hears of the other's."""
    op = court.topic(None, "Дроби")
    court.say("anna", op)
    same_id = msgspec.structs.replace(op, cells={"homework": Change(None, "№ 5")})

    assert court.say("boris", same_id).status == "merged"


def test_numbers_have_no_gaps(court: Court) -> None:
    """A batch's ops are numbered in order; those that write nothing take none."""
    statuses = court.push(
        "anna",
        court.topic(None, "Дроби"),
        court.topic(None, "Дроби"),
        court.topic(None, "poison"),
        court.topic("Дроби", "Корни"),
    )

    assert [result.rev for result in statuses] == [1, 1, None, 2]
    assert court.region.state.head == 2


def test_a_record_elsewhere_is_judged_as_if_there_were_none(court: Court) -> None:
    """Whoever guesses a colleague's record learns nothing: the value is refused before the record."""
    court.say("anna", court.topic(None, "Дроби"))
    guessed = court.op({"topic": (None, "poison")}, bucket="person:boris")
    sound = court.op({"topic": (None, "Корни")}, bucket="person:boris")

    assert court.say("boris", guessed).code == "bad_value"
    assert court.say("boris", sound).code == "unknown_record"
