"""What is put together on the screen is written, sent and read again as the same rule."""

from __future__ import annotations

import pytest

from desktop.models.timetable.rules_on_wire import read_note, write_rule
from tests.desktop.models.timetable.school_office import SchoolOffice
from timetable.composing.offers import OFFERS, Offer
from timetable.composing.questions import composed


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: str(offer.id))
def test_an_offered_rule_survives_the_wire(running: SchoolOffice, offer: Offer) -> None:
    """Its fields, its lessons, its places and its weight come back as they were."""
    problem = running.desk(running.head()).problem
    answers = {"which.subjects": ["a", "b"], "which.forms": ["c"]} if "which" in offer.asks else {}
    rule = composed(problem, offer, answers, offer.begin(problem).weight)

    note = read_note("id", write_rule(rule))

    assert note is not None
    assert note.rule == rule
