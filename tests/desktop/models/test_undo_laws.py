"""The laws of undo, over any run of deeds, own and foreign."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.models.deeds import CellWrite
from desktop.models.journal import Journal
from desktop.models.reading.page import JournalPage
from tests.desktop.models.taught import ABRAMOV, BELOVA, VOLKOV, Taught, second_term, shown, today_work

ROWS = (ABRAMOV, BELOVA, VOLKOV)
values = st.sampled_from(((), ("2",), ("5",), ("5", "4")))
fills = st.dictionaries(st.sampled_from(ROWS), values, min_size=1)


def do(journal: Journal, page: JournalPage, fill: Mapping[str, tuple[str, ...]]) -> None:
    """One step: these marks of today's lesson."""
    journal.put_cells(page, [CellWrite(row, today_work(), marks) for row, marks in fill.items()])


def picture(page: JournalPage) -> list[str]:
    """What the three cells show."""
    return [shown(page, row) for row in ROWS]


def opened() -> tuple[Journal, JournalPage]:
    """A journal with today's page open."""
    journal = Taught().journal()
    page = second_term(journal)
    journal.observe(page.refresh)
    return journal, page


@settings(max_examples=40, deadline=None)
@given(st.lists(fills, max_size=8))
def test_undoing_everything_leaves_nothing_and_redoing_all_leaves_all(
    steps: list[dict[str, tuple[str, ...]]],
) -> None:
    """However many steps: undo walks back through every picture, redo forward through the same ones."""
    journal, page = opened()
    pictures = [picture(page)]
    for step in steps:
        do(journal, page, step)
        if picture(page) != pictures[-1]:
            pictures.append(picture(page))

    back = [picture(page)]
    while journal.undo() is not None:
        back.append(picture(page))
    forth = [picture(page)]
    while journal.redo() is not None:
        forth.append(picture(page))

    assert back == pictures[::-1]
    assert forth == pictures


@settings(max_examples=40, deadline=None)
@given(fills, fills)
def test_undo_never_writes_over_what_came_later(
    mine: dict[str, tuple[str, ...]], theirs: dict[str, tuple[str, ...]]
) -> None:
    """A cell that another has changed since is left as it is, and is named."""
    taught = Taught()
    journal, other = taught.journal(), taught.journal()
    page = second_term(journal)
    journal.observe(page.refresh)
    other.observe(journal.take)
    do(journal, page, mine)
    before = picture(page)
    do(other, second_term(other), theirs)
    after = picture(page)

    undone = journal.undo()

    changed = {row for row, was, now in zip(ROWS, before, after, strict=True) if was != now}
    kept = {ref.cell.split("/")[1] for ref in undone.kept} if undone else set()
    assert kept == {row for row in changed if mine.get(row)}
    for row, now, last in zip(ROWS, after, picture(page), strict=True):
        assert last == (now if row in changed else "")
