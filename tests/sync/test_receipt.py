"""A receipt is the server's word: nobody can forge a past."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.messages import Change, Op
from sync.outcome import Outcome
from sync.receipt import Receipts, body_of
from sync.ruling import Author
from sync.standing import Place

RECEIPTS = Receipts(b"a key of sixteen bytes or more", "epoch-1")
OP = Op(
    "0" * 32, "lesson", "1", "course:a", "", {"topic": Change(None, "Дроби"), "homework": Change(None, "5")}
)
ANNA = Author("anna", "a laptop")
FATES = {"topic": "written", "homework": "b1c2"}


def sealed(**told: object) -> Op:
    """The op with the receipt of an outcome."""
    outcome = Outcome(OP, ANNA, status="conflict", number=7, fates=dict(FATES))
    for name, value in told.items():
        setattr(outcome, name, value)
    return msgspec.structs.replace(OP, receipt=RECEIPTS.seal(outcome))


def test_a_receipt_says_what_happened() -> None:
    """Epoch, number, status, the fate of each cell, what was settled: read back as it was."""
    read = RECEIPTS.read("anna", sealed(settled=["topic"]))

    assert read is not None
    assert (read.place, read.status, read.settled, read.decided) == (
        Place("epoch-1", 7), "conflict", ("topic",), {},
    )  # fmt: skip
    assert (read.fate("topic"), read.fate("homework"), read.fate("other")) == ("written", "b1c2", "written")


def test_a_decisions_receipt_holds_those_of_its_ops() -> None:
    """For each op let pass its own receipt, for each declined one null."""
    passed = Outcome(OP, ANNA, status="applied", receipt="r1")
    declined = Outcome(OP, ANNA, status="rejected")

    read = RECEIPTS.read("anna", sealed(decided={"1": passed, "2": declined}))

    assert read is not None
    assert read.decided == {"1": "r1", "2": None}


def test_a_replayed_op_keeps_its_place() -> None:
    """A receipt sealed after a replay names the old place, not the new number."""
    read = RECEIPTS.read("anna", sealed(place=Place("epoch-0", 3)))

    assert read is not None
    assert read.place == Place("epoch-0", 3)


def test_an_op_that_wrote_nothing_stands_at_the_head() -> None:
    """A noop has no number of its own: its place is the head that it was judged at."""
    read = RECEIPTS.read("anna", sealed(status="noop", number=None, head=5, fates={}))

    assert read is not None
    assert read.place == Place("epoch-1", 5)


def test_another_persons_receipt_does_not_read() -> None:
    """Whoever copies a colleague's op and receipt has neither."""
    assert RECEIPTS.read("boris", sealed()) is None


@pytest.mark.parametrize(
    "change",
    [
        {"op": "1" * 32},
        {"id": "2"},
        {"bucket": "course:b"},
        {"kind": "term_mark"},
        {"seen": 1},
        {"made_at": "x"},
        {"reason": "x"},
        {"resolves": "x"},
        {"others": {"topic": None}},
        {"cells": {"topic": Change(None, "Корни"), "homework": Change(None, "5")}},
        {"cells": {"topic": Change("", "Дроби"), "homework": Change(None, "5")}},
        {"cells": {"topic": Change(None, "Дроби")}},
    ],
)
def test_a_receipt_of_another_body_does_not_read(change: dict[str, object]) -> None:
    """Every part of what an op says is under the seal."""
    assert RECEIPTS.read("anna", msgspec.structs.replace(sealed(), **change)) is None


@given(st.data())
def test_a_receipt_with_another_letter_does_not_read(data: st.DataObject) -> None:
    """No letter of a receipt can be changed, dropped or added."""
    op = sealed()
    text = op.receipt or ""
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 3))
    forged = text[:at] + data.draw(st.text(max_size=3)) + text[at + gone :]

    read = RECEIPTS.read("anna", msgspec.structs.replace(op, receipt=forged))

    assert (read is not None) is (forged == text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_crashes_it(text: str) -> None:
    """What is no receipt is None."""
    assert RECEIPTS.read("anna", msgspec.structs.replace(OP, receipt=text)) is None


def test_another_key_reads_nothing() -> None:
    """The key lies outside the database; who has the database only cannot forge."""
    assert Receipts(b"another key of sixteen bytes", "epoch-1").read("anna", sealed()) is None


def test_the_key_is_not_a_word() -> None:
    """A short key is refused at once."""
    with pytest.raises(ValueError, match="16 bytes"):
        Receipts(b"short", "epoch-1")


def test_the_body_has_no_order_of_cells_and_no_receipt() -> None:
    """Two programs that write the same op have one body."""
    turned = msgspec.structs.replace(OP, cells=dict(reversed(OP.cells.items())), receipt="r")

    assert body_of(turned) == body_of(OP)
