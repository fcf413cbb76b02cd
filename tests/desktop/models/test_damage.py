"""A damaged database: found at opening, told with what is safe, and brought back from copy and journal."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desktop.models.copies import copies_of
from desktop.models.faults import Damaged, NoCopy, Safe
from desktop.models.layout import Layout
from desktop.models.rescue import REBUILT, open_last_copy, rebuild_from_journal
from desktop.models.store import Store, open_store
from desktop.models.timetable.draft_shelf import StoredDraft
from sync.shelf import BucketState, CellRow, OpState
from tests.desktop.models.conftest import KEY, Opener
from tests.desktop.models.making import COURSE, acknowledge, type_op

DAY = date(2026, 11, 20)

Harm = Callable[[Path], None]


def spoil(path: Path, at: int) -> None:
    """Write foreign bytes into a file, as a dying disk does."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(os.urandom(64))


def in_the_first_page(path: Path) -> None:
    """Spoil the page that says what the file is."""
    spoil(path, 100)


def in_a_later_page(path: Path) -> None:
    """Spoil a page of somebody's lessons."""
    spoil(path, path.stat().st_size - 3000)


def in_its_length(path: Path) -> None:
    """Cut the end off."""
    os.truncate(path, path.stat().st_size - 5000)


def in_being_there(path: Path) -> None:
    """Delete it."""
    path.unlink()


def in_being_empty(path: Path) -> None:
    """Leave its name only."""
    path.write_bytes(b"")


HARMS = [in_the_first_page, in_a_later_page, in_its_length, in_being_there, in_being_empty]
every_harm = pytest.mark.parametrize("harm", HARMS, ids=[harm.__name__ for harm in HARMS])


@pytest.fixture
def closed(opened: Opener, folder: Path) -> Path:
    """The database of a store that has a copy of yesterday, and two ops: one sent, one not."""
    store = opened()
    with store.shelf.transaction():
        store.shelf.put_meta("epoch", "e")
        store.shelf.put_bucket(BucketState(COURSE, cursor=1, drained=1))
        rows = [CellRow("lesson", f"l{n}", "topic", "слово " * 20, 1) for n in range(200)]
        store.shelf.put_base(COURSE, rows)
    acknowledge(store.shelf, type_op(store.shelf, reason="sent"))
    store.take_copy(DAY)
    type_op(store.shelf, reason="unsent")
    store.close()
    return Layout(folder).database


@every_harm
def test_damage_is_found_at_opening_and_what_is_safe_is_told(closed: Path, folder: Path, harm: Harm) -> None:
    """Whatever was spoilt, the fault counts the ops in the journal and names the day of the last copy."""
    harm(closed)

    with pytest.raises(Damaged) as damage:
        open_store(folder, KEY)

    assert damage.value.safe == Safe(journal_ops=2, unsent=1, last_copy=DAY)


@every_harm
def test_the_last_copy_and_the_journal_together_lose_no_op(closed: Path, folder: Path, harm: Harm) -> None:
    """The copy brings back what the server said until then, the journal all that was done since."""
    harm(closed)

    store = open_last_copy(folder, KEY)

    owns = store.shelf.read_ops(OpState)
    assert [(own.op.reason, own.state) for own in owns] == [
        ("sent", OpState.ACKNOWLEDGED),
        ("unsent", OpState.QUEUED),
    ]
    assert store.taken_back == 1
    assert len(store.shelf.read_base(COURSE)) == 200
    store.close()


@every_harm
def test_the_queue_is_rebuilt_from_the_journal_alone(closed: Path, folder: Path, harm: Harm) -> None:
    """An empty database gets every op back, in order; acknowledged ones overlay until told back."""
    harm(closed)

    store = rebuild_from_journal(folder, KEY)

    owns = store.shelf.read_ops(OpState)
    assert [(own.op.reason, own.state, own.overlays) for own in owns] == [
        ("sent", OpState.ACKNOWLEDGED, True),
        ("unsent", OpState.QUEUED, True),
    ]
    assert store.shelf.read_meta("epoch") == REBUILT
    store.close()
    store = open_store(folder, KEY)
    assert store.taken_back == 0
    store.close()


