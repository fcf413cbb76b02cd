"""The working draft: each step on disk, undone and done again, also after a restart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.models.faults import NotWritten, StoreFault
from desktop.models.timetable.draft_shelf import DraftShelf, MemoryDraftShelf
from sync.local_copy import Touched
from tests.desktop.models.timetable.school_office import (
    MATHS_A,
    MATHS_B,
    OLD_WEEK,
    ROOM_ONE,
    ROOM_TWO,
    SchoolOffice,
    at,
)
from timetable.rules.rule import BlockKey


def test_a_draft_begins_with_the_published_week(running: SchoolOffice, drafts: DraftShelf) -> None:
    """Nobody begins from an empty wall, and nothing is written before the first move."""
    book = running.desk(running.head(), drafts).book

    assert len(book.draft.cards) == 10
    assert book.base == OLD_WEEK
    assert drafts.read() is None


def test_a_step_survives_a_restart_with_its_undo(running: SchoolOffice, drafts: DraftShelf) -> None:
    """The program starts again: the card is where it was put, and undo still knows where it was."""
    journal, key = running.head(), BlockKey(MATHS_A, 0)
    book = running.desk(journal, drafts).book
    before = book.draft.cards[key]
    book.put("Математика на пятницу", at(MATHS_A, 0, 4, 0, ROOM_ONE))
    book.put("В лоток", {BlockKey(MATHS_B, 0): None})

    again = running.desk(journal, drafts).book

    assert again.draft.cards == book.draft.cards
    assert again.last is not None
    assert again.last.words == "В лоток"
    assert again.undo()
    assert again.undo()
    assert again.draft.cards[key] == before
    assert again.undo() is None
    assert len(running.desk(journal, drafts).book.draft.cards) == 10


def test_what_was_undone_can_be_done_again(running: SchoolOffice, drafts: DraftShelf) -> None:
    """Redo also survives a restart, until something else is done."""
    journal, moved = running.head(), at(MATHS_A, 0, 4, 0, ROOM_ONE)
    book = running.desk(journal, drafts).book
    book.put("Перенос", moved)
    book.undo()

    again = running.desk(journal, drafts).book
    again.redo()

    assert again.draft.cards[BlockKey(MATHS_A, 0)] == moved[BlockKey(MATHS_A, 0)]
    again.undo()
    again.put("Другое", at(MATHS_A, 0, 3, 1))
    assert again.next is None
    assert running.desk(journal, drafts).book.next is None


def test_a_step_that_changes_nothing_is_none(running: SchoolOffice, drafts: DraftShelf) -> None:
    """A card dropped where it lay leaves no step."""
    book = running.desk(running.head(), drafts).book

    assert book.put("Туда же", dict(book.draft.cards)) is None
    assert book.put_week("Всё то же", book.draft.cards) is None


def test_locks_and_rooms_are_kept(running: SchoolOffice, drafts: DraftShelf) -> None:
    """A pin is part of the card, also for the next start."""
    journal, key = running.head(), BlockKey(MATHS_A, 0)
    book = running.desk(journal, drafts).book
    pinned = replace(book.draft.cards[key], time_locked=True, rooms_locked=True, rooms=(ROOM_TWO,))

    book.put("Закрепить", {key: pinned})

    assert running.desk(journal, drafts).book.draft.cards[key] == pinned


def test_cards_of_a_load_that_went_come_back_with_it(running: SchoolOffice, drafts: DraftShelf) -> None:
    """A load taken out by mistake takes no card with it: they are there when it is brought back."""
    journal = running.head()
    desk = running.desk(journal, drafts)
    desk.book.put("Перенос", at(MATHS_A, 0, 4, 0, ROOM_ONE))
    whole = dict(desk.book.draft.cards)

    desk.deeds.remove_loads([MATHS_A])

    assert len(desk.book.draft.cards) == 7
    assert len(desk.book.aside) == 3
    journal.undo()
    assert desk.book.draft.cards == whole


def test_a_new_bell_shifts_no_card(running: SchoolOffice, drafts: DraftShelf) -> None:
    """The draft names the school's slots, so a bell before all others moves nothing in the week."""
    journal = running.head()
    desk = running.desk(journal, drafts)
    desk.book.put("Перенос", at(MATHS_A, 0, 4, 0, ROOM_ONE))

    bell = {"set": "ordinary", "slot": 0, "shift": 1, "number": 0, "starts": "07:30", "ends": "08:15"}
    running.arrives(journal, "school", "bell", MATHS_B, bell)

    card = desk.book.draft.cards[BlockKey(MATHS_A, 0)]
    assert desk.problem.grid.slots[card.at.slot].number == 1


def test_whoever_watches_hears_of_each_change(running: SchoolOffice, drafts: DraftShelf) -> None:
    """A board repaints when a card was put, undone, or when the school itself has changed."""
    journal = running.head()
    desk = running.desk(journal, drafts)
    heard: list[str] = []
    desk.book.observe(lambda: heard.append("draft"))
    desk.observe(lambda: heard.append("school"))

    desk.book.put("Перенос", at(MATHS_A, 0, 4, 0, ROOM_ONE))
    desk.book.undo()
    journal.take(Touched(buckets={"office"}))

    assert heard == ["draft", "draft", "school"]


class FullShelf(MemoryDraftShelf):
    """A shelf on a disk that has no room."""

    def push(self, done: int, step: str, base: str | None) -> None:
        raise NotWritten(full=True)


def test_a_full_disk_leaves_the_draft_as_it_was(running: SchoolOffice) -> None:
    """A step that is not on the disk is not on the board."""
    book = running.desk(running.head(), FullShelf()).book
    before = dict(book.draft.cards)

    with pytest.raises(NotWritten):
        book.put("Перенос", at(MATHS_A, 0, 4, 0, ROOM_ONE))

    assert book.draft.cards == before
    assert book.last is None


def test_a_full_disk_is_told_to_whoever_listens(running: SchoolOffice) -> None:
    """In the window nothing is raised: the foot says that the disk is full, the card lies where it lay."""
    journal = running.head()
    told: list[StoreFault] = []
    journal.tell_faults(told.append)
    book = running.desk(journal, FullShelf()).book
    before = dict(book.draft.cards)

    assert book.put("Перенос", at(MATHS_A, 0, 4, 0, ROOM_ONE)) is None

    assert book.draft.cards == before
    assert [type(fault) for fault in told] == [NotWritten]
