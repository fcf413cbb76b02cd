"""Conflict records themselves: whose they are, and how often they are told."""

from __future__ import annotations

import pytest

from tests.sync.court import Court


@pytest.fixture
def court() -> Court:
    """A server with one course."""
    return Court()


def test_two_people_with_one_op_id_have_two_questions(court: Court) -> None:
    """An op id is a person's own: whoever uses another's asks a question beside, and loses nobody's value."""
    court.say("head", court.topic(None, "Дроби"))
    mine = court.topic(None, "Корни")
    yours = court.topic(None, "Степени", op=mine.op)

    court.say("anna", mine)
    answer = court.say("boris", yours)

    assert court.others(mine) == {"topic": "Корни"}
    assert answer.conflict not in (None, court.conflict_of(mine).id)


def test_a_conflict_of_many_cells_is_one_line_of_the_history(court: Court) -> None:
    """However many cells an op leaves beside, the record of them is told once, whole."""
    cells = {f"mark/{number}/w": (None, "5") for number in range(30)}
    court.say("boris", court.op(dict.fromkeys(cells, (None, "4"))))
    left = court.op(cells)

    court.say("anna", left)

    told = [line for line in court.region.state.history if line.op == left.op and line.kind == "conflict"]
    assert sum(line.cell == "cells" for line in told) == 1
    assert len(court.others(left)) == 30
