"""A damaged row on the shelf of the draft costs that row, and nothing is thrown away unseen."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from desktop.models.faults import NotWritten
from desktop.models.timetable.draft_shelf import DraftShelf, MemoryDraftShelf, StoredDraft
from tests.desktop.models.timetable.school_office import (
    MATHS_A,
    MATHS_B,
    OLD_WEEK,
    ROOM_ONE,
    SchoolOffice,
    at,
)
from timetable.rules.rule import BlockKey

HALF = '{"words": "Пере'


def _with_steps(office: SchoolOffice, drafts: DraftShelf) -> StoredDraft:
    """Two steps: a card to Friday, another to Thursday; what the shelf holds then."""
    book = office.desk(office.head(), drafts).book
    book.put("На пятницу", at(MATHS_A, 0, 4, 0, ROOM_ONE))
    book.put("На четверг", at(MATHS_B, 0, 3, 1))
    stored = drafts.read()
    assert stored is not None
    return stored


def _lay(drafts: DraftShelf, body: str, steps: list[str]) -> None:
    drafts.begin(body, OLD_WEEK)
    for number, step in enumerate(steps):
        drafts.push(number, step, OLD_WEEK)


@pytest.mark.parametrize("spoilt", [HALF, "[]", '{"words": 7, "changes": []}', "", "\x00"])
def test_a_damaged_step_is_left_out_and_the_others_stand(
    running: SchoolOffice, drafts: DraftShelf, spoilt: str
) -> None:
    """The board opens with what can be read, and undo goes through it; nothing is written by looking."""
    stored = _with_steps(running, drafts)
    _lay(drafts, stored.body, [stored.steps[0], spoilt, stored.steps[1]])
    before = drafts.read()

    book = running.desk(running.head(), drafts).book

    assert book.unread == 1
    assert book.draft.cards[BlockKey(MATHS_A, 0)].at == (4, 0)
    assert book.draft.cards[BlockKey(MATHS_B, 0)].at == (3, 1)
    assert drafts.read() == before
    assert [book.undo(), book.undo()].count(None) == 0
    assert book.undo() is None
    assert len(book.draft.cards) == 10


def test_what_was_damaged_is_kept_aside_with_the_next_step(running: SchoolOffice, drafts: DraftShelf) -> None:
    """The shelf is whole from then on, a restart has nothing to tell, and the damaged text is not gone."""
    stored, journal = _with_steps(running, drafts), running.head()
    _lay(drafts, stored.body, [stored.steps[0], HALF])
    book = running.desk(journal, drafts).book

    book.put("В лоток", {BlockKey(MATHS_B, 0): None})

    again = running.desk(journal, drafts).book
    assert again.unread == 0
    assert again.draft.cards == book.draft.cards
    assert [step.words for step in (again.undo(), again.undo()) if step] == ["В лоток", "На пятницу"]
    assert drafts.read_aside() == (HALF,)


def test_a_damaged_week_begins_anew_from_what_is_published(running: SchoolOffice, drafts: DraftShelf) -> None:
    """Under the steps, which name each card with its place, lies the week that journals show."""
    stored = _with_steps(running, drafts)
    _lay(drafts, stored.body[:-20], stored.steps)

    book = running.desk(running.head(), drafts).book

    assert book.unread == 1
    assert len(book.draft.cards) == 10
    assert book.draft.cards[BlockKey(MATHS_A, 0)].at == (4, 0)


def test_a_damaged_row_of_the_week_is_a_block_in_the_tray(running: SchoolOffice, drafts: DraftShelf) -> None:
    """The other rows of the week stand."""
    stored = _with_steps(running, drafts)
    rows = [*msgspec.json.decode(stored.body), [], "row", [7, 0, 1], [MATHS_A, "x"]]
    _lay(drafts, msgspec.json.encode(rows).decode(), [])

    book = running.desk(running.head(), drafts).book

    assert book.unread == 4
    assert len(book.draft.cards) == 10


def test_a_damaged_row_of_a_version_costs_that_row(running: SchoolOffice, drafts: DraftShelf) -> None:
    """Opening it is a step that can be read again after a restart, with the rows that say their block."""
    stored, journal = _with_steps(running, drafts), running.head()
    book = running.desk(journal, drafts).book
    rows = msgspec.json.decode(stored.body)[1:]

    book.open("Открыта версия", [*rows, [], "row", [7, 0, 1], [MATHS_A, "x"]], OLD_WEEK)

    again = running.desk(journal, drafts).book
    assert (again.unread, again.draft.cards) == (0, book.draft.cards)
    assert len(again.draft.cards) == 9


def test_steps_that_are_missing_end_the_history(running: SchoolOffice, drafts: DraftShelf) -> None:
    """More steps are said to be done than there are: those that there are can be undone."""
    stored = _with_steps(running, drafts)
    _lay(drafts, stored.body, stored.steps)
    drafts.put_place(5, OLD_WEEK)

    book = running.desk(running.head(), drafts).book

    assert book.undo()
    assert book.undo()
    assert book.undo() is None
    assert book.redo()


class FullShelf(MemoryDraftShelf):
    """A shelf on a disk without room for anything to be put aside."""

    def set_aside(self, damaged: Sequence[str], kept: StoredDraft) -> None:
        raise NotWritten(full=True)


def test_a_full_disk_keeps_the_damaged_shelf_as_it_is(running: SchoolOffice) -> None:
    """Putting aside is one write with the rest: refused, the board still shows what can be read."""
    drafts = FullShelf()
    stored = _with_steps(running, drafts)
    _lay(drafts, stored.body, [HALF, stored.steps[1]])
    before, book = drafts.read(), running.desk(running.head(), drafts).book

    with pytest.raises(NotWritten):
        book.undo()

    assert book.unread == 1
    assert drafts.read() == before
    assert book.draft.cards[BlockKey(MATHS_B, 0)].at == (3, 1)
