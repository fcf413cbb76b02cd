"""The right edge of a page stays true while marks, codes and lessons change under it."""

from __future__ import annotations

import random

from desktop.models.deeds import CellWrite
from desktop.models.journal import Journal
from desktop.models.reading.page import JournalPage
from desktop.models.reading.page_values import PupilSums
from tests.desktop.models.taught import Taught, second_term


def sums_of(page: JournalPage) -> list[PupilSums]:
    """The right edge of everybody who is marked."""
    return [page.sums(row.id) for row in page.rows]


def act(journal: Journal, page: JournalPage, chance: random.Random) -> None:
    """Something that a teacher does to a lesson that has been held."""
    held = [head for head in page.lessons if not head.is_future]
    head, pupil = chance.choice(held), chance.choice(page.rows).id
    column = page.columns_of(head.id)[0].id
    what = chance.choice(("mark", "code", "roll call", "state"))
    if what == "mark":
        values = chance.choice((("5",), ("2",), ("4", "3"), ()))
        journal.put_cells(page, [CellWrite(pupil, column, values, duty=chance.random() < 0.2)])
    elif what == "code":
        code = chance.choice(("absent", "ill", "late", None))
        journal.put_cells(page, [CellWrite(pupil, column, ("4",), code=code)])
    elif what == "roll call":
        journal.put_roll_call(head, {pupil: chance.choice(("absent", None))}, done=chance.random() < 0.8)
    else:
        journal.put_state(head, chance.choice(("cancelled", None)))


def test_sums_that_were_kept_are_those_that_would_be_read_afresh() -> None:
    """Whatever has been put since, averages, counts and debts equal those of a page opened just now."""
    chance = random.Random(11)
    taught = Taught()
    journal = taught.journal()
    page = second_term(journal)
    journal.follow(page, lambda change: None)

    for _ in range(120):
        act(journal, page, chance)
        kept = sums_of(page)

        assert kept == sums_of(second_term(taught.journal()))