@pytest.mark.parametrize("rescue", [open_last_copy, rebuild_from_journal])
def test_a_draft_comes_out_of_the_damaged_database(
    closed: Path, folder: Path, rescue: Callable[[Path, bytes], Store]
) -> None:
    """It is no op, so the journal does not hold it: it is read where it lies, newer than in any copy."""
    store = open_store(folder, KEY)
    store.drafts.begin("[]", None)
    store.drafts.push(0, "a step of today", None)
    store.close()
    in_a_later_page(closed)

    store = rescue(folder, KEY)

    assert store.drafts.read() == StoredDraft("[]", None, ["a step of today"], 1)
    store.close()


@every_harm
def test_a_draft_that_cannot_be_read_is_that_of_the_copy(opened: Opener, folder: Path, harm: Harm) -> None:
    """The last copy holds it as it was that day."""
    store = opened()
    store.drafts.begin("[]", None)
    store.drafts.push(0, "a step of yesterday", None)
    store.take_copy(DAY)
    store.drafts.push(1, "a step of today " * 10_000, None)
    store.close()
    harm(Layout(folder).database)

    store = open_last_copy(folder, KEY)

    kept = store.drafts.read()
    assert kept is not None
    assert kept.steps[0] == "a step of yesterday"
    store.close()


def test_the_damaged_database_is_set_aside(closed: Path, folder: Path) -> None:
    """Nothing is thrown away: whoever can read more of it than we can still can."""
    in_a_later_page(closed)
    harmed = closed.read_bytes()

    rebuild_from_journal(folder, KEY).close()

    assert [path.read_bytes() for path in Layout(folder).damaged.rglob("journal.db")] == [harmed]


def test_a_damaged_copy_is_passed_over(closed: Path, folder: Path) -> None:
    """The newest copy that can be read whole is taken; without one the fault says so."""
    store = open_store(folder, KEY)
    store.take_copy(date(2026, 11, 21))
    store.close()
    newest, older = copies_of(Layout(folder))
    in_a_later_page(newest.path)

    store = open_last_copy(folder, KEY)
    assert store.taken_back == 1
    store.close()

    in_a_later_page(older.path)
    with pytest.raises(NoCopy):
        open_last_copy(folder, KEY)
    open_store(folder, KEY).close()


def test_an_acknowledged_op_that_the_copy_holds_lies_over_it_no_more(opened: Opener, folder: Path) -> None:
    """An answer that came after the copy, of a number that the copy has read, needs no overlay."""
    store = opened()
    with store.shelf.transaction():
        store.shelf.put_bucket(BucketState(COURSE, cursor=9, drained=9))
    told, untold = type_op(store.shelf), type_op(store.shelf)
    store.take_copy(DAY)
    acknowledge(store.shelf, told, rev=7)
    acknowledge(store.shelf, untold, rev=12)
    store.close()

    store = open_last_copy(folder, KEY)

    assert [own.overlays for own in store.shelf.read_ops(OpState)] == [False, True]
    store.close()


def test_damage_that_shows_at_work_is_a_fault_of_ours(opened: Opener) -> None:
    """A page that dies while the store is open is told as damage, too, and not as an error of SQL."""
    store = opened()
    with store.shelf.transaction():
        rows = [CellRow("lesson", f"l{n}", "topic", "слово " * 40, 1) for n in range(40_000)]
        store.shelf.put_base(COURSE, rows)
    store = opened()
    size = store.layout.database.stat().st_size
    for at in range(size // 2, size // 2 + 400_000, 4096):
        spoil(store.layout.database, at)

    with pytest.raises(Damaged):
        store.shelf.read_base(COURSE)
    with pytest.raises(Damaged):
        store.check()
